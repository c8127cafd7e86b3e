"""Feeds: bytes to entries, read by a child process with a time and a memory limit."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bulletin.errors import SourceError
from bulletin.gather.source import Limits
from bulletin.model import Entry
from bulletin.system.children import Child, ChildDiedError, ChildHungError

WORKER = "bulletin.gather.feed_worker"
# Each takes 30 MB, and all of a processor while it reads.
PARSERS = threading.BoundedSemaphore(4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed, read."""

    title: str
    entries: tuple[Entry, ...]
    """Newest first."""


def read_feed(content: bytes, *, address: str, content_type: str, limits: Limits, timeout_s: float) -> Feed:
    """
    Read a feed of any kind.

    Raises:
        SourceError: It took too long, or is no feed, or holds nothing.
    """
    head = {"address": address, "content_type": content_type, "most": limits.entries}
    request = json.dumps(head).encode() + b"\n" + content
    try:
        with PARSERS, Child(WORKER, memory_mb=limits.parser_mb, cpu_s=limits.parser_cpu_s) as child:
            found = json.loads(child.ask(request, timeout_s=timeout_s))
    except ChildHungError as error:
        raise SourceError(
            f"The feed {address} takes longer than {timeout_s:.0f} s to read, so it was given up. "
            "Ask its publisher for a shorter feed."
        ) from error
    except ChildDiedError as error:
        raise SourceError(
            f"The feed {address} cannot be read: it needs more time or memory than a feed should, "
            "or is damaged."
        ) from error
    if not found["is_feed"]:
        raise SourceError(
            f"{address} is not a feed that can be read. Check the address with: bulletin sources test"
        )
    if not found["entries"]:
        raise SourceError(f"The feed {address} is empty: it has no entry with a title or a text.")
    return Feed(title=found["title"], entries=tuple(map(_entry, found["entries"])))


def _entry(row: dict[str, Any]) -> Entry:
    published = row["published"]
    return Entry(
        title=row["title"] or "",
        address=row["address"],
        published=datetime.fromisoformat(published) if published else None,
        author=row["author"],
        place=row["place"],
        html=row["html"] or "",
    )
