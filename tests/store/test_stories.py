"""Stories: old news told from new, and what was said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bulletin.edition.record import to_record
from bulletin.model import Article, Edition, Kind, Line, Paragraph, Passage, Script, Story
from bulletin.store import Store
from bulletin.store.schema import appearances
from bulletin.store.stories import story_key
from tests.store.conftest import Clock

SEVEN = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
BRIDGE = Article(
    id="footbridge",
    source="echo",
    url="https://echo.example/news/footbridge",
    headline="Footbridge over the Wend to close",
    standfirst="Six weeks from January",
    paragraphs=(
        Paragraph(text="It will close for £340,000 of repairs."),
        Paragraph(text="Why", kind=Kind.HEADING),
    ),
    published=datetime(2026, 11, 22, 18, 0, tzinfo=UTC),
    author="Ada Quill",
    language="en",
)
CLINIC = Article(
    id="clinic", source="copy", headline="Evening blood tests", paragraphs=(Paragraph(text="From 5.30pm."),)
)


def record(*articles: Article, slot: datetime = SEVEN) -> Mapping[str, Any]:
    """An edition's record, as the program writes it."""
    lines = [("Good morning.", None), *((text, article.id) for article in articles for text in article.texts)]
    return to_record(
        Edition(
            programme="bulletin",
            slot=slot,
            made_at=slot,
            expires_at=slot + timedelta(hours=1),
            articles=articles,
            stories=tuple(
                Story(id=one.id, article=one, headline=one.headline, passages=(), seconds=21.5, rank=rank)
                for rank, one in enumerate(articles, 1)
            ),
            script=Script(
                items=tuple(
                    Line(
                        text=text, spoken=text, tokens=(), voice="newsreader", pause_after_ms=250, story=story
                    )
                    for text, story in lines
                )
            ),
        )
    )


def test_a_story_that_was_seen_comes_back_whole(store: Store, clock: Clock) -> None:
    new = store.saw([BRIDGE, CLINIC])

    seen = store.recent_stories(clock.time)
    assert new == 2
    assert {story.key: story.article for story in seen} == {
        story_key(BRIDGE): BRIDGE,
        story_key(CLINIC): CLINIC,
    }
    assert {(story.first_seen, story.last_seen, story.times_aired) for story in seen} == {
        (clock.time, clock.time, 0)
    }


def test_a_story_with_odd_letters_comes_back_as_it_was(store: Store, clock: Clock) -> None:
    odd = replace(BRIDGE, headline="\0 \ud800 Zoë 🎙", paragraphs=(Paragraph(text="\ufffe\0"),))

    store.saw([odd])

    assert store.recent_stories(clock.time)[0].article == odd


def test_a_story_cut_for_air_stands_for_its_article(store: Store, clock: Clock) -> None:
    cut = Story(
        id="s1",
        article=BRIDGE,
        headline="Bridge",
        passages=(Passage(paragraph=0, text="It closes."),),
        seconds=2,
    )

    store.saw([cut])

    assert store.recent_stories(clock.time)[0].article == BRIDGE


def test_a_story_seen_again_is_not_new(store: Store, clock: Clock) -> None:
    first = clock.time
    store.saw([BRIDGE])
    again = clock.wait(hours=1)

    new = store.saw([BRIDGE, BRIDGE])

    (story,) = store.recent_stories(first)
    assert new == 0
    assert (story.first_seen, story.last_seen, story.changed_at) == (first, again, first)


def test_a_story_whose_text_changed_is_kept_as_it_is_now(store: Store, clock: Clock) -> None:
    store.saw([BRIDGE])
    changed = clock.wait(hours=1)
    corrected = replace(BRIDGE, paragraphs=(Paragraph(text="It will close for £430,000 of repairs."),))

    store.saw([corrected])

    (story,) = store.recent_stories(changed)
    assert story.article == corrected
    assert story.changed_at == changed


def test_a_page_is_as_old_as_its_address_and_a_file_as_its_text(store: Store, clock: Clock) -> None:
    first = clock.time
    page = replace(BRIDGE, id="page", url="https://paper.example/bridge")
    file = replace(BRIDGE, id="file", url=None)
    anew = Paragraph(text="It is open again.")
    store.saw([page, file])
    clock.wait(hours=1)

    same = store.first_seen([page, file, replace(CLINIC, id="other")])
    changed = store.first_seen([replace(one, paragraphs=(anew,)) for one in (page, file)])

    assert same == {"page": first, "file": first}
    assert changed == {"page": first}


def test_only_what_a_source_still_gave_is_recent(store: Store, clock: Clock) -> None:
    store.saw([BRIDGE])
    later = clock.wait(days=2)
    store.saw([CLINIC])

    assert [story.article.id for story in store.recent_stories(later)] == ["clinic"]
    assert [story.article.id for story in store.recent_stories(later - timedelta(days=3))] == [
        "clinic",
        "footbridge",
    ]


def test_nothing_seen_and_nothing_said_are_no_trouble(store: Store, clock: Clock) -> None:
    assert store.saw([]) == 0
    store.aired(record())
    assert store.recent_stories(clock.time) == ()


@pytest.mark.parametrize(
    "address",
    [
        "http://echo.example/news/footbridge",
        "https://ECHO.example/news/footbridge/",
        "https://echo.example/news/footbridge?utm_source=rss&utm_medium=feed",
        "https://echo.example/news/footbridge#comments",
    ],
)
def test_one_page_is_one_story_however_it_is_linked(address: str) -> None:
    assert story_key(replace(BRIDGE, url=address, source="council")) == story_key(BRIDGE)


@pytest.mark.parametrize(
    "address", ["https://echo.example/news/?id=2", "https://other.example/news/footbridge"]
)
def test_another_page_is_another_story(address: str) -> None:
    assert story_key(replace(BRIDGE, url=address)) != story_key(BRIDGE)


def test_an_address_that_is_none_still_makes_a_key() -> None:
    assert len(story_key(replace(BRIDGE, url="http://[broken"))) == 64


def test_what_aired_is_counted(store: Store, clock: Clock) -> None:
    store.saw([BRIDGE, CLINIC])

    store.aired(record(BRIDGE))
    store.aired(record(BRIDGE, CLINIC, slot=SEVEN + timedelta(hours=1)))

    aired = {story.article.id: story for story in store.recent_stories(clock.time)}
    assert (aired["footbridge"].times_aired, aired["footbridge"].last_aired) == (
        2,
        SEVEN + timedelta(hours=1),
    )
    assert aired["clinic"].times_aired == 1


def test_what_was_said_of_a_story_is_kept(store: Store) -> None:
    store.aired(record(CLINIC, BRIDGE))

    with store._reading() as connection:
        rows = connection.execute(select(appearances).order_by(appearances.c.place)).all()
    assert [(row.place, row.headline, row.said) for row in rows] == [
        (1, "Evening blood tests", "From 5.30pm."),
        (2, "Footbridge over the Wend to close", "It will close for £340,000 of repairs.\nWhy"),
    ]


def test_an_edition_said_again_for_its_slot_replaces_the_first(store: Store, clock: Clock) -> None:
    store.aired(record(BRIDGE, CLINIC))

    store.aired(record(CLINIC))

    aired = {story.article.id: story.times_aired for story in store.recent_stories(clock.time)}
    assert aired == {"footbridge": 0, "clinic": 1}


def test_two_articles_of_one_address_are_one_appearance(store: Store, clock: Clock) -> None:
    twice = record(BRIDGE, replace(BRIDGE, id="footbridge-2", source="council"))

    store.aired(twice)

    assert [story.times_aired for story in store.recent_stories(clock.time)] == [1]
