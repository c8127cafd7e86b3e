"""The lexicon's table: a plain text file that a volunteer can edit.

One entry a line, columns set apart by a Tab: written form, spoken form (respelling), IPA, note, who added it.
Only the first two are needed. `#` opens a comment.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

from bulletin.errors import MisuseError
from bulletin.script.speakable.lexicon import Entry, Lexicon

HEADING = (
    "# How names are said: written, spoken in plain letters, IPA, note, who added it. A Tab between each.\n"
    "# docs/pronunciation.md tells how; hear a line with: bulletin say NAME\n"
)
LONGEST = 100
"""Of a written or spoken form, in characters."""
MOST_BYTES = 4_000_000
# Letters, and what holds words together; anything else may be an order to some voice.
_SPEAKABLE = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f]|[ '’.,-])*")
_PHONEMES = re.compile(r"(?:[^\W\d_]|[ˈˌː̩̯ˑ̃.'ʰ ‿])+")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def read_lexicon(path: Path) -> Lexicon:
    """
    Read a station's lexicon; a row that cannot be used is named in `problems`, and the others are used.

    Raises:
        MisuseError: The file cannot be read at all.
    """
    return parse_lexicon(read_table(path), name=str(path))


def read_table(path: Path) -> str:
    """
    Read a lexicon file's text.

    Raises:
        MisuseError: It cannot be read at all.
    """
    try:
        with path.open("rb") as file:
            written = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise MisuseError(f"Cannot read the lexicon {path}: {error.strerror or error}.") from error
    if len(written) > MOST_BYTES:
        raise MisuseError(f"The lexicon {path} is too large: over {MOST_BYTES // 1_000_000} MB.")
    try:
        # "Unicode text" of a spreadsheet is UTF-16, and says so in its first two bytes.
        return written.decode("utf-16" if written[:2] in _UTF_16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise MisuseError(f"The lexicon {path} is not UTF-8 text. Save it again as UTF-8.") from error


def parse_lexicon(text: str, *, name: str) -> Lexicon:
    """Read a table's text; `name` is for messages."""
    entries: list[Entry] = []
    problems: list[str] = []
    for at, line in enumerate(text.split("\n"), start=1):
        if line.strip() and not line.startswith("#"):
            columns = [column.strip() for column in line.split("\t")]
            written, spoken, ipa, note, by = (*columns, "", "", "", "")[:5]
            try:
                entries.append(make_entry(written, spoken, ipa=ipa, note=note, by=by))
            except MisuseError as error:
                problems.append(f"{name}, line {at}: {error}")
    return Lexicon().with_entries(entries, problems=problems)


def make_entry(written: str, spoken: str = "", *, ipa: str = "", note: str = "", by: str = "") -> Entry:
    """
    Make an entry of what somebody wrote.

    Raises:
        MisuseError: It has no written or no spoken form, or holds a sign that an engine might obey.
    """
    written, spoken, ipa = (_one_line(part) for part in (written, spoken, ipa))
    ipa = ipa.removeprefix("/").removesuffix("/")
    if not written or not (spoken or ipa):
        raise MisuseError(
            "an entry needs a written form, and behind a Tab how it is said. Complete or delete the line."
        )
    if not written[0].isalnum() or max(map(len, (written, spoken, ipa))) > LONGEST:
        raise MisuseError(
            f"{_shown(written)} cannot be looked for. Write a word or a name of up to {LONGEST} characters."
        )
    if spoken and not _SPEAKABLE.fullmatch(spoken):
        raise MisuseError(
            f"the spoken form {_shown(spoken)} holds a figure or a sign that a voice may obey. "
            "Respell it in plain letters."
        )
    if ipa and not _PHONEMES.fullmatch(ipa):
        raise MisuseError(f"{_shown(ipa)} is no IPA. Correct it, or leave that column empty.")
    return Entry(written=written, spoken=spoken, ipa=ipa or None, note=_one_line(note), by=_one_line(by))


def write_table(entries: Iterable[Entry]) -> str:
    """The text of a whole table, in the order of the written forms."""
    ordered = sorted(entries, key=lambda entry: (entry.written.casefold(), entry.written))
    return HEADING + "".join(f"{row_of(entry)}\n" for entry in ordered)


def with_row(text: str, entry: Entry) -> str:
    """
    A table's text with this entry in it.

    The row of the same written form is replaced where it stands, else the entry goes to the end. All other
    lines stay as somebody wrote them: comments, order, and rows that cannot be used.
    """
    lines = _lines(text or HEADING)
    places = [at for at, line in enumerate(lines) if _is_row_of(line, entry.written)]
    last = places[-1] if places else len(lines)
    kept = [line for at, line in enumerate(lines) if at not in places[:-1]]
    at = last - len(places[:-1])
    return _as_text([*kept[:at], row_of(entry), *kept[at + 1 :]], like=text)


def without_row(text: str, written: str) -> str:
    """A table's text without the rows of a written form; all other lines stay."""
    return _as_text([line for line in _lines(text) if not _is_row_of(line, written)], like=text)


def _lines(text: str) -> list[str]:
    return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")] if text else []


def _is_row_of(line: str, written: str) -> bool:
    return not line.startswith("#") and _one_line(line.split("\t")[0]) == written


def _as_text(lines: list[str], *, like: str) -> str:
    """Lines with the line ends that the text had before: an old Notepad shows no others."""
    end = "\r\n" if "\r\n" in like else "\n"
    return "".join(f"{line}{end}" for line in lines)


def row_of(entry: Entry) -> str:
    """One line of the table."""
    return "\t".join((entry.written, entry.spoken, entry.ipa or "", entry.note, entry.by)).rstrip("\t")


@cache
def packaged_lexicon() -> Lexicon:
    """The awkward British names that come with the program."""
    path = files("bulletin.script.speakable") / "data" / "en_gb" / "names.tsv"
    return parse_lexicon(path.read_text(encoding="utf-8"), name="the packaged names")


def _one_line(part: str) -> str:
    return " ".join(_CONTROL.sub(" ", part).split())


def _shown(part: str) -> str:
    return repr(part if len(part) <= 40 else f"{part[:37]}...")
