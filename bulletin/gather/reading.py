"""Gathering: sources side by side, then the pages of their feeds in turn."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from bulletin.errors import SourceError
from bulletin.gather.doors import authority
from bulletin.gather.names import NameBook
from bulletin.gather.readers import find_reader, reader_name
from bulletin.gather.source import DEFAULT_LIMITS, Batch, Followed, Gathered, Item, Limits, Source
from bulletin.gather.turns import GAP_S, Host, Job, Turns
from bulletin.model import Document, Skipped

LOGGER = logging.getLogger(__name__)
CURE = "Check the address with: bulletin sources test"
# Servers are waited for, not worked for: ten that hang must leave room for those that answer.
AT_ONCE = 16
# How soon it is noticed that there is no time left for what waits.
TICK_S = 0.5

Wanted = Source | Item
Done = Batch | Followed
T = TypeVar("T")


@contextmanager
def fetchers() -> Iterator[Executor]:
    """Lend the threads that wait for servers; one that hangs is not waited for at the end."""
    threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="gather")
    try:
        yield threads
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


def gather(
    sources: Sequence[Source],
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
        sources: What to read.
        executor: Runs the slow work; no task waits for another, so one thread is enough.
        now: When this is, with its zone.
        limits: What a source may cost.
        max_items: The most documents of one feed or folder.
        within_s: How long it may take in all; what has not come by then is left out.
    """
    if within_s is not None:
        limits = replace(limits, deadline_s=min(limits.deadline_s, within_s))
    ends_s = None if within_s is None else time.monotonic() + within_s
    return _Round(sources, executor, now=now, limits=limits, max_items=max_items, ends_s=ends_s).run()


def demo_sources() -> tuple[Source, ...]:
    """Give the articles that come with the program, about a town that does not exist."""
    return (Source(address="demo:", name="demo"),)


def read_source(source: Source, *, now: datetime, limits: Limits, max_items: int) -> Batch:
    """Read one source; a failure becomes a batch that says so."""
    if source.barred:
        return Batch(skipped=(Skipped(what=source.title, why=source.barred),))
    try:
        return find_reader(source.address).read(source, now=now, limits=limits, max_items=max_items)
    except SourceError as error:
        state = None
        if source.known is not None:
            from bulletin.gather.manners import after_failure

            state = after_failure(source.known, error, now=now)
        return Batch(skipped=(Skipped(what=source.title, why=str(error)),), state=state)


def follow(item: Item, *, now: datetime, limits: Limits) -> Followed:
    """Fetch an entry's page; the feed's own text stands in for a page that fails."""
    from bulletin.gather.items import read_item

    return read_item(item, now=now, limits=limits)


class _Round:
    """One gathering: the sources and then their pages, each when it is its turn."""

    def __init__(
        self,
        sources: Sequence[Source],
        executor: Executor,
        *,
        now: datetime,
        limits: Limits,
        max_items: int,
        ends_s: float | None,
    ) -> None:
        self._sources = sources
        self._executor = executor
        self._now = now
        self._limits = limits
        self._max_items = max_items
        self._ends_s = ends_s
        self._turns: Turns[Wanted] = Turns(gap_of=_gap_of)
        self._under_way: dict[Future[Done], Job[Wanted]] = {}
        self._batches: dict[int, Batch] = {}
        self._parts: dict[int, Document | Skipped] = {}
        """What came of an item, by its identity."""

    def run(self) -> Gathered:
        """Read everything, or as much as there is time for."""
        self._turns.add(
            Job(lane=lane, host=_host_of(source), what=source) for lane, source in enumerate(self._sources)
        )
        while (self._turns or self._under_way) and not self._is_over():
            self._begin()
            self._give_up()
            self._collect()
        for future, job in self._under_way.items():
            future.cancel()
            self._late(job)
        for job in self._turns.give_up(lambda _: True):
            self._late(job)
        return _sorted([self._batches[lane] for lane in range(len(self._sources))], self._parts)

    def _begin(self) -> None:
        while len(self._under_way) < AT_ONCE and (job := self._turns.next(time.monotonic())):
            future = self._submit(job.what)
            self._under_way[future] = job

    def _submit(self, what: Wanted) -> Future[Done]:
        if isinstance(what, Item):
            return self._executor.submit(follow, what, now=self._now, limits=self._limits)
        return self._executor.submit(
            read_source, what, now=self._now, limits=self._limits, max_items=self._max_items
        )

    def _give_up(self) -> None:
        """Use the feed's own text in place of pages that there is no time for, or no server."""
        for job in self._turns.give_up(self._is_hopeless):
            deaf = self._turns.is_deaf(job.host)
            address = _name_of(job.what) if isinstance(job.what, Item) else ""
            why = "its server does not answer, or is too busy" if deaf else "there was no time left for it"
            self._without_page(job, f"Cannot reach {address}: {why}.")

    def _is_hopeless(self, job: Job[Wanted]) -> bool:
        what = job.what
        return isinstance(what, Item) and (time.time() >= what.ends_at or self._turns.is_deaf(job.host))

    def _collect(self) -> None:
        gap_s = self._turns.wait_s(time.monotonic()) if len(self._under_way) < AT_ONCE else None
        waits = [one for one in (gap_s, self._left_s(), TICK_S) if one is not None]
        if not self._under_way:
            time.sleep(min(waits))
            return
        for future in wait(self._under_way, min(waits), FIRST_COMPLETED).done:
            self._take(self._under_way.pop(future), future)

    def _take(self, job: Job[Wanted], future: Future[Done]) -> None:
        what = job.what
        if isinstance(what, Item):
            done = _result(future, lambda why: Followed(part=Skipped(what=_name_of(what), why=why)))
            assert isinstance(done, Followed)
            self._parts[id(what)] = done.part
            self._turns.done(job, was_deaf=done.was_deaf)
            return
        batch = _result(future, lambda why: Batch(skipped=(Skipped(what=what.title, why=why),)))
        assert isinstance(batch, Batch)
        self._batches[job.lane] = batch
        self._turns.done(job)
        self._turns.add(Job(lane=job.lane, host=_host_of(item), what=item) for item in batch.items)

    def _late(self, job: Job[Wanted]) -> None:
        why = f"was too slow: the time for gathering was over. {CURE}"
        if isinstance(job.what, Item):
            self._without_page(job, why)
        else:
            self._batches[job.lane] = Batch(skipped=(Skipped(what=job.what.title, why=why),))

    def _without_page(self, job: Job[Wanted], why: str) -> None:
        from bulletin.gather.items import without_page

        assert isinstance(job.what, Item)
        self._parts[id(job.what)] = without_page(job.what, why, now=self._now)

    def _is_over(self) -> bool:
        return self._ends_s is not None and time.monotonic() >= self._ends_s

    def _left_s(self) -> float | None:
        return None if self._ends_s is None else max(0.0, self._ends_s - time.monotonic())


def _host_of(what: Wanted) -> Host:
    """Whose server is asked, by host and port; nobody's for what is no web address."""
    address = (what.entry.address or "") if isinstance(what, Item) else what.address
    try:
        return authority(address) if reader_name(address) == "web" else None
    except (SourceError, ValueError):
        return None


def _gap_of(job: Job[Wanted]) -> float:
    """Give the pause that a server's owner asks for, if it is longer than ours."""
    what = job.what
    if not isinstance(what, Item) or not what.access.robots:
        return GAP_S
    from bulletin.gather.robots import ROBOTS

    return max(GAP_S, ROBOTS.delay_s(what.entry.address or ""))


def _name_of(item: Item) -> str:
    return item.entry.address or item.entry.title


def _result(future: Future[Done], failed: Callable[[str], Done]) -> Done:
    try:
        return future.result()
    except CancelledError:
        return failed(f"was too slow: the time for gathering was over. {CURE}")
    except Exception as error:  # a fault of ours in one source must not stop the others; the log has it whole
        LOGGER.exception("a source failed in an unexpected way")
        return failed(f"failed in an unexpected way ({type(error).__name__}: {error}). {CURE}")


def _sorted(batches: Sequence[Batch], parts: dict[int, Document | Skipped]) -> Gathered:
    """Part documents from failures, and make every id the only one of its name."""
    book = NameBook()
    documents: list[Document] = []
    skipped: list[Skipped] = []
    for batch in batches:
        skipped += batch.skipped
        documents += batch.documents
        for item in batch.items:
            part = parts[id(item)]
            (documents if isinstance(part, Document) else skipped).append(part)  # type: ignore[arg-type]
    return Gathered(
        documents=tuple(replace(document, id=book.only(document.id)) for document in documents),
        skipped=tuple(skipped),
        left_out=tuple(skip for batch in batches for skip in batch.left_out),
        states=tuple(batch.state for batch in batches if batch.state is not None),
    )
