"""Number words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.script.speakable import numerals


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "nought"),
        (21, "twenty-one"),
        (101, "one hundred and one"),
        (1_005, "one thousand and five"),
        (110_000, "one hundred and ten thousand"),
        (3_450_000, "three million four hundred and fifty thousand"),
        (2 * 10**9, "two billion"),
    ],
)
def test_a_cardinal_has_its_british_and(value: int, words: str) -> None:
    assert numerals.cardinal(value) == words


@given(st.integers(min_value=0, max_value=numerals.LARGEST))
def test_no_two_numbers_sound_the_same_and_none_leaves_a_digit(value: int) -> None:
    words = numerals.cardinal(value)

    assert words != numerals.cardinal(value + 1)
    assert words.replace("-", "").replace(" ", "").isalpha()


@given(st.integers(min_value=1, max_value=3999))
def test_roman_numerals_are_read_back(value: int) -> None:
    assert numerals.roman(numerals.to_roman(value)) == value


@pytest.mark.parametrize("written", ["IIII", "VX", "IC", "", "ABC", "I" * 40])
def test_what_is_no_roman_numeral_has_no_value(written: str) -> None:
    assert numerals.roman(written) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [(1066, "ten sixty-six"), (1900, "nineteen hundred"), (1906, "nineteen oh six"), (2000, "two thousand"),
     (2007, "two thousand and seven"), (2010, "twenty ten"), (2026, "twenty twenty-six")],
)  # fmt: skip
def test_a_year_is_read_in_pairs(value: int, words: str) -> None:
    assert numerals.year(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1, "first"),
        (12, "twelfth"),
        (20, "twentieth"),
        (21, "twenty-first"),
        (112, "one hundred and twelfth"),
    ],
)
def test_an_ordinal_changes_the_last_word(value: int, words: str) -> None:
    assert numerals.ordinal(value) == words


def test_a_number_too_long_for_words_is_read_digit_by_digit() -> None:
    assert numerals.number("1" * 20) == " ".join(["one"] * 20)
