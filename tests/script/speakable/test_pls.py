"""PLS: a lexicon that came from another program, and one for it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.errors import MisuseError
from bulletin.script.speakable import Entry
from bulletin.script.speakable.pls import NAMESPACE, is_pls, parse_pls, write_pls

_LETTERS = st.text("abcdefghijklmnopqrstuvwxyzéABC &<>'", min_size=1, max_size=12)


def _document(inside: str, *, alphabet: str = "ipa") -> str:
    return f'<lexicon version="1.0" xmlns="{NAMESPACE}" alphabet="{alphabet}" xml:lang="en-GB">{inside}</lexicon>'


def test_alias_and_phoneme_become_one_entry() -> None:
    inside = "<lexeme><grapheme>Wye</grapheme><phoneme>waɪ</phoneme><alias>why</alias></lexeme>"

    (entry,) = parse_pls(_document(inside), name="x.pls", by="Jo").entries

    assert entry == Entry(written="Wye", spoken="why", ipa="waɪ", by="Jo")


def test_each_grapheme_of_a_lexeme_is_an_entry() -> None:
    inside = "<lexeme><grapheme>St Osyth</grapheme><grapheme>Saint Osyth</grapheme><alias>Saint Ozith</alias></lexeme>"

    entries = parse_pls(_document(inside), name="x.pls").entries

    assert [(entry.written, entry.spoken) for entry in entries] == [
        ("St Osyth", "Saint Ozith"),
        ("Saint Osyth", "Saint Ozith"),
    ]


def test_the_preferred_of_several_is_taken_else_the_first() -> None:
    inside = (
        "<lexeme><grapheme>Wye</grapheme><alias>wee</alias><alias prefer='true'>why</alias></lexeme>"
        "<lexeme><grapheme>Usk</grapheme><alias>usk</alias><alias>oosk</alias></lexeme>"
    )

    entries = parse_pls(_document(inside), name="x.pls").entries

    assert [entry.spoken for entry in entries] == ["why", "usk"]


@pytest.mark.parametrize(
    "inside",
    [
        "<lexeme><grapheme>Wye</grapheme></lexeme>",
        "<lexeme><alias>why</alias></lexeme>",
        "<lexeme><grapheme>Wye</grapheme><alias>[[w'aI]]</alias></lexeme>",
        "<lexeme><grapheme>Wye</grapheme><phoneme alphabet='x-sampa'>waI</phoneme></lexeme>",
    ],
)
def test_a_lexeme_that_cannot_be_used_is_named_and_the_others_are_used(inside: str) -> None:
    good = "<lexeme><grapheme>Usk</grapheme><alias>usk</alias></lexeme>"

    lexicon = parse_pls(_document(good + inside + good), name="x.pls")

    assert [entry.written for entry in lexicon.entries] == ["Usk"]
    (problem,) = lexicon.problems
    assert problem.startswith("x.pls, lexeme 2: ")


@pytest.mark.parametrize(
    "text",
    ["<html/>", "<lexicon", '<!DOCTYPE lexicon [<!ENTITY a "aa">]><lexicon>&a;</lexicon>', "<a>\x00</a>"],
)
def test_what_is_no_lexicon_is_refused_by_name(text: str) -> None:
    with pytest.raises(MisuseError, match=r"x\.pls"):
        parse_pls(text, name="x.pls")


def test_a_document_is_told_from_a_table() -> None:
    assert is_pls(_document(""))
    assert not is_pls("Wye\twhy\n")


@given(st.lists(st.tuples(_LETTERS, _LETTERS), max_size=4))
def test_what_is_written_is_well_formed_and_read_back(pairs: list[tuple[str, str]]) -> None:
    entries = [Entry(written=f"X{a.strip()}", spoken=f"Y{b.strip()}") for a, b in pairs]
    speakable = [entry for entry in entries if not set(entry.spoken) & set("&<>")]

    written = write_pls(speakable, language="en-GB")

    ElementTree.fromstring(written)
    read = {entry.written: entry.spoken for entry in parse_pls(written, name="x.pls").entries}
    assert read == {" ".join(entry.written.split()): " ".join(entry.spoken.split()) for entry in speakable}
