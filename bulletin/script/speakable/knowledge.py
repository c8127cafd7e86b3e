"""What the rules know: titles, units, initials and the rest, read from tables.

A table is tab-separated, `#` opens a comment, the first column is what is written. A later folder adds to
an earlier one or overrides its rows, so that a station (or another kind of English) is a folder, not a
program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

Row = tuple[str, ...]
Table = Mapping[str, Row]

HETERONYMS = "heteronyms"
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
    states: Table
    """American states by the two letters of an address."""
    streets: Table
    style: Table
    """How numbers and dates are put: "and", "zero", "dates", "prices"."""
    symbols: Table
    titles: Table
    """Spoken form, and when: always, before a name, after a name."""
    units: Table
    """Singular, plural, and how it may stand: joined to the number, or apart as well."""
    heteronyms: Mapping[str, tuple[Row, ...]]
    """Word in small letters -> its rows in order: written, respelling, IPA, conditions."""
    words: Table
    """Acronyms that are said as words."""
    problems: tuple[str, ...] = ()
    """A line for each table or row of a station's that could not be used."""

    def has(self, name: str, word: str) -> bool:
        """Whether a set of context words holds this one (lower case)."""
        return word in _context(self, name)

    def puts(self, what: str, how: str) -> bool:
        """Whether this English puts something so: `puts("dates", "month")`."""
        return self.style[what][0] == how

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


BASE = "en_gb"
"""The profile that every other one lies over."""


def profile_of(language: str) -> str:
    """The profile for a language tag: en_us for "en-US", the British one for any other English."""
    name = language.replace("-", "_").lower()
    return name if (files("bulletin.script.speakable") / "data" / name).is_dir() else BASE


def load_knowledge(*folders: Path, profile: str = BASE) -> Knowledge:
    """
    Read the packaged tables, then those of the station's folders over them; what has not changed is kept.

    A table or row that cannot be used is named in `problems`, and all others are used.
    """
    tables = tuple(sorted(path for folder in folders for path in folder.glob("*.tsv")))
    return _load(folders, profile, tuple((path, path.stat().st_mtime_ns) for path in tables))


@lru_cache(maxsize=8)
def _load(folders: tuple[Path, ...], profile: str, own: tuple[tuple[Path, int], ...]) -> Knowledge:
    names = [field.name for field in fields(Knowledge) if field.name not in ("problems", HETERONYMS)]
    data = files("bulletin.script.speakable") / "data"
    places: tuple[Traversable, ...] = (*(data / name for name in dict.fromkeys((BASE, profile))), *folders)
    problems = [
        f"There is no table {path.name}: {path}. Choose from: {', '.join((*names, HETERONYMS))}."
        for path, _ in own
        if path.stem not in (*names, HETERONYMS)
    ]
    tables = {name: _table(places, name, problems) for name in names}
    heteronyms = _heteronyms(places, tables["contexts"], problems)
    return Knowledge(**tables, heteronyms=heteronyms, problems=tuple(problems))


def _heteronyms(
    places: tuple[Traversable, ...], contexts: Table, problems: list[str]
) -> Mapping[str, tuple[Row, ...]]:
    """The rows of each word, of the last folder that has any."""
    table: dict[str, tuple[Row, ...]] = {}
    for place in places:
        path = place / f"{HETERONYMS}.tsv"
        own: dict[str, list[Row]] = {}
        for at, line in _lines(path, problems) if path.is_file() else ():
            row = tuple(column.strip() for column in line.split("\t"))
            fault = heteronym_fault(row, contexts)
            if fault:
                problems.append(f"{path}, line {at}: {fault}")
            else:
                own.setdefault(row[0].lower(), []).append(row)
        table |= {word: tuple(rows) for word, rows in own.items()}
    return table


def heteronym_fault(row: Row, contexts: Table) -> str:
    """Why a row of heteronyms.tsv cannot be used; nothing when it can."""
    if len(row) != 4 or not row[0]:
        return "needs word, respelling, IPA and conditions, with a tab between. Correct or delete the line."
    if not all(_SOUND.fullmatch(part) for part in row[1:3]):
        return "the respelling or the IPA holds a sign that a voice may obey. Use letters."
    for condition in row[3].split(";"):
        kind, *words = condition.replace("no ", "", 1).split() or [""]
        needs_words = kind in ("before", "after", "near")
        if kind not in ("-", "capital", "start") and not (needs_words and words):
            return f"{condition.strip()!r} is no condition; see the head of the packaged table."
        for word in words:
            if word.startswith("@") and word[1:] not in contexts:
                return f"there is no set of words {word!r} in contexts.tsv."
    return ""


_SOUND = re.compile(r"(?:[^\W\d_]|[ '’ˈˌː̩̯.-])*")


def _table(places: tuple[Traversable, ...], name: str, problems: list[str]) -> Table:
    table: dict[str, Row] = {}
    for place in places:
        path = place / f"{name}.tsv"
        if not path.is_file():
            continue
        for written, row in _rows(path, name, problems):
            # A set of context words grows; any other row takes the place of the one before.
            before = table.get(written, ()) if name == "contexts" else ()
            table[written] = (" ".join((*before, *row)),) if before else row
    return table


def _rows(path: Traversable, name: str, problems: list[str]) -> Iterator[tuple[str, Row]]:
    """The rows that can be used; a line in `problems` for each other one."""
    for at, line in _lines(path, problems):
        written, *rest = (column.strip() for column in line.split("\t"))
        fault = _fault(rest, name)
        if fault:
            problems.append(f"{path}, line {at}: {fault}")
        else:
            yield written, tuple(rest)


def _lines(path: Traversable, problems: list[str]) -> Iterator[tuple[int, str]]:
    """The lines that are neither empty nor a comment, with their numbers."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(f"Cannot read the table {path}: {error}. Save it as UTF-8 text.")
        return
    for at, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield at, line


def _fault(row: list[str], name: str) -> str:
    """Why a row cannot be used; nothing when it can."""
    needed = _COLUMNS.get(name, 0)
    if len(row) < needed or not all(row[:needed]):
        return f"needs {needed + 1} columns with a tab between. Correct or delete the line."
    choices = _CHOICES.get(name, ())
    if choices and row[needed - 1] not in choices:
        return f"{row[needed - 1]!r} is none of: {', '.join(choices)}."
    return ""


_COLUMNS = {
    "abbreviations": 2, "contexts": 1, "currencies": 4, "days": 1, "months": 1, "named_numbers": 1,
    "states": 1, "streets": 1, "style": 1, "symbols": 1, "titles": 2, "units": 3, "words": 1,
}  # fmt: skip
"""How many columns a table needs behind what is written."""
_CHOICES = {
    "abbreviations": ("always", "name", "after", "between", "number", "party"),
    "titles": ("always", "name", "after"),
    "units": ("joined", "apart"),
}
"""What the last of those columns may be."""
