"""Gathering: sources side by side, then the pages of their feeds side by side."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from bulletin.errors import SourceError
from bulletin.gather.names import NameBook
from bulletin.gather.readers import find_reader
from bulletin.gather.source import DEFAULT_LIMITS, Batch, Gathered, Item, Limits, Source
from bulletin.model import Document, Skipped

LOGGER = logging.getLogger(__name__)
CURE = "Check the address with: bulletin sources test"

Part = Document | Skipped
T = TypeVar("T")


def gather(
    addresses: Sequence[Source],
    *,
    executor: Executor,
    now: datetime,
    limits: Limits = DEFAULT_LIMITS,
    max_items: int = 30,
) -> Gathered:
    """
    Read every source; one that fails is named in `skipped`, and the others are used.

    Args:
        addresses: What to read.
        executor: Runs the slow work; no task waits for another, so one thread is enough.
        now: When this is, with its zone.
        limits: What a source may cost.
        max_items: The most documents of one feed or folder.
    """
    reading = [
        executor.submit(read_source, source, now=now, limits=limits, max_items=max_items)
        for source in addresses
    ]
    batches = [_result(future, source.title) for future, source in zip(reading, addresses, strict=True)]
    following = [
        [executor.submit(follow, item, now=now, limits=limits) for item in batch.items] for batch in batches
    ]
    parts: list[Part] = []
    for batch, futures in zip(batches, following, strict=True):
        parts += [*batch.skipped, *batch.documents]
        parts += [_part(future, item) for future, item in zip(futures, batch.items, strict=True)]
    return _sorted(parts)


def demo_sources() -> tuple[Source, ...]:
    """Give the articles that come with the program, about a town that does not exist."""
    return (Source(address="demo:", name="demo"),)


def read_source(source: Source, *, now: datetime, limits: Limits, max_items: int) -> Batch:
    """Read one source; a failure becomes a batch that says so."""
    try:
        return find_reader(source.address).read(source, now=now, limits=limits, max_items=max_items)
    except SourceError as error:
        return Batch(skipped=(Skipped(what=source.title, why=str(error)),))


def follow(item: Item, *, now: datetime, limits: Limits) -> Part:
    """Fetch an entry's page; the feed's own text stands in for a page that fails."""
    from bulletin.gather.items import read_item

    return read_item(item, now=now, limits=limits)


def _result(future: Future[Batch], what: str) -> Batch:
    return _guarded(future, lambda why: Batch(skipped=(Skipped(what=what, why=why),)))


def _part(future: Future[Part], item: Item) -> Part:
    return _guarded(future, lambda why: Skipped(what=item.entry.address or item.entry.title, why=why))


def _guarded(future: Future[T], failed: Callable[[str], T]) -> T:
    try:
        return future.result()
    except Exception as error:  # a fault of ours in one source must not stop the others; the log has it whole
        LOGGER.exception("a source failed in an unexpected way")
        return failed(f"failed in an unexpected way ({type(error).__name__}: {error}). {CURE}")


def _sorted(parts: Sequence[Part]) -> Gathered:
    """Part documents from failures, and make every id the only one of its name."""
    book = NameBook()
    documents = [part for part in parts if isinstance(part, Document)]
    return Gathered(
        documents=tuple(replace(document, id=book.only(document.id)) for document in documents),
        skipped=tuple(part for part in parts if isinstance(part, Skipped)),
    )
