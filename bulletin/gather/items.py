"""A feed's entries: each followed to its page, with the feed's own text to fall back on."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from datetime import datetime

from bulletin.errors import SourceError
from bulletin.gather.fetch import CURE, Fetched, fetch
from bulletin.gather.names import address_id, slug
from bulletin.gather.sniff import Kind, kind_of
from bulletin.gather.source import Batch, Item, Limits
from bulletin.model import Document, Entry, Form, Skipped

# What `clean` asks of an article at the least; a shorter text could not stand in for its page.
LEAST_WORDS = 25
TAG = re.compile(r"<[^<>]*>")


def items_of(
    entries: Sequence[Entry], *, source: str, trusted_host: str | None, now: datetime, ends_at: float
) -> Batch:
    """Sort entries into those with a page to fetch, those with text alone, and those with neither."""
    items, documents, skipped = [], [], []
    for entry in entries:
        if entry.address:
            name = address_id(entry.address, title=entry.title)
            items.append(
                Item(id=name, source=source, entry=entry, trusted_host=trusted_host, ends_at=ends_at)
            )
        elif is_enough(entry):
            documents.append(from_entry(entry, name=slug(entry.title) or "entry", source=source, now=now))
        else:
            what = f"{source}: {entry.title}" if entry.title else source
            skipped.append(
                Skipped(what=what, why="the feed gives it no page, and too little text of its own.")
            )
    return Batch(items=tuple(items), documents=tuple(documents), skipped=tuple(skipped))


def read_item(item: Item, *, now: datetime, limits: Limits) -> Document | Skipped:
    """Fetch an entry's page, or use the feed's own text, or say why neither can be."""
    try:
        return _from_page(item, _page(item, limits), now=now)
    except SourceError as error:
        if is_enough(item.entry):
            return from_entry(item.entry, name=item.id, source=item.source, now=now)
        return Skipped(what=f"{item.source}: {item.entry.title or item.entry.address}", why=str(error))


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


def _page(item: Item, limits: Limits) -> Fetched:
    left_s = min(limits.page_s, item.ends_at - time.time())
    address = item.entry.address or ""
    if left_s <= 0:
        raise SourceError(f"There was no time left to fetch {address}: its source was too slow. {CURE}")
    got = fetch(
        address,
        deadline_s=left_s,
        longest_bytes=limits.longest_bytes,
        redirects=limits.redirects,
        trusted_host=item.trusted_host,
    )
    if kind_of(got.content, got.content_type) is not Kind.PAGE:
        raise SourceError(f"{address} is no page.")
    return got


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
