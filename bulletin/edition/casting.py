"""Casting: whether a voice may be used, works, and is fit for this machine."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from pathlib import Path

from bulletin.edition.saying import say_line
from bulletin.errors import EngineError, MisuseError
from bulletin.model import Voice
from bulletin.speak.catalogue import (
    Listed,
    find_listed,
    install_listed,
    licence_of,
    may_broadcast,
    read_catalogue,
)
from bulletin.speak.models import voice_of
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


def install_named(
    name: str,
    folder: Path,
    *,
    executor: Executor,
    catalogue: str | None = None,
    has_right: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> Path:
    """
    Download a voice of the catalogue into a station's voices folder, and let it say a sentence.

    Args:
        name: Such as en_GB-alba-medium.
        folder: The station's `voices`.
        executor: Runs the speaking.
        catalogue: Its address; the public one otherwise.
        has_right: The station says that it may broadcast the voice.
        tell: Hears what is being done now.

    Raises:
        MisuseError: There is no such voice, or its licence is not clear.
        BulletinError: It cannot be downloaded.
        EngineError: It cannot speak; its files stay.
    """
    tell("Reading the catalogue of voices")
    listed = find_listed(read_catalogue(catalogue), name)
    insist_on_right(listed, told=has_right)
    path = install_listed(listed, folder, heard=_by_the_megabyte(tell, listed.megabytes))
    prove_voice(path, executor=executor, tell=tell)
    return path


def prove_voice(path: Path, *, executor: Executor, tell: Callable[[str], None] = lambda _: None) -> None:
    """
    Let a model say a sentence, and nobody in its place.

    Raises:
        EngineError: It cannot speak; its files stay.
    """
    tell("Saying a sentence")
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        try:
            say_line(
                PROOF,
                voice=path.stem,
                voices={path.stem: voice_of(path)},
                executor=executor,
                cache=scratch / "clips",
                out=scratch / "proof.wav",
            )
        except EngineError as error:
            raise EngineError(f"{path.stem} is installed and cannot speak yet: {error}") from error


def _by_the_megabyte(tell: Callable[[str], None], whole_mb: float) -> Callable[[int], None]:
    """Say how much has come, ten times in all: a log is not a terminal."""
    said = -1

    def heard(have: int) -> None:
        nonlocal said
        tenth = int(10 * have / max(whole_mb * 1e6, 1))
        if tenth > said:
            said = tenth
            tell(f"Downloading: {have / 1e6:.0f} of {whole_mb:.0f} MB")

    return heard


def usable_here(voices: Mapping[str, Voice]) -> tuple[str, ...]:
    """Name the voices that are meant for this system and for listening."""
    foreign = {name for system, name in BY_SYSTEM.items() if system != sys.platform}
    return tuple(
        name for name, voice in sorted(voices.items()) if name not in foreign and voice.engine != HUM
    )
