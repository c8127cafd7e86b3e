"""Background: in how many articles of ordinary news a word stands, so that a rare word tells more."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from bulletin.text import content_words
from bulletin.text.words import REMEMBERED

TABLE = Path(__file__).parent / "background.tsv"
ARTICLES_KEY = "articles"
"""The first line of the table: how many articles were counted."""

# Light on purpose: "resigned" and "resigns" are one word here; what is cut too far only costs a little.
_ENDINGS = ("ing", "ed", "es", "s")
_SHORTEST_STEM = 4
_SHORTEST_NUMBER = 3
_PARTS = re.compile(r"[^-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """Document frequencies."""

    articles: int
    holding: Mapping[str, int]
    """Term -> in how many of the articles it stands; a term that is not there is rare."""


@lru_cache(maxsize=REMEMBERED)
def terms(text: str) -> tuple[str, ...]:
    """Give the words that carry the sense, without endings, in order; short numbers are no words."""
    parts = (part for word in content_words(text) for part in _PARTS.findall(word))
    return tuple(_stem(part) for part in parts if _tells(part))


@cache
def background() -> Background:
    """Read the packaged table."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    pairs = (line.split("\t") for line in lines)
    holding = {term: int(count) for term, count in pairs}
    return Background(articles=holding.pop(ARTICLES_KEY), holding=holding)


def _tells(part: str) -> bool:
    return len(part) > 1 and not (part.isdigit() and len(part) < _SHORTEST_NUMBER)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word
