"""Checking: everything a bulletin needs, one plain line and one cure each."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bulletin.config.settings import not_obeyed
from bulletin.config.station import Station, read_station
from bulletin.errors import BulletinError
from bulletin.speak import availability, default_voice, find_voice, load_voices
from bulletin.system.clock import machine_zone, now
from bulletin.system.files import require_folder
from bulletin.system.folders import cache_folder
from bulletin.system.programs import find_ffmpeg, run

# A two-minute bulletin with its papers is 2.3 MB; a day of hourly ones is 55.
DAY_MB = 55
FEWEST_DAYS = 7
EARLIEST_YEAR = 2026


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    what: str
    good: bool
    found: str
    cure: str = ""
    needed: bool = True
    """Whether a bulletin can be made without it."""


def check_all(folder: Path | None) -> list[Finding]:
    """Look at everything; a station whose settings cannot be read ends it there."""
    try:
        station = read_station(folder)
    except BulletinError as error:
        return [
            Finding(what="settings", good=False, found=str(error), cure="Mend the file, then check again.")
        ]
    checks: tuple[Callable[[Station], Iterator[Finding]], ...] = (
        _settings,
        _voices,
        _ffmpeg,
        _clock,
        _folders,
        _sources,
    )
    return [finding for look in checks for finding in look(station)]


def _settings(station: Station) -> Iterator[Finding]:
    where = str(station.folder / "bulletin.toml") if station.folder else "packaged defaults"
    yield Finding(what="settings", good=True, found=where)
    idle = not_obeyed(station.settings)
    if idle:
        yield Finding(
            what="settings",
            good=False,
            needed=False,
            found=f"nothing acts on {', '.join(idle)} in this version",
            cure="They may stay; a later version will use them.",
        )


def _voices(station: Station) -> Iterator[Finding]:
    try:
        voices = load_voices(*filter(None, [station.voices_folder]))
        names = station.programme().voices or (default_voice(voices).name,)
        chosen = [find_voice(voices, name) for name in names]
    except BulletinError as error:
        yield Finding(what="voice", good=False, found=str(error), cure="See: bulletin voices list")
        return
    for voice in chosen:
        state = availability(voice.engine)
        yield Finding(
            what=f"voice {voice.name}",
            good=state.usable,
            found=f"{voice.label}, {voice.engine} {state.version}" if state.usable else state.reason,
            cure="" if state.usable else state.remedy,
        )


def _ffmpeg(_: Station) -> Iterator[Finding]:
    try:
        program = find_ffmpeg()
        version = run([program, "-version"], timeout_s=20).stdout.decode("utf-8", "replace").splitlines()
    except BulletinError as error:
        yield Finding(what="ffmpeg", good=False, found=str(error), cure="pip install imageio-ffmpeg")
        return
    yield Finding(
        what="ffmpeg", good=bool(version), found=f"{version[0] if version else 'says nothing'} ({program})"
    )


def _clock(station: Station) -> Iterator[Finding]:
    zone = station.settings.station.zone or machine_zone()
    present = now(zone)
    good = present.year >= EARLIEST_YEAR
    yield Finding(
        what="clock",
        good=good,
        found=f"{present:%A %d %B %Y, %H:%M} in {getattr(zone, 'key', zone)}",
        cure="" if good else "Set the machine's clock; the bulletin says the date.",
    )


def _folders(station: Station) -> Iterator[Finding]:
    for what, folder in (("output", station.output), ("clip cache", station.cache or cache_folder())):
        try:
            require_folder(folder)
        except BulletinError as error:
            yield Finding(
                what=f"{what} folder", good=False, found=str(error), cure="Change [paths] or its permissions."
            )
            continue
        days = shutil.disk_usage(folder).free // 1_000_000 // DAY_MB
        yield Finding(
            what=f"{what} folder",
            good=days >= FEWEST_DAYS,
            needed=days < 1,
            found=f"{folder}, room for {days} days of hourly bulletins",
            cure="" if days >= FEWEST_DAYS else "Free some disk space.",
        )


def _sources(station: Station) -> Iterator[Finding]:
    if not station.settings.source:
        yield Finding(
            what="sources",
            good=False,
            needed=False,
            found="none in the settings",
            cure="Name them on the command line, or add [[source]] to bulletin.toml.",
        )
    for row in station.settings.source:
        address = station.address(row.address)
        remote = "://" in address or row.address == "demo"
        good = remote or Path(address).exists()
        yield Finding(
            what=f"source {row.name}",
            good=good,
            needed=False,
            found=address if good else f"{address} is not there",
            cure="" if good else "Correct its address in bulletin.toml.",
        )
