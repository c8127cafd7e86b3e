"""Keys: what makes two articles the same story to the memory."""

from __future__ import annotations

import hashlib
from urllib.parse import parse_qsl, urlencode, urlsplit

from bulletin.model import Article

# What feeds and newsletters hang on an address to count clicks; the page is the same without.
COUNTERS = ("utm_", "at_", "fbclid", "gclid", "mc_cid", "mc_eid")


def story_key(article: Article) -> str:
    """Give the same 64 letters for the same story, whichever feed led to it and however often."""
    return digest(_plain_address(article.url) if article.url else f"{article.source}/{article.id}")


def _plain_address(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    asked = parse_qsl(parts.query, keep_blank_values=True)
    query = [(name, value) for name, value in asked if not name.startswith(COUNTERS)]
    path = parts.path.rstrip("/")
    return f"{parts.netloc.casefold()}{path}?{urlencode(sorted(query))}"


def digest(text: str) -> str:
    """Give 64 letters for a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
