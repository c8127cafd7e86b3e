"""Who is heard in a story, and who speaks in the article and is not: what a person checks a dispute for."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from bulletin.summarise.sides import parties, who_speaks
from bulletin.text.quotations import NAME, outside, speaker

_NOBODY = re.compile(r"(?:he|she|it|they)\b|the \S*\d+\S*$|(?:its|their|his|her)\b", re.IGNORECASE)
_LEADS_IN = re.compile(r"(?:But|And|However|Meanwhile|Yet),? |.*, (?=the [a-z]+ [a-z]+$)")
_MOST_WORDS = 7


def speakers(texts: Sequence[str], kept: Set[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """
    Name the parties that speak in an article.

    Args:
        texts: Its units.
        kept: Places of those that are said.

    Returns:
        Who is heard and who is not, each as first named, in order; a body and its officers are one party.
    """
    party_at = parties(texts)
    called: dict[int, str] = {}
    for text, party in zip(texts, party_at, strict=True):
        who = _short(text) if party is not None else ""
        if party is not None and who:
            called.setdefault(party, who)
    heard = {party for place, party in enumerate(party_at) if place in kept}
    return (
        tuple(name for party, name in called.items() if party in heard),
        tuple(name for party, name in called.items() if party not in heard),
    )


def _short(text: str) -> str:
    """The name where there is one, else the words: "Rosa Fenwick", "A spokesman for the trust"."""
    who = _LEADS_IN.sub("", speaker(outside(text)) or who_speaks(text) or "")
    named = NAME.findall(who)
    if named and who.endswith(named[-1]):
        return re.sub(r"[’']s$", "", named[-1])
    return who if len(who.split()) <= _MOST_WORDS and not _NOBODY.match(who) else ""
