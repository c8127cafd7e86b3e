"""Heteronyms: each line is heard in every dialect, and what is said in plain stays as it was."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bulletin.model import Dialect, Token
from bulletin.script.speakable import Entry, Lexicon, load_knowledge, render, tokenise
from bulletin.script.speakable.ipa import to_espeak
from tests.support.phonemes import phonemes, sounds

_ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "heteronyms.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
_NAMED = (
    "row lead live read Reading wind tear bow minute close wound refuse object Polish Nice Bury sewer bass"
)


def _tokens(line: str) -> tuple[Token, ...]:
    # Without names, which are the lexicon's matter.
    return tokenise(line, lexicon=Lexicon())


def _wanted(line: str, word: str, ipa: str) -> str:
    """The line as espeak is given it, with the word in phonemes that nobody had to guess."""
    plain = tuple(_as_plain(token) for token in _tokens(line))
    given, count = re.subn(
        rf"(?<!\w){word}(?!\w)", f"[[{to_espeak(ipa)}]]", render(plain, Dialect.ESPEAK), count=1
    )
    assert count == 1
    return given


def _as_plain(token: Token) -> Token:
    if token.kind != "heteronym":
        return token
    return Token(start=token.start, end=token.end, written=token.written, kind="plain", spoken=token.spoken)


def test_each_word_that_was_asked_for_has_lines_and_there_are_enough() -> None:
    counted = Counter(row[1].lower() for row in _ROWS)

    assert {word for word in _NAMED.lower().split() if not counted[word]} == set()
    assert len(_ROWS) >= 200


@pytest.mark.parametrize("dialect", [Dialect.ESPEAK, Dialect.PYTTSX3])
def test_each_line_is_heard_as_it_is_meant(dialect: Dialect, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    given = [render(_tokens(row[0]), dialect) for row in _ROWS]

    heard, expected = phonemes(given), _expected()

    is_exact = dialect is Dialect.ESPEAK
    differs = [
        (row[0], a, b)
        for row, a, b in zip(_ROWS, heard, expected, strict=True)
        if _heard(a, is_exact=is_exact) != _heard(b, is_exact=is_exact)
    ]
    assert differs == []


@cache
def _expected() -> list[str]:
    return phonemes([_wanted(*row) for row in _ROWS])


def _heard(codes: str, *, is_exact: bool) -> str:
    """A respelling in plain letters may have another weak vowel than the phonemes: obbject, ubject."""
    return sounds(codes) if is_exact else re.sub(r"w?@|I|0|V|i:?", "@", sounds(codes))


@pytest.mark.parametrize("row", _ROWS, ids=[row[0] for row in _ROWS])
def test_plain_stays_as_it_was_and_the_others_are_told_the_same(
    row: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    tokens = _tokens(row[0])
    marked = [token for token in tokens if token.kind == "heteronym"]

    ssml = ElementTree.fromstring(render(tokens, Dialect.SSML))
    plain = render(tuple(map(_as_plain, tokens)), Dialect.PLAIN)
    assert render(tokens, Dialect.PLAIN) == plain == "".join(ssml.itertext())
    assert [part.get("alias") for part in ssml.iter("sub")] == [token.value for token in marked]
    assert all(f"[[{token.ipa}]]" in render(tokens, Dialect.PIPER) for token in marked)
    assert all(token.value in render(tokens, Dialect.PYTTSX3) for token in marked)


def test_a_word_of_the_stations_own_lexicon_goes_before_the_context() -> None:
    lexicon = Lexicon((Entry(written="row", spoken="roe"),))

    said = render(tokenise("A row over pay.", lexicon=lexicon), Dialect.PYTTSX3)

    assert said == "A roe over pay."


def test_a_station_has_its_own_rows_for_a_word(tmp_path: Path) -> None:
    (tmp_path / "heteronyms.tsv").write_text(
        "row\troe\trəʊ\t-\nBath\tbarth\tbɑːθ\tcapital; no before to\n", encoding="utf-8"
    )

    known = load_knowledge(tmp_path)

    assert known.problems == ()
    assert [token.value for token in tokenise("A row in Bath over a tear.", knowledge=known)[1::2]] == [
        "roe",
        "barth",
    ]


@pytest.mark.parametrize(
    "row",
    [
        "row\troe\trəʊ",
        "row\t[[r'oU]]\trəʊ\t-",
        "row\troe\t<b>\t-",
        "row\troe\trəʊ\tsometimes",
        "row\troe\trəʊ\tbefore",
        "row\troe\trəʊ\tbefore @nobody",
    ],
)
def test_a_row_that_cannot_be_used_is_named_and_the_packaged_ones_stay(tmp_path: Path, row: str) -> None:
    (tmp_path / "heteronyms.tsv").write_text(f"{row}\n", encoding="utf-8")

    known = load_knowledge(tmp_path)

    (problem,) = known.problems
    assert "heteronyms.tsv, line 1" in problem
    assert tokenise("A row over pay.", knowledge=known)[1].value == "rau"
