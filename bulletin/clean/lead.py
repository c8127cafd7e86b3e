"""The lead: the sentence that carries the news comes first, and is never lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bulletin.clean.blocks import WORD, Block
from bulletin.clean.facts import SENTENCE_END
from bulletin.clean.verdict import Verdict, is_prose
from bulletin.clean.wording import unspoken
from bulletin.model import Kind

NAME_OR_NUMBER = re.compile(r"(?<=[a-z,;’'] )[A-Z][\w’'-]+|\d[\d,.]*")
LEAST_WORDS = 7
LEAST_LEAD_WORDS = 15
MOST_LINKS = 0.5
LIKE_DESCRIPTION = 0.8
NOT_THE_STORY = frozenset(
    "caption figure related signup popup comments author hidden share meta nav aside footer advert tags tool "
    "post standfirst table code".split()
)
MOST_WORDS = 70
COMPARED_PARAGRAPHS = 3
# The share of a standfirst's telling words that the first paragraphs say again, from which on it is a repeat.
REPEAT_SHARE = 0.5
# A standfirst that is not the page's description was written for the reader of this page, so it may say more
# of the first paragraphs again: of 12 such lines on the development pages 11 are wanted.
DECK_REPEAT_SHARE = 0.8
# A heading right under the headline that is as long heads nothing: it is a standfirst, whatever it is called.
LEAST_DECK_WORDS = 12
FARTHEST_CALLED = 2  # a date or a byline may stand between
LEAST_SHARED_STEMS = 2
LEAST_BARE_WORDS = 9
BARE = frozenset({"article", "header", "heading"})
LEAST_SHARED = 0.3  # of its telling words, anywhere in the story
# A line that only resembles the page's description is more often the card for sharing than a standfirst.
UNCALLED_REPEAT_SHARE = 0.4
NO_STANDFIRST = frozenset("caption popup hidden nav tags signup comments aside footer".split())
STEM_LETTERS = 6
LITTLE_WORDS = frozenset(
    "the of and to a in is was that for on with as at by from it be are this have had not his her their "
    "has he she they will been were an its but who which after over into more than also would could "
    "about said says new".split()
)


def guard_lead(verdicts: Sequence[Verdict], *, description: str) -> tuple[list[Verdict], str | None]:
    """
    Keep the first paragraph, and put the standfirst before it.

    A sentence under the headline that the page calls its standfirst (or that is the page's own description)
    is kept when it is no repeat of the first paragraphs and shares names, numbers or words with the story. So
    is a paragraph that stands between the headline and what was kept, when its text reads like one.

    Returns:
        The verdicts, and the standfirst if there is one.
    """
    guarded = list(verdicts)
    body = [verdict.block for verdict in guarded if verdict.is_kept and is_prose(verdict.block)]
    if not body:
        return guarded, None
    start = next(at for at, verdict in enumerate(guarded) if verdict.block is body[0])
    top = max((at for at in range(start) if guarded[at].block.tag == "h1"), default=start)
    standfirst = None
    for at in range(start + 1):
        block, verdict = guarded[at].block, guarded[at]
        if not (verdict.is_kept or not verdict.is_firm) or block.link_share > MOST_LINKS:
            continue
        rest = [other for other in body if other is not block]
        most = _most_repeated(block, description, under=at - top)
        is_first = standfirst is None or most == DECK_REPEAT_SHARE
        is_vouched = at > top and (
            _is_vouched(block, description, under=at - top)
            or _is_called_so(block, rest, description, under=at - top)
        )
        if is_first and is_standfirst(block.text, rest, most=most, is_vouched=is_vouched):
            standfirst = standfirst or block.text
            guarded[at] = Verdict(block=replace(block, kind=Kind.PARAGRAPH))  # a heading would not be spoken
        elif at > top and is_first_paragraph(block) and not _is_summary(block, rest, description):
            guarded[at] = Verdict(block=block)
    return guarded, standfirst


def is_first_paragraph(block: Block) -> bool:
    """Tell whether a block under the headline reads like the start of the story."""
    is_sentence = len(block.words) >= LEAST_LEAD_WORDS and SENTENCE_END.search(block.text) is not None
    return (
        is_sentence
        and is_prose(block)
        and NOT_THE_STORY.isdisjoint(block.called)
        and not unspoken(block.text)
    )


def _most_repeated(block: Block, description: str, *, under: int) -> float:
    """
    Tell which share of a block may be said again if it is the standfirst; 0 where it cannot be one.

    Args:
        under: How many blocks under the headline it stands; 0 or less where it does not.
    """
    is_description = _likeness(block.text, description) > LIKE_DESCRIPTION
    is_deck = block.kind is Kind.HEADING and under == 1 and len(block.words) >= LEAST_DECK_WORDS
    # Under a headline without a description a line in no place of its own is a standfirst, though no heading.
    is_bare = block.kind is Kind.PARAGRAPH and under == 1 and not description and block.called <= BARE
    is_deck = is_deck or (is_bare and len(block.words) >= LEAST_BARE_WORDS)
    if "standfirst" not in block.called and (is_description or not is_deck):
        return UNCALLED_REPEAT_SHARE if is_description else 0.0
    if not NO_STANDFIRST.isdisjoint(block.called):
        return 0.0
    return DECK_REPEAT_SHARE if under > 0 and not is_description else REPEAT_SHARE


def _is_vouched(block: Block, description: str, *, under: int) -> bool:
    """Tell a line that both its place and the page's description call what the story is about."""
    if under == 1 and _likeness(block.text, description) == 1.0:
        return True
    is_sentence = SENTENCE_END.search(block.text) is not None and len(block.words) >= LEAST_DECK_WORDS
    return (
        is_sentence and "standfirst" in block.called and _likeness(block.text, description) > LIKE_DESCRIPTION
    )


def _is_called_so(block: Block, body: Sequence[Block], description: str, *, under: int) -> bool:
    """Tell what a page without a description calls its standfirst, under the headline, by words in common."""
    if description or "standfirst" not in block.called or under > FARTHEST_CALLED:
        return False
    is_sentence = SENTENCE_END.search(block.text) is not None and len(block.words) >= LEAST_DECK_WORDS
    shared = _stems(block.words) & _stems([word for other in body for word in other.words])
    return len(shared) >= (1 if is_sentence else LEAST_SHARED_STEMS)


def _is_summary(block: Block, body: Sequence[Block], description: str) -> bool:
    """Tell the page's description, set above a story that begins by saying the same."""
    is_description = _likeness(block.text, description) > LIKE_DESCRIPTION
    return is_description and _said_again(block.text, body) >= UNCALLED_REPEAT_SHARE


def _said_again(text: str, body: Sequence[Block]) -> float:
    """Tell which share of a line's telling words the first paragraphs have, 0 to 1."""
    stems = _stems(WORD.findall(text.casefold()))
    early = _stems([word for block in body[:COMPARED_PARAGRAPHS] for word in block.words])
    return len(stems & early) / len(stems) if stems else 1.0


def is_standfirst(
    text: str, body: Sequence[Block], *, most: float = REPEAT_SHARE, is_vouched: bool = False
) -> bool:
    """
    Tell whether a line is a sentence of this story that its first paragraphs do not say again.

    One that is vouched for need share nothing with a body that goes on where it stops.
    """
    words = WORD.findall(text.casefold())
    if not LEAST_WORDS <= len(words) <= MOST_WORDS or text.endswith(("…", "...")) or unspoken(text):
        return False
    if _said_again(text, body) >= most:
        return False
    if is_vouched:
        return True
    told = " ".join(block.text for block in body)
    stems = _stems(words)
    if most >= REPEAT_SHARE and len(stems & _stems(WORD.findall(told.casefold()))) >= LEAST_SHARED * len(
        stems
    ):
        return True
    return any(mark in told for mark in NAME_OR_NUMBER.findall(text)) or _shares_words(words, told)


def _stems(words: Sequence[str]) -> set[str]:
    """Give the beginnings of the telling words, so that "strike" and "strikes" are one."""
    return {word[:STEM_LETTERS] for word in words if len(word) > 2 and word not in LITTLE_WORDS}


def _shares_words(words: Sequence[str], told: str) -> bool:
    """Tell whether half of the longer words stand in the story."""
    long = {word for word in words if len(word) > 5}
    said = set(WORD.findall(told.casefold()))
    return bool(long) and len(long & said) >= len(long) / 2


def _likeness(one: str, other: str) -> float:
    first, second = set(WORD.findall(one.casefold())), set(WORD.findall(other.casefold()))
    return len(first & second) / len(first | second) if first and second else 0.0
