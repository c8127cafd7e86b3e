"""Proof: what listeners heard of an edition, from a recording of the station's own stream."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from bulletin.audio.find import SLACK_S, Found, Track, find, track
from bulletin.audio.samples import Samples
from bulletin.errors import BulletinError, NothingFitError
from bulletin.master.ffmpeg import decode
from bulletin.publish.listening import Recording, record_stream
from bulletin.publish.places import Places
from bulletin.system.files import write_whole

DECODE_S = 600.0
# A minute on either side of the slot: a song that runs late, and what a player has bought ahead.
MARGIN_S = 60.0

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was heard of an edition."""

    heard: bool
    whole: bool
    text: str
    """ "heard whole at 13:00:02, 119.9 s" """
    at: datetime | None = None
    """When its first sample was on air."""


def prove(
    address: str,
    audio: Path,
    *,
    seconds: float,
    zone: tzinfo,
    tell: Tell = lambda _: None,
    wanted: Callable[[], bool] = lambda: True,
) -> Proof:
    """
    Record a stream and look for an edition in it.

    Args:
        address: What listeners open.
        audio: The edition; read after the recording, so that it may be published meanwhile.
        seconds: How long to listen.
        zone: In which times are told.
        tell: Hears what is being done.
        wanted: False ends the recording early.

    Raises:
        BulletinError: Nothing came from the address, or there is no edition to look for.
    """
    with tempfile.TemporaryDirectory(prefix="bulletin-") as folder:
        tell(f"Listening to {address} for {seconds:.0f} s")
        recording = record_stream(address, Path(folder) / "stream", seconds=seconds, wanted=wanted)
        tell("Looking for the bulletin in it")
        return look_for(audio, recording, zone=zone)


def look_for(audio: Path, recording: Recording, *, zone: tzinfo) -> Proof:
    """Look for an edition in a recording. Raises BulletinError: one of them holds no sound."""
    programme, length_s = _follow(audio)
    stream, recorded_s = _follow(recording.path)
    found = find(programme, stream)
    if found is None:
        return Proof(heard=False, whole=False, text=f"not heard in {recorded_s:.0f} s")
    at = recording.moment_of(max(found.at_s, 0.0) / recorded_s).astimezone(zone)
    return Proof(heard=True, whole=found.is_whole, text=_told(found, at, length_s), at=at)


def seconds_of(audio: Path) -> float:
    """How long to listen for an edition that airs about now. Raises BulletinError."""
    return _follow(audio)[1] + 2 * MARGIN_S


def live_audio(places: Places) -> Path:
    """
    Find the edition that is live.

    Raises:
        NothingFitError: Nothing is live.
    """
    if not places.audio.is_file():
        raise NothingFitError(
            f"There is no {places.audio}, so there is nothing to listen for. Make a bulletin."
        )
    return places.audio


def note_proof(places: Places, proof: Proof, *, audio: Path, address: str) -> Path | None:
    """Write what was heard beside the edition's record; None when the audio is none of the programme's."""
    folder = folder_of(places, audio)
    if folder is None:
        return None
    row = {"heard": proof.heard, "whole": proof.whole, "text": proof.text, "address": address}
    row["at"] = proof.at.isoformat() if proof.at else None
    write_whole(folder / "proof.json", json.dumps(row, ensure_ascii=False, indent=1) + "\n")
    return folder


def folder_of(places: Places, audio: Path) -> Path | None:
    """Find the dated folder of the edition whose audio this is."""
    wanted = _digest(audio)
    for day in sorted(places.root.glob("????-??-??"), reverse=True)[:3]:
        for path in sorted(day.glob("*/bulletin.mp3"), reverse=True):
            if _digest(path) == wanted:
                return path.parent
    return None


def _follow(path: Path) -> tuple[Track, float]:
    """A file's track and its length in seconds. Raises BulletinError: it holds no sound."""
    frames = 0

    def counted(blocks: Iterable[Samples]) -> Iterator[Samples]:
        nonlocal frames
        for block in blocks:
            frames += len(block)
            yield block

    with decode(path, timeout_s=DECODE_S) as decoded:
        followed = track(counted(decoded.blocks), rate_hz=decoded.rate_hz)
        if not len(followed):
            raise BulletinError(f"{path.name} holds no sound.")
        return followed, frames / decoded.rate_hz


def _told(found: Found, at: datetime, length_s: float) -> str:
    heard_s = length_s - found.lost_s
    if found.is_whole:
        return f"heard whole at {at:%H:%M:%S}, {heard_s:.1f} s"
    gone = ", ".join(f"{since:.0f} to {min(to, length_s):.0f} s" for since, to in found.lost)
    faults = [f"missing: {gone}"] if gone else []
    if found.break_s > SLACK_S:
        faults.append(f"with a break of {found.break_s:.1f} s")
    began = f"from {at:%H:%M:%S}" if found.at_s >= 0 else f"already on at {at:%H:%M:%S}"
    return f"heard in part, {began}, {heard_s:.1f} of {length_s:.1f} s, {'; '.join(faults)}"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
