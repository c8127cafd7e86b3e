"""Names: ids of documents, and addresses as a person may read them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePath
from urllib.parse import unquote, urlsplit

DROPPED_ENDINGS = (".gz", ".html", ".htm", ".txt", ".md")
LONGEST_SLUG = 60
PLAIN = re.compile(r"[^a-z0-9]+")


def file_id(path: str | PurePath) -> str:
    """Name a file's document: its name without what tells the kind."""
    name = PurePath(path).name
    for ending in DROPPED_ENDINGS:
        if name.lower().endswith(ending) and len(name) > len(ending):
            name = name[: -len(ending)]
    return name


def address_id(address: str, *, title: str = "") -> str:
    """Name a page: the last readable part of its address, else its title, else its host."""
    try:
        parts = urlsplit(address)
        path, host = unquote(parts.path), parts.hostname or ""
    except ValueError:
        path, host = "", ""
    steps = [slug(file_id(step)) for step in path.split("/") if step.strip()]
    telling = [step for step in steps if len(step) > 3 and step not in ("index", "article", "news", "story")]
    return (
        (telling[-1] if telling else "")
        or slug(title)
        or "-".join(steps)[-LONGEST_SLUG:]
        or slug(host)
        or "page"
    )


def slug(text: str) -> str:
    """Give text as `[a-z0-9-]`, 60 signs at most; nothing of a feed is ever used in a path unchanged."""
    return PLAIN.sub("-", text.lower()).strip("-")[:LONGEST_SLUG].strip("-")


def without_password(address: str) -> str:
    """Leave a password out of an address, for messages and reports."""
    return re.sub(r"(?<=://)[^/@\s]*@", "", address)


class NameBook:
    """Sees to it that no two documents have one id."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def only(self, name: str) -> str:
        """Give the name, with a number behind it from the second time on."""
        candidate = name
        while self._seen[candidate]:
            self._seen[name] += 1
            candidate = f"{name}-{self._seen[name]}"
        self._seen[candidate] += 1
        return candidate
