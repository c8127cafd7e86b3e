"""The tokeniser: one pass over a text, the first rule that applies at each place takes what it can."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bulletin.model import Dialect, Token
from bulletin.script.speakable.dialects import render
from bulletin.script.speakable.face import JOINER
from bulletin.script.speakable.knowledge import Knowledge, load_knowledge
from bulletin.script.speakable.manner import put
from bulletin.script.speakable.numerals import digits
from bulletin.script.speakable.rules import RULES
from bulletin.script.speakable.scene import Rule, Said, Scene

PLAIN = "plain"
_MARKS = "\u0300-\u036f"
_ATOM = re.compile(
    rf"(?P<word>[^\W\d_][{_MARKS}]*(?:[^\W\d_]|[{_MARKS}]|'(?=[^\W\d_]))*)|(?P<figure>\d)|(?P<gap>\s+)|.",
    re.S,
)
_STOPS = frozenset(".,;:!?")


class _Piece(NamedTuple):
    """What was found at one place; a plain piece is one that nothing was said of."""

    end: int
    kind: str
    rule: str = ""
    spoken: str = ""
    value: str = ""
    confidence: float = 1.0
    ipa: str | None = None


@cache
def _by_start() -> dict[str, tuple[Rule, ...]]:
    return {start: tuple(rule for rule in RULES if start in rule.starts) for start in "duls"}


def tokens_of(text: str, *, known: Knowledge) -> Iterator[Token]:
    """The tokens of a text in order; runs of plain text are one token."""
    scene = Scene(text, known=known)
    start = at = 0
    while at < len(text):
        piece = _piece(scene, at)
        if piece.kind != PLAIN:
            if start < at:
                yield _plain(text, start, at)
            yield Token(
                start=at,
                end=piece.end,
                written=text[at : piece.end],
                kind=piece.kind,
                spoken=piece.spoken,
                value=piece.value,
                rule=piece.rule,
                confidence=piece.confidence,
                ipa=piece.ipa,
            )
            start = piece.end
        at = piece.end
    if start < at:
        yield _plain(text, start, at)


def _plain(text: str, start: int, end: int) -> Token:
    written = text[start:end]
    return Token(start=start, end=end, written=written, kind=PLAIN, spoken=written)


def _piece(scene: Scene, at: int) -> _Piece:
    """What the first rule that applies makes of this place."""
    atom = _ATOM.match(scene.face, at)
    assert atom is not None  # the pattern ends in "any character"
    sort = atom.lastgroup
    if sort == "gap":
        return _gap(scene, at, atom.end())
    if sort == "word" and _is_ending(scene.face, at):
        return _left_over(scene, at, atom)
    if sort == "word" and atom[0].islower() and _is_ordinary(scene, atom[0], atom.end()):
        return _left_over(scene, at, atom)
    start = "s" if sort is None else "d" if sort == "figure" else "l" if atom[0][0].islower() else "u"
    return _by_rule(scene, at, start) or _left_over(scene, at, atom)


def _is_ending(seen: str, at: int) -> bool:
    """Whether this belongs to a figure before an apostrophe: Radio 4's, the M25's."""
    return at > 1 and seen[at - 1] == "'" and seen[at - 2].isalnum()


def _is_ordinary(scene: Scene, word: str, end: int) -> bool:
    """Whether no rule can begin with this word: it is in no table, and no sign joins it to more."""
    following = scene.face[end : end + 1]
    return following not in _JOINTS and word.removesuffix("'s") not in _small_words(scene.known)


# What can follow the first letters of an address, a short form with points, a pair of words, a broken word.
_JOINTS = frozenset("./:@+%_-0123456789" + JOINER)


# Units that stand without a figure ("per kg"); the others are words of their own ("in", "st").
_UNITS = frozenset("kg km cm mm ml mg lb lbs oz hr hrs sq kWh min mins sec x".split())


@cache
def _small_words(known: Knowledge) -> frozenset[str]:
    """The words in small letters that a rule may begin with."""
    tables = (known.abbreviations, known.letters, known.months)
    listed = {form for table in tables for word in table for form in (word, word.lower())}
    streets = {word for word in known.streets if word.islower()}
    return frozenset(
        listed | streets | {"no", "nos", "tel", "fax", "mob", "ext", "extn", "ref", "code", "pin"} | _UNITS
    )


def _by_rule(scene: Scene, at: int, start: str) -> _Piece | None:
    for rule in _by_start()[start]:
        match = rule.pattern.match(scene.face, at)
        said = rule.say(match, scene) if match else None
        if match and said is not None:
            piece = _answer(rule, match.end(), said)
            return piece._replace(spoken=put(piece.spoken, scene.known))
    return None


def _answer(rule: Rule, end: int, said: Said | str) -> _Piece:
    if isinstance(said, str):
        return _Piece(end, rule.kind, rule.name, said, "", rule.confidence)
    return _Piece(
        end if said.end is None else said.end,
        said.kind or rule.kind,
        rule.name,
        said.spoken,
        said.value,
        rule.confidence if said.confidence is None else said.confidence,
        said.ipa,
    )


def _gap(scene: Scene, at: int, end: int) -> _Piece:
    """Space; or what only looks like it in the face, which is left out: quotation marks, emoji, markup."""
    written = scene.text[at:end]
    if written.isspace() and written.isprintable() | (written in _SPACES):
        return _Piece(end, PLAIN)
    return _Piece(end, "silent", "left out", " ")


_SPACES = frozenset(("\n", "\r\n", "\t", "\n\n"))


def _left_over(scene: Scene, at: int, atom: re.Match[str]) -> _Piece:
    """No rule took it: ordinary words and stops stay, all else is said figure by figure or left out."""
    seen, written = atom[0], scene.text[at : atom.end()]
    if atom.lastgroup == "figure":
        return _Piece(atom.end(), "cardinal", "figure by figure", digits(seen), "", 0.3)
    if atom.lastgroup == "word":
        if _is_glued(scene, at, atom.end()):
            said = plain_words(seen, known=scene.known)
            return _Piece(atom.end(), "alnum", "part of a code", said, "", 0.4)
        is_same = seen == written or seen == written.replace("’", "'")
        return _Piece(atom.end(), PLAIN) if is_same else _Piece(atom.end(), "word", "recased", seen, "", 0.9)
    if _stays(scene, at, seen) and seen == written.replace("’", "'"):
        return _Piece(atom.end(), PLAIN)
    if seen in _STOPS:
        return _Piece(atom.end(), "punctuation", "stop", seen)
    return _Piece(atom.end(), "silent", "left out", " ")


def _is_glued(scene: Scene, start: int, end: int) -> bool:
    """Whether a figure or the like stands directly before or behind, so that this is part of a code."""
    before, after = scene.face[start - 1 : start] if start else "", scene.face[end : end + 1]
    return any(char.isdigit() or char == "_" or "\ue000" <= char <= JOINER for char in before + after)


def _stays(scene: Scene, at: int, seen: str) -> bool:
    """Whether a sign is part of ordinary text: a stop, or what holds a word together."""
    before = scene.face[at - 1 : at] if at else ""
    after = scene.face[at + 1 : at + 2]
    if seen in _STOPS:
        return True
    if seen == "-":
        return before.isalnum() and after.isalnum()
    if seen == "'":
        return (before.isalnum() and after.isalpha()) or before in ("s", "S")
    # Accents and vowel signs that follow their letter.
    return (
        seen.isidentifier() is False
        and f"a{seen}".isidentifier()
        and seen not in "_0123456789"
        and before.isalpha()
    )


@cache
def default_knowledge() -> Knowledge:
    """The packaged British tables."""
    return load_knowledge()


def plain_words(text: str, *, known: Knowledge) -> str:
    """The plain spoken form of a text."""
    return render(tokens_of(text, known=known), Dialect.PLAIN)
