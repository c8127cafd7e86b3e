"""A document: a source's bytes as they arrived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Form(StrEnum):
    """How a document's bytes are to be read."""

    HTML = "html"
    TEXT = "text"
    MARKDOWN = "markdown"
    ENTRY = "entry"
    """The feed's own text; the bytes are the entry's HTML, UTF-8."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed, as the feed tells it."""

    title: str
    address: str | None = None
    published: datetime | None = None
    author: str | None = None
    place: int = 0
    """Its place in the feed, from 0: many papers put first what matters most."""
    html: str = ""
    """The longest text the feed gives for the item: content, else summary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a source gave, before anyone has judged it."""

    id: str
    """File name without `.gz`, `.html`, `.txt` or `.md`; for an address, its last readable part."""
    source: str
    """Name of the source it came from, as the report will call it."""
    address: str
    """The page's address, or the file's name; a person must recognise it."""
    form: Form
    content: bytes
    charset: str | None = None
    """What the server said, if it said."""
    fetched_at: datetime
    recording: str | None = None
    """The sound file that lies beside a text of the same name: somebody has read it already."""
    entry: Entry | None = None
    """The feed item that led here: a witness for the cleaner, and the text to fall back on."""

    @property
    def is_web(self) -> bool:
        """Whether the address can be opened in a browser."""
        return self.address.startswith(("http://", "https://"))
