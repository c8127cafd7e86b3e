"""OPML: a list of feeds that another program has written (opml.org/spec2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from bulletin.errors import MisuseError

LONGEST_BYTES = 5_000_000
# Lists have no use for declarations, and an attack has.
DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One feed of a list."""

    title: str
    address: str


def read_opml(content: bytes, *, name: str) -> tuple[Outline, ...]:
    """
    Read a list of feeds; each address once.

    Args:
        content: The file's bytes.
        name: What the messages call it.

    Raises:
        MisuseError: It is no such list, or names no feed.
    """
    if len(content) > LONGEST_BYTES or DECLARES.search(content):
        raise MisuseError(f"{name} is no plain list of feeds. Export it again as OPML.")
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise MisuseError(f"{name} is no OPML: {error}. Export the list of feeds again.") from error
    found: dict[str, Outline] = {}
    for element in root.iter("outline"):
        address = _attribute(element, "xmlurl").strip()
        if address.lower().startswith(("http://", "https://")):
            title = _attribute(element, "title") or _attribute(element, "text")
            found.setdefault(address, Outline(title=" ".join(title.split()), address=address))
    if not found:
        raise MisuseError(f"{name} names no feed: it has no outline with an xmlUrl.")
    return tuple(found.values())


def _attribute(element: ElementTree.Element, name: str) -> str:
    """Find an attribute however its letters are written."""
    return next((value for key, value in element.attrib.items() if key.lower() == name), "")
