"""Headlines: the one that the editor wrote, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from bulletin.clean.about import About
from bulletin.clean.blocks import WORD, Block
from bulletin.model import Kind

SEPARATOR = re.compile(r"\s+[|–—\-:·•»«/~]+\s+|\s*[|»]\s*")
LONGEST_HEADLINE_WORDS = 40
LONGEST_SITE_WORDS = 8
LIKE_HEADLINE = 0.8
LEAST_NAME_LETTERS, MOST_LONGER = 6, 1.6


def headlines(blocks: Sequence[Block], about: About, *, address: str) -> tuple[str, ...]:
    """
    Give the article's headline, best form first.

    The page's own top heading wins over what is meant for search engines; where there are several, the one
    that shares most words with the other forms.
    """
    claims = [without_site(title, about.site, address) for title in about.titles]
    tops = [
        block.text for block in blocks if block.tag == "h1" and len(block.words) <= LONGEST_HEADLINE_WORDS
    ]
    best = max(
        tops, key=lambda top: max((_likeness(top, claim) for claim in claims), default=0.0), default=None
    )
    named = _under_site_name(best, blocks, about.titles) if best else None
    if named:
        claims.insert(0, named)
    elif best and (not claims or max(_likeness(best, claim) for claim in claims) > 0.2):
        claims.insert(0, without_site(best, about.site, address))
    return tuple(dict.fromkeys(filter(None, claims)))


def _under_site_name(top: str, blocks: Sequence[Block], titles: Sequence[str]) -> str | None:
    """
    Find the headline where the top heading is the site's name, as in the themes of many parish councils.

    The window's title ends with that name then, and begins with a heading that stands further down.
    """
    for title in titles:
        parts = SEPARATOR.split(title)
        if len(parts) > 1 and _likeness(parts[-1], top) > LIKE_HEADLINE:
            first = next(
                (at for at, block in enumerate(blocks) if block.tag == "h1" and block.text == top), 0
            )
            lower = (block.text for block in blocks[first:] if block.tag in ("h2", "h3"))
            return next((text for text in lower if _likeness(text, parts[0]) > LIKE_HEADLINE), None)
    return None


def without_site(title: str, site: str | None, address: str) -> str:
    """Take the name of the site off either end of a title."""
    parts = [part.strip() for part in SEPARATOR.split(title)]
    if len(parts) < 2:
        return title.strip()
    host = re.sub(r"[^a-z0-9]", "", (urlsplit(address).hostname or "").removeprefix("www."))
    names = {_flat(site or "")} - {""}

    def is_site(part: str) -> bool:
        flat = _flat(part)
        return (
            flat in names
            or (len(flat) >= 3 and flat in host)
            or any(flat and (flat in name or _is_longer_name(flat, name)) for name in names)
        )

    kept = title.strip()
    for _ in range(2):
        pieces = list(SEPARATOR.finditer(kept))
        if pieces and is_site(kept[pieces[-1].end() :]):
            kept = kept[: pieces[-1].start()]
        elif pieces and is_site(kept[: pieces[0].start()]):
            kept = kept[pieces[0].end() :]
    return kept.strip() or title.strip()


def _is_longer_name(flat: str, name: str) -> bool:
    """Tell "Daily Bugle Online", where the page's card for sharing calls itself "Bugle Online"."""
    return len(name) >= LEAST_NAME_LETTERS and name in flat and len(flat) <= MOST_LONGER * len(name)


def site_in(titles: Sequence[str], headline: str) -> str | None:
    """
    Find the site's name beside the headline in a title, as in "Ward to move | Tarn Valley Hospitals".

    Systems for schools put it first: "Holme Park School - Year 6 win the final".
    """
    for title in titles:
        pieces = list(SEPARATOR.finditer(title))
        rest = title[pieces[-1].end() :].strip() if pieces else ""
        if rest and _likeness(title[: pieces[-1].start()], headline) > LIKE_HEADLINE:
            return rest if len(rest.split()) <= LONGEST_SITE_WORDS else None
        first = title[: pieces[0].start()].strip() if pieces else ""
        if first and _likeness(title[pieces[0].end() :], headline) > LIKE_HEADLINE:
            return first if len(first.split()) <= LONGEST_SITE_WORDS else None
    return None


def is_title(block: Block, forms: Sequence[str]) -> bool:
    """Tell whether a block says the headline again."""
    return block.kind is Kind.HEADING and any(_likeness(block.text, form) > LIKE_HEADLINE for form in forms)


def _likeness(one: str, other: str) -> float:
    """0 to 1: words in common among all words (Jaccard)."""
    first, second = set(WORD.findall(one.casefold())), set(WORD.findall(other.casefold()))
    return len(first & second) / len(first | second) if first and second else 0.0


def _flat(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())
