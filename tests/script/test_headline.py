"""Which headlines a newsreader can say."""

from __future__ import annotations

import pytest

from bulletin.script.headline import spoken_headline

OPENING = "Patients can have blood taken in the evening from Monday."


def test_a_headline_that_adds_something_becomes_a_sentence() -> None:
    said = spoken_headline("Clinic at Elderby General extends its hours", OPENING)

    assert said == "Clinic at Elderby General extends its hours."


@pytest.mark.parametrize("label", ["(PHOTOS)", "(PHOTOS, VIDEO)", "(with video)", "(Updated)"])
def test_what_a_page_has_to_show_is_no_part_of_a_headline(label: str) -> None:
    said = spoken_headline(f"Clinic at Elderby General extends its hours {label}", OPENING)

    assert said == "Clinic at Elderby General extends its hours."


def test_a_headline_that_only_repeats_the_opening_is_not_said() -> None:
    assert spoken_headline("Patients can have evening blood from Monday", OPENING) is None


@pytest.mark.parametrize(
    "headline",
    [
        "",
        "Clinic opens",
        "LIVE: Clinic at Elderby opens late",
        "Clinic at Elderby opens late | Elderby Echo",
        "Clinic at Elderby 'a shambles', say nurses",
        "Will the clinic at Elderby ever open?",
        "Clinic – the truth about Elderby hours",
        "CLINIC AT ELDERBY EXTENDS OPENING HOURS",
        "Clinic At Elderby Extends Its Opening Hours",
        "Clinic at https://elderby.example opens late",
        "Clinic at Elderby " + "and the ward " * 9 + "open late",
    ],
)
def test_a_headline_made_for_the_eye_is_not_said(headline: str) -> None:
    assert spoken_headline(headline, OPENING) is None
