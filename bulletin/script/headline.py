"""Headlines: which of them a newsreader can say."""

from __future__ import annotations

import re

from bulletin.text import content_words

_LABELS_AND_MARKS = re.compile(
    r"[:|–—/\[\]{}<>#@*_=~^\\\"“”?!;…]|\.\.\.|\s-\s|(?<!\w)['‘]|['’](?!\w)|https?|www\."
)
# "(PHOTOS, VIDEO)": what the page has to show.
_LABEL_AT_THE_END = re.compile(
    r"\s*\((?:(?:with |and |& )?"
    r"(?:photos?|videos?|pictures|pics|gallery|audio|map|poll|watch|updated?|live)[,+/ ]*)+\)$",
    re.IGNORECASE,
)
_FEWEST_WORDS, _MOST_WORDS = 4, 16
# A headline that comes again by half is heard as a plain repeat.
_REPEATS = 0.5
# Before an opening that was heard already it may repeat more: the story then begins in other words.
_REPEATS_AGAIN = 0.75
_MOST_CAPITALS = 0.7


def spoken_headline(headline: str, opening: str, *, is_change: bool = False) -> str | None:
    """
    Make a sentence of a headline; None where it would only repeat, or cannot be said.

    Args:
        headline: As the article has it.
        opening: The first passage that follows it.
        is_change: Whether the story began with that opening before, and not with the headline.

    Labels, questions and quoted scraps ("LIVE:", "'Shambles' at hospital") are for the eye: left out.
    """
    text = _LABEL_AT_THE_END.sub("", " ".join(headline.split())).rstrip(" .")
    words = text.split()
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS or _LABELS_AND_MARKS.search(text):
        return None
    most = _REPEATS_AGAIN if is_change else _REPEATS
    if _is_in_capitals(words) or _share_heard(text, opening) >= most:
        return None
    return text[:1].upper() + text[1:] + "."


def is_told(headline: str, story: str) -> bool:
    """Whether a story tells most of its headline, so that nobody misses it."""
    return _share_heard(headline, story) >= _REPEATS


def _is_in_capitals(words: list[str]) -> bool:
    """ALL CAPITALS or Title Case All Through: the number rules would spell or misread it."""
    lettered = [word for word in words if word[:1].isalpha() and len(word) > 3]
    return bool(lettered) and sum(word[0].isupper() for word in lettered) > _MOST_CAPITALS * len(lettered)


def _share_heard(headline: str, opening: str) -> float:
    heard = {_stem(word) for word in content_words(opening)}
    said = [_stem(word) for word in content_words(headline)]
    return sum(word in heard for word in said) / len(said) if said else 1.0


def _stem(word: str) -> str:
    """Close enough to see that "closes" repeats "closing"."""
    return word[:5]
