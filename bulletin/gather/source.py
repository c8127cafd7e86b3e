"""Sources, and what reading one gives: the nouns of this room and its seam."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bulletin.model import Document, Entry, Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place news comes from, as a person wrote it down."""

    address: str
    """A feed's or page's address, a file, a folder, `-` for standard input, or `NAME:...` for a reader."""
    name: str | None = None
    """What the report calls it; the address where there is none."""
    url: str | None = None
    """Where the text on standard input comes from."""

    @property
    def title(self) -> str:
        """Its name, else its address without a password."""
        from bulletin.gather.names import without_password

        return self.name or without_password(self.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a source may cost; what goes over is given up."""

    deadline_s: float = 20.0
    """For a whole source: look-up, redirects, slow servers, and the pages of a feed."""
    page_s: float = 10.0
    """For one page of a feed, so that a dead one leaves time for the others."""
    longest_bytes: int = 6_000_000
    """After decompression too."""
    redirects: int = 5
    entries: int = 60
    """The newest of a feed that are looked at."""
    parser_s: float = 10.0
    parser_mb: int = 768


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A feed's entry whose page is still to be fetched."""

    id: str
    source: str
    entry: Entry
    trusted_host: str | None = None
    """The host that a person named: it alone may stand at a private address."""
    ends_at: float
    """Time of day (`time.time()`) when its source's deadline is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What reading one source gave."""

    documents: tuple[Document, ...] = ()
    items: tuple[Item, ...] = ()
    skipped: tuple[Skipped, ...] = ()


class SourceReader(Protocol):
    """Reads sources of one kind; run in another thread, maybe on another machine."""

    def read(self, source: Source, *, now: datetime, limits: Limits, max_items: int) -> Batch:
        """
        Read a source.

        Raises:
            SourceError: It gave nothing; the message says why, and what to do.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All that the sources gave, in the order in which they were named."""

    documents: tuple[Document, ...]
    skipped: Sequence[Skipped] = ()
