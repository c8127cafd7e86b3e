"""Updates: a story that was told earlier today, and that has news since, is announced as what it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from bulletin.edition.order import Order
from bulletin.model import Article, BlockKind, Paragraph, Story
from bulletin.model.article_row import read_article
from bulletin.publish.places import RECORD_NAME
from bulletin.store.keys import story_key
from bulletin.text.quotations import NAME, outside, speaker

# A day of hourly bulletins, and as much again.
MOST_RECORDS = 50
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")

Earlier = Mapping[str, Article]
"""Story key -> the article as it was when it was last told today."""


def told_earlier(order: Order) -> Earlier:
    """Read what this programme told earlier on the day of airing; nothing outside of a station."""
    if order.station.folder is None:
        return {}
    found: dict[str, Article] = {}
    days = order.places.root / order.slot.date().isoformat()
    paths = sorted(days.glob(f"*/{RECORD_NAME}"), reverse=True)
    for record in _records(islice(paths, MOST_RECORDS)):
        if record["slot"] != order.slot.isoformat():
            told = {story["article"] for story in record["stories"]}
            for article in (read_article(row) for row in record["articles"] if row["id"] in told):
                found.setdefault(story_key(article), article)
    return found


def _records(paths: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """The records that can be read; one that cannot be is no reason to tell less."""
    for path in paths:
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            if {"slot", "stories", "articles"} <= record.keys():
                yield record
        except (OSError, ValueError, AttributeError):
            continue


def mark_new(articles: Iterable[Article], earlier: Earlier) -> tuple[Article, ...]:
    """Mark the paragraphs that tell something new, so that an update is told for its news."""
    return tuple(
        replace(article, paragraphs=tuple(_marked(paragraph, before) for paragraph in article.paragraphs))
        if (before := earlier.get(story_key(article)))
        else article
        for article in articles
    )


def _marked(paragraph: Paragraph, before: Article) -> Paragraph:
    return replace(paragraph, is_new=True) if _not_in([paragraph.text], before) else paragraph


def mark_updates(stories: Iterable[Story], earlier: Earlier) -> tuple[Story, ...]:
    """Mark the stories in whose words there is a number, name or speaker that was not there before."""
    return tuple(
        replace(story, update=news)
        if story.block is BlockKind.NEWS and (news := _news(story, earlier.get(story_key(story.article))))
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
