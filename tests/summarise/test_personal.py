"""Nobody's "I" is read by a newsreader: asides are left out, and columns are no news."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bulletin.summarise.personal import TRANSCRIPT, is_column, is_personal, personal_places, why_not_read
from bulletin.summarise.units import units
from tests.summarise.copy_desk import article


@pytest.mark.parametrize(
    "text",
    [
        "I was on the ward when the lights went out.",
        "The matron told me that the lights had gone out.",
        "My bed is by the window, and nobody minds.",
        "She said “never” and I’ve believed her ever since.",
        "Last winter I had a fall.",
    ],
)
def test_the_writers_own_words_are_known(text: str) -> None:
    assert is_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "“I was on the ward,” said Ann Lee, “when my lamp went out.”",
        "King George I was crowned in 1714, and World War I began in 1914.",
        "The film My Fair Lady is on at two, and I'm A Celebrity follows.",
        "The road between junction 4 and I-65 is shut.",
        "It is run by Ann Lee, who said she had never seen the like.",
    ],
)
def test_quotations_kings_and_titles_are_not(text: str) -> None:
    assert not is_personal(text)


def test_a_paragraph_that_goes_on_with_a_quotation_is_not() -> None:
    opens = "Ann Lee said: “The lamp went out."

    assert personal_places((opens, "“I was on the ward.”")) == frozenset()
    assert not is_personal("I was on the ward.”", before=opens)


ASIDE = article(
    "The lift at Elderby General is out of order again.",
    "A porter told me that it had been so for a week.",
    "Engineers are to come on Friday, the hospital said.",
    "Visitors should use the stairs by the chapel until then.",
    "The lift was put in twelve years ago and carries beds.",
    "It was last repaired in the spring, after a flood in the cellar.",
)


def test_an_aside_of_a_page_is_left_out_and_the_news_is_kept() -> None:
    found = units(replace(ASIDE, url="https://echo.example/lift"))

    assert [unit.unfit for unit in found] == ["", "says I", "", "", "", ""]


def test_what_the_station_has_written_itself_is_read_as_it_stands() -> None:
    assert not any(unit.unfit for unit in units(ASIDE))


@pytest.mark.parametrize(
    ("texts", "column"),
    [
        (("I have been a porter for ten years.", "My first day was a Sunday.", "The lift was out."), True),
        (("The lift was out.", "A porter told me so.", "It is old.", "It is slow.", "Beds go by it."), False),
        (
            ("The lift was out.", "It is old.", "It is slow.", "Beds go by it.", "I like it.", "I miss it."),
            True,
        ),
        ((), False),
    ],
)
def test_a_column_is_told_from_a_report(texts: tuple[str, ...], column: bool) -> None:
    assert is_column(texts) is column


def test_an_answer_whose_speaker_is_lost_is_not_spoken() -> None:
    found = units(article("The fair opens on Friday.", ": It was the best fair that there ever was."))

    assert [unit.unfit for unit in found] == ["", "the name of who says it is lost"]


TALK = (
    "A wall of the old brewery has fallen into the mill race.",
    "ROSA FENWICK, HOST: We go over to Owen Price, who stands beside it.",
    "OWEN PRICE: It is very wet here, Rosa.",
    "FENWICK: Is anybody hurt?",
    "PRICE: Nobody, as far as the fire service knows.",
)


def test_a_transcript_is_told_by_the_names_of_who_speaks() -> None:
    assert why_not_read(TALK, is_own=True) == TRANSCRIPT
    assert [unit.unfit for unit in units(article(*TALK))] == ["", *["a transcript"] * 4]


@pytest.mark.parametrize(
    "told",
    [
        ("BREAKING: The bridge is shut.", "UPDATE: It opens at noon.", "WEATHER: Rain is on the way."),
        (
            "UPDATE: It is shut.",
            "UPDATE: It is still shut.",
            "UPDATE: It opens at noon.",
            "LATEST: It is open.",
        ),
        ("WENDLE HOSPITAL: Open.", "CITY HOSPITAL: Shut.", "MARSH HOSPITAL: Open.", "VALE HOSPITAL: Shut."),
        ("MONDAY: Soup.", "TUESDAY: Pie.", "MONDAY: Fish.", "TUESDAY: Stew.", "FRIDAY: Fish."),
    ],
)
def test_a_list_with_labels_is_no_transcript(told: tuple[str, ...]) -> None:
    assert why_not_read(told, is_own=False) == ""


def test_a_post_that_a_page_shows_is_not_read() -> None:
    found = units(
        article(
            "The bridge is shut.",
            "We hope to open the bridge by noon, and thank everybody who waits. — Vale Council (@valecouncil) March 2, 2026",
        )
    )

    assert [unit.text for unit in found] == ["The bridge is shut."]


def test_somebody_whose_handle_is_told_is_read() -> None:
    found = units(
        article("The fair opens.", "Wendle-born chef Rosa Fenwick (@rosafenwick) will cook for everybody.")
    )

    assert len(found) == 2
