"""The starter: what calls `bulletin` when a slot is due. Looked at, never changed."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from bulletin.edition.checks.finding import Finding, Visit, note, well
from bulletin.errors import BulletinError
from bulletin.system.programs import run
from bulletin.system.typed import typed

PROGRAM_S = 20.0
SYSTEM_UNITS = Path("/etc/systemd/system")
CRON = (Path("/etc/crontab"), Path("/etc/cron.d"))
WORDS = ("tick", "serve", " run ")
"""The commands of ours that keep time."""


def look_at_starter(visit: Visit) -> Iterator[Finding]:
    """Find what keeps time for the station: systemd, cron, Task Scheduler."""
    folder = visit.station.folder
    if folder is None or not any(row.at or row.every for row in visit.station.settings.programme):
        return
    found = [name for name, text in _texts() if starts_us(text, folder)]
    if found:
        yield well("schedule", f"started by {', '.join(dict.fromkeys(found))}")
    else:
        yield note(
            "schedule",
            "nothing starts the bulletin at its times on this machine",
            f"bulletin schedule install --station {typed(folder.resolve())}, or keep bulletin serve running",
        )


def starts_us(text: str, folder: Path) -> bool:
    """
    Tell whether a unit, a cron line or a task calls us for a station.

    Args:
        text: Of the unit file, the cron table or the list of tasks.
        folder: The station's; a line that names another station does not count.
    """
    lines = [_bare(line) for line in text.splitlines() if not line.lstrip().startswith("#")]
    ours = [line for line in lines if "bulletin" in line and any(word in f"{line} " for word in WORDS)]
    # The path itself, not the beginning of a longer one.
    here = re.compile(rf"{re.escape(str(folder.resolve()))}(?![\w./\\-])")
    return any(here.search(line) or "--station" not in line for line in ours)


def _bare(line: str) -> str:
    """Take away what units and cron tables put before %, $ and ' in a path."""
    return line.replace("\\%", "%").replace("%%", "%").replace("$$", "$").replace("'\"'\"'", "'")


def _texts() -> Iterator[tuple[str, str]]:
    if os.name == "nt":
        yield "Task Scheduler", _told(["schtasks", "/query", "/v", "/fo", "csv"])
        return
    for folder in _units_folders():
        for wanted in sorted(folder.glob("*.target.wants/*bulletin*")):
            yield f"systemd ({wanted.name})", _read((folder / wanted.name).with_suffix(".service"))
    yield "cron", _told(["crontab", "-l"])
    for place in CRON:
        for file in sorted(place.iterdir()) if place.is_dir() else [place]:
            yield f"cron ({file})", _read(file)


def _units_folders() -> tuple[Path, ...]:
    home = os.environ.get("XDG_CONFIG_HOME") or os.environ.get("HOME")
    if not home:
        return (SYSTEM_UNITS,)
    own = Path(home) if os.environ.get("XDG_CONFIG_HOME") else Path(home) / ".config"
    return (SYSTEM_UNITS, own / "systemd" / "user")


def _told(argv: list[str]) -> str:
    if shutil.which(argv[0]) is None:
        return ""
    try:
        return run(argv, timeout_s=PROGRAM_S).stdout.decode("utf-8", "replace")
    except BulletinError:
        return ""


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
