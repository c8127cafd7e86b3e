"""Boxes: what is left out for the first line of its box, which says what the box is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bulletin.clean.verdict import Verdict
from bulletin.model import Kind

# What opens when it is clicked and calls itself so stands beside the story; an accordion of a council has its
# questions there instead, and they are the story.
GUIDE = re.compile(
    r"\W*(?:quick guide|fact ?(?:box|file|check)|at a glance|explainer|profile|timeline|q ?(?:&|and) ?a"
    r"|what we know|background)\W*$",
    re.IGNORECASE,
)
DURATION = re.compile(r"\W*(?:\d{1,2}:)?\d{1,2}:\d\d\W*$")
LONGEST_TITLE = 15
# "84%", and under it "of children were less afraid": a figure in large, told in the story too.
FIGURE = re.compile(r"\W*[£$€]?\d[\d,.]*\s?(?:%|m|bn|k)?\W*$", re.IGNORECASE)


def close_guides(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Leave out what unfolds under "Quick guide"."""
    opened = {
        verdict.block.holders[-2]
        for verdict in verdicts
        if verdict.block.tag == "summary"
        and len(verdict.block.holders) > 1
        and GUIDE.match(verdict.block.text)
    }
    if not opened:
        return list(verdicts)
    return [
        Verdict(block=verdict.block, rule="in a guide beside the story")
        if verdict.is_kept and not opened.isdisjoint(verdict.block.holders)
        else verdict
        for verdict in verdicts
    ]


def close_labels(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Leave out the title of a video, under its length, and what a figure in large is a share of."""
    closed = list(verdicts)
    for at, (before, verdict) in enumerate(pairwise(verdicts), 1):
        rule = _label(before, verdict) if verdict.is_kept and before.rule == "no words" else None
        if rule is not None:
            closed[at] = Verdict(block=verdict.block, rule=rule)
    return closed


def _label(before: Verdict, verdict: Verdict) -> str | None:
    block = verdict.block
    is_short = block.kind is Kind.PARAGRAPH and len(block.words) <= LONGEST_TITLE
    # The figure may stand one element deeper than what it belongs to.
    if not is_short or not set(block.holders[:-1]) <= set(before.block.holders):
        return None
    if "figure" in block.called and DURATION.match(before.block.text):
        return "title of a video"
    return "under a figure in large" if block.text[0].islower() and FIGURE.match(before.block.text) else None
