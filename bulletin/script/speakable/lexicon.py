"""The lexicon: how a station wants its names said.

A respelling belongs to an engine, never to the plain script: the token of an entry is spoken as written,
and carries respelling and IPA for the dialects.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"'s(?![^\W_])|(?<![sxz])s(?![^\W_])|(?<=[sxzh])es(?![^\W_])")
# What is typed in more than one way. One character for one, so that places stay places.
_ALIKE = str.maketrans({"’": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\n": " ", "‐": "-", "‑": "-"})
# A word in capitals of its own is the same word shouted; "BA" is not Ba.
SHORTEST_SHOUT = 4
_BEFORE_S = "ptkfθ"
_HISSES = ("s", "z", "ʃ", "ʒ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One written form and how an engine is told to say it: by respelling, IPA or both."""

    written: str
    spoken: str = ""
    """The respelling, in plain letters; empty where there is IPA alone."""
    ipa: str | None = None
    note: str = ""
    by: str = ""
    """Who added it."""

    @property
    def is_cased(self) -> bool:
        """Whether capitals must agree: they must where the entry has some."""
        return any(char.isupper() for char in self.written)


class Found(NamedTuple):
    """An entry that stands in a text, with the ending that it bears there."""

    start: int
    end: int
    entry: Entry
    ending: str
    """The letters of a plural or possessive: s, es, 's; or nothing."""

    @property
    def respelling(self) -> str:
        """The respelling with its ending; an apostrophe keeps any voice from reading it otherwise."""
        spoken = self.entry.spoken
        return f"{spoken}'s" if spoken and self.ending else spoken

    @property
    def ipa(self) -> str | None:
        """The phonemes with their ending."""
        ipa = self.entry.ipa
        return ipa + ending_ipa(ipa) if ipa and self.ending else ipa


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Entries by their first word, longest first."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()
    """A line for each row of the table that could not be used."""
    _by_first: Mapping[str, tuple[Entry, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        table: dict[str, list[Entry]] = {}
        for entry in sorted(self.entries, key=lambda entry: -len(entry.written)):
            first = _WORD.match(entry.written)
            assert first is not None  # the door lets in nothing else
            table.setdefault(first[0].casefold(), []).append(entry)
        object.__setattr__(self, "_by_first", {key: tuple(found) for key, found in table.items()})

    def find_all(self, text: str) -> Iterator[Found]:
        """The entries that stand in a text as whole words, in order, the longest at each place."""
        if not self.entries:
            return
        seen = text.translate(_ALIKE)
        done = 0
        for word in _WORD.finditer(seen):
            candidates = self._candidates(word[0].casefold())
            if candidates and word.start() >= done and not _is_inside(seen, word.start()):
                found = _longest(seen, word.start(), candidates)
                if found:
                    done = found.end
                    yield found

    def _candidates(self, first: str) -> tuple[Entry, ...]:
        """The entries that begin with this word, then those of which it may be the plural."""
        table = self._by_first
        return (*table.get(first, ()), *table.get(first[:-1], ()), *table.get(first[:-2], ()))

    def knows(self, word: str) -> bool:
        """Whether an entry begins with this word, in whatever case."""
        return word.casefold() in self._by_first

    def find(self, written: str) -> Entry | None:
        """The entry of exactly this written form."""
        return next((entry for entry in self.entries if entry.written == written), None)

    def with_entries(self, entries: Iterable[Entry], *, problems: Iterable[str] = ()) -> Lexicon:
        """A copy with more entries; a later one for the same written form wins."""
        table = {entry.written: entry for entry in (*self.entries, *entries)}
        return Lexicon(tuple(table.values()), (*self.problems, *problems))


def ending_ipa(ipa: str) -> str:
    """How a plural or possessive s sounds behind these phonemes: cats, dogs, houses."""
    last = ipa.rstrip("ː")[-1:]
    return "ɪz" if last in _HISSES else "s" if last in _BEFORE_S else "z"


def _longest(seen: str, start: int, candidates: Iterable[Entry]) -> Found | None:
    for entry in candidates:
        end = start + len(entry.written)
        if _agrees(seen[start:end], entry):
            ending = _ENDING.match(seen, end)
            if ending:
                return Found(start, ending.end(), entry, ending[0])
            if not _goes_on(seen, end):
                return Found(start, end, entry, "")
    return None


def _agrees(found: str, entry: Entry) -> bool:
    written = entry.written.translate(_ALIKE)
    if found == written:
        return True
    if entry.is_cased and not (found.isupper() and len(found) >= SHORTEST_SHOUT):
        return False
    return found.casefold() == written.casefold()


def _is_inside(seen: str, start: int) -> bool:
    """Whether a word's letters began earlier: O'Keogh, Pre_Keogh."""
    before = seen[start - 1 : start] if start else ""
    if before == "'":
        return seen[start - 2 : start - 1].isalnum()
    return before == "_" or (bool(before) and unicodedata.combining(before) > 0)


def _goes_on(seen: str, end: int) -> bool:
    following = seen[end : end + 1]
    return bool(following) and (
        following.isalnum() or following == "_" or unicodedata.combining(following) > 0
    )
