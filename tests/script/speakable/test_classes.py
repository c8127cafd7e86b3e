"""Every class of written form in British news: what is said in plain, and what espeak makes of its rendering."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin.model import Dialect
from bulletin.script.speakable import Lexicon, render, speak_text, tokenise
from tests.support.phonemes import phonemes, sounds

_ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "classes.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("# ")
]
_SENTENCES = [
    ["", *line.split("\t")]
    for line in (Path(__file__).parent / "british.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("# ")
]
_PAIRS = [*_ROWS, *_SENTENCES]
# The floor of the bar: one line in thirty-three may sound a little different.
_LEAST_HEARD = 0.97
_NAMES = {
    "A": "eI", "B": "bi:", "C": "si:", "D": "di:", "E": "i:", "F": "Ef", "G": "dZi:", "H": "eItS", "I": "aI", "J": "dZeI", "K": "keI", "L": "El", "M": "Em",
    "N": "En", "O": "oU", "P": "pi:", "Q": "kju:", "R": "A@", "S": "Es", "T": "ti:", "U": "ju:", "V": "vi:", "W": "d'Vb@Lju:", "X": "Eks", "Y": "waI",
    "Z": "zEd",
}  # fmt: skip
"""The names of the letters in espeak-ng's own mnemonics, so that no spelling of ours is asked for."""
_LETTER = re.compile(r"(?<![\w'])([A-Z])(s?'s|s'?)?(?![\w'-])")


@pytest.mark.parametrize(
    ("written", "spoken"), [row[1:] for row in _ROWS], ids=[f"{row[0]}: {row[1][:40]}" for row in _ROWS]
)
def test_a_line_of_each_class_is_said_in_full_and_only_once(written: str, spoken: str) -> None:
    assert speak_text(written) == spoken
    assert speak_text(spoken) == spoken


def test_lines_of_somebody_who_knew_no_rule_are_read_right() -> None:
    lines = (Path(__file__).parent / "blind.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t")[1:] for line in lines if not line.startswith("# ")]

    wrong = [(written, said, spoken) for written, spoken in pairs if (said := speak_text(written)) != spoken]

    assert len(pairs) > 800
    assert wrong == []


def test_every_class_has_several_lines() -> None:
    counted = Counter(row[0] for row in _ROWS)

    assert len(counted) >= 37
    assert min(counted.values()) >= 5
    assert sum(counted.values()) >= 400


@pytest.mark.slow
def test_espeak_is_heard_to_say_what_the_reading_says() -> None:
    # Without the lexicon, which makes names sound better than the bare reading does.
    given = [_given(row[1]) for row in _PAIRS]
    wanted = [_with_names_of_letters(row[2]) for row in _PAIRS]

    heard, expected = (map(sounds, phonemes(texts)) for texts in (given, wanted))

    differs = [row[1] for row, a, b in zip(_PAIRS, heard, expected, strict=True) if a != b]
    assert len(differs) <= len(_PAIRS) * (1 - _LEAST_HEARD), differs


def _given(written: str) -> str:
    """The line as espeak is given it; heteronyms, which a reading does not tell apart, have their own test."""
    tokens = (replace(token, value="", ipa=None) for token in tokenise(written, lexicon=Lexicon()))
    return render(tokens, Dialect.ESPEAK)


def _with_names_of_letters(spoken: str) -> str:
    """A reading in which each letter is its name in phonemes, whatever an engine makes of a capital."""
    half_days = re.sub(r"\b([ap]) m\b", lambda match: f"{match[1].upper()} M", spoken)
    return _LETTER.sub(_name, half_days)


def _name(match: re.Match[str]) -> str:
    letter, ending = match[1], match[2] or ""
    is_word = letter in "AI" and not ending and (match.start() == 0 or letter == "I")
    if is_word and not re.match(r" [A-Z]\b", match.string[match.end() :]):
        return letter
    hisses = letter in "SXHFCZ"
    sound = ("Iz" if hisses and letter in "SXHZ" else "s" if letter == "F" else "z") if ending else ""
    return f"[[{_NAMES[letter]}{sound}]]"
