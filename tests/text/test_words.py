"""Words and comparing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bulletin.text import content_words, fold, is_stop_word, shorten, words


def test_numbers_hyphens_and_apostrophes_hold_a_word_together() -> None:
    found = words("St Anne’s 27-year-old, A&E; £3,000.50 (now)")

    assert found == ("St", "Anne’s", "27-year-old", "A&E", "3,000.50", "now")


def test_content_words_leave_out_what_says_nothing() -> None:
    assert content_words("The trust’s doctors said that it was fine.") == ("trust", "doctors", "fine")


def test_a_stop_word_is_known_with_a_curly_apostrophe() -> None:
    assert is_stop_word("Don’t")
    assert not is_stop_word("Doctor")


def test_folded_texts_compare_equal_whatever_their_quotes_and_spaces() -> None:
    assert fold("“It’s\u00a0a  well\u00ad-known…”\n") == fold('"It\'s a well-known..."')


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.integers(min_value=3, max_value=80))
def test_a_shortened_text_fits_on_one_line(text: str, length: int) -> None:
    short = shorten(text, length=length)

    assert len(short) <= length
    assert "\n" not in short


def test_a_text_is_cut_between_words() -> None:
    assert shorten("The new wing opens", length=12) == "The new..."
