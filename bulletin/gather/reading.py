"""Gathering: sources side by side, then the pages of their feeds side by side."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future, as_completed
from contextlib import suppress
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
    within_s: float | None = None,
) -> Gathered:
    """
    Read every source; one that fails is named in `skipped`, and the others are used.

    Args:
        addresses: What to read.
        executor: Runs the slow work; no task waits for another, so one thread is enough.
        now: When this is, with its zone.
        limits: What a source may cost.
        max_items: The most documents of one feed or folder.
        within_s: How long it may take in all; what has not come by then is left out.
    """
    ends_s = None if within_s is None else time.monotonic() + within_s
    if within_s is not None:
        limits = replace(limits, deadline_s=min(limits.deadline_s, within_s))
    reading = [
        executor.submit(read_source, source, now=now, limits=limits, max_items=max_items)
        for source in addresses
    ]
    following: dict[Future[Batch], list[Future[Part]]] = {}
    for future in _as_they_come(reading, ends_s):
        # At once: the pages of a good feed do not wait for a source that hangs.
        items = _result(future, "", ends_s).items
        following[future] = [executor.submit(follow, item, now=now, limits=limits) for item in items]
    parts: list[Part] = []
    for future, source in zip(reading, addresses, strict=True):
        batch = _result(future, source.title, ends_s)
        parts += [*batch.skipped, *batch.documents]
        pages = following.get(future, ())
        parts += [_part(page, item, ends_s) for page, item in zip(pages, batch.items, strict=False)]
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


def _as_they_come(futures: Sequence[Future[T]], ends_s: float | None) -> Iterator[Future[T]]:
    with suppress(TimeoutError):
        yield from as_completed(futures, timeout=_left_s(ends_s))


def _result(future: Future[Batch], what: str, ends_s: float | None) -> Batch:
    return _guarded(future, lambda why: Batch(skipped=(Skipped(what=what, why=why),)), ends_s)


def _part(future: Future[Part], item: Item, ends_s: float | None) -> Part:
    what = item.entry.address or item.entry.title
    return _guarded(future, lambda why: Skipped(what=what, why=why), ends_s)


def _guarded(future: Future[T], failed: Callable[[str], T], ends_s: float | None) -> T:
    try:
        return future.result(timeout=_left_s(ends_s))
    except (TimeoutError, CancelledError):
        future.cancel()
        return failed(f"was too slow: the time for gathering was over. {CURE}")
    except Exception as error:  # a fault of ours in one source must not stop the others; the log has it whole
        LOGGER.exception("a source failed in an unexpected way")
        return failed(f"failed in an unexpected way ({type(error).__name__}: {error}). {CURE}")


def _left_s(ends_s: float | None) -> float | None:
    return None if ends_s is None else max(0.0, ends_s - time.monotonic())


def _sorted(parts: Sequence[Part]) -> Gathered:
    """Part documents from failures, and make every id the only one of its name."""
    book = NameBook()
    documents = [part for part in parts if isinstance(part, Document)]
    return Gathered(
        documents=tuple(replace(document, id=book.only(document.id)) for document in documents),
        skipped=tuple(part for part in parts if isinstance(part, Skipped)),
    )
