"""Personal: what somebody tells of himself. A newsreader's "I" would be the newsreader."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bulletin.text.patterns import later
from bulletin.text.quotations import leaves_open, outside

# A small word follows: "I'm A Celebrity", "My Fair Lady" and "George I" are names.
_SELF = later(r"(?<![\w’'-])(?:I(?:['’](?:m|ve|d|ll))?|[Mm]y|me|myself)(?= [a-z])")
_NUMBERED = later(r"[A-Z][\w’'-]+ $")
"""In front of an I that counts kings and wars."""
_OPENING = 3
_MOST = 0.2
PERSONAL = "it is written in the first person, and a newsreader is not its writer"


def is_personal(text: str, *, before: str = "") -> bool:
    """Whether a paragraph says "I" in its writer's own words; one that goes on with a quotation does not."""
    if leaves_open(before):
        return False
    own = outside(text)
    return any(
        found[0] != "I" or not _NUMBERED.search(own, 0, found.start()) for found in _SELF.finditer(own)
    )


def personal_places(texts: Sequence[str]) -> frozenset[int]:
    """Places of the paragraphs that do."""
    pairs = pairwise(("", *texts))
    return frozenset(place for place, (before, text) in enumerate(pairs) if is_personal(text, before=before))


def is_column(texts: Sequence[str]) -> bool:
    """Whether an article is somebody's own story or opinion: it opens so, or a fifth of it is so."""
    places = personal_places(texts)
    return len(places) > 1 and (min(places) < _OPENING or len(places) >= _MOST * len(texts))
