"""The handover page: one sheet of A4, for the wall of the studio."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template

from bulletin.config.secrets import redact
from bulletin.edition.handover import Airing, Handover

COMMANDS = {
    "handover": "handover",
    "status": "status",
    "run": "run {programme}",
    "check": "check",
    "stop": 'stop --by "YOUR NAME" --reason "WHY"',
    "resume": 'resume --by "YOUR NAME"',
    "flash": 'flash "TEXT" --by "YOUR NAME"',
    "packing": "pack FILE.zip",
}
# What fits on the sheet beside everything else; measured with the longest names that settings take.
MOST_AIRINGS = 3
MOST_OUTLETS = 4
MOST_SOURCES = 5
LONGEST = 56
MOST_ROWS = 11
"""With more rows than these the page is set smaller."""
SHOWN_NEXT = 3


def handover_html(told: Handover) -> str:
    """Write the page; it needs nothing from outside, and holds no secret."""
    template = Template(files("bulletin.edition").joinpath("handover.html").read_text(encoding="utf-8"))
    first = told.airings[0].name
    commands = {name: _command(told, words.format(programme=first)) for name, words in COMMANDS.items()}
    page = template.substitute(
        {name: escape(words) for name, words in commands.items()},
        title=escape(f"{told.station}: the news bulletin"),
        printed=f"{told.printed_at:%A} {told.printed_at.day} {told.printed_at:%B %Y, %H:%M}",
        folder=_path(told.folder),
        enter=escape(f'cd "{told.folder}"'),
        off=_off(told),
        density="dense" if _rows(told) > MOST_ROWS else "",
        airings=_airings(told.airings),
        files=_files(told),
        sources=_sources(told),
        week=_week(told),
        keep=told.keep_days,
        output=_path(told.airings[0].file.parent.parent),
        log=_path(told.log),
        secrets=escape(", ".join(told.secrets) or "none"),
        pack=escape(f"the last is {told.pack}." if told.pack else "none was made yet."),
        contact=escape(_about(told)),
    )
    return redact(page)


def _command(told: Handover, words: str) -> str:
    return f"{told.program} {words}"


def _rows(told: Handover) -> int:
    """Count the rows of the tables that grow with the station."""
    return (
        3 * min(len(told.airings), MOST_AIRINGS)
        + min(len(told.outlets), MOST_OUTLETS)
        + min(len(told.sources), MOST_SOURCES)
    )


def _about(told: Handover) -> str:
    parts = (told.place, told.trust, told.contact and f"Contact: {told.contact}")
    return ". ".join(part for part in parts if part)


def _off(told: Handover) -> str:
    if told.stop is None:
        return ""
    since = told.stop.at.astimezone(told.printed_at.tzinfo)
    words = f"Off air since {since:%H:%M on %d %B} by {told.stop.by}: {told.stop.reason}"
    return f'<p class="off">{escape(words)}</p>'


def _airings(airings: Sequence[Airing]) -> str:
    rows = [
        (
            row.name,
            row.when,
            row.length,
            row.until,
            ", ".join(f"{at:%a %H:%M}" for at in row.following[:SHOWN_NEXT]) or "none",
        )
        for row in airings[:MOST_AIRINGS]
    ]
    head = ("Programme", "Airs", "Length", "May be played", "Next")
    return _table(head, rows) + _more(len(airings) - MOST_AIRINGS, "programmes")


def _files(told: Handover) -> str:
    rows = [(row.name, "the playout plays this file", str(row.file)) for row in told.airings[:MOST_AIRINGS]]
    rows += [(name, kind, _short(where)) for name, kind, where in told.outlets[:MOST_OUTLETS]]
    note = (
        '<p class="small">Beside it, latest.expires tells in Unix seconds until when it may be played; '
        "after that the filler takes its place by itself.</p>"
    )
    return _table(("What", "How", "Where"), rows) + _more(len(told.outlets) - MOST_OUTLETS, "outlets") + note


def _sources(told: Handover) -> str:
    rows = [
        (_short(name, LONGEST // 2), _short(address), _short(permission) or "NOBODY ASKED YET")
        for name, address, permission in told.sources[:MOST_SOURCES]
    ]
    return _table(("Source", "Address", "Permission"), rows) + _more(
        len(told.sources) - MOST_SOURCES, "sources"
    )


def _week(told: Handover) -> str:
    head = ("", *(f"{day:%a} {day.day}" for day in told.days))
    rows = [(name, *(words or "-" for words in told.week[name])) for name in list(told.week)[:MOST_AIRINGS]]
    return _table(head, rows)


def _table(head: Iterable[str], rows: Sequence[Iterable[str]]) -> str:
    if not rows:
        return "<p>None.</p>"
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{top}</tr>{body}</table>"


def _short(text: str, most: int = LONGEST) -> str:
    return text if len(text) <= most else f"{text[: most - 3]}..."


def _more(count: int, what: str) -> str:
    return f'<p class="small">and {count} more {what}; see bulletin.toml</p>' if count > 0 else ""


def _path(path: Path) -> str:
    return escape(str(path))
