"""What an engine is told, and what it makes of it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from bulletin.model import Dialect
from bulletin.script.speakable import render, tokenise
from tests.support.phonemes import phonemes

_LETTERS = {
    "N": "En",
    "H": "eItS",
    "S": "Es",
    "B": "bi:",
    "M": "Em",
    "A": "eI",
    "G": "dZi:",
    "P": "pi:",
    "U": "ju:",
}


@pytest.mark.parametrize(
    ("written", "given"),
    [
        ("Open 8am to 5pm.", "Open eight AM to five PM."),
        ("The A&E unit.", "The eigh & E unit."),
        ("MPs' pay and two GPs.", "M P's pay and two G P's."),
        ("The NHS's budget.", "The N H S's budget."),
        ("Two and a half of a cup.", "Two and a half of a cup."),
        ("About 2½ miles.", "About two and a half miles."),
        ("The BMA met.", "The B M eigh met."),
    ],
)
def test_espeak_is_given_letters_and_times_as_it_reads_them_right(written: str, given: str) -> None:
    assert render(tokenise(written), Dialect.ESPEAK) == given


@pytest.mark.parametrize(
    ("platform", "said"), [("linux", "eight AM"), ("win32", "eight a m"), ("darwin", "eight a m")]
)
def test_pyttsx3_is_espeak_on_linux_only(monkeypatch: pytest.MonkeyPatch, platform: str, said: str) -> None:
    monkeypatch.setattr("sys.platform", platform)

    assert render(tokenise("8am"), Dialect.PYTTSX3) == said


def test_a_plural_of_letters_is_set_off_on_every_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")

    assert render(tokenise("Two MPs."), Dialect.PYTTSX3) == "Two M P's."


@pytest.mark.parametrize(
    ("written", "given"),
    [
        ("Open 8am to 5pm at A&E.", "Open eight AM to five PM at eigh & E."),
        ("Dr Keogh & two MPs.", "Doctor [[ˈkiːəʊ]] and two M P's."),
        ("A [[slnc 900]] <b>note</b> & more.", "A, slnc nine hundred, note and more."),
    ],
)
def test_piper_is_given_espeaks_spelling_and_ipa_where_it_is_known(written: str, given: str) -> None:
    assert render(tokenise(written), Dialect.PIPER) == given


@pytest.mark.parametrize(
    ("written", "given"),
    [
        ("The NHS met.", '<speak>The <say-as interpret-as="characters">NHS</say-as> met.</speak>'),
        ("Dr Keogh’s ward", "<speak>Doctor <sub alias=\"keeoh's\">Keogh's</sub> ward</speak>"),
        ("Salt & <b>pepper</b>", "<speak>Salt and pepper</speak>"),
        ("At 8am, A&E and MPs", "<speak>At eight a m, A and E and M P's</speak>"),
    ],
)
def test_ssml_marks_what_is_sure_and_is_well_formed(written: str, given: str) -> None:
    said = render(tokenise(written), Dialect.SSML)

    assert ElementTree.canonicalize(said) == ElementTree.canonicalize(given)


def _phonemes(text: str) -> str:
    return "".join(char for char in phonemes([text], voice="en-gb")[0] if char not in "',_;| ")


@pytest.mark.parametrize(
    ("written", "letters"),
    [
        ("NHS", "NHS"),
        ("BMA", "BMA"),
        ("8am", "AM"),
        ("two MPs", "MP"),
        ("both GPs", "GP"),
        ("an MA", "MA"),
        ("SM5 1AA", "SM"),
        ("the A217", "A"),
        ("Plan A", "A"),
        ("the US", "US"),
    ],
)
def test_espeak_says_letters_as_letters(written: str, letters: str) -> None:
    heard = _phonemes(render(tokenise(written), Dialect.ESPEAK))

    assert "".join(_LETTERS[letter] for letter in letters).replace(";", "") in heard.replace("2", "")


@pytest.mark.parametrize(
    ("written", "sound"), [("two MPs", "piz"), ("both GPs", "piz"), ("A&E", "eIand"), ("WHO", "ju")]
)
def test_espeak_keeps_plurals_and_the_name_of_a(written: str, sound: str) -> None:
    heard = _phonemes(render(tokenise(written), Dialect.ESPEAK))

    assert sound in heard.replace(":", "").replace("#", "")


def test_the_packaged_respelling_gives_the_right_vowels() -> None:
    assert _phonemes(render(tokenise("Keogh"), Dialect.ESPEAK)) == _phonemes("keeoh") != _phonemes("Keogh")
