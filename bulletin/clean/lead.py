"""The lead: the sentence that carries the news comes first, and is never lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bulletin.clean.blocks import WORD, Block
from bulletin.clean.judge import Verdict, is_prose
from bulletin.clean.wording import unspoken

NAME_OR_NUMBER = re.compile(r"(?<=[a-z,;’'] )[A-Z][\w’'-]+|\d[\d,.]*")
LEAST_WORDS = 7
MOST_WORDS = 70
REPEAT_SHARE = 0.6  # of the standfirst's words in one of the first paragraphs: then it says nothing new
COMPARED_PARAGRAPHS = 3


def guard_lead(verdicts: Sequence[Verdict], *, description: str) -> tuple[list[Verdict], str | None]:
    """
    Put the standfirst in its place.

    A sentence under the headline that the page calls its standfirst (or that is the page's own description) is
    kept when it is no repeat of the first paragraphs and shares a name or a number with the story.

    Returns:
        The verdicts, and the standfirst if there is one.
    """
    guarded = list(verdicts)
    body = [verdict.block for verdict in guarded if verdict.is_kept and is_prose(verdict.block)]
    if not body:
        return guarded, None
    start = next(at for at, verdict in enumerate(guarded) if verdict.block is body[0])
    for at in range(start + 1):
        block = guarded[at].block
        is_called_so = "standfirst" in block.called or _likeness(block.text, description) > 0.8
        rest = [other for other in body if other is not block]
        if (
            is_called_so
            and (guarded[at].is_kept or not guarded[at].is_firm)
            and is_standfirst(block.text, rest)
        ):
            guarded[at] = Verdict(block=block)
            return guarded, block.text
    return guarded, None


def is_standfirst(text: str, body: Sequence[Block]) -> bool:
    """Tell whether a line is a sentence of this story that its first paragraphs do not say again."""
    words = WORD.findall(text.casefold())
    if not LEAST_WORDS <= len(words) <= MOST_WORDS or text.endswith(("…", "...")) or unspoken(text):
        return False
    for block in body[:COMPARED_PARAGRAPHS]:
        if sum(word in set(block.words) for word in words) > REPEAT_SHARE * len(words) and _runs_shared(
            words, block.words
        ):
            return False
    told = " ".join(block.text for block in body)
    return any(mark in told for mark in NAME_OR_NUMBER.findall(text)) or _shares_words(words, told)


def _runs_shared(words: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether a third of the runs of three words are the same."""
    runs = {tuple(words[at : at + 3]) for at in range(len(words) - 2)}
    theirs = {tuple(others[at : at + 3]) for at in range(len(others) - 2)}
    return bool(runs) and len(runs & theirs) >= len(runs) / 3


def _shares_words(words: Sequence[str], told: str) -> bool:
    """Tell whether half of the longer words stand in the story."""
    long = {word for word in words if len(word) > 5}
    said = set(WORD.findall(told.casefold()))
    return bool(long) and len(long & said) >= len(long) / 2


def _likeness(one: str, other: str) -> float:
    first, second = set(WORD.findall(one.casefold())), set(WORD.findall(other.casefold()))
    return len(first & second) / len(first | second) if first and second else 0.0
