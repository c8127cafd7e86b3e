"""What a language model wrote is told only where nothing speaks against it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin.script.rewritten import objections, place_sentences

SOURCE = (
    "Ward 7 at Elderby General will not open on Sunday, because 14 of its 22 nurses are ill, Maya Dunn said.",
    "Colin Hart, who speaks for the union, said staff had been told of it only 3 hours before.",
    "Patients should ring 0300 555 0143 and should not come to the ward.",
    "Each patient is given 50mg of the medicine twice a day.",
)
GOOD = (
    "Maya Dunn said Ward 7 at Elderby General will not open on Sunday. 14 of its 22 nurses are ill, Maya Dunn said. "
    "Colin Hart said staff had been told only 3 hours before. "
    "Patients should not come to the ward and should ring 0300 555 0143. "
    "Each patient is given 50mg twice a day."
)


def test_a_faithful_rewriting_is_let_pass() -> None:
    assert objections(GOOD, SOURCE) == ()


def test_each_sentence_knows_its_paragraph() -> None:
    assert [one.paragraph for one in place_sentences(GOOD, SOURCE)] == [0, 0, 1, 2, 3]


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("14 of its 22", "22 of its 14"),
        ("14 of its 22", "fifteen of its 22"),
        ("only 3 hours", "only 3 days"),
        ("50mg twice", "50g twice"),
        ("Colin Hart said", "Maya Dunn said"),
        ("Colin Hart said", "Colin Dunn said"),
        ("at Elderby General", "at Marlow Infirmary"),
        ("will not open", "will open"),
        ("should ring", "should not ring"),
        ("Colin Hart said staff", "Staff"),
        ("Patients should not come to the ward and should ring 0300 555 0143. ", ""),
        ("twice a day.", "twice a day. The weather will be fine for the fair in town."),
        ("Maya Dunn said Ward 7", "It is said that Ward 7"),
        ("Each patient", "He said “each patient"),
        ("Each patient", "**Each** patient"),
        ("Each patient", "See https://example.org. Each patient"),
        ("Maya Dunn said Ward 7", "Here is the radio script: Maya Dunn said Ward 7"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_an_objection(was: str, becomes: str) -> None:
    assert was in GOOD
    assert objections(GOOD.replace(was, becomes, 1), SOURCE)


@pytest.mark.parametrize("text", ["", " \n ", "I cannot help with that.", "{}", "null"])
def test_what_is_no_text_is_an_objection(text: str) -> None:
    assert objections(text, SOURCE)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300))
def test_any_answer_is_judged(text: str) -> None:
    objections(text, SOURCE)
