"""A station's own pronunciations."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.errors import MisuseError
from bulletin.model import Dialect
from bulletin.script.speakable import Entry, Lexicon, read_lexicon, render, tokenise
from bulletin.script.speakable.lexicon_table import HEADING, parse_lexicon, with_row, without_row


def _said(text: str, *entries: Entry, dialect: Dialect = Dialect.ESPEAK) -> str:
    return render(tokenise(text, lexicon=Lexicon(entries)), dialect)


def test_a_respelling_reaches_the_engine_and_never_the_plain_script() -> None:
    entry = Entry(written="Thornbury Vale", spoken="Thornbree Vail")

    assert _said("In Thornbury Vale today.", entry) == "In Thornbree Vail today."
    assert _said("In Thornbury Vale today.", entry, dialect=Dialect.PLAIN) == "In Thornbury Vale today."


def test_the_longest_entry_wins() -> None:
    short, long = Entry(written="Marlow", spoken="Marlo"), Entry(written="Marlow Vale", spoken="Marlo Vail")

    assert _said("Marlow Vale and Marlow", short, long) == "Marlo Vail and Marlo"


def test_an_entry_is_never_found_inside_a_word() -> None:
    entry = Entry(written="Wye", spoken="why")

    assert _said("Wyeford on Wye", entry) == "Wyeford on why"


def test_possessives_follow_an_entry() -> None:
    assert (
        _said("Keogh's and Keogh’s plan", Entry(written="Keogh", spoken="keeoh"))
        == "keeoh's and keeoh's plan"
    )


@pytest.mark.parametrize(
    ("written", "said"), [("Reading", "reading Redding Redding"), ("reading", "Redding Redding Redding")]
)
def test_capitals_count_where_the_entry_has_some(written: str, said: str) -> None:
    entry = Entry(written=written, spoken="Redding")

    assert _said("reading Reading READING", entry) == said


def test_an_entry_comes_before_the_number_rules_and_stays_speakable_in_plain() -> None:
    entry = Entry(written="B2B", spoken="bee to bee")

    assert _said("The B2B fair", entry) == "The bee to bee fair"
    assert _said("The B2B fair", entry, dialect=Dialect.PLAIN) == "The B two B fair"


def test_ipa_is_carried_on_the_token() -> None:
    (token,) = tokenise("Keogh", lexicon=Lexicon((Entry(written="Keogh", spoken="keeoh", ipa="ˈkiːəʊ"),)))

    assert (token.kind, token.ipa) == ("lexicon", "ˈkiːəʊ")


def test_a_lexicon_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.tsv"
    path.write_text("# ours\n\nReading\tRedding\nWye\twhy\twaɪ\tthe river\tJo\n", encoding="utf-8")

    entries = read_lexicon(path).entries

    assert entries == (
        Entry(written="Reading", spoken="Redding"),
        Entry(written="Wye", spoken="why", ipa="waɪ", note="the river", by="Jo"),
    )


@pytest.mark.parametrize(
    "line", ["Reading", "Reading\t", "\tRedding", "Wye\t<break/>", "Wye\t[[w'aI]]", "Wye\tone 2"]
)
def test_a_bad_line_is_named_with_its_number_and_the_others_are_used(tmp_path: Path, line: str) -> None:
    path = tmp_path / "lexicon.tsv"
    path.write_text(f"# ours\n{line}\nLeominster\tLemster\n", encoding="utf-8")

    lexicon = read_lexicon(path)

    (problem,) = lexicon.problems
    assert "lexicon.tsv, line 2" in problem
    assert [entry.written for entry in lexicon.entries] == ["Leominster"]


def test_a_lexicon_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(MisuseError, match=r"nowhere\.tsv"):
        read_lexicon(tmp_path / "nowhere.tsv")


def test_a_new_row_goes_to_the_end_and_an_old_one_is_replaced_where_it_stands() -> None:
    table = "# ours\n\nWye\twhy\nnot usable\nUsk\tusk\n"

    changed = with_row(
        with_row(table, Entry(written="Wye", spoken="wy")), Entry(written="Teme", spoken="teem")
    )

    assert changed == "# ours\n\nWye\twy\nnot usable\nUsk\tusk\nTeme\tteem\n"


def test_a_word_that_stands_twice_is_replaced_where_it_counted() -> None:
    assert with_row("Wye\twee\nUsk\tusk\nWye\twy\n", Entry(written="Wye", spoken="why")) == (
        "Usk\tusk\nWye\twhy\n"
    )


def test_a_removed_word_leaves_every_other_line_as_it_was() -> None:
    assert without_row("# Wye\nWye\twhy\r\nUsk\tusk\r\n", "Wye") == "# Wye\r\nUsk\tusk\r\n"


def test_a_first_word_makes_a_table_with_its_heading() -> None:
    assert with_row("", Entry(written="Wye", spoken="why", by="Jo")) == f"{HEADING}Wye\twhy\t\t\tJo\n"


@given(st.lists(st.sampled_from(["Wye", "Usk", "Teme", "St Osyth"]), max_size=6))
def test_the_last_of_all_changes_is_what_the_table_says(names: list[str]) -> None:
    table = "# ours\n"
    for number, name in enumerate(names):
        table = with_row(table, Entry(written=name, spoken="abcdef"[number]))

    read = {entry.written: entry.spoken for entry in parse_lexicon(table, name="x").entries}

    assert read == {name: "abcdef"[number] for number, name in enumerate(names)}


def test_a_spreadsheets_unicode_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.tsv"
    path.write_text("Wye\twhy\twaɪ\n", encoding="utf-16")

    assert read_lexicon(path).entries == (Entry(written="Wye", spoken="why", ipa="waɪ"),)
