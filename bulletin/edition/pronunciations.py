"""Pronunciations: a station's own lexicon, read for every edition and changed by its people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.config.station import Station
from bulletin.edition.memory import open_memory
from bulletin.errors import BulletinError, MisuseError
from bulletin.model import Skipped
from bulletin.script.speakable import Entry, Knowledge, Lexicon, packaged_lexicon, read_lexicon
from bulletin.script.speakable.lexicon_table import parse_lexicon, read_table, with_row, without_row
from bulletin.script.speakable.pls import is_pls, parse_pls
from bulletin.system.files import write_whole
from bulletin.system.locks import hold

if TYPE_CHECKING:
    from bulletin.store import LexiconChange, Store

FILE_NAME = "lexicon.tsv"
"""In the station's voices folder."""
LOCK = ".lexicon.lock"
WAIT_S = 10.0
"""Longer than any change of ours takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What became of the words that somebody changed."""

    entries: tuple[Entry, ...] = ()
    """Those that are said otherwise now, as they are said."""
    before: tuple[Entry | None, ...] = ()
    """How each was said before, by the station's table or ours."""
    same: int = 0
    """How many were said so already."""
    unwritten: str = ""
    """Why the history could not be written; the change is made all the same."""


def station_lexicon(station: Station) -> Lexicon:
    """The packaged names, the station's own over them; what cannot be used of these is in `problems`."""
    own = own_lexicon(station)
    return packaged_lexicon().with_entries(own.entries, problems=own.problems)


def own_lexicon(station: Station) -> Lexicon:
    """What the station's people wrote; a file that cannot be read at all is one problem, and no entries."""
    path = _path_of(station)
    if path is None or not path.is_file():
        return Lexicon()
    try:
        return read_lexicon(path)
    except MisuseError as error:
        return Lexicon(problems=(str(error),))


def lost_words(lexicon: Lexicon, knowledge: Knowledge | None) -> Iterator[Skipped]:
    """The rows of a station's tables that an edition had to do without."""
    problems = (*lexicon.problems, *(knowledge.problems if knowledge else ()))
    return (Skipped(what="lexicon", why=problem) for problem in problems)


def add_words(station: Station, entries: Iterable[Entry], *, by: str) -> Changed:
    """
    Have words said so from now on.

    Raises:
        MisuseError: There is no station folder, or its table cannot be read.
        LockedError: Somebody else is changing it.
    """
    with _table(station) as table:
        known = packaged_lexicon().with_entries(parse_lexicon(table.text, name="").entries)
        wanted = tuple({entry.written: entry for entry in entries}.values())
        new = tuple(entry for entry in wanted if not _is_said_so(entry, known.find(entry.written)))
        before = tuple(known.find(entry.written) for entry in new)
        for entry in new:
            table.text = with_row(table.text, entry)
    unwritten = _write_down(station, zip(before, new, strict=True), by=by)
    return Changed(entries=new, before=before, same=len(wanted) - len(new), unwritten=unwritten)


def remove_word(station: Station, written: str, *, by: str) -> Changed:
    """
    Take a word out of the station's table; the packaged entry, if there is one, speaks again.

    Raises:
        MisuseError: The station's table has no such word, or cannot be read.
        LockedError: Somebody else is changing it.
    """
    with _table(station) as table:
        before = parse_lexicon(table.text, name="").find(written)
        if before is None:
            raise MisuseError(_not_there(written))
        table.text = without_row(table.text, written)
    nothing = Entry(written=written)
    unwritten = _write_down(station, [(before, nothing)], by=by)
    now = packaged_lexicon().find(written) or nothing
    return Changed(entries=(now,), before=(before,), unwritten=unwritten)


def read_foreign(path: Path, *, by: str) -> Lexicon:
    """
    Read a lexicon that came from elsewhere: PLS, or a table such as ours.

    Raises:
        MisuseError: It cannot be read.
    """
    text = read_table(path)
    if is_pls(text):
        return parse_pls(text, name=str(path), by=by)
    return parse_lexicon(text, name=str(path))


def history(station: Station, written: str | None = None) -> tuple[LexiconChange, ...]:
    """
    Who changed how a word, or any word, is said, in order.

    Raises:
        BulletinError: The station's memory cannot be asked.
    """
    with open_memory(station) as store:
        return store.lexicon_history(written)


def shown(entry: Entry | None) -> str:
    """How a word is said, in one line: Lemster /ˈlɛmstə/; nothing where the voice reads it by itself."""
    if entry is None:
        return ""
    return " ".join(filter(None, (entry.spoken, f"/{entry.ipa}/" if entry.ipa else "")))


@dataclass(slots=True)
class _Table:
    text: str


@contextmanager
def _table(station: Station) -> Iterator[_Table]:
    """Lend the text of the station's table, and put what was made of it in its place."""
    path = _path_of(station)
    if path is None:
        raise MisuseError("A lexicon belongs to a station. Name its folder with --station.")
    path.parent.mkdir(parents=True, exist_ok=True)
    taken = f"Somebody else is changing {path}. Try again in a moment."
    with hold(path.parent / LOCK, taken=taken, wait_s=WAIT_S):
        table = _Table(read_table(path) if path.is_file() else "")
        before = table.text
        yield table
        if table.text != before:
            write_whole(path, table.text)


def _path_of(station: Station) -> Path | None:
    return station.voices_folder / FILE_NAME if station.voices_folder else None


def _is_said_so(entry: Entry, known: Entry | None) -> bool:
    """Whether nothing would change; a packaged respelling keeps the IPA that was compared with it."""
    if known is None or entry.spoken != known.spoken:
        return False
    return entry.ipa == known.ipa or (entry.ipa is None and known == packaged_lexicon().find(known.written))


def _write_down(station: Station, changes: Iterable[tuple[Entry | None, Entry]], *, by: str) -> str:
    """Keep a history; words are said right whether or not the database is in order."""
    rows = list(changes)

    def write(store: Store) -> None:
        for before, after in rows:
            store.lexicon_change(after.written, by=by, before=shown(before), after=shown(after))

    return _told(station, write) if rows else ""


def _told(station: Station, what: Callable[[Store], None]) -> str:
    try:
        with open_memory(station) as store:
            what(store)
    except BulletinError as error:
        return str(error)
    return ""


def _not_there(written: str) -> str:
    if packaged_lexicon().find(written):
        return (
            f"{written} comes with the program, and cannot be taken out. "
            f'Say how it is said here: bulletin lexicon add "{written}" SPOKEN'
        )
    return f"{written} is not in the station's lexicon. See: bulletin lexicon list"
