"""The machine: ffmpeg, clock, folders, disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timezone, tzinfo
from pathlib import Path

from bulletin.config.settings import ProgrammeTable
from bulletin.edition.checks.finding import Finding, Visit, fault, note, well
from bulletin.errors import BulletinError
from bulletin.system.clock import machine_zone, now
from bulletin.system.files import require_folder
from bulletin.system.folders import cache_folder
from bulletin.system.programs import find_ffmpeg, run

SECOND_MB = 0.016  # MP3 at 128 kbit/s
PAPERS_MB = 0.4
HOURLY = 24
FEWEST_DAYS = 7
EARLIEST_YEAR = 2026
PROGRAM_S = 20.0
SET_BY_NETWORK = (
    "Settings, Time and language, Set time automatically." if os.name == "nt" else "timedatectl set-ntp true"
)
SYSTEMD = Path("/run/systemd/system")


def look_at_ffmpeg(_: Visit) -> Iterator[Finding]:
    """Find ffmpeg and start it."""
    try:
        program = find_ffmpeg()
        told = run([program, "-version"], timeout_s=PROGRAM_S)
    except BulletinError as error:
        yield fault("ffmpeg", str(error), "pip install imageio-ffmpeg")
        return
    lines = told.stdout.decode("utf-8", "replace").splitlines()
    if told.code or not lines:
        yield fault("ffmpeg", f"{program} does not work: {told.last_words}", "pip install imageio-ffmpeg")
    else:
        yield well("ffmpeg", f"{lines[0].partition(' Copyright')[0]} ({program})")


def look_at_clock(visit: Visit) -> Iterator[Finding]:
    """Tell the time as the bulletin would say it, and who sets the clock."""
    zone = visit.station.settings.station.zone or machine_zone()
    present = now(zone)
    said = f"{present:%A %d %B %Y, %H:%M} in {getattr(zone, 'key', zone)}"
    if present.year < EARLIEST_YEAR:
        yield fault("clock", said, "Set the machine's clock; the bulletin says the date.")
    elif isinstance(zone, timezone):
        yield note(
            "clock",
            f"{said}: this machine tells no name of its zone, so the next clock change would be missed",
            'Write zone = "Europe/London" under [station] in bulletin.toml.',
        )
    elif not _is_set_by_network():
        yield note(
            "clock",
            f"{said}; nothing keeps it right",
            f"Let the network set it: {SET_BY_NETWORK}",
        )
    else:
        yield well("clock", said)


def look_at_zone(visit: Visit) -> Iterator[Finding]:
    """Tell when this machine's clock shows another time than the station's: a playout goes by the former."""
    zone = visit.station.settings.station.zone
    if zone is not None and not shows_same(zone, now(zone).year):
        yield note(
            "zone",
            f"this machine's clock is not set to {getattr(zone, 'key', zone)}; bulletins are made at the "
            "right times all the same, but a playout on this machine starts them by its own clock",
            "Set the machine's time zone, or tell the playout; for Liquidsoap, the variable TZ.",
        )


def shows_same(zone: tzinfo, year: int) -> bool:
    """Tell whether this machine's clock and a zone agree, in winter and in summer."""
    days = (datetime(year, month, 1, 12, tzinfo=UTC) for month in (1, 7))
    return all(day.astimezone().utcoffset() == day.astimezone(zone).utcoffset() for day in days)


def look_at_folders(visit: Visit) -> Iterator[Finding]:
    """Make sure that editions and clips can be written, and for how long there is room."""
    station = visit.station
    a_day_mb = sum(_a_day_mb(row) for row in station.settings.programme)
    for what, folder in (("output", station.output), ("clip cache", station.cache or cache_folder())):
        try:
            require_folder(folder)
        except BulletinError as error:
            yield fault(f"{what} folder", str(error), "Change [paths] in bulletin.toml, or its permissions.")
            continue
        days = int(shutil.disk_usage(folder).free / 1_000_000 / a_day_mb)
        said = f"{folder}, room for {days} days of bulletins"
        if days >= FEWEST_DAYS:
            yield well(f"{what} folder", said)
        else:
            make = note if days else fault
            yield make(f"{what} folder", said, "Free some disk space.")


def _a_day_mb(programme: ProgrammeTable) -> float:
    """What a day of a programme takes; one that is made by hand is made once."""
    editions = HOURLY if programme.every else max(1, len(programme.at))
    return editions * (PAPERS_MB + SECOND_MB * programme.length.longest_s)


def _is_set_by_network() -> bool:
    """Ask who is in charge of the clock; where nobody can be asked, no news is good."""
    try:
        if os.name == "nt":
            # It fails while the Windows Time service is off; its words depend on the language of Windows.
            return run(["w32tm", "/query", "/status"], timeout_s=PROGRAM_S).code == 0
        if not SYSTEMD.is_dir() or shutil.which("timedatectl") is None:
            return True
        told = run(["timedatectl", "show", "--property=NTPSynchronized", "--value"], timeout_s=PROGRAM_S)
    except BulletinError:
        return True
    return told.stdout.strip() != b"no"
