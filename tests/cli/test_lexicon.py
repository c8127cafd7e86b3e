"""`bulletin lexicon`: hear a name, fix it, and it stays fixed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bulletin.config.station import read_station
from bulletin.edition.memory import open_memory
from tests.support.cli import Ran, bulletin

STORY = """Lido reopens in Frobisham

The lido at Frobisham reopened on Monday after two years of repairs.

Swimmers from Marsh End were first in the water.

The county council said the new pumps should last for thirty years.
"""


@pytest.fixture
def radio(station: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Lend a station with one story."""
    bulletin(capsys, "init", "--yes", "--station", station)
    (station / "copy" / "lido.txt").write_text(STORY, encoding="utf-8")
    return station


def lexicon(capsys: pytest.CaptureFixture[str], radio: Path, *words: str | Path) -> Ran:
    return bulletin(capsys, "lexicon", *words, "--station", radio)


def table(radio: Path) -> str:
    return (radio / "voices" / "lexicon.tsv").read_text(encoding="utf-8")


def make(capsys: pytest.CaptureFixture[str], radio: Path) -> Ran:
    where = (radio / "copy", "--station", radio, "--engine", "espeak", "--length", "0:10-2:00", "--json")
    return bulletin(capsys, "make", *where)


def clips(cache: Path) -> set[str]:
    return {path.name for path in cache.rglob("*.clip")}


def test_after_a_word_is_added_only_its_lines_are_spoken_again(
    radio: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BULLETIN_CACHE", os.fspath(tmp_path / "cache"))
    before = make(capsys, radio).record["lines"]
    spoken = clips(tmp_path / "cache")
    touched = [line["text"] for line in before if "Frobisham" in line["text"]]

    lexicon(capsys, radio, "add", "Frobisham", "frobb shum", "--by", "Jo")
    after = make(capsys, radio).record["lines"]

    assert 0 < len(touched) < len(before)
    assert len(clips(tmp_path / "cache") - spoken) == len(touched)
    assert [line["spoken"] for line in after] == [line["spoken"] for line in before]
    changed = [new for old, new in zip(before, after, strict=True) if old["given"] != new["given"]]
    assert [line["text"] for line in changed] == touched
    assert all("frobb shum" in line["given"] for line in changed)


def test_a_row_that_cannot_be_used_is_told_and_the_bulletin_goes_out(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (radio / "voices" / "lexicon.tsv").write_text("Marsh End\nFrobisham\tfrobb shum\n", encoding="utf-8")

    made = make(capsys, radio)

    (told,) = [line for line in made.err.splitlines() if "lexicon.tsv" in line]
    assert "line 1" in told
    assert made.status == 4
    assert [skip["why"] for skip in made.record["skipped"]] == [told.removeprefix("Left out: ")]
    assert any("frobb shum" in line["given"] for line in made.record["lines"])


def test_a_row_of_a_stations_own_tables_that_cannot_be_used_is_told_as_well(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = radio / "voices" / "tables"
    tables.mkdir()
    (tables / "words.tsv").write_text("MVRAH\n", encoding="utf-8")

    made = make(capsys, radio)
    checked = bulletin(capsys, "check", "--station", radio, "--offline")

    assert made.status == 4
    assert "words.tsv, line 1" in made.err
    assert "words.tsv, line 1" in checked.out


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"Frobisham\tfrob\xe9\n"])
def test_a_table_that_cannot_be_read_at_all_is_told_and_the_bulletin_goes_out(
    radio: Path, capsys: pytest.CaptureFixture[str], data: bytes
) -> None:
    (radio / "voices" / "lexicon.tsv").write_bytes(data)

    made = make(capsys, radio)

    assert made.status == 4
    assert "lexicon.tsv is not UTF-8" in made.err


def test_a_word_is_added_changed_and_removed_with_its_history(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lexicon(capsys, radio, "add", "Wend", "wend", "--by", "Jo", "--note", "the river")
    lexicon(capsys, radio, "add", "Wend", "weened", "--ipa", "/wiːnd/", "--by", "Owen")
    removed = lexicon(capsys, radio, "remove", "Wend", "--by", "Jo")
    listed = lexicon(capsys, radio, "list", "--history")

    with open_memory(read_station(radio)) as store:
        history = [(row.by, row.before, row.after) for row in store.lexicon_history("Wend")]
    assert history == [
        ("Jo", "", "wend"),
        ("Owen", "wend", "weened /wiːnd/"),
        ("Jo", "weened /wiːnd/", ""),
    ]
    assert removed.status == 0
    assert "Wend\t" not in table(radio)
    assert [line.split("\t")[1] for line in listed.out.splitlines()] == ["Jo", "Owen", "Jo"]


def test_what_a_volunteer_wrote_by_hand_stays(radio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = radio / "voices" / "lexicon.tsv"
    path.write_text("# rivers\nWend\twend\n\nno tab\n# towns\n", encoding="utf-8")

    lexicon(capsys, radio, "add", "Elderby", "el der bee", "--by", "Jo")

    assert table(radio).startswith("# rivers\nWend\twend\n\nno tab\n# towns\nElderby\tel der bee")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "Wend"), "Write how it sounds"),
        (("add", "Wend", "<break/>"), "Respell it in plain letters"),
        (("add", "Wend", "wend", "--ipa", "[[x]]"), "is no IPA"),
        (("remove", "Wend"), "not in the station's lexicon"),
        (("remove", "Keogh"), "comes with the program"),
        (("import", "nowhere.pls"), "nowhere.pls"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_misuse(
    radio: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    ran = lexicon(capsys, radio, *words)

    assert ran.status == 2
    assert told in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_lexicon_belongs_to_a_station(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    ran = bulletin(capsys, "lexicon", "add", "Wend", "wend")

    assert ran.status == 2
    assert "--station" in ran.err


def test_the_packaged_names_are_shown_without_a_station(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    listed = bulletin(capsys, "lexicon", "list", "--all")
    exported = bulletin(capsys, "lexicon", "export", "--all", "names.pls")

    assert "Leominster\tLemster\tˈlɛmstə\tsure\tbulletin" in listed.out.splitlines()
    assert exported.status == 0
    assert "<grapheme>Leominster</grapheme>" in (tmp_path / "names.pls").read_text(encoding="utf-8")


def test_a_word_that_is_said_so_already_changes_nothing(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = lexicon(capsys, radio, "add", "Leominster", "Lemster", "--by", "Jo")

    assert ran.status == 0
    assert "said so already" in ran.err
    assert not (radio / "voices" / "lexicon.tsv").exists()


@pytest.mark.parametrize("name", ["names.pls", "names.tsv"])
def test_an_exported_lexicon_is_taken_in_by_another_station(
    radio: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    other = tmp_path / "other"
    bulletin(capsys, "init", "--yes", "--station", other)
    lexicon(capsys, radio, "add", "Wend", "weened", "--ipa", "wiːnd", "--by", "Jo")
    lexicon(capsys, radio, "add", "Elderby", "el der bee", "--by", "Jo")

    lexicon(capsys, radio, "export", tmp_path / name)
    ran = lexicon(capsys, other, "import", tmp_path / name, "--by", "Jo")

    assert ran.status == 0
    assert "2 words taken in, 0 said so already." in ran.err
    assert sorted(table(other).splitlines()) == sorted(table(radio).splitlines())


def test_of_a_foreign_lexicon_what_cannot_be_used_is_told(
    radio: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "names.tsv").write_text("Wend\tweened\nElderby\n", encoding="utf-8")

    ran = lexicon(capsys, radio, "import", tmp_path / "names.tsv")

    assert ran.status == 4
    assert "names.tsv, line 2" in ran.err
    assert "Wend\tweened" in table(radio)


def test_a_line_is_said_with_the_stations_names_and_each_engine_is_shown(
    radio: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    lexicon(capsys, radio, "add", "Wend", "weened", "--ipa", "wiːnd", "--by", "Jo")

    out = tmp_path / "hear.wav"
    ran = bulletin(capsys, "say", "The Wend.", "--engine", "espeak", "--station", radio, "--out", out)

    assert ran.status == 0
    assert out.stat().st_size > 1000
    shown = dict(line.split(maxsplit=1) for line in ran.err.splitlines())
    assert shown["plain"] == "The Wend."
    assert shown["espeak"] == "The [[w'i:nd]]."
    assert shown["pyttsx3"] == "The weened."
    assert shown["piper"] == "The [[wiːnd]]."
    assert shown["ssml"] == '<speak>The <sub alias="weened">Wend</sub>.</speak>'
    assert "Wend is said weened /wiːnd/: lexicon" in ran.err
