"""Whether patients should still come: said first in a story that puts something off."""

from __future__ import annotations

import pytest

from bulletin.summarise import find_summariser, words_of
from tests.summarise.copy_desk import article, kept, said

WALK_OUT = article(
    "Porters at Wendle Hospital will strike on Friday, and some operations have been put off.",
    "The union of the porters has asked for a rise of four per cent and for longer breaks on night shifts.",
    "A spokeswoman for the hospital said: “We have moved a number of outpatient clinics to next week, and we have told all those whose visits have changed.",
    "“Patients who have not heard from us should come to their appointment as planned.",
    "“We thank our volunteers, who have offered to push chairs and beds from ward to ward on the day.”",
    "Porters last walked out nine years ago, when the laundry and the kitchens were closed for two days.",
)
COME = "should come to their appointment as planned"


def told(words: int) -> str:
    """What is said of it in so many words."""
    return said(find_summariser().select(WALK_OUT, budget_s=words, seconds_of=words_of))


@pytest.mark.parametrize("words", range(45, 120, 5))
def test_at_every_length_patients_hear_whether_they_should_come(words: int) -> None:
    assert COME in told(words)


def test_who_says_so_is_named_again_where_there_is_no_time_for_the_rest() -> None:
    assert "A spokeswoman for the hospital said: “Patients who have not heard from us should come" in told(45)


def test_with_time_the_quotation_is_told_from_its_beginning() -> None:
    assert kept(WALK_OUT, words=62) == [0, 2, 3]


def test_a_story_that_puts_nothing_off_is_told_by_its_worth() -> None:
    opening = article(
        "Wendle Hospital opens its new eye clinic on Friday, with room for forty patients a day.",
        "The clinic is in Alder House and can be reached by the 17 bus from the station.",
        "Patients who have an appointment should bring their glasses with them.",
    )

    assert kept(opening, words=33) == [0, 1]


def test_what_a_panel_heard_of_somebody_else_is_no_word_for_patients() -> None:
    found = article(
        "Porters at Wendle Hospital will strike on Friday, and patients are told to ring for help with lifts.",
        "The panel heard that he should have filled in two forms about the procedures on the ward.",
        "Anybody who wants a lift can ring 01632 960123 before noon on Thursday.",
    )

    assert 1 not in kept(found, words=32)
