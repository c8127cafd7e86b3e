"""The state of a source: what its server told us last, so that it is asked politely next time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """How a source fared."""

    name: str
    address_key: str = ""
    """Letters that stand for the address, which may hold a password; a source with another begins anew."""
    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    """In a row; 0 after a success."""
    gone: int = 0
    """How often in a row it said that it is gone for good."""
    next_try: datetime | None = None
    """Not to be asked earlier; None is any time."""
    asked_at: datetime | None = None
    """The last time that counted: a second failure within minutes is the same failure."""
    fetched_at: datetime | None = None
    """The last success."""
    error: str = ""
    """What went wrong last; empty after a success."""
    gave: int = 0
    """How many stories it offered at the last success."""
    newest: datetime | None = None
    """The date of the newest of them, where they have dates."""
    came_from: str = ""
    """The address that gave the body, after redirects."""
    moved_to: str = ""
    """Where it says that it is to be found from now on."""
    content_type: str = ""
    body: bytes | None = None
    """The last good answer, for a server that says: not changed."""
