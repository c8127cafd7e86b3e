"""Where quotations stand in a paragraph, and who speaks them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.text.quotations import (
    is_bare,
    leaves_open,
    outside,
    quotes,
    short_speaker,
    speaker,
    speaker_before,
)


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("She said “yes” and “no”.", ["yes", "no"]),
        ('She said "yes" and "no".', ["yes", "no"]),
        ("She said 'yes, please' to it.", ["yes, please"]),
        ("'We won't go,' he said of the nurses' plan.", ["We won't go,"]),
        ("“It's the doctors' choice,” he said.", ["It's the doctors' choice,"]),
        ("The doctors' car park and the nurses' yard aren't free.", []),
        ("“It is warm.", ["It is warm."]),
        ('A 6" pipe burst.', []),
    ],
)
def test_quotations_are_told_from_apostrophes(text: str, inner: list[str]) -> None:
    assert [quote.inner(text) for quote in quotes(text)] == inner


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("“It is warm.”", True),
        ("“It is warm.", True),
        ("“It is warm,” said Rosa Fenwick.", False),
        ("“Thank you” cards were sold.", False),
        ("Rosa Fenwick said: “It is warm.”", False),
    ],
)
def test_a_bare_quotation_says_nowhere_who_speaks(text: str, bare: bool) -> None:
    assert is_bare(text) is bare


def test_a_quotation_that_goes_on_is_left_open() -> None:
    assert leaves_open("Rosa said: “It is warm.")
    assert not leaves_open("Rosa said: “It is warm.”")


@pytest.mark.parametrize(
    ("narrative", "name"),
    [
        ("Mrs Jane Dow, the matron, said:", "Mrs Jane Dow"),
        ("A spokesman for the trust said:", "A spokesman for the trust"),
        ("Speaking in Marlow Vale, Rosa Fenwick said:", "Rosa Fenwick"),
        ("Its director, Owen Price, told the inquiry:", "Owen Price"),
        ("Regional officer Rosa Fenwick said:", "Rosa Fenwick"),
        ("But she added:", "she"),
        ("it added.", "it"),
        ("Rosa Fenwick said, according to a court translation of her words.", "Rosa Fenwick"),
        ("The 27-year-old said:", "The 27-year-old"),
        ("It rained all night.", None),
    ],
)
def test_the_speaker_is_the_one_who_can_speak(narrative: str, name: str | None) -> None:
    assert speaker(narrative) == name


@pytest.mark.parametrize(
    ("name", "article", "short"),
    [
        ("A spokesman for the trust", "", "The spokesman"),
        ("Mrs Jane Dow", "", "Mrs Dow"),
        ("Sir Owen Price", "", "Sir Owen"),
        ("Rosa Fenwick", "Later Ms Fenwick left.", "Ms Fenwick"),
        ("Rosa Fenwick", "", "Rosa Fenwick"),
        ("she", "", "She"),
    ],
)
def test_a_speaker_is_said_again_in_few_words_of_the_article(name: str, article: str, short: str) -> None:
    assert short_speaker(name, article) == short


def test_the_speaker_of_a_bare_quotation_is_found_paragraphs_back() -> None:
    paragraphs = ["Rosa Fenwick said: “It is warm.", "“It is dry.", "“It is free.”"]

    assert speaker_before(paragraphs, 2) == (0, "Rosa Fenwick")


def test_a_narrative_with_two_people_leaves_the_speaker_unknown() -> None:
    assert speaker_before(["Rosa Fenwick met Owen Price.", "“It is dry.”"], 1) is None


@given(st.text(alphabet="ab “”\"'‘’.,", max_size=80))
def test_quotations_are_in_order_and_apart(text: str) -> None:
    found = quotes(text)

    assert all(one.end <= two.start for one, two in pairwise(found))
    assert len(outside(text)) == len(text)
