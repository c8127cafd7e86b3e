"""The main block: where the story stands on a page, as trafilatura finds it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bulletin.clean.blocks import WORD, Block

if TYPE_CHECKING:
    from lxml.html import HtmlElement

RUN_WORDS = 4  # the yardstick's own measure of "the same words"


def main_text(root: HtmlElement, *, address: str) -> str:
    """
    Find the text of the story; empty where there seems to be none.

    `favor_precision` beats the other modes as a vote too: on 297 development pages F1 of the whole is 0.02
    lower with `fast`, and 0.004 lower with the balanced mode.
    """
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it complains about pages, not to the user
    from trafilatura import bare_extraction

    found = bare_extraction(root, url=address or None, favor_precision=True, include_comments=False)
    return str(getattr(found, "text", None) or "")


def chosen_shares(blocks: Sequence[Block], text: str) -> list[float]:
    """
    Tell for each block which share of its words the finder kept, 0 to 1.

    A block under 5 words counts only when it is a line of its own there: such words stand in any menu.
    """
    lines = [tuple(WORD.findall(line.casefold())) for line in text.splitlines()]
    words = [word for line in lines for word in line]
    runs = set(zip(*(words[at:] for at in range(RUN_WORDS)), strict=False))
    whole = set(lines)
    return [_share(block.words, whole, runs) for block in blocks]


def _share(words: tuple[str, ...], whole: set[tuple[str, ...]], runs: set[tuple[str, ...]]) -> float:
    if words in whole:
        return 1.0
    if len(words) <= RUN_WORDS:
        return 0.0
    kept = [False] * len(words)
    for at in range(len(words) - RUN_WORDS + 1):
        if words[at : at + RUN_WORDS] in runs:
            kept[at : at + RUN_WORDS] = [True] * RUN_WORDS
    return sum(kept) / len(words)
