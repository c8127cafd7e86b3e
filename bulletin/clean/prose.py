"""Prose: a second look for the story, by where a page's sentences lie, in case the finder stopped short."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bulletin.clean.blocks import Block
from bulletin.clean.facts import LONG_WORDS, MOST_OF_STORY, SENTENCE_END
from bulletin.model import Kind

# An element that is called so holds sentences as well, but never the story's.
ELSEWHERE = frozenset(
    "advert aside author caption code comments footer hidden nav poll popup post related share signup "
    "standfirst table tags".split()
)
MOST_LINKED = 0.35
LONG_LINE = 20  # as many words are a sentence, even without a stop
LINE_SHARE = 0.3
TEASER_REACH = 2
TEASER_LINKED, TEASER_WORDS = 0.8, 3
# The finder is believed where it kept as much of what the element with most of the page's prose holds. On 297
# development pages it kept less on six, and on each of these the rest was the story's (wide set's F1, held
# out: 0.943 -> 0.951); from 0.5 to 0.95 the answer is the same on all but one.
ENOUGH = 0.8
LEAST_PROSE = 100
LEAST_LOST_PROSE = 40  # where the finder kept a teaser instead: a short story among a page builder's widgets


def widened(
    blocks: Sequence[Block], chosen: Sequence[float], places: Mapping[int, frozenset[str]]
) -> list[float]:
    """
    Add to what the finder chose the prose around it, where it chose little of that.

    Args:
        blocks: In reading order.
        chosen: For each block the share of its words that the finder kept, 0 to 1.
        places: What each element is called.

    Returns:
        The shares, 0 to 1, raised or as they were.
    """
    prose = prose_shares(blocks, places)
    main = _main(blocks, prose)
    inside = [share if main in block.holders else 0.0 for block, share in zip(blocks, prose, strict=True)]
    there, kept = (
        sum(share * len(block.words) for block, share in zip(blocks, shares, strict=True))
        for shares in (inside, chosen)
    )
    is_lost = any(chosen) and not any(
        share for block, share in zip(blocks, chosen, strict=True) if main in block.holders
    )
    if there < (LEAST_LOST_PROSE if is_lost else LEAST_PROSE) or kept >= ENOUGH * there:
        return list(chosen)
    return [max(pair) for pair in zip(chosen, inside, strict=True)]


def prose_shares(blocks: Sequence[Block], places: Mapping[int, frozenset[str]]) -> list[float]:
    """Tell how much each block looks like a story's sentence, 0 to 1."""
    others = {holder for holder, called in places.items() if not ELSEWHERE.isdisjoint(called)}
    return [
        0.0 if not others.isdisjoint(block.holders) or _is_teaser(blocks, at) else _prose_share(block)
        for at, block in enumerate(blocks)
    ]


def _prose_share(block: Block) -> float:
    size = len(block.words)
    if size < LONG_WORDS or block.link_share > MOST_LINKED or block.kind in (Kind.HEADING, Kind.ROW):
        return 0.0
    if not ELSEWHERE.isdisjoint(block.places):
        return 0.0
    return 1.0 if size >= LONG_LINE or SENTENCE_END.search(block.text) else LINE_SHARE


def _is_teaser(blocks: Sequence[Block], at: int) -> bool:
    """Whether a heading that is a link stands right before: what follows tells of that other page."""
    return any(
        block.kind is Kind.HEADING and block.link_share > TEASER_LINKED and len(block.words) >= TEASER_WORDS
        for block in blocks[max(at - TEASER_REACH, 0) : at]
    )


def _main(blocks: Sequence[Block], prose: Sequence[float]) -> int:
    """Find the innermost element that holds most of the prose; 0 where there is none."""
    held: defaultdict[int, float] = defaultdict(float)
    for block, share in zip(blocks, prose, strict=True):
        if share:
            for holder in block.holders:
                held[holder] += share * len(block.words)
    whole = sum(share * len(block.words) for block, share in zip(blocks, prose, strict=True))
    return max((holder for holder, words in held.items() if words >= MOST_OF_STORY * whole), default=0)
