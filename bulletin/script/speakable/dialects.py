"""Dialects: the same tokens, spelt so that one reader says them right.

In the spoken form of any token but plain text and words, a capital that stands alone is the name of
that letter, and so are "a m" and "p m". That is what the engines get wrong, each in its own way, and what
is respelt here.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable

from bulletin.model import Dialect, Token

_ESPEAK_A = "eigh"
"""What espeak-ng 1.51 says as the letter A, wherever it stands; "A" alone is its article."""

_LETTER_A = re.compile(r"(?<![^\W_])(?<!')A(?![^\W_])")
_HALF_DAY = re.compile(r"(?<![^\W_])([ap]) m(?![^\W_])")
_AND = re.compile(r"(?<![^\W_])(?<!')([A-Z]) and ([A-Z])(?![^\W_])")
_ENDED = re.compile(r"(?<![^\W_'])(?P<letter>[A-Z])s(?:'?)(?![^\W_])")
_WORDS = frozenset({"plain", "lexicon", "word"})
_SPACE = re.compile(r"\s+")
_STOPS = re.compile(r"\s*[.,;:!?](?:[\s.,;:!?]*[.,;:!?])?\s*")
_LOUDEST = "?!.;:,"


def render(tokens: Iterable[Token], dialect: Dialect) -> str:
    """
    The line as one reader wants it spelt.

    No dialect's rendering holds a digit or a sign that an engine could take for markup; the one sign
    beside letters and stops is the "&" of espeak's "A & E".
    """
    spell = _SPELLERS[_speller(dialect)]
    return _tidy(_join([(token.kind, spell(token)) for token in tokens]))


def _speller(dialect: Dialect) -> str:
    # pyttsx3 is espeak on Linux; Windows and macOS read single capitals as letters.
    if dialect is Dialect.PYTTSX3 and not sys.platform.startswith("linux"):
        return "apart"
    return "plain" if dialect is Dialect.PLAIN else "espeak"


def _plain(token: Token) -> str:
    return token.spoken


def _apart(token: Token) -> str:
    """As in plain, but with the lexicon's respellings, and plurals set off: M P's."""
    if token.kind == "lexicon":
        return token.value or token.spoken
    return token.spoken if token.kind in _WORDS else _ENDED.sub(r"\g<letter>'s", token.spoken)


def _espeak(token: Token) -> str:
    """8 AM, A & E, M P's; any other A by a spelling that is never an article."""
    said = _apart(token)
    if token.kind in _WORDS:
        return said
    said = _HALF_DAY.sub(lambda match: f"{match[1].upper()}M", said)
    if token.kind != "letters":
        return _LETTER_A.sub(_ESPEAK_A, said)
    said = _AND.sub(r"\1 & \2", said)
    return said if "&" in said else _LETTER_A.sub(_ESPEAK_A, said)


_SPELLERS: dict[str, Callable[[Token], str]] = {"plain": _plain, "apart": _apart, "espeak": _espeak}


def _join(pieces: list[tuple[str, str]]) -> str:
    """One string; words of neighbouring tokens never run together."""
    out: list[str] = []
    last = ""
    was_plain = True
    for kind, said in pieces:
        is_plain = kind == "plain"
        if said and last.isalnum() and said[0].isalnum() and not (is_plain and was_plain):
            out.append(" ")
        out.append(said)
        last = said[-1] if said else " "
        was_plain = is_plain
    return "".join(out)


def _tidy(said: str) -> str:
    """One space between words, one stop at a time, none at the start, no comma left hanging at the end."""
    said = said.replace("’", "'")
    said = _SPACE.sub(" ", said)
    said = _STOPS.sub(_one_stop, said)
    return said.strip().lstrip(".,;:!? ").rstrip(",; ")


def _one_stop(match: re.Match[str]) -> str:
    stops = match[0]
    return f"{next(stop for stop in _LOUDEST if stop in stops)} "
