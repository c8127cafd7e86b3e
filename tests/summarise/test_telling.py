"""How much of an article some of its texts tell."""

from __future__ import annotations

import pytest

from bulletin.summarise.telling import Telling

TEXTS = (
    "The lantern fair at Thornbury opens beside the river.",
    "The lantern fair beside the river opens at Thornbury.",
    "Ferries to the fair leave Elmsworth quay.",
    "Elmsworth quay was mended for the ferries.",
    "A heron caught two eels.",
)


def test_all_texts_together_have_all_the_points() -> None:
    telling = Telling(TEXTS, points=50)

    told = sum(map(telling.told, range(5))) - telling.again(range(5), said=())

    assert told == pytest.approx(50)


def test_what_is_told_already_adds_nothing() -> None:
    telling = Telling(TEXTS)

    assert telling.again([1], said=[0]) == pytest.approx(telling.told(1))
    assert 0 < telling.again([2], said=[0]) < telling.told(2)
    assert telling.again([4], said=[0, 1, 2, 3]) == pytest.approx(0)


def test_what_two_texts_share_counts_once_when_they_are_taken_together() -> None:
    telling = Telling(TEXTS)

    assert telling.again([0, 1], said=()) == pytest.approx(telling.told(1))


def test_what_many_texts_speak_of_is_worth_more_than_an_aside() -> None:
    telling = Telling(TEXTS)

    assert telling.told(3) > telling.told(4)


def test_an_article_without_words_has_no_points() -> None:
    assert Telling(["***", ""]).told(0) == 0
