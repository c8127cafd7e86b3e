"""Initials are told with what they stand for, in the words of the article."""

from __future__ import annotations

from datetime import date

import pytest

from bulletin.edition.vouching import unfaithful
from bulletin.model import Rundown
from bulletin.script.writing import write_script
from bulletin.summarise import find_summariser, words_of
from bulletin.summarise.cures import spelled_out
from bulletin.summarise.units import units
from tests.summarise.copy_desk import article

DAY = date(2026, 3, 2)
NEWS = "A bus shelter in Thornbury Vale was pulled down on Monday."
BOARD = "It is looked after by the Independent Board for Rural Transport (IBRT)."


def in_full(*texts: str) -> str | None:
    found = spelled_out(units(article(*texts))).get(len(texts) - 1)
    return found.text if found else None


@pytest.mark.parametrize(
    ("before", "text", "said"),
    [
        (BOARD, "The IBRT sent men.", "The Independent Board for Rural Transport sent men."),
        (BOARD, "Ask IBRT staff.", None),
        (BOARD, "Men from IBRT came.", "Men from the Independent Board for Rural Transport came."),
        (BOARD, "The IBRT’s men came.", "The Independent Board for Rural Transport’s men came."),
        (
            BOARD,
            "The IBRT came and the IBRT went.",
            "The Independent Board for Rural Transport (IBRT) came and the IBRT went.",
        ),
        (
            "The Skell Valley Bus Users (SVBU) sang.",
            "An SVBU choir rang.",
            "A Skell Valley Bus Users choir rang.",
        ),
        ("Low emission zones (LEZs) cost much.", "Many LEZs opened.", "Many low emission zones opened."),
        ("Low emission zones (LEZs) cost much.", "Another LEZ opened.", None),
        (BOARD, "“The IBRT is slow,” he said.", None),
        (BOARD, "The Hale IBRT sent men.", None),
        ("The Friends of Real Bread (FOREB) sang.", "FOREB rang.", "The Friends of Real Bread rang."),
        ("Anne Forebe (AFB) took pictures.", "The AFB pictures are out.", None),
        ("The Friends of Orme (FO) sang.", "FO rang.", "The Friends of Orme rang."),
    ],
)
def test_the_name_is_said_in_place_of_the_initials(before: str, text: str, said: str | None) -> None:
    assert in_full(NEWS, before, text) == said


def test_who_is_heard_first_by_initials_is_named_and_then_is_known_by_them() -> None:
    long = "It stood there for sixty years and was painted in green and white by the pupils of a school that is shut now."
    found = article(
        NEWS,
        f"{long[:-1]}, the Independent Board for Rural Transport (IBRT) said.",
        "The IBRT sent men.",
        "The IBRT will pay.",
    )

    story = find_summariser().select(found, budget_s=24, seconds_of=words_of)

    assert story is not None
    assert [passage.text for passage in story.passages[1:]] == [
        "The Independent Board for Rural Transport sent men.",
        "The IBRT will pay.",
    ]
    assert story.seconds == 23
    script = write_script(Rundown(stories=(story,), budget_s=60), station_name="x", day=DAY, voices=["v"])
    assert not unfaithful([story], script)


def test_where_the_name_was_told_or_does_not_fit_the_initials_are_left() -> None:
    found = article(NEWS, BOARD, "The IBRT sent men.")

    story = find_summariser().select(found, budget_s=60, seconds_of=words_of)

    assert story is not None
    assert [passage.text for passage in story.passages] == [NEWS, BOARD, "The IBRT sent men."]
