"""The face of a text: what the rules look at, one character for each character written.

Quotation marks, emoji, control characters, markup and zero-width characters can be told from
nothing here, so no rule has to know of them; foreign digits are plain digits, all-capitals headlines have
ordinary capitals. Offsets in the face are offsets in the text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bulletin.script.speakable.knowledge import Knowledge, Row

NUMERIC = "\ue000"
"""A character that is a number but no digit: a circled twenty, a Roman numeral sign."""
VULGAR = "\ue001"
"""A fraction in one character."""
SQUARED = "\ue002"
CUBED = "\ue003"
JOINER = "\ue004"
"""A soft hyphen or zero-width character inside a word."""

APOSTROPHES = "‘’‚‛`´ʼ＇′"
_SINGLE = dict.fromkeys(APOSTROPHES, "'") | {"²": SQUARED, "³": CUBED, "″": " ", "º": "°", "⁄": "/"}
_SINGLE |= dict.fromkeys("‐‑‒−－﹣", "-") | {"―": "—", "＆": "&", "％": "%", "＠": "@", "＃": "#", "．": "."}
_SINGLE |= {"。": ".", "、": ",", "，": ",", "？": "?", "！": "!", "：": ":", "；": ";", "؟": "?", "،": ","}
_SINGLE |= (
    dict.fromkeys("【｛{", "(") | dict.fromkeys("】｝}", ")") | {"（": "(", "）": ")", "[": "(", "]": ")"}
)
_KEPT = frozenset(".,;:!?'()-–—…/&%@#+=_<>°×÷±≈≤≥•·|~№§$¢£€¥₹₽₩₺₴₦₪฿→")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LETTER = r"[^\W\d_]"

_TAG = re.compile(r"<[/!?]?[A-Za-z][\w:.-]{0,40}(?:\s+[^<>=]{0,40}=[^<>]{0,300})?\s{0,9}[/?]?>")
_INSIDE = re.compile(rf"(?<={_LETTER})[{_INVISIBLE}]+(?={_LETTER})")
# Signs that are said only before a figure, and underscores that hold no name together.
_MEANINGLESS = re.compile(r"[<>~](?!=? ?\d)|(?<![^\W_])_+|_+(?![^\W_])")
_APOSTROPHE = re.compile(r"'")
_CAPITALS = re.compile(r"[^\W\d_]{2,}+(?:'[^\W\d_]++)?")


def face(text: str, known: Knowledge) -> str:
    """The text as the rules see it; same length."""
    if text.isascii() and not _NEEDS_CARE.search(text):
        seen = text
    else:
        seen = _TAG.sub(_unmark, text)
        seen = _INSIDE.sub(lambda match: JOINER * len(match[0]), seen)
        seen = _MEANINGLESS.sub(_blank, "".join(map(_look, seen)))
    if "'" in seen:
        seen = _settle_apostrophes(seen)
    return _recase(seen, known) if is_headline(seen, known) else seen


_NEEDS_CARE = re.compile(r"[^A-Za-z0-9 .,;:!?'()\-/&%@#+=$]")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _unmark(match: re.Match[str]) -> str:
    """Markup is gone; but of "the tag <p>" the name is what the sentence tells of."""
    if _PLAIN_TAG.fullmatch(match[0]):
        before, after = match.string[: match.start()][-12:], match.string[match.end() :][:12]
        if _TAG_BEFORE.search(before) or _TAG_BEHIND.match(after):
            return re.sub(r"[<>/]", " ", match[0])
    return _blank(match)


_PLAIN_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,10}>")
_TAG_BEFORE = re.compile(r"\b(?:tag|element)s? $")
_TAG_BEHIND = re.compile(r" (?:tag|element)s?\b")


@lru_cache(maxsize=4096)
def _look(char: str) -> str:
    """One character's face."""
    if char in _SINGLE:
        return _SINGLE[char]
    if char in _KEPT or char == JOINER or (char.isascii() and char.isalnum()):
        return char
    category = unicodedata.category(char)
    if category[0] == "L":
        return char
    if category == "Nd":
        return str(unicodedata.digit(char))
    if category[0] == "N":
        return VULGAR if "FRACTION" in unicodedata.name(char, "") else NUMERIC
    # U+FE00 to U+FE0F choose a picture for an emoji; they are no accents.
    if category in ("Mn", "Mc") and not "\ufe00" <= char <= "\ufe0f":
        return char
    return " "


def _settle_apostrophes(seen: str) -> str:
    """Leave only real apostrophes: inside a word, or after a plural; the others were quotation marks."""
    chars = list(seen)
    is_open = False
    for match in _APOSTROPHE.finditer(seen):
        at = match.start()
        before, after = seen[at - 1 : at], seen[at + 1 : at + 2]
        if before.isalnum() and after.isalpha():
            continue
        if after.isalnum() and not before.isalnum():
            is_open = not after.isdigit()
        elif before in ("s", "S") and before and not is_open:
            continue
        else:
            is_open = False
        chars[at] = " " if not before.isdigit() else "'"
    return "".join(chars)


def is_headline(seen: str, known: Knowledge) -> bool:
    """Whether the whole text is in capitals, and not merely a row of initials."""
    words = _CAPITALS.findall(seen) if seen.isupper() else []
    bases = [word.partition("'")[0] for word in words]
    ordinary = [word for word in bases if not _is_known(word, known)]
    if len(ordinary) == 1:  # "WHO DID IT?"
        return len(bases) > 1 and known.has("capital_words", ordinary[0].lower())
    return len(ordinary) >= 2


def _is_known(word: str, known: Knowledge) -> bool:
    return word in known.letters or word in known.words or word in known.headline


def _recase(seen: str, known: Knowledge) -> str:
    """A headline with ordinary capitals; initials keep theirs."""
    words = [(match.start(), match[0]) for match in _CAPITALS.finditer(seen)]
    chars = list(seen)
    for index, (start, word) in enumerate(words):
        base = word.partition("'")[0]
        before, after = (
            words[at][1].lower() if 0 <= at < len(words) else "" for at in (index - 1, index + 1)
        )
        kept = _capitals_kept(base, (before, after), known)
        for at in range(start + kept, start + len(word)):
            lowered = chars[at].lower()
            chars[at] = lowered if len(lowered) == 1 else chars[at]
    return "".join(chars)


def _capitals_kept(word: str, near: tuple[str, str], known: Knowledge) -> int:
    """How many letters of a headline's word stay capitals: one of a word, all of initials, "MPs" of MPS."""
    if word in known.headline:
        return len(word) if _are_initials(known.headline[word], near) else 1
    single = word.removesuffix("S")
    is_plural = len(single) > 1 and single in known.letters and single != word
    if is_plural and (word not in known.letters or near[1] not in _SATELLITES):
        return len(single)
    return len(word) if _stays_capital(word, known) else 1


# "GPS" is more often said of doctors than of satellites.
_SATELLITES = frozenset(
    {"tracker", "trackers", "tracking", "signal", "signals", "data", "device", "tag", "tags"}
)


def _are_initials(row: Row, near: tuple[str, str]) -> bool:
    """Whether the words beside initials that are also a word show them to be initials."""
    after, opens, before, pronoun = (tuple(column.split()) for column in (*row, "", "", "", "")[:4])
    if near[1] in after or near[0] in before:
        return True
    if not near[0] and opens:
        return True
    return bool(pronoun) and near[0] not in pronoun and near[1] not in ("", *pronoun)


def _stays_capital(word: str, known: Knowledge) -> bool:
    if word == "ST" or word.capitalize() in known.titles or word.capitalize() in known.abbreviations:
        return False
    is_number = set(word) <= {"I", "V", "X"}
    return is_number or word in known.letters or known.is_unsayable(word)
