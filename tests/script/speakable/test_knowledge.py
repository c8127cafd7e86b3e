"""Tables, and a station's own folder over them."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from bulletin.model import Dialect
from bulletin.script.speakable import load_knowledge, profile_of, render, speak_text, tokenise


def test_a_station_folder_adds_to_the_tables_and_overrides_them(tmp_path: Path) -> None:
    (tmp_path / "words.tsv").write_text("MVRAH\tMivra\nNATO\tN A T O\n", encoding="utf-8")

    known = load_knowledge(tmp_path)

    said = render(tokenise("MVRAH, NATO and OFSTED met Mr Hill.", knowledge=known), Dialect.PLAIN)
    assert said == "Mivra, N A T O and Ofsted met Mister Hill."


def test_a_table_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "words.tsv").write_bytes(b"\xff\xfe\x00NATO")

    (problem,) = load_knowledge(tmp_path).problems
    assert "words.tsv" in problem


def test_every_row_of_the_packaged_tables_is_speakable() -> None:
    known = load_knowledge()

    for table in (known.titles, known.abbreviations, known.streets, known.units, known.words, known.months):
        assert {row[0] for row in table.values() if not re.sub(r"[- ']", "", row[0]).isalpha()} == set()


@pytest.mark.parametrize(
    ("word", "is_unsayable"), [("HSBC", True), ("RNLI", True), ("NEWS", False), ("STREET", False)]
)
def test_capitals_that_no_english_word_could_be_are_known(word: str, is_unsayable: bool) -> None:
    assert load_knowledge().is_unsayable(word) is is_unsayable


@pytest.mark.parametrize(
    ("name", "row", "told"),
    [
        ("titles.tsv", "Xyz", r"titles\.tsv, line 1: needs 3 columns"),
        ("abbreviations.tsv", "xyz\txyzzy\tsometimes", r"line 1: 'sometimes' is none of: always"),
        ("title.tsv", "Xyz\tXyzzy\tname", r"no table title\.tsv"),
    ],
)
def test_a_row_or_table_that_cannot_be_used_is_named_and_the_others_are_used(
    tmp_path: Path, name: str, row: str, told: str
) -> None:
    (tmp_path / "words.tsv").write_text("MVRAH\tMivra\n", encoding="utf-8")
    (tmp_path / name).write_text(f"{row}\n", encoding="utf-8")

    known = load_knowledge(tmp_path)

    (problem,) = known.problems
    assert re.search(told, problem)
    assert known.words["MVRAH"] == ("Mivra",)


def test_no_packaged_table_has_a_row_that_cannot_be_used() -> None:
    assert load_knowledge(profile="en_us").problems == load_knowledge().problems == ()


def test_a_set_of_context_words_grows(tmp_path: Path) -> None:
    (tmp_path / "contexts.tsv").write_text("sport\tbandy\n", encoding="utf-8")

    known = load_knowledge(tmp_path)

    assert known.has("sport", "bandy")
    assert known.has("sport", "goal")


def test_a_table_that_was_changed_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    path.write_text("MVRAH\tMivra\n", encoding="utf-8")
    first = load_knowledge(tmp_path)
    path.write_text("MVRAH\tMavra\n", encoding="utf-8")
    os.utime(path, ns=(1, 1))

    second = load_knowledge(tmp_path)

    assert (first.words["MVRAH"], second.words["MVRAH"]) == (("Mivra",), ("Mavra",))
    assert load_knowledge(tmp_path) is second


@pytest.mark.parametrize(
    ("tag", "profile"), [("en-US", "en_us"), ("en_us", "en_us"), ("en", "en_gb"), ("cy", "en_gb")]
)
def test_a_language_has_its_profile(tag: str, profile: str) -> None:
    assert profile_of(tag) == profile


@pytest.mark.parametrize(
    ("written", "american", "british"),
    [
        ("It has 110,000 and 2,005.", "It has one hundred ten thousand and two thousand five.",
         "It has one hundred and ten thousand and two thousand and five."),
        ("From 120-250 people.", "From one hundred twenty to two hundred fifty people.",
         "From one hundred and twenty to two hundred and fifty people."),
        ("Between 100-200 people.", "Between one hundred and two hundred people.",
         "Between one hundred and two hundred people."),
        ("It fell 0.05 points.", "It fell zero point zero five points.", "It fell nought point oh five points."),
        ("It opens on March 3, 2027.", "It opens on March third twenty twenty-seven.",
         "It opens on March the third twenty twenty-seven."),
        ("It is due on 03/04/2027.", "It is due on March fourth twenty twenty-seven.",
         "It is due on the third of April twenty twenty-seven."),
        ("It is due on 25/12/2027.", "It is due on the twenty-fifth of December twenty twenty-seven.",
         "It is due on the twenty-fifth of December twenty twenty-seven."),
        ("A bus costs $2.75.", "A bus costs two dollars and seventy-five cents.", "A bus costs two dollars seventy-five."),
        ("He lives at 415 Elm St, Arden, OH 44101.",
         "He lives at four fifteen Elm Street, Arden, Ohio, four four one zero one.",
         "He lives at four fifteen Elm Street, Arden, Ohio, four four one oh one."),
        ("He lives at 415 Elm St, Arden.", "He lives at four fifteen Elm Street, Arden.",
         "He lives at four hundred and fifteen Elm Street, Arden."),
        ("She left Arden, OH, in May.", "She left Arden, Ohio, in May.", "She left Arden, O H, in May."),
        ("Call 1-800-555-0142.", "Call one, eight hundred, five five five, oh one four two.",
         "Call one, eight hundred, five five five, oh one four two."),
        ("See www.example.org now.", "See W W W example dot org now.", "See example dot org now."),
        ("www.example.org", "W W W dot example dot org", "example dot org"),
        ("Bring his/ her card.", "Bring his slash her card.", "Bring his, her card."),
    ],
)  # fmt: skip
def test_american_english_is_a_folder_over_the_british_one(written: str, american: str, british: str) -> None:
    assert speak_text(written, knowledge=load_knowledge(profile="en_us")) == american
    assert speak_text(written) == british


@pytest.mark.parametrize(
    ("written", "american"),
    [
        ("See https://www.example.org/bay/ now.", "See H T T P S W W W example dot org slash bay slash now."),
        ("https://www.example.org/bay", "H T T P S colon slash slash W W W dot example dot org slash bay"),
        ("It shuts on 12/25, by a house on 1/2 acre.", "It shuts on December twenty-fifth, by a house on one half acre."),
        ("He sang: We wait/ We go.", "He sang: We wait, We go."),
        ("A to L.A., LA to Ohio.", "A to L A, L A to Ohio."),
        ("He has MS, ME and hope, OK but well.", "He has M S, M E and hope, O K but well."),
        ("He ran it in 2:00:05.", "He ran it in two hours zero minutes and five seconds."),
        ("15/32 of it, and 12639/12640.", "fifteen thirty-seconds of it, and twelve thousand six hundred thirty-nine twelve thousand six hundred fortieths."),
        ("He came 11st.", "He came eleven st."),
        ("It is at 708 N 1st St.", "It is at seven oh eight North first Street."),
    ],
)  # fmt: skip
def test_what_americans_write_otherwise_is_said_their_way(written: str, american: str) -> None:
    assert speak_text(written, knowledge=load_knowledge(profile="en_us")) == american
