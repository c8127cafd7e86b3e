"""Tables, and a station's own folder over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.errors import MisuseError
from bulletin.model import Dialect
from bulletin.script.speakable import load_knowledge, render, tokenise


def test_a_station_folder_adds_to_the_tables_and_overrides_them(tmp_path: Path) -> None:
    (tmp_path / "words.tsv").write_text("MVRAH\tMivra\nNATO\tN A T O\n", encoding="utf-8")

    known = load_knowledge(tmp_path)

    said = render(tokenise("MVRAH, NATO and OFSTED met Mr Hill.", knowledge=known), Dialect.PLAIN)
    assert said == "Mivra, N A T O and Ofsted met Mister Hill."


def test_a_table_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "words.tsv").write_bytes(b"\xff\xfe\x00NATO")

    with pytest.raises(MisuseError, match=r"words\.tsv"):
        load_knowledge(tmp_path)


def test_every_row_of_the_packaged_tables_is_speakable() -> None:
    known = load_knowledge()

    for table in (known.titles, known.abbreviations, known.streets, known.units, known.words, known.months):
        assert {
            row[0] for row in table.values() if not row[0].replace("-", " ").replace(" ", "").isalpha()
        } == set()


@pytest.mark.parametrize(
    ("word", "is_unsayable"), [("HSBC", True), ("RNLI", True), ("NEWS", False), ("STREET", False)]
)
def test_capitals_that_no_english_word_could_be_are_known(word: str, is_unsayable: bool) -> None:
    assert load_knowledge().is_unsayable(word) is is_unsayable
