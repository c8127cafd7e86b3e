"""The opening: where the news begins, when a writer keeps the reader waiting for it."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.summarise.events.background import terms

# A feature's first lines set a scene; the news is told by the third paragraph or fourth, or never.
_FARTHEST = 4
_TEASES, _TELLS = 0.2, 0.4
_FEWEST_TERMS = 3


def first_place(texts: Sequence[str], able: Sequence[int], *, headline: str) -> int:
    """
    Find the unit that a story opens with.

    Args:
        texts: The units of the article.
        able: Places of units that can be said; at least one.
        headline: What the news is, in other words; without one nothing is passed over.

    Returns:
        The first of `able`; where that holds next to none of the headline's words, the one near it that does.
    """
    wanted = set(terms(headline))
    first, near = able[0], [place for place in able if place < _FARTHEST]
    if len(wanted) < _FEWEST_TERMS or first not in near:
        return first
    shares = {place: len(wanted & set(terms(texts[place]))) / len(wanted) for place in near}
    best = max(shares, key=lambda place: (shares[place], -place))
    return best if shares[first] <= _TEASES and shares[best] >= _TELLS else first
