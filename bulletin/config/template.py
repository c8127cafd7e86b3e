"""The commented `bulletin.toml` that `bulletin init` writes."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from string import Template

from bulletin.config.settings import ProgrammeTable
from bulletin.config.toml import quoted

EVERY_HOUR = "hour"
"""The answer of a station that wants a bulletin each hour."""


def new_settings(
    *,
    name: str,
    place: str = "",
    trust: str = "",
    zone: str,
    voices: Sequence[str] = (),
    airs: str | Sequence[str] = (),
) -> str:
    """
    Fill in the commented template; quotation marks and backslashes in answers stay answers.

    Args:
        name: Of the station.
        place: Its town or hospital.
        trust: Whose hospital it is.
        zone: Such as Europe/London.
        voices: Newsreaders by name; without one, each machine chooses its own best.
        airs: Times such as 13:00, or `EVERY_HOUR`.
    """
    template = Template(
        files("bulletin.config").joinpath("bulletin.toml.template").read_text(encoding="utf-8")
    )
    return template.substitute(
        name=quoted(name),
        place=quoted(place),
        trust=quoted(trust),
        zone=quoted(zone),
        voices=_list("voices", voices) if voices else '# voices = ["newsreader", "second"]',
        airs='every = "hour"' if airs == EVERY_HOUR else _list("at", airs),
    )


def read_airs(text: str) -> str | tuple[str, ...]:
    """
    Read when a bulletin airs, as a person types it: `8:00, 13:00` or `hour`.

    Returns:
        `EVERY_HOUR`, or times as settings want them, in order.

    Raises:
        ValueError: A part of it is no time.
    """
    parts = text.replace(",", " ").replace("every", " ").split()
    if parts == [EVERY_HOUR]:
        return EVERY_HOUR
    times = sorted({part.replace(".", ":").zfill(5) for part in parts})
    ProgrammeTable(name="any", at=tuple(times))
    return tuple(times)


def _list(key: str, values: Sequence[str]) -> str:
    return f"{key} = [{', '.join(quoted(value) for value in values)}]"
