"""The clock and the machine's zone."""

from __future__ import annotations

import os
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def now(zone: tzinfo | None = None) -> datetime:
    """Tell the time, always with a zone; UTC unless another is asked for."""
    return datetime.now(zone or UTC)


def machine_zone() -> tzinfo:
    """
    Find the zone of this machine.

    A named zone where the machine tells one (`TZ`, or the link `/etc/localtime`), because only a name knows
    next month's clock change; else the offset of the moment, which is all that Windows gives.
    """
    for name in (os.environ.get("TZ", "").lstrip(":"), _linked_zone()):
        if name:
            try:
                return ZoneInfo(name)
            except (ZoneInfoNotFoundError, ValueError):
                continue
    zone = datetime.now().astimezone().tzinfo
    return zone or UTC


def _linked_zone() -> str:
    link = Path("/etc/localtime")
    try:
        parts = link.resolve().parts
    except OSError:
        return ""
    return "/".join(parts[parts.index("zoneinfo") + 1 :]) if "zoneinfo" in parts else ""
