"""A copy file's header says when its text is told."""

from __future__ import annotations

from datetime import UTC, date
from datetime import datetime as moment_with_zone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.clean import clean
from bulletin.clean.header import read_header
from bulletin.errors import RefusedError
from bulletin.model import Document, Form, Terms


def at(*parts: int) -> moment_with_zone:
    return moment_with_zone(*parts, tzinfo=UTC).replace(tzinfo=None)  # type: ignore[arg-type,misc]


TODAY = date(2031, 12, 20)
TEXT = "Carols on the ward\n\nThe choir sings in the chapel at two."


def terms_of(*lines: str) -> Terms:
    header = read_header("\n".join(lines) + "\n\n" + TEXT, today=TODAY)
    assert header.text.strip() == TEXT
    assert header.terms is not None
    return header.terms


def test_every_line_of_a_header_is_read_and_none_is_left_in_the_text() -> None:
    terms = terms_of(
        "From: 22 December", "until: 2031-12-24 14:00", "days: mon, wed-fri", "ward: Rowan ward", "published: 19/12/2031"
    )  # fmt: skip

    assert terms == Terms(
        starts=at(2031, 12, 22),
        ends=at(2031, 12, 24, 14),
        days=frozenset({0, 2, 3, 4}),
        ward="Rowan ward",
        published=at(2031, 12, 19),
    )


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("3 January", at(2032, 1, 4)),
        ("Saturday 3rd of January 2032", at(2032, 1, 4)),
        ("03/01/2032", at(2032, 1, 4)),
        ("3 January 2032, 6.30pm", at(2032, 1, 3, 18, 30)),
        ("3 Jan noon", at(2032, 1, 3, 12)),
        ("3 January midnight", at(2032, 1, 4)),
        ("2032-01-03T09:15", at(2032, 1, 3, 9, 15)),
    ],
)
def test_a_date_is_read_as_people_write_it_and_an_end_is_the_end_of_its_day(
    written: str, moment: moment_with_zone
) -> None:
    assert terms_of(f"until: {written}").ends == moment


@pytest.mark.parametrize(
    "written", ["Tusday", "soon", "31 June", "3 January 25:00", "13/13/2031", "3 January at 6", "9999-12-31"]
)
def test_a_date_that_cannot_be_read_is_refused_with_how_to_write_it(written: str) -> None:
    with pytest.raises(RefusedError, match=f'"until: {written}", and that is no date. Write it like'):
        terms_of(f"until: {written}")


def test_a_misspelt_line_is_named() -> None:
    with pytest.raises(RefusedError, match=r'the line "untill:", which is none\. Did you mean "until:"'):
        terms_of("untill: 3 January")


def test_days_that_are_none_are_refused() -> None:
    with pytest.raises(RefusedError, match="days: mondays-ish"):
        terms_of("days: mondays-ish")


def test_weekends_and_days_over_the_turn_of_the_week() -> None:
    assert terms_of("days: weekends").days == {5, 6}
    assert terms_of("days: Friday-Monday").days == {4, 5, 6, 0}


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Live: choir on the ward\n\nThe choir sings.",
        "The choir: a history\n\nIt began in 1980.",
        "The shop is open from: nine.",
    ],
)
def test_a_text_without_a_header_stays_as_it_is(text: str) -> None:
    header = read_header(text, today=TODAY)

    assert (header.text, header.terms) == (text, None)


def test_a_header_may_stand_between_fences() -> None:
    header = read_header(f"---\ntitle: Carols\nuntil: 3 January\n---\n{TEXT}", today=TODAY)

    assert header.text == TEXT
    assert header.terms is not None
    assert header.terms.ends == at(2032, 1, 4)


@given(st.text(max_size=200), st.sampled_from(["until", "from", "days", "published", "ward"]))
def test_any_header_is_read_or_refused(value: str, key: str) -> None:
    try:
        read_header(f"{key}: {value}\n\n{TEXT}", today=TODAY)
    except RefusedError as error:
        assert "its header" in str(error)


@pytest.mark.parametrize(
    "text", ["Dry and cold today with some sun.", "Bingo\n\nBingo is at 2pm in the day room.", "ward: Ash\n\nNo visits today, please."]
)  # fmt: skip
def test_a_typed_notice_may_be_one_short_sentence(text: str) -> None:
    assert clean(document_of(text)).texts


@pytest.mark.parametrize("text", ["Bingo", "until: 3 January", "ha ha ha ha ha ha ha ha ha ha"])
def test_a_text_without_a_sentence_is_refused(text: str) -> None:
    with pytest.raises(RefusedError):
        clean(document_of(text))


def document_of(text: str) -> Document:
    return Document(
        id="a",
        source="copy",
        address="a.txt",
        form=Form.TEXT,
        content=text.encode(),
        fetched_at=moment_with_zone(2031, 12, 20, tzinfo=UTC),
    )
