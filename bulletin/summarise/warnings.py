"""Half a warning is worse than none: what stops travels with what goes on, or what to do instead."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bulletin.text import content_words

_TABLE = Path(__file__).parent / "data" / "warnings.toml"
_FEWEST_LETTERS = 4
# One shared word is chance, two are a subject: "emergency care".
_SAME_SUBJECT = 2
# A remedy that the writer put further down belongs to something else.
_FARTHEST = 6


def remedies(texts: Sequence[str]) -> list[tuple[int, int]]:
    """
    Pair each warning with the later text that says what goes on all the same.

    Args:
        texts: One article's, in order. Words of the first, which say what the story is about, tie nothing.

    Returns:
        (place of the warning, place of its remedy); a warning without one is not among them.
    """
    subjects = [{word for word in content_words(text) if len(word) >= _FEWEST_LETTERS} for text in texts]
    topic = subjects[0] if subjects else set()
    found = []
    for place, text in enumerate(texts):
        later = range(place + 1, min(place + 1 + _FARTHEST, len(texts)))
        if _pattern("diverts").search(text):
            found += [(place, at) for at in later if _pattern("emergency").search(texts[at])][:1]
        if _pattern("stops").search(text):
            own = subjects[place] - (topic if place else set())
            shared = {at: len(own & subjects[at]) for at in later if _pattern("goes_on").search(texts[at])}
            best = max(shared, key=shared.__getitem__, default=None)
            found += [(place, best)] if best is not None and shared[best] >= _SAME_SUBJECT else []
    return found


@cache
def _pattern(name: str) -> re.Pattern[str]:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return re.compile(rf"\b(?:{'|'.join(table[name])})\b", re.IGNORECASE)
