"""Common words: what any voice says right, so that a person need not listen to it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

# Longest first; what a word may have lost before its ending.
_ENDINGS = (
    "'s",
    "ness",
    "ment",
    "less",
    "ing",
    "est",
    "ful",
    "ers",
    "ies",
    "ied",
    "ily",
    "ed",
    "er",
    "es",
    "ly",
    "s",
)
_BEGINNINGS = ("un", "re", "non", "over", "out", "under", "mis")
SHORTEST_STEM = 3
LISTS = ("common.txt", "easy_names.txt")


def is_common(word: str) -> bool:
    """Whether a word, in whatever case, is on the packaged list, by itself or by its stem."""
    common = _common()
    written = word.lower().replace("’", "'")
    return any(
        stem in common or not common.isdisjoint(stems(stem))  # government's: govern
        for stem in stems(written)
    )


def stems(word: str) -> Iterator[str]:
    """The word, then what is left of it without a usual beginning or ending: reopen, open; carried, carry."""
    yield word
    for beginning in _BEGINNINGS:
        if word.startswith(beginning) and len(word) > len(beginning) + SHORTEST_STEM:
            yield word.removeprefix(beginning)
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and (len(stem) >= SHORTEST_STEM or ending == "'s"):
            yield stem
            if ending.startswith("i") and ending != "ing":
                yield f"{stem}y"
            if ending[0] in "ei":
                yield f"{stem}e"
            if len(stem) > SHORTEST_STEM and stem[-1] == stem[-2]:
                yield stem[:-1]


@cache
def _common() -> frozenset[str]:
    folder = files("bulletin.script.speakable") / "data" / "en_gb"
    lines = [line for name in LISTS for line in (folder / name).read_text(encoding="utf-8").splitlines()]
    return frozenset(word for line in lines if not line.startswith("#") for word in line.lower().split())
