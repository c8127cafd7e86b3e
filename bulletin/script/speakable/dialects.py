"""Dialects: the same tokens, spelt so that one reader says them right.

In the spoken form of any token but plain text and words, a capital that stands alone is the name of
that letter, and so are "a m" and "p m". That is what the engines get wrong, each in its own way, and what
is respelt here.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from html import escape

from bulletin.model import Dialect, Token
from bulletin.script.speakable.ipa import to_espeak
from bulletin.script.speakable.pronouncing import KINDS

_ESPEAK_A = "eigh"
"""What espeak-ng 1.51 says as the letter A, wherever it stands; "A" alone is its article."""

_LETTER_A = re.compile(r"(?<![^\W_])(?<!')A(?![^\W_])")
_HALF_DAY = re.compile(r"(?<![^\W_])([ap]) m(?![^\W_])")
_AND = re.compile(r"(?<![^\W_])(?<!')([A-Z]) and ([A-Z])(?![^\W_])")
_ENDED = re.compile(r"(?<![^\W_'])(?P<letter>[A-Z])s(?:'?)(?![^\W_])")
_WORDS = frozenset({"plain", "word", *KINDS})
_PHONEMES = re.compile(r"\[\[[^\]]*\]\]")
_HELD = "\ue010"
"""Stands for phonemes while stops are tidied: their colons are none. No text has it (face.py)."""
_SPACE = re.compile(r"\s+")
_STOPS = re.compile(r"\s*[.,;:!?](?:[\s.,;:!?]*[.,;:!?])?\s*")
_LOUDEST = "?!.;:,"


def render(tokens: Iterable[Token], dialect: Dialect) -> str:
    """
    The line as one reader wants it spelt.

    No dialect's rendering holds a digit or a sign that an engine could take for markup; the one sign
    beside letters and stops is the "&" of espeak's "B & B". Phonemes, of our own table alone, stand in [[ ]].
    """
    spell = _SPELLERS[_speller(dialect)]
    joined = _join([(token.kind, spell(token)) for token in tokens])
    said = _tidy(_PHONEMES.sub(_HELD, joined)) if "[[" in joined else _tidy(joined)
    if dialect is Dialect.SSML:
        said = f"<speak>{escape(said, quote=False)}</speak>"
    for held in _PHONEMES.findall(joined):
        said = said.replace(_HELD, held[2:-2] if dialect is Dialect.SSML else held, 1)
    return said


def _speller(dialect: Dialect) -> str:
    # pyttsx3 is espeak on Linux; Windows and macOS read single capitals as letters.
    if dialect is Dialect.PYTTSX3 and not sys.platform.startswith("linux"):
        return "apart"
    if dialect in _OWN:
        return _OWN[dialect]
    return "plain" if dialect is Dialect.PLAIN else "espeak"


def _plain(token: Token) -> str:
    return token.spoken


def _apart(token: Token) -> str:
    """As in plain, but with respellings, and plurals set off: M P's."""
    if token.kind in KINDS:
        return token.value or token.spoken
    return token.spoken if token.kind in _WORDS else _ENDED.sub(r"\g<letter>'s", token.spoken)


def _espeak(token: Token) -> str:
    """8 AM, Q & eigh, M P's: the letter A by a spelling that is never an article, as "at A & E." would be."""
    said = _apart(token)
    if token.kind in _WORDS:
        return said
    said = _HALF_DAY.sub(lambda match: f"{match[1].upper()}M", said)
    if token.kind != "letters":
        return _LETTER_A.sub(_ESPEAK_A, said)
    said = _AND.sub(r"\1 & \2", said)
    return _LETTER_A.sub(_ESPEAK_A, said)


def _phonemes(token: Token) -> str:
    """As for espeak, with known phonemes: its own engine takes them, pyttsx3 would read them out."""
    codes = to_espeak(token.ipa) if token.ipa and token.kind in KINDS else None
    return f"[[{codes}]]" if codes else _espeak(token)


def _piper(token: Token) -> str:
    """Piper's own front end is espeak-ng, but in [[ ]] it takes IPA."""
    is_known = token.ipa and token.kind in KINDS and not set(token.ipa) & set("[]")
    return f"[[{token.ipa}]]" if is_known else _espeak(token)


_LETTERS_ALONE = re.compile(r"[A-Z](?: [A-Z])+")


def _ssml(token: Token) -> str:
    """Elements, in the brackets that `render` holds: an alias for a respelling, characters for initials."""
    if token.kind in KINDS and token.value:
        name = escape(" ".join(_plain(token).replace("’", "'").split()).translate(_NO_BRACKETS), quote=False)
        return f'[[<sub alias="{escape(token.value.translate(_NO_BRACKETS))}">{name}</sub>]]'
    said = _apart(token)
    is_sure = token.kind == "letters" and token.confidence >= _SURE and _LETTERS_ALONE.fullmatch(said)
    return f'[[<say-as interpret-as="characters">{said.replace(" ", "")}</say-as>]]' if is_sure else said


_SURE = 0.9
_NO_BRACKETS = str.maketrans("", "", "[]")
_OWN = {Dialect.ESPEAK: "phonemes", Dialect.PIPER: "piper", Dialect.SSML: "ssml"}
_SPELLERS: dict[str, Callable[[Token], str]] = {
    "plain": _plain,
    "apart": _apart,
    "espeak": _espeak,
    "phonemes": _phonemes,
    "piper": _piper,
    "ssml": _ssml,
}


def _join(pieces: list[tuple[str, str]]) -> str:
    """One string; words of neighbouring tokens never run together."""
    out: list[str] = []
    last = ""
    was_plain = True
    for kind, said in pieces:
        is_plain = kind == "plain"
        if said and _is_wordy(last) and _is_wordy(said[0]) and not (is_plain and was_plain):
            out.append(" ")
        out.append(said)
        last = said[-1] if said else " "
        was_plain = is_plain
    return "".join(out)


def _is_wordy(char: str) -> bool:
    return char.isalnum() or (char != "" and char in "[]")


def _tidy(said: str) -> str:
    """One space between words, one stop at a time, none at the start, no comma left hanging at the end."""
    said = said.replace("’", "'")
    said = _SPACE.sub(" ", said)
    said = _STOPS.sub(_one_stop, said)
    return said.strip().lstrip(".,;:!? ").rstrip(",; ")


def _one_stop(match: re.Match[str]) -> str:
    stops = match[0]
    return f"{next(stop for stop in _LOUDEST if stop in stops)} "
