"""Summarising: one article under a budget of seconds or words, as the main job would."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from bulletin.clean import clean
from bulletin.errors import NothingFitError, RefusedError
from bulletin.gather import TYPED, Source, gather
from bulletin.model import Article, Story, Voice
from bulletin.script.speakable import speak_text
from bulletin.speak import measure_pace
from bulletin.summarise import SecondsOf, find_summariser, words_of
from bulletin.system.clock import now


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How much may be said, and how it is counted."""

    amount: float
    cost_of: SecondsOf
    seconds_each: float
    """Seconds for one of what is counted."""

    @classmethod
    def of(
        cls,
        *,
        seconds: float | None,
        words: int | None,
        voice: Voice,
        voices: Mapping[str, Voice],
        executor: Executor,
        cache: Path,
    ) -> Budget:
        """Count in seconds at the voice's own pace, or in words at its nominal one."""
        if words is not None:
            return cls(amount=float(words), cost_of=words_of, seconds_each=60.0 / voice.rate_wpm)
        pace = measure_pace(voice, voices=voices, executor=executor, cache=cache)
        return cls(
            amount=seconds or 0.0, cost_of=lambda text: pace.seconds(speak_text(text)), seconds_each=1.0
        )


def keep(article: Article, budget: Budget, *, home: Sequence[str] = ()) -> Story | None:
    """Choose what is said of an article to listeners at home there; None when nothing in it can be spoken."""
    story = find_summariser(home=home).select(article, budget_s=budget.amount, seconds_of=budget.cost_of)
    return story and replace(story, seconds=story.seconds * budget.seconds_each)


def read_articles(address: str, *, executor: Executor) -> tuple[list[Article], int]:
    """
    Read the articles of one source.

    Returns:
        The articles, and how many documents gave none.

    Raises:
        NothingFitError: Not one could be read.
    """
    gathered = gather([Source(address=address, access=TYPED)], executor=executor, now=now())
    articles: list[Article] = []
    reasons = [skip.line for skip in gathered.skipped]
    for document in gathered.documents:
        try:
            articles.append(clean(document))
        except RefusedError as error:
            reasons.append(f"{document.address}: {error}")
    if not articles:
        raise NothingFitError("\n".join(reasons) or f"{address} holds no article.")
    return articles, len(reasons)
