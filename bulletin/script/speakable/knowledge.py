"""What the rules know: titles, units, initials and the rest, read from tables.

A table is tab-separated, `#` opens a comment, the first column is what is written. A later folder adds to
an earlier one or overrides its rows, so that a station (or another kind of English) is a folder, not a
program.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from bulletin.errors import MisuseError

Row = tuple[str, ...]
Table = Mapping[str, Row]

_VOWELS = frozenset("AEIOUY")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Knowledge:
    """The tables, each by what is written; a row holds the other columns."""

    abbreviations: Table
    """Spoken form, and when: always, before a name, after a name, before a number."""
    contexts: Table
    """Name of a set of words -> those words, set apart by spaces."""
    currencies: Table
    """Singular, plural, hundredth singular, hundredths plural."""
    days: Table
    headline: Table
    """Initials that are also words -> the words that, next in a headline, show them to be initials."""
    letters: Table
    """Initials that are said letter by letter."""
    months: Table
    named_numbers: Table
    """Numbers with a reading of their own: 9/11, 24/7."""
    regnal: Table
    """Names that monarchs and popes bear."""
    short_numbers: Table
    """Telephone numbers of three to six digits."""
    streets: Table
    symbols: Table
    titles: Table
    """Spoken form, and when: always, before a name, after a name."""
    units: Table
    """Singular, plural, and how it may stand: joined to the number, or apart as well."""
    words: Table
    """Acronyms that are said as words."""

    def has(self, name: str, word: str) -> bool:
        """Whether a set of context words holds this one (lower case)."""
        return word in _context(self, name)

    def is_unsayable(self, word: str) -> bool:
        """Whether capitals cannot be an English word: no vowel, or ends that no word has."""
        if not word.isascii():
            return False
        first = next((at for at, letter in enumerate(word) if letter in _VOWELS), None)
        if first is None:
            return True
        last = next(at for at in range(len(word) - 1, -1, -1) if word[at] in _VOWELS)
        onset, coda = word[:first].lower(), word[last + 1 :].lower()
        return not (self._begins(onset) and self._ends(coda))

    def _begins(self, onset: str) -> bool:
        return len(onset) < 2 or self.has("onsets", onset)

    def _ends(self, coda: str) -> bool:
        return len(coda) < 2 or self.has("codas", coda)


@cache
def _context(known: Knowledge, name: str) -> frozenset[str]:
    return frozenset(known.contexts[name][0].split())


@cache
def load_knowledge(*folders: Path, profile: str = "en_gb") -> Knowledge:
    """
    Read the packaged tables, then those of the station's folders over them.

    Raises:
        MisuseError: A table cannot be read, or a row has no second column where one is needed.
    """
    packaged = files("bulletin.script.speakable") / "data" / profile
    places: tuple[Traversable, ...] = (packaged, *folders)
    return Knowledge(**{field.name: _table(places, f"{field.name}.tsv") for field in fields(Knowledge)})


def _table(places: tuple[Traversable, ...], name: str) -> Table:
    table: dict[str, Row] = {}
    for place in places:
        path = place / name
        if path.is_file():
            table.update(_rows(path))
    return table


def _rows(path: Traversable) -> Iterator[tuple[str, Row]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise MisuseError(f"Cannot read the table {path}: {error}. Save it as UTF-8 text.") from error
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            written, *rest = (column.strip() for column in line.split("\t"))
            yield written, tuple(rest)
