"""Explaining: what became of a text, and which of it a person should listen to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bulletin.model import Token
from bulletin.script.speakable.common import is_common
from bulletin.script.speakable.lexicon import Lexicon
from bulletin.script.speakable.pronouncing import KINDS

SURE = 0.8
"""Below, a reading is a guess between two that British news both has: US, St, 5 May, 2-1."""
_WORD = re.compile(r"[^\W\d_]{2,}(?:['’][^\W\d_]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One stretch of a text that was changed, or that somebody should listen to."""

    was: str
    now: str
    kind: str
    rule: str
    confidence: float = 1.0
    told: str = ""
    """How engines are told to say it, where that is not how it is written."""

    @property
    def is_unsure(self) -> bool:
        """Whether a person should check how this is said."""
        return self.confidence < SURE


def explain(tokens: Iterable[Token], *, lexicon: Lexicon | None = None) -> tuple[Explained, ...]:
    """
    Say what was changed, into what, and by which rule; plain text is left out.

    With a lexicon, plain words that are neither in it nor common are told as well: no rule knows them, and
    how they sound is the voice's guess.
    """
    return tuple(row for token in tokens for row in _rows(token, lexicon))


def _rows(token: Token, lexicon: Lexicon | None) -> Iterator[Explained]:
    if token.kind == "plain":
        yield from () if lexicon is None else _unknown(token.written, lexicon)
    elif not token.written.isspace():
        yield Explained(
            was=token.written.strip(),
            now=token.spoken.strip(),
            kind=token.kind,
            rule=token.rule,
            # A word that somebody shouted: RELATED is no row of initials.
            confidence=1.0 if token.kind == "word" and is_common(token.spoken) else token.confidence,
            told=_told(token),
        )


def _told(token: Token) -> str:
    if token.kind not in KINDS:
        return ""
    return " ".join(filter(None, (token.value, f"/{token.ipa}/" if token.ipa else "")))


def _unknown(written: str, lexicon: Lexicon) -> Iterator[Explained]:
    for match in _WORD.finditer(written):
        word = match[0]
        if not is_common(word) and not lexicon.knows(word):
            yield Explained(was=word, now=word, kind="word", rule="not a common word", confidence=0.0)
