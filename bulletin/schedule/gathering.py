"""Patient gathering: tried again while there is time; then what was kept, then notices of the copy folder."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bulletin.edition.age import is_own, is_too_old
from bulletin.edition.order import Order, Tools
from bulletin.edition.rooms import gather_articles
from bulletin.edition.work import Work
from bulletin.errors import NothingFitError
from bulletin.gather import Source
from bulletin.model import Article, Skipped
from bulletin.schedule.ledger import Ledger
from bulletin.store import SeenStory

BACK_OFF_S = (5.0, 10.0, 20.0, 40.0, 60.0)
# Choosing, speaking and mastering two minutes takes seconds here; an old machine needs more.
RESERVE_S = 90.0
# What `SourceTable.max_age` is when nobody says otherwise.
NOTICE_AGE = timedelta(days=2)
NO_NEWS = "new stories"
"""What is reported as lost when only kept stories could be used."""


class Gatherer:
    """
    The first room of a scheduled edition; call it as one.

    What it found once it gives again, so that a bulletin that failed further on is tried again without asking
    the sources a second time.
    """

    # A room is known by its name in what an edition tells of the time it took.
    __name__ = gather_articles.__name__

    def __init__(
        self, ledger: Ledger, *, now: Callable[[], datetime], sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """
        Begin with nothing found.

        Args:
            ledger: Knows the stories that were given earlier.
            now: The clock.
            sleep: Waits before another try.
        """
        self._ledger = ledger
        self._now = now
        self._sleep = sleep
        self._found: Work | None = None
        self._is_stretched = False

    def __call__(self, work: Work, order: Order, tools: Tools) -> Work:
        """
        Gather articles.

        Raises:
            NothingFitError: The sources gave nothing to the end, and nothing that was kept is fit.
        """
        if self._found is None:
            self._found = self._gather(work, order, tools)
        return self._found

    def stretch(self, order: Order, tools: Tools) -> bool:
        """Add what was kept and the notices to what was found; False when that brings nothing new."""
        if self._is_stretched or self._found is None:
            return False
        self._is_stretched = True
        have = self._found.edition.articles
        more = _unlike(have, [*self._kept(order)[0], *_notices(self._found, order, tools)])
        if not more:
            return False
        edition = replace(self._found.edition, articles=(*have, *more))
        lost = Skipped(what=NO_NEWS, why="there were too few, so older ones and notices are used as well.")
        self._found = replace(self._found, edition=edition).lost(lost)
        return True

    def _gather(self, work: Work, order: Order, tools: Tools) -> Work:
        for wait_s in (*BACK_OFF_S, None):
            try:
                found = gather_articles(work, order, tools)
            except NothingFitError as error:
                refusal = error
                if wait_s is None or tools.ladder is None or tools.ladder.left_s() < RESERVE_S + wait_s:
                    break
                tools.tell(f"No source gave anything. Trying again in {wait_s:.0f} s")
                self._sleep(wait_s)
            else:
                self._remember(found.edition.articles)
                return found
        return self._without_sources(work, order, tools, refusal)

    def _remember(self, articles: Iterable[Article]) -> None:
        self._ledger.ask(lambda store: store.saw(articles), otherwise=0)

    def _without_sources(self, work: Work, order: Order, tools: Tools, refusal: NothingFitError) -> Work:
        self._is_stretched = True
        kept, seen_at = self._kept(order)
        articles = [*kept, *_unlike(kept, _notices(work, order, tools))]
        if not articles:
            raise refusal
        zone = order.slot.tzinfo
        since = f" since {seen_at.astimezone(zone):%H:%M on %A}" if seen_at else ""
        why = f"no new stories{since}; what was kept and the notices are used. {refusal}"
        edition = replace(work.edition, articles=tuple(articles))
        return replace(work, edition=edition).lost(Skipped(what=NO_NEWS, why=why))

    def _kept(self, order: Order) -> tuple[list[Article], datetime | None]:
        """Find stories that sources gave earlier and that are not too old; and when the last came."""
        rows = order.station.settings.source
        if not rows:
            return [], None
        now = self._now()
        since = now - max(row.max_age for row in rows)
        none: tuple[SeenStory, ...] = ()
        stories = self._ledger.ask(lambda store: store.recent_stories(since), otherwise=none)
        fit = [story for story in stories if _is_fit(story, order, now)]
        return [story.article for story in fit], max((story.last_seen for story in fit), default=None)


def _is_fit(story: SeenStory, order: Order, now: datetime) -> bool:
    station, article = order.station, story.article
    row = next((row for row in station.settings.source if row.name == article.source), None)
    if row is None or is_too_old(article, station, now=now, seen=story.first_seen):
        return False
    # What a person took out of a folder that is there is not to be told any more.
    return not (is_own(row) and Path(station.source_address(row)).exists())


def _notices(work: Work, order: Order, tools: Tools) -> Iterable[Article]:
    """Read the files that a person has put into the copy folder or changed of late."""
    folder = order.station.folder and order.station.folder / "copy"
    if not folder or not folder.is_dir():
        return ()
    oldest = (tools.now() - NOTICE_AGE).timestamp()
    sources = tuple(
        Source(address=str(path), name="copy folder")
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.name.startswith(".") and path.stat().st_mtime > oldest
    )
    try:
        return gather_articles(work, replace(order, sources=sources), tools).edition.articles
    except NothingFitError:
        return ()


def _unlike(have: Iterable[Article], more: Iterable[Article]) -> list[Article]:
    known = {article.id for article in have} | {article.url for article in have if article.url}
    return [article for article in more if article.id not in known and article.url not in known]
