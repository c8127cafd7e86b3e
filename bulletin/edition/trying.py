"""Trying an outlet: a short sound of our own is sent and read back, under a name that no playout plays."""

from __future__ import annotations

import hashlib
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from bulletin.audio.synth import Note, play
from bulletin.config.station import Station
from bulletin.errors import MisuseError
from bulletin.master.encode import encode
from bulletin.master.formats import format_named
from bulletin.master.tags import Tags
from bulletin.model import Edition, Receipt, State
from bulletin.publish.outlet import TEST_MODE, Outlet, outlets_of

RATE_HZ = 44_100
TEST_S = 4.0
# Three rising notes: nobody takes them for news, and a listener can say that they came.
NOTES = tuple(
    Note(name=name, at_s=number * 1.0, decay_s=2.0, level=0.3)
    for number, name in enumerate(("G4", "C5", "E5"))
)


def try_outlet(station: Station, name: str, *, programme: str, now: datetime) -> Receipt:
    """
    Send the test sound to an outlet.

    Args:
        station: Whose outlet it is.
        name: What the station calls it.
        programme: Whose names and playlists are used.
        now: With a zone; the test airs at once.

    Raises:
        MisuseError: There is no such outlet.
        PublishError: It did not work; the line says why and what to do.
    """
    outlet = _find(station, name)
    with tempfile.TemporaryDirectory(prefix="bulletin-") as folder:
        audio = _write_sound(
            Path(folder) / "bulletin.mp3", title=f"{station.settings.station.name}: test", now=now
        )
        return outlet.send(
            Edition(
                programme=programme,
                slot=now,
                made_at=now,
                expires_at=now + timedelta(minutes=5),
                state=State.MADE,
                mode=TEST_MODE,
                audio=audio,
                duration_s=TEST_S,
                sha256=hashlib.sha256(audio.read_bytes()).hexdigest(),
            )
        )


def _find(station: Station, name: str) -> Outlet:
    outlets = {outlet.name: outlet for outlet in outlets_of(station)}
    if name not in outlets:
        known = ", ".join(outlets) or "none; add [[outlet]] to bulletin.toml"
        raise MisuseError(f"There is no outlet {name!r}. The station has: {known}.")
    return outlets[name]


def _write_sound(path: Path, *, title: str, now: datetime) -> Path:
    sound = play(NOTES, seconds=TEST_S, rate_hz=RATE_HZ)
    tags = Tags(title=title, expires_at=now + timedelta(minutes=5))
    encode(sound, rate_hz=RATE_HZ, tags=tags, form=format_named("mp3"), out=path)
    return path
