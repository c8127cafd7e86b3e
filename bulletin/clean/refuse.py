"""Refusals: what is no article, and is never read."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.clean.about import About
from bulletin.clean.judge import Verdict, is_prose
from bulletin.errors import RefusedError

LEAST_WORDS = 25


def check(verdicts: Sequence[Verdict], *, headline: str, about: About | None = None) -> None:
    """
    Refuse what is no article.

    Raises:
        RefusedError: Says what it is instead.
    """
    prose = sum(
        len(verdict.block.words) for verdict in verdicts if verdict.is_kept and is_prose(verdict.block)
    )
    if prose < LEAST_WORDS:
        raise RefusedError(f"It holds no article: {prose} words of prose, and {LEAST_WORDS} are the least.")
