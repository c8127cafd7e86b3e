"""Captions in raw text."""

from __future__ import annotations

import pytest

from bulletin.summarise import find_summariser, words_of
from bulletin.summarise.captions import without_captions
from bulletin.summarise.hangs import needs
from bulletin.summarise.units import units
from tests.summarise.copy_desk import article, kept

NEWS = "The fair opens on Friday."


@pytest.mark.parametrize(
    "caption",
    [
        "FILE - In this picture of May 3 the wheel is put up",
        "Getty Images Children ride on the wheel for the first time this year",
        "Getty - Contributor Stalls in Millford are put up for the weekend",
        "AP:Associated Press Crowds came from all of the vale to see it",
        "2019 Millford Publishing The wheel goes up on the green at noon",
        "In this May 3, 2019, file photo, the wheel is put up on the green. The fair is to open on Friday.",
        "The wheel, once a gift of the mayor, is seen on the green at Millford. Stewards say it is quite safe.",
        "Children are seen waiting for the wheel at Millford, South Vale. It has ten gondolas.",
        "Hale Hawks winger Owen Price (7) steps away from a tackle during the game on the green.",
        "Barcroft Media Stalls are put up in the rain on the green at Millford",
        "Handout - Getty The wheel is put up by a crew of nine from Hale",
        "Fair in Millford turns 300 Cider and hats in the rain What began as a sale of geese is now a fair.",
    ],
)
def test_a_caption_is_not_spoken(caption: str) -> None:
    found = without_captions(units(article(NEWS, caption, "Gates open at six.")))

    assert [unit.unfit for unit in found] == ["", "a caption", ""]


@pytest.mark.parametrize(
    "news",
    [
        "File a claim by noon on Friday, stallholders are told.",
        "Reuters Health has bought the fair.",
        "Getty Images will show its prints at the fair.",
        "The wheel is seen as a danger in Hale.",
        "Every patient is seen at Alder clinic in Millford.",
        "Children are seen at the Millford clinic, and parents may come in with them.",
        "Nobody is seen at Millford Infirmary without a letter.",
        "Otters are seen at the weir in most years, and the warden has counted nine.",
        "Owen Price (7) won a goldfish at the first stall.",
        "Children of the school in Hale sang The Fair Song, which is old.",
        "The mayor read a poem, What the wheel said to the stall.",
    ],
)
def test_news_of_an_agency_is_spoken(news: str) -> None:
    found = without_captions(units(article(NEWS, news)))

    assert not any(unit.unfit for unit in found)


def test_a_caption_that_names_who_is_meant_stays_without_its_agency() -> None:
    caption = "Getty Images Nell Barrow tries the wheel on the day before the fair"
    found = article(NEWS, caption, "Barrow said it was fast.")
    story = find_summariser().select(found, budget_s=40, seconds_of=words_of)

    assert story is not None
    assert story.passages[1].text == "Nell Barrow tries the wheel on the day before the fair"
    assert story.passages[1].edits == ("left out: Getty Images",)


def test_where_nobody_sets_stops_a_line_without_one_is_news() -> None:
    lines = (
        "The fair opens on Friday at six in the evening on the green",
        "It is free for all who live in the vale of Millford",
    )
    found = without_captions(units(article(*lines)))

    assert not any(unit.unfit for unit in found)


def test_nothing_hangs_on_a_caption_but_who_is_named_nowhere_else() -> None:
    found = without_captions(
        units(
            article(
                NEWS,
                "Getty Images Nell Barrow tries a wheel on the day before the fair",
                "The wheel has ten gondolas.",
                "Nell Barrow, the mayor, was the first on the wheel.",
                "Barrow said it was fast.",
            )
        )
    )

    assert [unit.unfit for unit in found] == ["", "a caption", "", "", ""]
    assert [set(hangs_on) for hangs_on in needs(found)] == [set(), set(), set(), set(), {3}]


def test_what_leans_on_a_line_that_may_be_a_caption_is_not_spoken_without_it() -> None:
    caption = "Getty Images Children ride on the wheel for the first time this year"

    assert kept(article(NEWS, caption, "They were glad.", "Gates open at six."), words=30) == [0, 3]


def test_what_a_page_sums_up_above_the_report_is_not_spoken() -> None:
    found = without_captions(
        units(
            article(
                "Story highlights The wheel at Millford has stopped for the night",
                "Nobody was hurt when it was brought down to the ground by hand",
                "The wheel at Millford fair stopped on Friday with nine people on it.",
                "Stewards turned it by hand until all of them were down.",
                "The fair goes on without it.",
            )
        )
    )

    assert [unit.unfit for unit in found] == ["a caption", "", "", ""]


def test_among_paragraphs_with_stops_a_line_without_one_is_a_caption() -> None:
    line = "Crowds came from all of the vale to see the wheel being put up on the green"
    found = without_captions(units(article(NEWS, line, "Gates open at six.", "It is free.")))

    assert [unit.unfit for unit in found] == ["", "a caption", "", ""]


def test_a_file_photo_is_never_spoken_whoever_it_names() -> None:
    photo = "In this May 3, 2019, file photo, mayor Nell Barrow rides the wheel. It was built in Hale."
    found = without_captions(units(article(photo, "MILLFORD — Barrow has shut the wheel.", "It is old.")))

    assert [unit.unfit for unit in found] == ["a caption", "", ""]


@pytest.mark.parametrize(
    "notice",
    [
        "Please do not bring flowers to Alder ward until there is more room for them",
        "Visiting on Alder ward is from two in the afternoon to four on every day",
        "The chapel is closed for the whole of May while its roof is mended by the town",
    ],
)
def test_a_notice_that_lost_its_stop_is_spoken(notice: str) -> None:
    found = without_captions(units(article(NEWS, notice, "Gates open at six.", "It is free.")))

    assert not any(unit.unfit for unit in found)
