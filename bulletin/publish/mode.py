"""Modes: rules of a special time, by a person's word; a file beside the programmes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from bulletin.system.files import write_whole

FILE_NAME = "mode.json"


class ModeName(StrEnum):
    """What is special now."""

    NORMAL = "normal"
    ELECTION = "election"
    """Nothing of the election is told: polling day, or as long as the station keeps silent on it."""
    OBITUARY = "obituary"
    """Somebody has died whom everybody mourns: quiet sounds, no light item, no sport."""
    INCIDENT = "incident"
    """Something has happened here: only what the station's own people wrote is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """Which mode, and who switched it on."""

    name: ModeName
    by: str = ""
    reason: str = ""
    at: datetime | None = None


def read_mode(output: Path) -> Mode:
    """Tell the mode; a file that cannot be understood is no word of anybody's."""
    try:
        row = json.loads((output / FILE_NAME).read_text(encoding="utf-8"))
        at = datetime.fromisoformat(row["at"])
        return Mode(name=ModeName(row["mode"]), by=row["by"], reason=row["reason"], at=at)
    except (OSError, ValueError, KeyError, TypeError):
        return Mode(name=ModeName.NORMAL)


def write_mode(output: Path, mode: Mode) -> None:
    """Switch a mode on; normal removes the file."""
    if mode.name is ModeName.NORMAL:
        (output / FILE_NAME).unlink(missing_ok=True)
        return
    assert mode.at is not None
    row = {"mode": mode.name.value, "by": mode.by, "reason": mode.reason, "at": mode.at.isoformat()}
    write_whole(output / FILE_NAME, json.dumps(row, ensure_ascii=False, indent=1) + "\n")
