"""A feed's entries: each followed to its page, with the feed's own text to fall back on."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from operator import attrgetter

from bulletin.errors import SourceError
from bulletin.gather.doors import Doors
from bulletin.gather.fetch import AnswerError, DeafError, Errand, Fetched, fetch
from bulletin.gather.names import address_id, slug
from bulletin.gather.robots import ROBOTS
from bulletin.gather.sniff import Kind, kind_of
from bulletin.gather.source import NO_DOORS, Access, Batch, Followed, Item, Limits, Source
from bulletin.model import Document, Entry, Form, Skipped

# What `clean` asks of an article at the least; a shorter text could not stand in for its page.
LEAST_WORDS = 25
BUSY = frozenset({429, 503})
NOTHING = "the feed gives it no page, and too little text of its own."
TAG = re.compile(r"<[^<>]*>")


def items_of(
    entries: Sequence[Entry],
    *,
    source: Source,
    now: datetime,
    ends_at: float,
    most: int,
    doors: Doors = NO_DOORS,
) -> Batch:
    """
    Sort entries into those with a page to fetch, those with text alone, and those that are not for us.

    What comes into question keeps the feed's own order.

    Args:
        entries: The newest first.
        source: Whose they are.
        now: When this is.
        ends_at: Time of day when the source's deadline is over.
        most: How many come into question.
        doors: The machines that their pages may stand on.
    """
    young, left_out = _young(entries, source, now=now)
    wanted = sorted(young[:most], key=attrgetter("place"))
    left_out += [_left(entry, source, "newer entries of its feed came first") for entry in young[most:]]
    skipped = [_left(entry, source, NOTHING) for entry in wanted if not (entry.address or is_enough(entry))]
    return Batch(
        items=tuple(_item(entry, source, doors, ends_at) for entry in wanted if entry.address),
        documents=tuple(
            from_entry(entry, name=slug(entry.title) or "entry", source=source.title, now=now)
            for entry in wanted
            if not entry.address and is_enough(entry)
        ),
        skipped=tuple(skipped),
        left_out=tuple(left_out),
    )


def _item(entry: Entry, source: Source, doors: Doors, ends_at: float) -> Item:
    return Item(
        id=address_id(entry.address or "", title=entry.title),
        source=source.title,
        entry=entry,
        access=replace(source.access, is_typed=False),
        doors=doors,
        pages=source.pages,
        ends_at=ends_at,
    )


def read_item(item: Item, *, now: datetime, limits: Limits) -> Followed:
    """Fetch an entry's page, or use the feed's own text, or say why neither can be."""
    try:
        return Followed(part=_from_page(item, _page(item, limits), now=now))
    except SourceError as error:
        part = without_page(item, str(error), now=now)
        return Followed(part=part, was_deaf=_wants_no_more(error))


def _wants_no_more(error: SourceError) -> bool:
    """Whether a server does not answer, or says that it is asked too much."""
    return isinstance(error, DeafError) or (isinstance(error, AnswerError) and error.status in BUSY)


def without_page(item: Item, why: str, *, now: datetime) -> Document | Skipped:
    """Use the feed's own text where there is enough of it, else say why there is no page."""
    if is_enough(item.entry):
        return from_entry(item.entry, name=item.id, source=item.source, now=now)
    return Skipped(what=f"{item.source}: {item.entry.title or item.entry.address}", why=why)


def is_enough(entry: Entry) -> bool:
    """Tell whether an entry's own text could be an article."""
    return len(TAG.sub(" ", entry.html).split()) >= LEAST_WORDS


def from_entry(entry: Entry, *, name: str, source: str, now: datetime) -> Document:
    """Make a document of the feed's own text."""
    return Document(
        id=name,
        source=source,
        address=entry.address or entry.title,
        form=Form.ENTRY,
        content=entry.html.encode("utf-8", "replace"),
        charset="utf-8",
        fetched_at=now,
        entry=entry,
    )


def _young(entries: Sequence[Entry], source: Source, *, now: datetime) -> tuple[list[Entry], list[Skipped]]:
    """Part entries that are too old for their source; those without a date come into question."""
    young, old = [], []
    for entry in entries:
        if source.max_age is not None and entry.published and now - entry.published > source.max_age:
            day = entry.published.astimezone(now.tzinfo)
            why = f"it is of {day:%d %B %Y}, older than the max_age of {source.title}"
            old.append(_left(entry, source, why))
        else:
            young.append(entry)
    return young, old


def _left(entry: Entry, source: Source, why: str) -> Skipped:
    return Skipped(what=f"{source.title}: {entry.title}" if entry.title else source.title, why=why)


def _page(item: Item, limits: Limits) -> Fetched:
    left_s = min(limits.request_s, item.ends_at - time.time())
    address = item.entry.address or ""
    if left_s <= 0:
        raise SourceError(f"There was no time left to fetch {address}: its source was too slow.")
    asked = errand(address, item.access, item.doors, limits, deadline_s=left_s)
    got = item.pages.fetch(asked) if item.pages else fetch(asked)
    if kind_of(got.content, got.content_type) is not Kind.PAGE:
        raise SourceError(f"{address} is no page.")
    return got


def errand(address: str, access: Access, doors: Doors, limits: Limits, *, deadline_s: float) -> Errand:
    """Prepare a fetch; what robots.txt says is asked at each step, unless a person has settled that."""
    asked = Errand(
        address=address,
        agent=access.agent,
        doors=doors,
        deadline_s=deadline_s,
        longest_bytes=limits.longest_bytes,
        redirects=limits.redirects,
    )
    if access.is_typed or not access.robots:
        return asked
    return replace(asked, may_visit=lambda step: ROBOTS.check(replace(asked, address=step)))


def _from_page(item: Item, got: Fetched, *, now: datetime) -> Document:
    return Document(
        id=item.id,
        source=item.source,
        address=got.address,
        form=Form.HTML,
        content=got.content,
        charset=got.charset,
        fetched_at=now,
        entry=item.entry,
    )
