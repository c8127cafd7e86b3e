"""Handover: what a stranger must know to look after the bulletin, from live settings."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bulletin.config.settings import EVERY_DAY, ProgrammeTable
from bulletin.config.station import Station
from bulletin.edition import memory
from bulletin.edition.packing import last_pack, secrets_to_type
from bulletin.errors import BulletinError, MisuseError
from bulletin.publish.places import RECORD_NAME, Places
from bulletin.store import Outcome, SlotRow, Stop
from bulletin.system.folders import log_folder

WEEK_DAYS = 7
WORDS = {
    Outcome.MADE: "made",
    Outcome.WITH_LOSS: "made with loss",
    Outcome.FILLER: "filler",
    Outcome.MISSED: "missed",
    Outcome.FAILED: "failed",
}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")


@dataclass(frozen=True, slots=True, kw_only=True)
class Airing:
    """A programme: what it is, when it airs, which file it is."""

    name: str
    length: str
    when: str
    until: str
    following: tuple[datetime, ...]
    file: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """All that stands on the page."""

    station: str
    place: str
    trust: str
    contact: str
    printed_at: datetime
    folder: Path
    program: str
    """How the command is called on this machine."""
    airings: tuple[Airing, ...]
    outlets: tuple[tuple[str, str, str], ...]
    """Name, kind, and where it goes."""
    sources: tuple[tuple[str, str, str], ...]
    """Name, address, and whose permission."""
    secrets: tuple[str, ...]
    """Names alone."""
    days: tuple[date, ...]
    week: Mapping[str, Sequence[str]]
    """By programme, a few words for each day."""
    log: Path
    pack: str
    keep_days: int
    stop: Stop | None = None


def make_handover(
    station: Station, *, now: datetime, following: Callable[[ProgrammeTable], Sequence[datetime]]
) -> Handover:
    """
    Collect what stands on the page.

    Args:
        station: One with a folder.
        now: When it is printed, in the station's zone.
        following: Gives the next times of airing of a programme.

    Raises:
        MisuseError: There is no station folder, or the secrets cannot be read.
    """
    if station.folder is None:
        raise MisuseError("Name the station folder: bulletin handover --station FOLDER")
    settings = station.settings
    days = tuple(now.date() - timedelta(days=ago) for ago in reversed(range(WEEK_DAYS)))
    rows, stop = _remembered(station, days, now)
    return Handover(
        station=settings.station.name,
        place=settings.station.place,
        trust=settings.station.trust,
        contact=settings.station.contact,
        printed_at=now,
        folder=station.folder.resolve(),
        program=program_name(),
        airings=tuple(_airing(row, station, following(row)) for row in settings.programme),
        outlets=tuple((row.name, row.kind, where_of(row)) for row in settings.outlet),
        sources=tuple((row.name, row.address, row.permission) for row in settings.source),
        secrets=secrets_to_type(station),
        days=days,
        week={row.name: _week(row.name, station, days, rows) for row in settings.programme},
        log=log_folder().resolve() / "bulletin.log",
        pack=last_pack(station.folder),
        keep_days=settings.paths.keep_days,
        stop=stop,
    )


def where_of(outlet: Any) -> str:
    """Tell where an outlet goes, in a few words and without a secret."""
    host = getattr(outlet, "host", None)
    if host:
        return f"{host}:{outlet.port}{getattr(outlet, 'mount', '')} {_names(outlet)}".strip()
    for key in ("folder", "address", "device"):
        if getattr(outlet, key, None):
            return f"{getattr(outlet, key)} {_names(outlet)}".strip()
    command = getattr(outlet, "command", ())
    return str(command[0]) if command else "this machine"


def program_name() -> str:
    """Name the command as it must be typed here: by its path unless the system finds it."""
    if shutil.which("bulletin"):
        return "bulletin"
    beside = Path(sys.executable).with_name("bulletin.exe" if os.name == "nt" else "bulletin")
    return f'& "{beside}"' if os.name == "nt" else str(beside)


def when_of(programme: ProgrammeTable) -> str:
    """Say in words when a programme airs."""
    if programme.every:
        when = f"every hour at :{programme.minute:02d}"
    elif programme.at:
        when = ", ".join(sorted(programme.at))
    else:
        return "by hand only"
    if set(programme.days) == set(EVERY_DAY):
        return f"{when}, every day"
    if set(programme.days) == set(WEEKDAYS):
        return f"{when}, Monday to Friday"
    return f"{when}, {', '.join(day.capitalize() for day in EVERY_DAY if day in programme.days)}"


def _airing(programme: ProgrammeTable, station: Station, following: Sequence[datetime]) -> Airing:
    lives = programme.valid_for
    until = "until the next one, or the end of the day" if lives is None else f"for {_stretch(lives)}"
    return Airing(
        name=programme.name,
        length=str(programme.length),
        when=when_of(programme),
        until=until,
        following=tuple(following),
        file=Places(root=station.output.resolve() / programme.name).audio,
    )


def _stretch(lives: timedelta) -> str:
    minutes = round(lives.total_seconds() / 60)
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"


def _names(outlet: Any) -> str:
    names = getattr(outlet, "names", ())
    return f"as {', '.join(names)}" if names else ""


def _remembered(
    station: Station, days: Sequence[date], now: datetime
) -> tuple[tuple[SlotRow, ...] | None, Stop | None]:
    """Ask the database how the week went; None where there is none, or it cannot be read."""
    assert station.folder is not None
    elsewhere = station.secrets.get(memory.URL_SECRET) or station.settings.store.url
    if not elsewhere and not (station.folder / memory.FILE_NAME).exists():
        return None, None
    try:
        with memory.open_memory(station, wait_s=2.0) as store:
            start = datetime.combine(days[0], time(0), tzinfo=now.tzinfo)
            return store.slots_between(start, now + timedelta(days=1)), store.stopped()
    except BulletinError:
        return None, None


def _week(
    programme: str, station: Station, days: Sequence[date], rows: Sequence[SlotRow] | None
) -> tuple[str, ...]:
    ours = [row for row in rows or () if row.programme == programme]
    if ours:
        return tuple(_outcomes([row for row in ours if row.local_date == day]) for day in days)
    places = Places(root=station.output / programme)
    return tuple(_on_record(places.root / day.isoformat()) for day in days)


def _outcomes(rows: Sequence[SlotRow]) -> str:
    counted = Counter(WORDS[row.outcome] if row.outcome else "not finished" for row in rows)
    return ", ".join(f"{count} {word}" for word, count in counted.items())


def _on_record(folder: Path) -> str:
    """What the dated folders tell of a day that the database knows nothing of."""
    count = len(list(folder.glob(f"*/{RECORD_NAME}")))
    return f"{count} made" if count else ""
