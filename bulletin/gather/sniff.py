"""Sniffing: what bytes are, told by themselves and not by their name."""

from __future__ import annotations

import re
from enum import StrEnum

SNIFFED_BYTES = 8192
FEED_ROOT = re.compile(rb"<(?:[a-z]+:)?(?:rss|feed|rdf)\b|<channel\b", re.IGNORECASE)
OTHER_XML = re.compile(rb"\s*(?:<\?xml|<!doctype)", re.IGNORECASE)
PAGE_ROOT = re.compile(rb"<!doctype\s+html|<html\b|<head\b|<body\b", re.IGNORECASE)
PAGE_TAG = re.compile(rb"<(?:p|div|article|h1|section|meta|title|table|span|br|main)\b[^<>]*>", re.IGNORECASE)
JSON_FEED = re.compile(rb"\A\s*\{.*?jsonfeed\.org/version", re.DOTALL)
# The first bytes of what people rename to .txt: archives and office files, PDF, pictures, sound, programs.
BINARY_MARKS = (
    b"PK\x03\x04",
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"MZ",
    b"\x7fELF",
    b"ID3",
    b"OggS",
    b"RIFF",
    b"fLaC",
    b"{\\rtf",
    b"SQLite format",
    b"Rar!",
    b"7z\xbc\xaf",
)
TEXT_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
CONTROLS = bytes(sign for sign in range(32) if sign not in b"\t\n\r\f\x0b\x1b")


class Kind(StrEnum):
    """What bytes are."""

    FEED = "feed"
    PAGE = "page"
    TEXT = "text"
    BINARY = "binary"


def kind_of(content: bytes, content_type: str = "") -> Kind:
    """Tell what bytes are; the server's word counts only where they could be either page or text."""
    start = content[:SNIFFED_BYTES]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.replace(b"\0", b"")
    elif _is_binary(start):
        return Kind.BINARY
    if OTHER_XML.match(start) and not PAGE_ROOT.search(start):
        return Kind.FEED  # the parser will tell
    feed, page = FEED_ROOT.search(start), PAGE_ROOT.search(start)
    if (feed and not (page and page.start() < feed.start())) or JSON_FEED.match(start):
        return Kind.FEED
    if page or "html" in content_type.lower() or (start.lstrip().startswith(b"<") and PAGE_TAG.search(start)):
        return Kind.PAGE
    return Kind.TEXT


def _is_binary(start: bytes) -> bool:
    if start.startswith(TEXT_MARKS):
        return False
    controls = len(start) - len(start.translate(None, CONTROLS))
    return start.startswith(BINARY_MARKS) or controls > 0.05 * len(start)
