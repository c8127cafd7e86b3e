"""Datelines."""

from __future__ import annotations

import pytest

from bulletin.text.datelines import without_dateline

HEARD = "The weir has burst."


@pytest.mark.parametrize(
    "dateline",
    [
        "ELDERBY - ",
        "ELDERBY — ",
        "ELDERBY -- ",
        "ELDERBY (Wire) - ",
        "MARSH END, Vale. — ",
        "ELDERBY/MARSH END (Reuters) - ",
        "ELDERBY, Jan 3 (Reuters) - ",
        "(NNW) ",
        "(CNN) -- ",
        "(The Vale Reporter)",
        "Marsh End (Reuters) - ",
        "Marsh End, Vale (CNN) ",
        "ELDERBY, South Vale — ",
        "ELDERBY, Isle of Hale - ",
        "ELDERBY, Vale, Oct 19 (Reuters) - ",
        "ELDERBY, South Vale (AP) — ",
        "NEW YORK — ",
        "NEW ELDERBY, Vale — ",
        "NEW DELHI (Wire) -- ",
    ],
)
def test_a_dateline_is_for_the_eye(dateline: str) -> None:
    assert without_dateline(dateline + HEARD) == HEARD
    assert without_dateline(f"{dateline}“It has burst,” he said.") == "“It has burst,” he said."


@pytest.mark.parametrize(
    "text",
    [
        "NHS - run services will move.",
        "NHS – The Trust is asked to explain.",
        "A&E is shut.",
        "(Laughter) The ward is glad.",
        "CANCELLED - The fair in Hale.",
        "CANCELLED, South Vale - The fair.",
        "NEW - The fair has a wheel.",
        "NEW MENU - The canteen has soup.",
        "NEW — York has a wheel.",
        "WARNING - Do not drink the water.",
        "X-Ray machines are old.",
        "COVID-19 is back.",
        "The British Medical Association (BMA) - Britain’s largest - agreed.",
        "Owen Price (Hale) - Best in show.",
        "The Press Association (PA) President spoke.",
        "Marsh End – A walk in the vale.",
    ],
)
def test_what_only_looks_like_a_dateline_is_heard(text: str) -> None:
    assert without_dateline(text) == text
