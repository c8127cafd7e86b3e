"""Ranking: the events of the day with the article that tells each, the most wanted first."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bulletin.model import Article
from bulletin.summarise.events import find_events
from bulletin.summarise.preferences import Airing, Preferences
from bulletin.summarise.units import units

HALF_LIFE_HOURS = 6.0
# Set by hand, not fitted: fresh news of our own town leads; what three papers tell is as good as six hours
# younger; the place in its feed decides between equals.
_FRESH, _TELLERS, _LOCAL, _FIRST = 1.0, 0.3, 0.6, 0.15
_FEED_FADES = 5.0
# Another paper may tell a story that was told before, where it says no less of it.
_AS_LONG = 0.67
# As if it were six hours older.
_SINKS = 0.5
# What is asked for the locality words: the news, not the last line with the paper's address.
_LOCAL_PARAGRAPHS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One event, and who could tell it."""

    tellings: tuple[Article, ...]
    """The spokesman first: the longest clean article of the most trusted source, or one nearly as long that
    was told less often; then who could stand in."""
    score: float
    is_local: bool
    why: str
    """What spoke for it."""
    airing: Airing | None = None
    """How often it was told, whoever told it."""

    @property
    def article(self) -> Article:
        """The spokesman."""
        return self.tellings[0]


def rank(articles: Sequence[Article], preferences: Preferences) -> list[Candidate]:
    """
    Find the events that articles tell, and weigh them.

    Args:
        articles: In the order of their sources, each source's in the order it gave them.
        preferences: The station's.

    Returns:
        One candidate for each event, the highest score first; equals in the order of the articles.
    """
    scores = _Scores(articles, preferences)
    found = [scores.candidate(event) for event in find_events(articles, common=preferences.locality)]
    return sorted(found, key=lambda candidate: -candidate.score)


class _Scores:
    def __init__(self, articles: Sequence[Article], preferences: Preferences) -> None:
        self._articles = articles
        self._preferences = preferences
        self._ages = _ages(articles, preferences)
        self._places = _places(articles)
        self._is_local = _local_words(preferences.locality)

    def candidate(self, event: Sequence[int]) -> Candidate:
        """Weigh one event by its best articles."""
        tellings = self._by_trust(event)
        sources = list(dict.fromkeys(self._articles[place].source for place in tellings))
        age_h = min(self._ages[place] for place in event)
        local = [word for place in tellings if (word := self._local(self._articles[place]))]
        score = self._preferences.weight(self._articles[tellings[0]]) * (
            _FRESH * 0.5 ** (age_h / HALF_LIFE_HOURS)
            + _TELLERS * math.log2(len(sources))
            + _LOCAL * bool(local)
            + _FIRST * math.exp(-min(self._places[place] for place in event) / _FEED_FADES)
        )
        airing = self._airing(event)
        return Candidate(
            tellings=tuple(self._articles[place] for place in tellings),
            score=score * _sunk(airing),
            airing=airing,
            is_local=bool(local),
            why=", ".join(
                filter(
                    None,
                    (
                        _age(age_h),
                        _told_by(sources),
                        f"names {local[0]}" if local else "",
                        _told_before(airing),
                    ),
                )
            ),
        )

    def _airing(self, event: Sequence[int]) -> Airing | None:
        """How often it was told, whoever told it."""
        aired = (self._preferences.aired.get(self._articles[place].id) for place in event)
        told = [airing for airing in aired if airing]
        if not told:
            return None
        last = max(told, key=lambda airing: airing.last)
        return replace(last, times=sum(airing.times for airing in told))

    def _times(self, place: int) -> int:
        airing = self._preferences.aired.get(self._articles[place].id)
        return airing.times if airing else 0

    def _by_trust(self, event: Sequence[int]) -> list[int]:
        """The most trusted source first, then who told it less often, then the longest clean article."""
        if len(event) == 1:
            return list(event)
        trust = {place: self._preferences.weight(self._articles[place]) for place in event}
        length = {place: _clean_words(self._articles[place]) for place in event}
        enough = _AS_LONG * max(length.values())

        def turn(place: int) -> tuple[float, ...]:
            is_short = length[place] < enough
            return (-trust[place], is_short, 0 if is_short else self._times(place), -length[place], place)

        return sorted(event, key=turn)

    def _local(self, article: Article) -> str:
        opening = " ".join((article.headline, *article.texts[:_LOCAL_PARAGRAPHS]))
        found = self._is_local.search(opening) if self._is_local else None
        return found[0] if found else ""


def _sunk(airing: Airing | None) -> float:
    """Each time a story is told it sinks; the one that led sinks further: no two hours are alike."""
    return 1.0 if airing is None else _SINKS ** (airing.times + airing.led)


def _told_before(airing: Airing | None) -> str:
    return "" if airing is None else f"told {airing.times} {'time' if airing.times == 1 else 'times'} before"


def _clean_words(article: Article) -> int:
    """How much of it can be read out: no teasers, no misprints."""
    return sum(len(unit.text.split()) for unit in units(article) if not unit.unfit)


def _ages(articles: Sequence[Article], preferences: Preferences) -> list[float]:
    """Hours; an article without any date is as old as the one that stands before it in its source."""
    times = [preferences.told_at(article) for article in articles]
    known = [told for told in times if told is not None]
    present = preferences.now or max(known, default=None)
    ages: list[float] = []
    last: dict[str, float] = {}
    for article, told in zip(articles, times, strict=True):
        age_h = _hours(told, present) if told and present else last.get(article.source, 0.0)
        last[article.source] = age_h
        ages.append(age_h)
    return ages


def _hours(told: datetime, present: datetime) -> float:
    return max(0.0, (present - told).total_seconds() / 3600)


def _places(articles: Sequence[Article]) -> list[int]:
    """The place of each article among those of its source."""
    seen: Counter[str] = Counter()
    places = []
    for article in articles:
        places.append(seen[article.source])
        seen[article.source] += 1
    return places


def _local_words(locality: Sequence[str]) -> re.Pattern[str] | None:
    words = [re.escape(word) for word in locality if word.strip()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE) if words else None


def _age(age_h: float) -> str:
    if age_h < 1:
        return "under an hour old"
    if age_h < 48:
        return f"{age_h:.0f} {'hour' if round(age_h) == 1 else 'hours'} old"
    return f"{age_h / 24:.0f} days old"


def _told_by(sources: Sequence[str]) -> str:
    return f"told by {len(sources)} sources ({', '.join(sources)})" if len(sources) > 1 else ""
