"""Where a story begins."""

from __future__ import annotations

from bulletin.summarise.opening import first_place
from tests.summarise.copy_desk import article, kept

HEADLINE = "Grandmother swims the Wend to mend the organ"
TEASER = "Nine years ago Ellen Marsh could not climb a stair."
THEN = "She laughs about it now."
TOLD = "On Sunday the grandmother swam the river Wend and raised £9,000 to mend the chapel organ."


def test_a_scene_that_keeps_the_news_back_is_passed_over() -> None:
    texts = [TEASER, THEN, TOLD, "The organ is from 1890."]

    assert first_place(texts, range(4), headline=HEADLINE) == 2
    assert kept(article(*texts, headline=HEADLINE), words=22)[0] == 2


def test_an_opening_that_tells_the_news_stays() -> None:
    assert first_place([TOLD, TEASER, THEN], range(3), headline=HEADLINE) == 0


def test_without_a_headline_nothing_is_passed_over() -> None:
    assert first_place([TEASER, THEN, TOLD], range(3), headline="") == 0


def test_an_opening_that_cannot_stand_is_no_opening() -> None:
    assert first_place([TEASER, THEN, TOLD], [1, 2], headline="") == 1
