"""Captions in raw text."""

from __future__ import annotations

import pytest

from bulletin.summarise.captions import without_captions
from bulletin.summarise.units import units
from tests.summarise.copy_desk import article

NEWS = "The fair opens on Friday."


@pytest.mark.parametrize(
    "caption",
    [
        "FILE - In this picture of May 3 the wheel is put up",
        "Getty Images Children ride on the wheel for the first time this year",
        "Getty - Contributor Stalls in Millford are put up for the weekend",
        "AP:Associated Press Crowds came from all of the vale to see it",
        "2019 Millford Publishing The wheel goes up on the green at noon",
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
    ],
)
def test_news_of_an_agency_is_spoken(news: str) -> None:
    found = without_captions(units(article(NEWS, news)))

    assert not any(unit.unfit for unit in found)


def test_a_caption_that_names_who_is_meant_stays() -> None:
    caption = "Getty Images Nell Barrow tries the wheel on the day before the fair"
    found = without_captions(units(article(NEWS, caption, "Barrow said it was fast.")))

    assert not any(unit.unfit for unit in found)
