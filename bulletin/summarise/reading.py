"""Reading: what is found in an article before anybody says how much time there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bulletin.model import Article, Passage
from bulletin.summarise.captions import without_captions
from bulletin.summarise.cures import freed, spelled_out
from bulletin.summarise.hangs import needs
from bulletin.summarise.sides import answers, views
from bulletin.summarise.telling import Telling
from bulletin.summarise.units import Unit, units
from bulletin.summarise.worth import duties, share_of_ample, share_of_long, telling_of, worths
from bulletin.text.datelines import without_dateline

_LONG = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a story can be made of."""

    headline: str
    units: tuple[Unit, ...]
    spelled_out: Mapping[int, Passage]
    """Places of units that can be told with what their initials stand for, and how."""
    needs: tuple[frozenset[int], ...]
    worths: tuple[float, ...]
    ample_worths: tuple[float, ...]
    """Those that hold where there is time for most of the article."""
    sides: frozenset[int]
    """Places where somebody charges or answers, in a dispute."""
    duties: tuple[int, ...]
    """Places where patients are told of their appointments."""
    new: tuple[int, ...]
    """Places that tell what was not told earlier that day."""
    openings: tuple[int, ...]
    """How often each unit was what the story began with."""
    telling: Telling
    """What of a long article is told by which unit."""
    is_long: bool


# The rundown asks for the same articles at one budget after another.
@lru_cache(maxsize=256)
def read(article: Article, home: tuple[str, ...]) -> Reading:
    """Find all of that in an article; home is the names of the station's own places."""
    found = freed(without_captions(units(article)))
    in_full = spelled_out(found)
    viewed = views([unit.text for unit in found])
    return Reading(
        headline=article.headline,
        units=found,
        spelled_out=in_full,
        needs=needs(found, spelled_out=in_full.keys()),
        worths=tuple(worths(found, article.headline, home=home, views=viewed)),
        ample_worths=tuple(worths(found, article.headline, home=home, views=viewed, ample=True)),
        sides=frozenset(place for place, _ in answers([unit.text for unit in found])),
        duties=tuple(duties(found, article.headline, home=home)),
        new=tuple(place for place, unit in enumerate(found) if _is_new(article, unit)),
        openings=tuple(
            sum(without_dateline(unit.text).startswith(one) for one in article.openings) for unit in found
        ),
        telling=telling_of(found),
        is_long=share_of_long([unit.text for unit in found]) >= _LONG,
    )


def read_ahead(articles: Iterable[Article], *, home: tuple[str, ...], until: Callable[[], bool]) -> None:
    """Read articles one after the other until there is something better to do; each is then known."""
    for article in articles:
        if until():
            return
        read(article, home)


def _is_new(article: Article, unit: Unit) -> bool:
    return any(article.paragraphs[passage.paragraph].is_new for passage in unit.passages)


def worths_for(reading: Reading, *, told: float) -> tuple[float, ...]:
    """The worths where a story tells this share of its article: with much time they are others."""
    share = share_of_ample(told)
    pairs = zip(reading.worths, reading.ample_worths, strict=True)
    return tuple((1 - share) * scarce + share * ample for scarce, ample in pairs)
