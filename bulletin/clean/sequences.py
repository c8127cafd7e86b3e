"""Sequences: what is left out for what stands before, around or after it, judged over all the verdicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from bulletin.clean.boxes import close_guides, close_labels
from bulletin.clean.verdict import Verdict, is_heading, is_prose
from bulletin.clean.wording import unspoken
from bulletin.model import Kind

SOURCES = "sources"
TAIL_SHARE = 0.75
MOST_LINKED = 0.9

# Headings after which nothing more belongs to the story, until the next heading.
ASIDE_HEADINGS = frozenset({"about the writer", SOURCES})


def close_asides(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Leave out, towards the end, what stands under a heading that was itself left out ("About the firm")."""
    closed = list(verdicts)
    prose = sum(len(verdict.block.words) for verdict in closed if verdict.is_kept)
    so_far, under = 0, None
    for at, verdict in enumerate(closed):
        if is_heading(verdict.block) or verdict.block.tag == "summary":
            under = verdict.block.text if _heads_aside(verdict) else None
        elif verdict.is_kept and under is not None and so_far >= TAIL_SHARE * prose:
            closed[at] = Verdict(block=verdict.block, rule=f"under the heading {under!r}")
        so_far += len(verdict.block.words) if verdict.is_kept else 0
    return closed


def _heads_aside(verdict: Verdict) -> bool:
    """Whether a heading was left out for what it says, or would have been."""
    is_out = verdict.rule is not None
    return verdict.rule in ASIDE_HEADINGS or (
        is_out and unspoken(verdict.block.text, is_tail=True) in ASIDE_HEADINGS
    )


# What asks the reader for something, or leads elsewhere.
ASKING = frozenset({"sign-up", "reader contact", "related link", "share or follow"})
LEAST_ASKING, LEAST_ASKING_SHARE = 2, 1 / 3


def close_asking_lists(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Leave out what is left of a list of which much asks the reader for something."""
    lists: defaultdict[int, list[int]] = defaultdict(list)
    for at, verdict in enumerate(verdicts):
        if verdict.block.kind is Kind.ITEM and len(verdict.block.holders) > 1:
            lists[verdict.block.holders[-2]].append(at)
    closed = list(verdicts)
    for places in lists.values():
        asking = [at for at in places if closed[at].rule in ASKING]
        if len(asking) >= max(LEAST_ASKING, LEAST_ASKING_SHARE * len(places)):
            for at in places:
                if closed[at].is_kept:
                    closed[at] = Verdict(block=closed[at].block, rule="in a list that asks for something")
    return closed


def close_announced_links(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Leave out the links right under a line that announces other stories ("Read more:"), bold or not."""
    closed = list(verdicts)
    is_under = False
    for at, verdict in enumerate(closed):
        size = len(verdict.block.words)
        if verdict.rule == "related link" and size <= LONGEST_INTRODUCTION:
            is_under = True
        elif verdict.is_kept and is_under and verdict.block.link_share > MOST_LINKED:
            closed[at] = Verdict(block=verdict.block, rule="under a line of other stories")
        elif verdict.is_kept:
            is_under = False
    return closed


NO_TEASER_ENDS = tuple('.!?:…"”’')
LEAST_TEASER_WORDS = 5


def close_linked_lines(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Leave out another story's headline between two paragraphs: a line that is one link and no sentence."""
    return [
        Verdict(block=verdict.block, rule="another story's headline")
        if verdict.is_kept
        and verdict.block.kind is Kind.PARAGRAPH
        and verdict.block.link_share > MOST_LINKED
        and len(verdict.block.words) >= LEAST_TEASER_WORDS
        and not verdict.block.text.endswith(NO_TEASER_ENDS)
        else verdict
        for verdict in verdicts
    ]


BOXES = frozenset({"advert", "aside", "factbox", "related", "share", "signup"})


def close_empty_boxes(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Leave out the heading of a box of which nothing else is left ("Our favourite bird boxes", "£14.99")."""
    rest: defaultdict[int, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        for holder in verdict.block.holders:
            rest[holder].append(verdict)
    closed = list(verdicts)
    for at, verdict in enumerate(closed):
        block = verdict.block
        if verdict.is_kept and block.kind is Kind.HEADING and not BOXES.isdisjoint(block.called):
            others = [other for other in rest[block.holders[-2]] if other is not verdict]
            if others and not any(other.is_kept for other in others):
                closed[at] = Verdict(block=block, rule="heading of nothing")
    return closed


def close_related(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """
    Leave out what stands under a heading of other stories ("You may also like"), deeper or higher than this.

    It ends where the story goes on: under a heading that is no link, or in elements as deep as those before.
    """
    closed = list(verdicts)
    depths: set[int] = set()
    is_under = False
    for at, verdict in enumerate(closed):
        depth = len(verdict.block.holders)
        if _announces_others(verdict):
            is_under = bool(depths)
        elif verdict.is_kept and _heads_on(verdict):
            is_under = False
        elif verdict.is_kept and is_under and depth not in depths:
            closed[at] = Verdict(block=verdict.block, rule="under a heading of other stories")
        elif verdict.is_kept and is_prose(verdict.block):
            depths.add(depth)
            is_under = False
    return closed


def _heads_on(verdict: Verdict) -> bool:
    """Whether the story goes on under a heading: it is no link, and stands in no place of other stories."""
    block = verdict.block
    return is_heading(block) and block.link_share <= MOST_LINKED and "related" not in block.called


def _announces_others(verdict: Verdict) -> bool:
    """Whether a block that was left out, by whatever rule, heads other stories."""
    is_out = not verdict.is_kept and is_heading(verdict.block)
    return is_out and unspoken(verdict.block.text) == "related link"


def close_sections(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Leave out headings of which everything below was left out."""
    closed = list(verdicts)
    below = "nothing"  # "kept" or "dropped": what stands between here and the next heading
    for at in range(len(closed) - 1, -1, -1):
        verdict = closed[at]
        if verdict.block.kind is not Kind.HEADING:
            below = "kept" if verdict.is_kept else ("dropped" if below == "nothing" else below)
        elif verdict.is_kept:
            if below == "dropped":
                closed[at] = Verdict(block=verdict.block, rule="heading of nothing")
            else:
                below = "nothing"
    return closed


LONGEST_INTRODUCTION = 10


def close_introductions(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Leave out a line that introduces a list of which nothing is left ("In this guide:")."""
    closed = list(verdicts)
    for at, verdict in enumerate(closed[:-1]):
        block = verdict.block
        is_line = verdict.is_kept and block.text.endswith(":") and len(block.words) <= LONGEST_INTRODUCTION
        if not is_line or not _is_dropped_item(closed[at + 1]):
            continue
        after = next((later for later in closed[at + 2 :] if not _is_dropped_item(later)), None)
        if after is None or after.block.kind is not Kind.ITEM:
            closed[at] = Verdict(block=block, rule="introduces nothing")
    return closed


def _is_dropped_item(verdict: Verdict) -> bool:
    return verdict.block.kind is Kind.ITEM and not verdict.is_kept


def cut_tail(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Leave out headings, bare links and short lines that announce something after the last sentence."""
    cut = list(verdicts)
    for at in range(len(cut) - 1, -1, -1):
        verdict = cut[at]
        if not verdict.is_kept:
            continue
        block = verdict.block
        is_announcing = block.text.endswith(":") and len(block.words) <= LONGEST_INTRODUCTION
        if block.kind is not Kind.HEADING and block.link_share < MOST_LINKED and not is_announcing:
            break
        cut[at] = Verdict(block=block, rule="after the story")
    return cut


SEQUENCE_RULES: tuple[Callable[[Sequence[Verdict]], list[Verdict]], ...] = (
    close_guides,
    close_labels,
    close_asides,
    close_asking_lists,
    close_related,
    close_announced_links,
    close_empty_boxes,
    close_introductions,
    close_sections,
    cut_tail,
    close_linked_lines,
)
