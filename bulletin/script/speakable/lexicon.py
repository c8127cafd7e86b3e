"""The lexicon: how a station wants its names said.

A respelling belongs to an engine, never to the plain script: the token of an entry is spoken as written,
and carries the respelling for the dialects.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from bulletin.errors import MisuseError

_YES = frozenset({"yes", "true", "1", "y"})
_FORBIDDEN = frozenset("<>[]{}&|\\\t\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One written form and how an engine is told to say it."""

    written: str
    spoken: str
    ipa: str | None = None
    is_cased: bool = True
    """Whether capitals must agree."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Entries by their first word, longest first."""

    entries: tuple[Entry, ...] = ()
    _by_first: Mapping[str, tuple[Entry, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        table: dict[str, list[Entry]] = {}
        for entry in sorted(self.entries, key=lambda entry: -len(entry.written)):
            table.setdefault(_first(entry.written), []).append(entry)
        object.__setattr__(self, "_by_first", {key: tuple(found) for key, found in table.items()})

    def find(self, text: str, start: int, word: str) -> Entry | None:
        """The longest entry that stands here as whole words, where `word` is the first of them."""
        for entry in self._by_first.get(word.casefold(), ()):
            end = start + len(entry.written)
            if _agrees(text[start:end], entry) and not _goes_on(text, end):
                return entry
        return None

    def with_entries(self, entries: Iterable[Entry]) -> Lexicon:
        """A copy with more entries; a later one for the same written form wins."""
        table = {entry.written: entry for entry in (*self.entries, *entries)}
        return Lexicon(tuple(table.values()))


def _first(written: str) -> str:
    end = next((at for at, char in enumerate(written) if not char.isalpha()), len(written))
    return written[:end].casefold()


def _agrees(found: str, entry: Entry) -> bool:
    found = found.replace("’", "'")
    written = entry.written.replace("’", "'")
    return found == written if entry.is_cased else found.casefold() == written.casefold()


def _goes_on(text: str, end: int) -> bool:
    return end < len(text) and (text[end].isalnum() or text[end] == "_")


def read_lexicon(path: Path) -> Lexicon:
    """
    Read a station's lexicon: written, spoken, IPA (may be empty), cased (yes or no; empty is yes).

    Raises:
        MisuseError: The file cannot be read, or a row has no spoken form or one that an engine obeys.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise MisuseError(f"Cannot read the lexicon {path}: {error}. Save it as UTF-8 text.") from error
    return parse_lexicon(text, name=str(path))


def parse_lexicon(text: str, *, name: str) -> Lexicon:
    """Read a lexicon's text; `name` is for messages. Raises MisuseError as `read_lexicon` does."""
    entries = []
    for at, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            entries.append(
                _entry([column.strip() for column in line.split("\t")], where=f"{name}, line {at}")
            )
    return Lexicon(()).with_entries(entries)


def _entry(columns: list[str], *, where: str) -> Entry:
    written, spoken, ipa, cased = (*columns, "", "", "")[:4]
    if not written or not spoken or not written[0].isalpha():
        raise MisuseError(
            f"{where}: needs a written word, a tab and its spoken form. Correct or delete the line."
        )
    if _FORBIDDEN & set(spoken):
        raise MisuseError(
            f"{where}: {spoken!r} holds a sign that a voice may obey. Respell it in plain letters."
        )
    return Entry(written=written, spoken=spoken, ipa=ipa or None, is_cased=not cased or cased.lower() in _YES)


@cache
def packaged_lexicon() -> Lexicon:
    """The small lexicon that comes with the program."""
    path = files("bulletin.script.speakable") / "data" / "lexicon.tsv"
    return parse_lexicon(path.read_text(encoding="utf-8"), name="the packaged lexicon")
