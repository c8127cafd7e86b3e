"""Off air by a person's word: a file beside the programmes, which holds with network and database down."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bulletin.errors import OffAirError
from bulletin.system.clock import now
from bulletin.system.files import write_whole

FILE_NAME = "off-air.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class OffAir:
    """Who took the station off air, why and when."""

    by: str
    reason: str
    at: datetime
    recorded: bool = False
    """Whether the store knows; until then this file alone does."""


def read_off_air(output: Path) -> OffAir | None:
    """Tell whether the station is off air; a file that cannot be understood says yes."""
    path = output / FILE_NAME
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        return OffAir(
            by=row["by"],
            reason=row["reason"],
            at=datetime.fromisoformat(row["at"]),
            recorded=row["recorded"],
        )
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return OffAir(by="somebody", reason=f"{path} cannot be read", at=now())


def write_off_air(output: Path, off_air: OffAir) -> None:
    """Take the station off air: nothing is put at a live name any more."""
    row = {
        "by": off_air.by,
        "reason": off_air.reason,
        "at": off_air.at.isoformat(),
        "recorded": off_air.recorded,
    }
    write_whole(output / FILE_NAME, json.dumps(row, ensure_ascii=False, indent=1) + "\n")


def lift_off_air(output: Path) -> None:
    """Let editions go live again."""
    (output / FILE_NAME).unlink(missing_ok=True)


def require_on_air(output: Path) -> None:
    """
    Let nothing pass while the station is off air.

    Raises:
        OffAirError: It is.
    """
    off_air = read_off_air(output)
    if off_air is not None:
        raise OffAirError(
            f"The station is off air since {off_air.at:%H:%M on %d %B}, by {off_air.by}: {off_air.reason}. "
            "Put it back with: bulletin resume --by NAME"
        )
