"""Tags: what a file says of itself, as ffmpeg's own metadata text."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from bulletin.master.id3 import Picture
from bulletin.model import Span

HEADING = ";FFMETADATA1"
EXPIRES = "expires"
"""In MP3 a TXXX frame of this name."""
LONGEST = 500  # letters of a tag; players show one line


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """What is written into the file beside the sound."""

    title: str
    artist: str = ""
    """The station."""
    album: str = ""
    """The programme."""
    date: str = ""
    """ISO day."""
    language: str = "eng"
    """ISO 639-2."""
    comment: str = ""
    expires_at: datetime | None = None
    chapters: tuple[Span, ...] = ()
    words: str = ""
    """All that is said; in MP3 a USLT frame, which some players show."""
    picture: Picture | None = None


def write_metadata(tags: Tags) -> str:
    """Tags and chapters as ffmpeg reads them. Nothing in a headline can become a key or a section."""
    pairs = {
        "title": tags.title,
        "artist": tags.artist,
        "album": tags.album,
        "date": tags.date,
        "language": tags.language,
        "comment": tags.comment,
        EXPIRES: tags.expires_at.astimezone(UTC).isoformat(timespec="seconds") if tags.expires_at else "",
    }
    lines = [HEADING, *(f"{key}={_escaped(value)}" for key, value in pairs.items() if value)]
    for chapter in tags.chapters:
        lines += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={round(chapter.start_s * 1000)}"]
        lines += [f"END={round(chapter.end_s * 1000)}", f"title={_escaped(chapter.title)}"]
    return "\n".join(lines) + "\n"


def parse_metadata(text: str) -> Tags:
    """Tags from ffmpeg's metadata text; what is not ours is left out."""
    sections: list[dict[str, str]] = [{}]
    for line in _LINE.findall(text):
        if line in ("[CHAPTER]", "[STREAM]"):
            sections.append({"": line})
        elif pair := _PAIR.fullmatch(line):
            sections[-1][_plain(pair["key"]).lower()] = _plain(pair["value"])
    pairs = sections[0]
    chapters = (_chapter(section) for section in sections if section.get("") == "[CHAPTER]")
    return Tags(
        title=pairs.get("title", ""),
        artist=pairs.get("artist", ""),
        album=pairs.get("album", ""),
        date=pairs.get("date", ""),
        language=pairs.get("language", ""),
        comment=pairs.get("comment", ""),
        expires_at=_moment(pairs.get(EXPIRES, "")),
        chapters=tuple(sorted(chapters, key=lambda chapter: chapter.start_s)),
    )


# A backslash makes any character plain, the end of a line too.
_LINE = re.compile(r"(?:\\.|[^\\\n])+", re.DOTALL)
_PAIR = re.compile(r"(?P<key>(?:\\.|[^\\=;#])(?:\\.|[^\\=])*)=(?P<value>.*)", re.DOTALL)


def _escaped(value: str) -> str:
    shown = "".join(letter if letter.isprintable() else " " for letter in value)
    return re.sub(r"([=;#\\])", r"\\\1", " ".join(shown.split())[:LONGEST])


def _plain(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL)


def _chapter(section: dict[str, str]) -> Span:
    above, _, below = section.get("timebase", "1/1000").partition("/")
    unit = int(above) / int(below)
    return Span(
        start_s=int(section.get("start", "0")) * unit,
        end_s=int(section.get("end", "0")) * unit,
        title=section.get("title", ""),
    )


def _moment(value: str) -> datetime | None:
    with contextlib.suppress(ValueError):
        moment = datetime.fromisoformat(value)
        # A time without a zone says nothing that can be trusted.
        return moment if moment.tzinfo else None
    return None
