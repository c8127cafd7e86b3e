"""Signs on a page, which nobody hears."""

from __future__ import annotations

import time

import pytest

from bulletin.summarise.units import units
from tests.summarise.copy_desk import article


def heard(text: str) -> str:
    """What may be spoken of a paragraph."""
    first = units(article(text))[0]
    return "" if first.unfit else first.text


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("The mill burned down. (Ada Pryce/Vale News via AP)", "The mill burned down."),
        ("Ada Pryce/Getty Images. The mill burned down on Monday.", "The mill burned down on Monday."),
        ("The mill burned down. Ada Pryce/AFP/Getty Images", "The mill burned down."),
        ("[Previous story, posted at 7.47 p.m. ET] The mill burned down.", "The mill burned down."),
        ("The mill burned down [2], and the hall [14].", "The mill burned down, and the hall."),
        ("The mill (first published on Monday) burned down.", "The mill burned down."),
        ("The mill (built by A. Pryce and P. A. Moss) burned down.",) * 2,
        ("The Vale/Elderby line is shut until Friday.",) * 2,
    ],
)
def test_a_credit_and_a_note_of_the_page_are_not_heard(written: str, said: str) -> None:
    assert heard(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Places are free. Book at forms.example/kwGh7Nk2umj by Friday.", "Places are free."),
        ("Places are free.https://forms.example/kwGh7Nk2umj We all may come.", "Places are free."),
        ("Places are free. The list is at vale.example/a?id=31 now.", "Places are free."),
        ("Book at vale.example/flowers by Friday.",) * 2,
        ("Book at www.elderby-singers.example/concert-2027 by Friday.",) * 2,
        ("It is in the parish/village hall on Friday.",) * 2,
    ],
)
def test_an_address_that_only_a_browser_can_follow_is_not_spelled_out(written: str, said: str) -> None:
    assert heard(written) == said


@pytest.mark.parametrize("piece", ["a.", "a/", "A/", "(A/", "aB", "https://a.a/", "A. "])
def test_signs_are_sought_in_linear_time(piece: str) -> None:
    began_s = time.process_time()
    units(article("The mill. " + piece * 20_000))
    assert time.process_time() - began_s < 10
