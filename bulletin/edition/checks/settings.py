"""Settings and secrets."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import time
from pathlib import Path

from bulletin.config import secrets
from bulletin.config.leaks import lines_with_secrets
from bulletin.config.station import FILE_NAME
from bulletin.edition.checks.finding import Finding, Visit, fault, note, well
from bulletin.errors import BulletinError
from bulletin.system.programs import run

# What stands before a colon in the lines of icacls when everybody who uses the machine may read a file.
EVERYBODY = ("Everyone", r"BUILTIN\Users", r"NT AUTHORITY\Authenticated Users")
ICACLS_S = 10.0
# Clocks change in this hour: a daily time in it does not exist one night and comes twice another.
CHANGE_HOUR = (time(1, 0), time(2, 0))


def look_at_settings(visit: Visit) -> Iterator[Finding]:
    """Tell which settings hold, and of passwords that stand in the wrong file."""
    folder = visit.station.folder
    yield well("settings", str(folder / FILE_NAME) if folder else "packaged defaults")
    if folder and (lines := lines_with_secrets((folder / FILE_NAME).read_text(encoding="utf-8-sig"))):
        yield note(
            "settings",
            f"a note on line {', '.join(map(str, lines))} holds a password",
            f"Take it out; passwords stand in {secrets.FILE_NAME}.",
        )


def look_at_times(visit: Visit) -> Iterator[Finding]:
    """Name the times of airing that a clock change makes odd, and a station that has none."""
    programmes = visit.station.settings.programme
    for programme in programmes:
        for written in programme.at:
            if CHANGE_HOUR[0] <= time.fromisoformat(written) < CHANGE_HOUR[1]:
                yield note(
                    f"programme {programme.name}",
                    f"{written} does not exist when the clocks go forward, and comes twice when they go back",
                    "Choose a time outside of 01:00 to 01:59.",
                )
    if visit.station.folder and not any(programme.at or programme.every for programme in programmes):
        yield note(
            "times",
            "no programme has a time of airing, so nothing is made by itself",
            f'Write at = ["13:00"] or every = "hour" under [[programme]] in {FILE_NAME}.',
        )


def look_at_secrets(visit: Visit) -> Iterator[Finding]:
    """Make sure that the secrets can be read, by us alone."""
    folder = visit.station.folder
    if folder is None or not (folder / secrets.FILE_NAME).exists():
        return
    path = folder / secrets.FILE_NAME
    was_open = os.name != "nt" and secrets.is_open_to_others(path)
    try:
        held = visit.station.secrets
    except BulletinError as error:
        yield fault("secrets", str(error), "Mend the file, then check again.")
        return
    if was_open:
        yield note(
            "secrets",
            f"other users of this machine could read {path}; it is closed to them now",
            "If others use this machine, change the passwords.",
        )
        return
    readers = _windows_readers(path) if os.name == "nt" else ()
    if readers:
        yield note(
            "secrets",
            f"{', '.join(readers)} can read {path}",
            f'In a command window: icacls "{path}" /inheritance:r /grant:r "%USERNAME%:F"',
        )
        return
    yield well("secrets", f"{_names(held.keys)}, readable by their owner alone")


def readers_of(told: str) -> tuple[str, ...]:
    """Find in what icacls tells of a file who else may read it; an empty answer is a good one."""
    return tuple(who for who in EVERYBODY if re.search(rf"{re.escape(who)}:\(", told))


def _windows_readers(path: Path) -> tuple[str, ...]:
    try:
        told = run(["icacls", path], timeout_s=ICACLS_S)
    except BulletinError:
        return ()
    return readers_of(told.stdout.decode("utf-8", "replace"))


def _names(keys: tuple[str, ...]) -> str:
    return ", ".join(keys) or "none typed in yet"
