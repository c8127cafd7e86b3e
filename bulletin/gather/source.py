"""Sources, and what reading one gives: the nouns of this room and its seam."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from bulletin import __version__
from bulletin.gather.doors import Doors, doors_of
from bulletin.model import Document, Entry, Skipped, SourceState

if TYPE_CHECKING:
    from bulletin.gather.page_memory import PageMemory

PROGRAM = "bulletin"
"""What robots.txt calls us."""
ANYBODY = f"{PROGRAM}/{__version__} (hospital radio)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who asks, and what a person has allowed."""

    agent: str = ANYBODY
    """The User-Agent."""
    is_typed: bool = False
    """A person typed the address just now: they want it read, and its own host may be in the house."""
    allowed: tuple[str, ...] = ()
    """Machines in the house that the station has listed, as `host` or `host:port`."""
    robots: bool = True
    """Whether robots.txt is obeyed; an owner may have allowed more than it says."""


NOBODY_ASKED = Access()
TYPED = Access(is_typed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place news comes from, as a person wrote it down."""

    address: str
    """A feed's or page's address, a file, a folder, `-` for standard input, or `NAME:...` for a reader."""
    name: str | None = None
    """What the report calls it; the address where there is none."""
    url: str | None = None
    """Where the text on standard input comes from."""
    access: Access = NOBODY_ASKED
    max_age: timedelta | None = None
    """Entries of a feed that are older are not fetched."""
    known: SourceState | None = None
    """What it told us last; a source without a memory is asked as if for the first time."""
    pages: PageMemory | None = None
    """Where the pages of its entries are remembered."""
    barred: str = ""
    """Why it is not to be read now, in one line."""

    @property
    def title(self) -> str:
        """Its name, else its address without a password."""
        from bulletin.gather.names import without_password

        return self.name or without_password(self.address)

    @property
    def doors(self) -> Doors:
        """The machines that it may lead to."""
        return doors_of(self.address, is_typed=self.access.is_typed, allowed=self.access.allowed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a source may cost; what goes over is given up."""

    deadline_s: float = 15.0
    """For a whole source: look-up, redirects, slow servers, and the pages of a feed."""
    request_s: float = 8.0
    """For one feed or page, so that a dead one leaves time for the others."""
    longest_bytes: int = 6_000_000
    """After decompression too."""
    redirects: int = 5
    entries: int = 500
    """Of a feed that are read at all."""
    pages: int = 30
    """Of a feed that are fetched: its newest."""
    parser_s: float = 8.0
    parser_cpu_s: int = 5
    parser_mb: int = 768


DEFAULT_LIMITS = Limits()


NO_DOORS = Doors()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A feed's entry whose page is still to be fetched."""

    id: str
    source: str
    entry: Entry
    access: Access = NOBODY_ASKED
    doors: Doors = NO_DOORS
    pages: PageMemory | None = None
    ends_at: float
    """Time of day (`time.time()`) when its source's deadline is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What came of an item."""

    part: Document | Skipped
    was_deaf: bool = False
    """The server did not answer, or is too busy, whatever stands in for the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What reading one source gave."""

    documents: tuple[Document, ...] = ()
    items: tuple[Item, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    """What failed."""
    left_out: tuple[Skipped, ...] = ()
    """What did not come into question: too old, or far down a long feed."""
    state: SourceState | None = None
    """What is to be remembered of the source; nothing for one that has no server."""

    @property
    def size(self) -> int:
        """How many stories it offers."""
        return len(self.documents) + len(self.items)


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
    left_out: Sequence[Skipped] = ()
    states: Sequence[SourceState] = ()


def agent_of(station: str, contact: str) -> str:
    """Name a station and how to reach it, as a User-Agent that every server takes."""
    told = "; ".join(filter(None, (_header(station), _header(contact), "hospital radio")))
    return f"{PROGRAM}/{__version__} ({told})"


def _header(text: str) -> str:
    """Leave out what has no place in a header's comment."""
    plain = text.encode("ascii", "ignore").decode()
    return " ".join("".join(sign for sign in plain if sign.isprintable() and sign not in "();\\").split())[
        :120
    ]
