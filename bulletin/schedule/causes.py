"""Causes: by which words a trouble is known, so that it is told once and then that it is over."""

from __future__ import annotations

OUTLET_PREFIX = "outlet "


def air_cause(programme: str) -> str:
    """Name the trouble of a programme that has no new bulletin."""
    return f"no new {programme}"


def outlet_cause(programme: str, outlet: str) -> str:
    """Name the trouble of an outlet that has not got what is live."""
    return f"{programme}, {OUTLET_PREFIX}{outlet}"
