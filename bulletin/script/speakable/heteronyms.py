"""Heteronyms: words written alike and said in two ways, told apart by the words around them.

The knowledge is a table (data/en_gb/heteronyms.tsv): for each word its rows, each with conditions. What is
said in plain stays as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from bulletin.script.speakable.knowledge import Knowledge
from bulletin.script.speakable.pronouncing import HETERONYM, Mark

NEAR = 9
"""Words on either side that may tell what is meant."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_JOINED = frozenset((" ", "-", "‐", "‑", "–", "\u00a0"))
# Passed over when a word before is asked for: it "will soon not" close.
_ADVERBS = frozenset(
    "not never always also soon now still often then just only even usually sometimes both all".split()
)
# End in s, and are no plural.
_NO_PLURALS = frozenset(
    "is was has its his this as us does goes always perhaps thus yes plus versus across towards".split()
)
_NUMBERS = frozenset("one two three four five six seven eight nine ten eleven twelve".split())
_SURE, _GUESSED = 0.95, 0.8


class _Words(NamedTuple):
    """The words of a text, as written and in small letters, and where they stand."""

    text: str
    written: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]

    def before(self, at: int) -> int:
        """The place of the word that stands before, adverbs passed over; -1 when a phrase begins here."""
        while at > 0 and self._are_joined(at - 1):
            at -= 1
            if not _is_adverb(self.lower[at]):
                return at
        return -1

    def after(self, at: int) -> int:
        """The place of the word that comes next; -1 when a phrase ends here."""
        return at + 1 if at + 1 < len(self.lower) and self._are_joined(at) else -1

    def is_start(self, at: int) -> bool:
        """Whether a sentence begins here."""
        gap = self.text[self.ends[at - 1] if at else 0 : self.starts[at]].rstrip("“”‘’\"'( ")
        return at == 0 or gap.endswith((".", "!", "?", ":"))

    def _are_joined(self, at: int) -> bool:
        gap = self.text[self.ends[at] : self.starts[at + 1]]
        return gap in _JOINED or (len(gap) > 1 and gap.isspace())


Condition = Callable[[_Words, int], bool]


class Sense(NamedTuple):
    """One way to say a word, and when."""

    respelling: str
    ipa: str
    conditions: tuple[Condition, ...]
    confidence: float


def heteronym_marks(text: str, known: Knowledge) -> tuple[Mark, ...]:
    """How the heteronyms of a text sound, where a voice by itself might say them otherwise."""
    senses = _senses(known)
    if not any(key in senses for key in map(str.lower, _WORD.findall(text))):
        return ()
    return tuple(_marks(_words(text), senses))


def is_heteronym(word: str, known: Knowledge) -> bool:
    """Whether a word can be said in two ways."""
    return word.lower() in _senses(known)


def _words(text: str) -> _Words:
    found = list(_WORD.finditer(text))
    written = [match[0].replace("’", "'") for match in found]
    return _Words(
        text,
        written,
        [word.lower() for word in written],
        [match.start() for match in found],
        [match.end() for match in found],
    )


def _marks(words: _Words, senses: Mapping[str, tuple[tuple[str, Sense], ...]]) -> Iterator[Mark]:
    for at, key in enumerate(words.lower):
        for written, sense in senses.get(key, ()):
            # An entry with a capital is that name, or opens a sentence; "POLISH" may be either.
            if written[0].isupper() and not words.written[at][0].isupper():
                continue
            if all(holds(words, at) for holds in sense.conditions):
                if sense.respelling:
                    yield Mark(
                        words.starts[at], words.ends[at], HETERONYM, "heteronym",
                        sense.respelling, sense.ipa, sense.confidence,
                    )  # fmt: skip
                break


@cache
def _senses(known: Knowledge) -> Mapping[str, tuple[tuple[str, Sense], ...]]:
    """Word in small letters -> its rows in order, each with the written form."""
    table: dict[str, list[tuple[str, Sense]]] = {}
    for rows in known.heteronyms.values():
        for written, respelling, ipa, when in rows:
            conditions = tuple(
                _condition(part.split(), known) for part in when.split(";") if part.strip() != "-"
            )
            sense = Sense(respelling, ipa, conditions, _SURE if conditions else _GUESSED)
            table.setdefault(written.lower(), []).append((written, sense))
    return {word: tuple(rows) for word, rows in table.items()}


def _condition(parts: list[str], known: Knowledge) -> Condition:
    kind, *words = parts
    if kind == "no":
        inner = _condition(words, known)
        return lambda found, at: not inner(found, at)
    if kind == "capital":
        return lambda found, at: found.written[at][0].isupper() and not found.is_start(at)
    if kind == "start":
        return lambda found, at: found.is_start(at)
    wanted = frozenset(word for part in words for word in _unfolded(part, known))
    return {"before": _before, "after": _after, "near": _near}[kind](wanted)


def _unfolded(word: str, known: Knowledge) -> list[str]:
    return known.contexts[word[1:]][0].split() if word.startswith("@") else [word]


def _before(wanted: frozenset[str]) -> Condition:
    pairs = frozenset(word for word in wanted if "_" in word)

    def holds(found: _Words, at: int) -> bool:
        place = found.before(at)
        if place < 0:
            return "^" in wanted
        pair = place > 0 and f"{found.lower[place - 1]}_{found.lower[place]}" in pairs
        # "A minute part" has an article; "row A" has a letter.
        is_article = found.written[place] in ("A", "I")
        return pair or _is_one_of(found.lower[place] if is_article else found.written[place], wanted)

    return holds


def _after(wanted: frozenset[str]) -> Condition:
    pairs = frozenset(word for word in wanted if "_" in word)

    def holds(found: _Words, at: int) -> bool:
        place = found.after(at)
        if place < 0:
            return "$" in wanted
        following = found.after(place)
        pair = following > 0 and f"{found.lower[place]}_{found.lower[following]}" in pairs
        return pair or _is_one_of(found.written[place], wanted)

    return holds


def _near(wanted: frozenset[str]) -> Condition:
    return lambda found, at: not wanted.isdisjoint(found.lower[max(0, at - NEAR) : at + NEAR + 1])


def _is_one_of(word: str, wanted: frozenset[str]) -> bool:
    lower = word.lower()
    if lower in wanted or lower.removesuffix("'s") in wanted:
        return True
    if "#" in wanted and (word.isdigit() or lower in _NUMBERS or (len(word) == 1 and word.isupper())):
        return True
    if "Aa" in wanted and word[:1].isupper() and word[1:].islower() and lower not in _NO_NAMES:
        return True
    return "*s" in wanted and _is_plural(lower)


_NO_NAMES = frozenset("the a an in on at of to and but or for with from by as if when while".split())


def _is_plural(word: str) -> bool:
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "'s", "us", "is"))
        and word not in _NO_PLURALS
    )


def _is_adverb(word: str) -> bool:
    return word in _ADVERBS or (
        word.endswith("ly") and word not in ("only", "family", "july", "supply", "reply")
    )
