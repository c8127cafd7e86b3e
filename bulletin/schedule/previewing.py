"""Previewing: what would go out next, what waits for a person, each with the number to name it by."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bulletin.config.station import Station
from bulletin.edition.estimate import estimate_s
from bulletin.edition.make import draft_work
from bulletin.edition.memory import ask_memory
from bulletin.edition.order import Order, Tell, Tools
from bulletin.edition.ordering import read_order
from bulletin.edition.terms import endless
from bulletin.edition.work import Work
from bulletin.errors import MisuseError
from bulletin.model import Skipped
from bulletin.publish.places import Places
from bulletin.schedule.orders import order_for
from bulletin.schedule.slots import next_slot
from bulletin.schedule.validity import zone_of
from bulletin.script.splitting import LONGEST_WORDS
from bulletin.store import story_key
from bulletin.system.files import write_whole
from bulletin.text.words import shorten

FILE_NAME = "preview.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One story of a preview."""

    number: int
    story: str
    """Its key in the store."""
    headline: str
    source: str
    seconds: float | None = None
    """How long it is told; None for one that waits."""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would go out, as far as is known now."""

    programme: str
    slot: datetime
    seconds: float
    told: tuple[Listed, ...]
    waiting: tuple[Listed, ...]
    left_out: tuple[Skipped, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()
    """What a person should look at: copy without an end, sentences that are long for an ear."""

    @property
    def listed(self) -> tuple[Listed, ...]:
        """All that has a number."""
        return (*self.told, *self.waiting)


def preview_next(
    folder: Path,
    station: Station,
    programme: str,
    *,
    executor: Executor,
    now: Callable[[], datetime],
    tell: Tell = lambda _: None,
) -> Preview:
    """
    Draft a programme's next bulletin, and keep the list so that its numbers mean the same in other commands.

    Raises:
        MisuseError: The settings cannot be used.
        NothingFitError: There is no story at all, not even one that waits.
        BulletinError: It cannot be drafted or kept.
    """
    order = _order(folder, station, programme, now())
    work = draft_work(order, Tools(executor=executor, now=now, tell=tell))
    preview = replace(_list(work, order), notes=tuple(_notes(work, station, now=now())))
    told = [story.article for story in work.edition.stories]
    # What a person holds tomorrow must be known then, whoever tells it.
    ask_memory(station, lambda store: store.saw([*told, *work.waiting]), 0, makes_it=True)
    write_whole(order.places.root / FILE_NAME, json.dumps(_written(preview), ensure_ascii=False, indent=1))
    return preview


def last_listed(places: Places) -> dict[int, Listed]:
    """
    Read what the numbers of the last preview mean.

    Raises:
        MisuseError: There was no preview.
    """
    try:
        rows = json.loads((places.root / FILE_NAME).read_text(encoding="utf-8"))["listed"]
        return {row["number"]: Listed(**row) for row in rows}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MisuseError("There is no list to count in yet. First: bulletin preview") from error


def _order(folder: Path, station: Station, programme: str, now: datetime) -> Order:
    slot = next_slot(station.programme(programme), zone_of(station), now)
    if slot is not None:
        return order_for(folder, slot, now=now)
    return read_order(
        sources=(),
        demo=False,
        length=None,
        voices=(),
        engine=None,
        station=folder,
        programme=programme,
        at=None,
        published=None,
        valid_for=None,
    )


def _list(work: Work, order: Order) -> Preview:
    edition = work.edition
    # First what a rule or a person holds; then what our words would not tell right, which waits for nobody.
    held, untold = edition.held[: len(work.waiting)], edition.held[len(work.waiting) :]
    told = [
        Listed(
            number=number,
            story=story_key(story.article),
            headline=story.article.name,
            source=story.article.source,
            seconds=story.seconds,
            why=story.why,
        )
        for number, story in enumerate(edition.stories, start=1)
    ]
    waiting = [
        Listed(
            number=number,
            story=story_key(article),
            headline=article.name,
            source=article.source,
            why=skip.why,
        )
        for number, (article, skip) in enumerate(zip(work.waiting, held, strict=True), start=len(told) + 1)
    ]
    return Preview(
        programme=order.programme,
        slot=order.slot,
        seconds=estimate_s(edition.script, work.pace, order) if work.pace else 0.0,
        told=tuple(told),
        waiting=tuple(waiting),
        left_out=(*untold, *edition.left_out),
        skipped=edition.skipped,
    )


def _notes(work: Work, station: Station, *, now: datetime) -> Iterator[str]:
    yield from endless(work.edition.stories, station, now=now, seen=work.seen)
    for line in work.edition.script.lines:
        count = len(line.text.split())
        if line.story and count > LONGEST_WORDS:
            yield f"A sentence of {count} words is hard to follow by ear: “{shorten(line.text, length=60)}”"


def _written(preview: Preview) -> dict[str, Any]:
    return {
        "programme": preview.programme,
        "slot": preview.slot.isoformat(),
        "seconds": preview.seconds,
        "listed": [asdict(one) for one in preview.listed],
    }
