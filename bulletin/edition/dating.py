"""Dating: articles as they are true on the day of airing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo

from bulletin.model import Article, Kind, Passage, Skipped, Story
from bulletin.script.daywords import Resaid, resay


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Articles for one day."""

    articles: tuple[Article, ...]
    edits: Mapping[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    """What was changed, by article id and paragraph."""
    left_out: tuple[Skipped, ...] = ()

    def logged(self, story: Story) -> Story:
        """The story with what was changed written on its passages."""
        return replace(story, passages=tuple(self._logged(story.article.id, one) for one in story.passages))

    def _logged(self, article: str, passage: Passage) -> Passage:
        edits = self.edits.get((article, passage.paragraph), ())
        # A passage may be shorter than its paragraph.
        said = tuple(edit for edit in edits if edit.partition(" -> ")[2] in passage.text)
        return replace(passage, edits=(*passage.edits, *said)) if said else passage


def date_articles(articles: Iterable[Article], *, airs: datetime, seen: Mapping[str, datetime]) -> Dated:
    """
    Say the day words of articles again for the day of airing.

    Args:
        articles: As they were written. One without any date is of the day of airing.
        airs: In the station's zone.
        seen: When undated articles were first seen.

    Returns:
        The articles, each paragraph at its place. A paragraph that would be false is no longer one that is
        spoken; an article that opens with one is left out, for its news is over.
    """
    kept: list[Article] = []
    edits: dict[tuple[str, int], tuple[str, ...]] = {}
    left_out: list[Skipped] = []
    for article in articles:
        written = _written_on(article, seen, airs.tzinfo)
        if written is None or written >= airs.date():
            kept.append(article)
            continue
        if article.recording and (wrong := _day_words(article, written, airs.date())):
            why = f"its recording says “{wrong}”, which was true on {written:%A}"
            left_out.append(Skipped(what=article.name, why=why))
            continue
        said = [resay(text, written=written, airs=airs.date()) for text in article.texts]
        over = _opening_is_over(article, said)
        if over:
            why = f"it opens with “{over}”, written on {written:%A}"
            left_out.append(Skipped(what=article.name, why=why))
            continue
        kept.append(_changed(article, said, written, airs.date()))
        edits.update(((article.id, place), one.edits) for place, one in enumerate(said) if one.edits)
    return Dated(articles=tuple(kept), edits=edits, left_out=tuple(left_out))


def _day_words(article: Article, written: date, airs: date) -> str:
    """The first day word that would have to be said otherwise: a recording says what it says."""
    for one in (resay(text, written=written, airs=airs) for text in article.texts):
        if one.false or one.edits:
            return one.false or one.edits[0].partition(" -> ")[0]
    return ""


def _written_on(article: Article, seen: Mapping[str, datetime], zone: tzinfo | None) -> date | None:
    moment = article.published or seen.get(article.id)
    return moment.astimezone(zone).date() if moment else None


def _opening_is_over(article: Article, said: Iterable[Resaid]) -> str:
    spoken = (
        one for one, block in zip(said, article.paragraphs, strict=True) if block.kind is not Kind.HEADING
    )
    first = next(spoken, None)
    return first.false if first else ""


def _changed(article: Article, said: Iterable[Resaid], written: date, airs: date) -> Article:
    headline = resay(article.headline, written=written, airs=airs)
    return replace(
        article,
        headline="" if headline.false else headline.text,
        paragraphs=tuple(
            replace(block, kind=Kind.HEADING) if one.false else replace(block, text=one.text)
            for block, one in zip(article.paragraphs, said, strict=True)
        ),
    )
