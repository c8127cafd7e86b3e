"""Personal: what somebody tells of himself, or says in turn with others, is nothing for one newsreader."""

from __future__ import annotations

from collections import Counter
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

_LABEL = later(r"(?P<who>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3})(?:, [A-Z][A-Z ]+)?:(?: |$)")
"""SHAPIRO: What can you tell us?"""
_FEWEST_LABELS = 4
_NOBODY = frozenset(
    """
    BREAKING UPDATE UPDATED NEWS WEATHER TRAVEL SPORT NOTICE LATEST LIVE HOSPITAL WARD CLINIC CENTRE SURGERY
    ROAD STREET LEAGUE DIVISION CUP MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY TODAY TOMORROW
    MORNING AFTERNOON EVENING
    """.split()
)
TRANSCRIPT = "it is a transcript, and a newsreader is not the two who talk in it"


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


def labelled_places(texts: Sequence[str]) -> frozenset[int]:
    """
    Places of the paragraphs of a transcript that begin with who speaks; none in what is no transcript.

    Two who talk come again and again, each by a surname; a list of hospitals, days or updates does not.
    """
    labels = [(place, label["who"]) for place, text in enumerate(texts) if (label := _LABEL.match(text))]
    times = Counter(who.split()[-1] for _, who in labels if who.split()[-1] not in _NOBODY)
    talk = [name for name, count in times.items() if count > 1]
    is_transcript = len(talk) > 1 and sum(times[name] for name in talk) >= _FEWEST_LABELS
    return frozenset(place for place, _ in labels) if is_transcript else frozenset()


def why_not_read(texts: Sequence[str], *, is_own: bool) -> str:
    """
    Tell why an article is nothing for a newsreader: somebody's column, or a transcript.

    Args:
        texts: Its paragraphs.
        is_own: The station has written it itself, and may say "I".

    Returns:
        The reason; empty where it can be read.
    """
    if labelled_places(texts):
        return TRANSCRIPT
    return PERSONAL if not is_own and is_column(texts) else ""
