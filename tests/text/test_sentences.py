"""Where prose may be cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.text import sentences

_PIECES = st.sampled_from(
    [
        "Mr.",
        "St.",
        "No.",
        "10",
        "a.m.",
        "“Yes",
        "no.”",
        "He",
        "said",
        "...",
        "?",
        "!",
        "U.S.",
        "J.",
        "3.5",
        "\n\n",
        '"',
        ")",
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Vale met Dr. Poole in St. Anne's Rd. near No. 10.",
        "It opens at 8 a.m. on Sunday and shuts at 5 p.m.",
        "The launch was at 9.03 a.m. local time (9.03 p.m. ET) Friday.",
        "It shuts at 5 p.m. Friday and opens at 8 a.m. Monday.",
        "It cost £3.50, up 1.5%.",
        "J. K. Marsh and the U.S. team won.",
        "“Will it open?” she asked.",
        "He paused... and went on.",
        "See www.example.org.uk for more.",
        "Lt. Col. Pike and Cllr. Beck spoke.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(text: str) -> None:
    assert sentences(text) == (text,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He came. She went.", ("He came.", "She went.")),
        ("“We tried. We failed.” He left.", ("“We tried.", "We failed.”", "He left.")),
        ('"Go home." They did.', ('"Go home."', "They did.")),
        ("It shuts at 5 p.m. The doors lock.", ("It shuts at 5 p.m.", "The doors lock.")),
        ("He said no. Nobody spoke.", ("He said no.", "Nobody spoke.")),
        ("(It rained.) We left.", ("(It rained.)", "We left.")),
        ("Really?! Yes! Why? 12 came.", ("Really?!", "Yes!", "Why?", "12 came.")),
        ("She left... Then it rained.", ("She left...", "Then it rained.")),
        ("A heading\n\nThe text.", ("A heading", "The text.")),
        ("", ()),
    ],
)
def test_sentences_end_where_a_reader_would_breathe(text: str, expected: tuple[str, ...]) -> None:
    assert sentences(text) == expected


@given(
    st.one_of(
        st.text(), st.lists(_PIECES, max_size=15).map(" ".join), st.lists(_PIECES, max_size=15).map("".join)
    )
)
def test_nothing_but_white_space_is_lost(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@given(st.lists(_PIECES, max_size=15).map(" ".join))
def test_no_sentence_is_empty(text: str) -> None:
    assert all(sentence.strip() == sentence != "" for sentence in sentences(text))


def test_a_page_of_dots_is_one_quick_answer() -> None:
    assert sentences("." * 50_000 + "x") == ("." * 50_000 + "x",)


def test_a_range_that_ends_in_a_short_month_is_no_end() -> None:
    assert sentences("It lasts from July 28-Aug. 12 in town. Come.") == (
        "It lasts from July 28-Aug. 12 in town.",
        "Come.",
    )
