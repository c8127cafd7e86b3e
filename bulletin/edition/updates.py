"""Earlier: what was told before is told for its news, where there is any, and begins in other words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from bulletin.edition.order import Order
from bulletin.model import Article, BlockKind, Paragraph, Story
from bulletin.model.article_row import read_article
from bulletin.publish.places import RECORD_NAME
from bulletin.script.telling import AT_THE_TOP
from bulletin.store.keys import story_key
from bulletin.text import sentences
from bulletin.text.quotations import NAME, outside, speaker

# A day of hourly bulletins, and as much again.
MOST_RECORDS = 50
# Programmes follow each other by the quarter of an hour at the most.
MADE_AGAIN = timedelta(minutes=10)
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")

_VARIED = (BlockKind.NEWS, BlockKind.LIGHT)
"""A notice or the weather begins as its writer wants it, each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What a programme told before this bulletin, by story key."""

    today: Mapping[str, Article] = field(default_factory=dict)
    """The article as it was when it was last told on the day of airing."""
    openings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What it began with, that day and the day before."""


def told_earlier(order: Order) -> Earlier:
    """Read what this programme told before; nothing outside of a station."""
    if order.station.folder is None:
        return Earlier()
    today: dict[str, Article] = {}
    openings: dict[str, tuple[str, ...]] = {}
    days = [(order.slot.date() - timedelta(days=back)).isoformat() for back in (0, 1)]
    paths = [
        path for day in days for path in sorted((order.places.root / day).glob(f"*/{RECORD_NAME}"))[::-1]
    ]
    for record in _records(islice(paths, MOST_RECORDS)):
        if record["slot"] == order.slot.isoformat():
            continue
        articles = {row["id"]: read_article(row) for row in record["articles"]}
        for story in record["stories"]:
            article = articles[story["article"]]
            key = story_key(article)
            if not _is_made_again(record, order):
                openings[key] = (*openings.get(key, ()), *_opening(story, record))
            if record["slot"].startswith(days[0]):
                today.setdefault(key, article)
    return Earlier(today=today, openings=openings)


def _is_made_again(record: Mapping[str, Any], order: Order) -> bool:
    """Whether it is this very bulletin, which is made again with a name put right, say."""
    return abs(datetime.fromisoformat(record["slot"]) - order.slot) < MADE_AGAIN


def _opening(story: Mapping[str, Any], record: Mapping[str, Any]) -> tuple[str, ...]:
    """What a story of a record was begun with; what was read at the top begins the bulletin."""
    if story.get("block", BlockKind.NEWS) not in _VARIED:
        return ()
    lines = (row for row in record["script"] if row["kind"] == "line" and row["story"] == story["id"])
    first = next((row for row in lines if row["source"] and AT_THE_TOP not in row["edits"]), None)
    if first is None or not story["kept"]:
        return ()
    return (story["headline"] if first["source"]["headline"] else sentences(story["kept"][0]["text"])[0],)


def _records(paths: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """The records that can be read; one that cannot be is no reason to tell less."""
    for path in paths:
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            if {"slot", "stories", "articles", "script"} <= record.keys():
                yield record
        except (OSError, ValueError, AttributeError):
            continue


def mark_told(articles: Iterable[Article], earlier: Earlier) -> tuple[Article, ...]:
    """Mark the paragraphs that tell something new; where there are none, what was the opening before."""
    return tuple(_told(article, earlier) for article in articles)


def _told(article: Article, earlier: Earlier) -> Article:
    key = story_key(article)
    before = earlier.today.get(key)
    paragraphs = tuple(_marked(one, before) if before else one for one in article.paragraphs)
    # An update is announced as one, and its time is for its news.
    is_update = any(paragraph.is_new for paragraph in paragraphs)
    return replace(
        article, paragraphs=paragraphs, openings=() if is_update else earlier.openings.get(key, ())
    )


def _marked(paragraph: Paragraph, before: Article) -> Paragraph:
    return replace(paragraph, is_new=True) if _not_in([paragraph.text], before) else paragraph


def mark_updates(stories: Iterable[Story], earlier: Earlier) -> tuple[Story, ...]:
    """Mark the stories in whose words there is a number, name or speaker that was not there before."""
    return tuple(
        replace(story, update=news)
        if story.block is BlockKind.NEWS
        and (news := _news(story, earlier.today.get(story_key(story.article))))
        else story
        for story in stories
    )


def _news(story: Story, before: Article | None) -> str:
    if before is None:
        return ""
    return ", ".join(_not_in([passage.text for passage in story.passages], before))


def _not_in(texts: Iterable[str], before: Article) -> list[str]:
    had = _facts([before.headline, *before.texts])
    return [fact for fact in _facts(texts) if fact not in had]


def _facts(texts: Iterable[str]) -> dict[str, None]:
    """Numbers, names in full and speakers, in order."""
    facts: dict[str, None] = {}
    for text in texts:
        facts.update(dict.fromkeys(_NUMBER.findall(text)))
        facts.update(dict.fromkeys(found[0] for found in NAME.finditer(text)))
        named = speaker(outside(text))
        if named and named[:1].isupper() and " " in named:
            facts[named] = None
    return facts
