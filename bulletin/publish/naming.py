"""Names: what an edition is called where a playout looks for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from bulletin.errors import PublishError
from bulletin.model import Edition
from bulletin.publish.outlet import TEST_MODE

TEST_STEM = "bulletin-test"
# Windows refuses these in a name; the others would make one of it that a shell or a playlist misreads.
_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*\']+')
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def fixed_fields(*, station: str, programme: str, cart: str) -> dict[str, str]:
    """Give the fields that are the same in every edition of a programme."""
    return {
        "station": _UNFIT.sub(" ", station).strip(" .") or "station",
        "programme": programme,
        "cart": cart,
    }


def fields_of(edition: Edition, *, station: str, cart: str = "") -> Mapping[str, str]:
    """Give what the braces in a name are filled with; times are those of the slot, in its own zone."""
    slot = edition.slot
    return {
        **fixed_fields(station=station, programme=edition.programme, cart=cart),
        "date": f"{slot:%Y-%m-%d}",
        "time": f"{slot:%H%M}",
        "year": f"{slot:%Y}",
        "month": f"{slot:%m}",
        "day": f"{slot:%d}",
        "weekday": DAYS[slot.weekday()],
        "hour": f"{slot:%H}",
        "minute": f"{slot:%M}",
    }


def names_of(edition: Edition, templates: Sequence[str], *, station: str, cart: str = "") -> tuple[str, ...]:
    """
    Fill name templates, / between folders; a test goes under a name that no playout plays.

    Raises:
        PublishError: A filled name is empty or leaves its folder.
    """
    fields = fields_of(edition, station=station, cart=cart)
    filled = (PurePosixPath(template.format_map(fields)) for template in templates)
    if edition.mode == TEST_MODE:
        filled = (path.with_name(f"{TEST_STEM}{path.suffix}") for path in filled)
    return tuple(dict.fromkeys(_checked(path) for path in filled))


def _checked(path: PurePosixPath) -> str:
    if path.is_absolute() or ".." in path.parts or path.stem.startswith("."):
        raise PublishError(f"The name {path} leaves its folder or is hidden. Change `names` of the outlet.")
    return path.as_posix()
