"""Pronouncing: what lexicon and context say of how words sound, laid over the tokens.

What the tokens say in plain stays as it is: words gain a respelling and IPA for the engines, no more. An
entry that only a part of another token would be (a month inside of a date, a name inside of a web address) is
left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bulletin.model import Token
from bulletin.script.speakable.lexicon import Lexicon

PLAIN = "plain"
LEXICON = "lexicon"
HETERONYM = "heteronym"
KINDS = frozenset({LEXICON, HETERONYM})
"""Kinds of token whose `value` is a respelling."""


class Mark(NamedTuple):
    """How a stretch of the text sounds."""

    start: int
    end: int
    kind: str
    rule: str
    respelling: str
    ipa: str | None
    confidence: float = 1.0


def lexicon_marks(text: str, lexicon: Lexicon) -> tuple[Mark, ...]:
    """The lexicon's entries in a text."""
    return tuple(
        Mark(found.start, found.end, LEXICON, "lexicon", found.respelling, found.ipa)
        for found in lexicon.find_all(text)
    )


def pronounce(tokens: Sequence[Token], marks: Iterable[Mark]) -> tuple[Token, ...]:
    """
    Lay marks over tokens; of two marks that overlap, the one that comes first in `marks` wins.

    Returns:
        Contiguous tokens again, of which `written` and `spoken` joined are what they were.
    """
    kept: list[Mark] = []
    for mark in marks:
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    return tuple(_laid(tokens, sorted(kept))) if kept else tuple(tokens)


def _laid(tokens: Sequence[Token], marks: list[Mark]) -> Iterator[Token]:
    at = 0
    for mark in marks:
        while at < len(tokens) and tokens[at].end <= mark.start:
            yield tokens[at]
            at += 1
        last = at
        while last < len(tokens) and tokens[last].end < mark.end:
            last += 1
        under = tokens[at : last + 1]
        ends = (under[0], under[-1])
        if any(not _covers(mark, token) and token.kind != PLAIN for token in ends):
            continue
        yield from _cut(under[0], under[0].start, mark.start)
        yield _marked(under, mark)
        # What is left of the last token is looked at again: the next mark may lie in it.
        rest = list(_cut(under[-1], mark.end, under[-1].end))
        tokens = (*rest, *tokens[last + 1 :])
        at = 0
    yield from tokens[at:]


def _covers(mark: Mark, token: Token) -> bool:
    return mark.start <= token.start and token.end <= mark.end


def _cut(token: Token, start: int, end: int) -> Iterator[Token]:
    """A stretch of a plain token, unless it is empty."""
    if start < end:
        written = token.written[start - token.start : end - token.start]
        yield Token(start=start, end=end, written=written, kind=PLAIN, spoken=written)


def _marked(under: Sequence[Token], mark: Mark) -> Token:
    written: list[str] = []
    spoken: list[str] = []
    for token in under:
        start, end = max(mark.start, token.start), min(mark.end, token.end)
        part = token.written[start - token.start : end - token.start]
        written.append(part)
        spoken.append(part if token.kind == PLAIN else token.spoken)
    return Token(
        start=mark.start,
        end=mark.end,
        written="".join(written),
        kind=mark.kind,
        spoken=_joined(spoken),
        value=mark.respelling,
        rule=mark.rule,
        confidence=mark.confidence,
        ipa=mark.ipa,
    )


def _joined(spoken: Iterable[str]) -> str:
    """As the dialects join tokens: words never run together."""
    said = ""
    for part in spoken:
        said += " " + part if said[-1:].isalnum() and part[:1].isalnum() else part
    return said
