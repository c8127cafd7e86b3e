"""`bulletin normalise`: lines in, spoken lines out."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.cli import Ran, bulletin

Say = Callable[..., Ran]


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Say:
    """Run the command on some lines, away from any station."""
    monkeypatch.chdir(tmp_path)

    def run(lines: str, *words: str | Path) -> Ran:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines.encode("utf-8"))))
        return bulletin(capsys, "normalise", *words)

    return run


def _station(folder: Path, *, language: str) -> Path:
    tables = folder / "radio" / "voices" / "tables"
    tables.mkdir(parents=True)
    (tables / "words.tsv").write_text("MVRAH\tMivra\n", encoding="utf-8")
    settings = f'[station]\nname = "Vale"\nlanguage = "{language}"\n'
    (folder / "radio" / "bulletin.toml").write_text(settings, encoding="utf-8")
    return folder / "radio"


def test_a_line_comes_out_for_each_line_that_goes_in(say: Say) -> None:
    ran = say("The NHS at 8am.\n\nIt paid £5.")

    assert (ran.status, ran.out) == (0, "The N H S at eight a m.\n\nIt paid five pounds.\n")


def test_a_language_is_chosen_for_a_run(say: Say) -> None:
    ran = say("Some 120 met.", "--language", "en-US")

    assert ran.out == "Some one hundred twenty met.\n"


def test_a_stations_language_and_tables_are_used(say: Say, tmp_path: Path) -> None:
    radio = _station(tmp_path, language="en-US")

    ran = say("MVRAH has 120 beds.", "--station", radio)

    assert ran.out == "Mivra has one hundred twenty beds.\n"


def test_an_explanation_marks_what_a_person_should_listen_to(say: Say) -> None:
    ran = say("Mrs Keogh of Frobisham.", "--explain")

    assert ran.out.splitlines()[1:] == [
        "  Mrs -> Missus  [title, title]",
        "  Keogh -> Keogh, told keeoh /ˈkiːəʊ/  [lexicon, lexicon]",
        "  Frobisham -> Frobisham  [word, not a common word]  <- check how this is said",
    ]


def test_an_explanation_follows_each_line(say: Say) -> None:
    ran = say("The NHS.", "--explain")

    assert ran.out == "The N H S.\n  NHS -> N H S  [letters, capitals]\n"


@pytest.mark.parametrize(
    ("engine", "said"),
    [
        ("plain", "M Ps at eight a m."),
        ("espeak", "M P's at eight AM."),
        ("piper", "M P's at eight AM."),
        ("ssml", "<speak>M P's at eight a m.</speak>"),
    ],
)
def test_each_engine_has_its_spelling(say: Say, engine: str, said: str) -> None:
    assert say("MPs at 8am.", "--engine", engine).out == f"{said}\n"


def test_an_engine_that_does_not_exist_is_named_with_the_ones_that_do(say: Say) -> None:
    ran = say("x", "--engine", "sam")

    assert ran.status == 2
    assert "'sam'" in ran.err
    assert "plain, espeak, pyttsx3, piper, ssml" in ran.err
