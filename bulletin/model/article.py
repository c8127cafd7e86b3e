"""An article: readable text taken from a document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

_NAMING_WORDS = 8


class Kind(StrEnum):
    """What a block of an article is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    ROW = "row"
    """A row of a table: kept for the reader, never spoken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One kept block of an article."""

    text: str
    kind: Kind = Kind.PARAGRAPH
    is_new: bool = False
    """Whether it tells what the story did not when it was told earlier that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A block that was left out, and by which rule."""

    text: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """When a text of the station's own is told. Times are the station's, without a zone."""

    starts: datetime | None = None
    ends: datetime | None = None
    days: frozenset[int] = frozenset()
    """0 is Monday; none named is every day."""
    ward: str = ""
    """Whom it is for, as it is spoken."""
    published: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """Readable text: paragraphs in order, standfirst first where it is not a repeat."""

    id: str
    source: str
    url: str | None = None
    headline: str = ""
    standfirst: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    published: datetime | None = None
    author: str | None = None
    site: str | None = None
    language: str | None = None
    dropped: tuple[Dropped, ...] = ()
    recording: str | None = None
    """The sound file in which it is read already."""
    terms: Terms | None = None
    """What its header says; only a text of the station's own has one."""
    openings: tuple[str, ...] = ()
    """What this programme began it with when it was told before: its headline, or a sentence of it."""

    @property
    def name(self) -> str:
        """What people know it by: its headline, else its first words."""
        first = next((block.text.split() for block in self.paragraphs), [])
        words = " ".join(first[:_NAMING_WORDS]) + ("..." if len(first) > _NAMING_WORDS else "")
        return self.headline or words or self.id

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of every kept block, in order."""
        return tuple(paragraph.text for paragraph in self.paragraphs)
