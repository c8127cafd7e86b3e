"""Casting: whether a voice may be used, works, and is fit for this machine."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import Executor
from pathlib import Path

from bulletin.edition.ordering import read_voices
from bulletin.edition.saying import say_line
from bulletin.errors import EngineError, MisuseError
from bulletin.model import Voice
from bulletin.speak.catalogue import Listed, licence_of, may_broadcast
from bulletin.speak.voices import BY_SYSTEM

PROOF = "This is the news from your hospital radio."
# It hums, for tests.
HUM = "tone"


def insist_on_right(listed: Listed, *, told: bool) -> None:
    """
    Insist that a station may broadcast a voice.

    Args:
        listed: The voice in the catalogue.
        told: Somebody has said that the station has the right.

    Raises:
        MisuseError: Its licence is not clear on that.
        BulletinError: Its card cannot be read.
    """
    licence = licence_of(listed)
    if not told and not may_broadcast(licence):
        says = f'says "{licence}"' if licence else "names no licence"
        raise MisuseError(
            f"The card of {listed.name} {says}, which is not clearly for broadcast. Read {listed.card}, then "
            "choose another voice, or say: --i-have-the-right"
        )


def prove_voice(name: str, *, station: Path, executor: Executor) -> None:
    """
    Let a voice say a sentence, and nobody in its place.

    Raises:
        EngineError: It cannot speak; its files stay.
    """
    _, known, cache = read_voices([name], engine=None, station=station)
    with tempfile.TemporaryDirectory() as folder:
        said = say_line(
            PROOF, voice=name, voices=known, executor=executor, cache=cache, out=Path(folder) / "proof.wav"
        )
    if said.skipped:
        raise EngineError(f"{name} is installed and cannot speak yet: {said.skipped[0].why}")


def usable_here(voices: Mapping[str, Voice]) -> tuple[str, ...]:
    """Name the voices that are meant for this system and for listening."""
    foreign = {name for system, name in BY_SYSTEM.items() if system != sys.platform}
    return tuple(
        name for name, voice in sorted(voices.items()) if name not in foreign and voice.engine != HUM
    )
