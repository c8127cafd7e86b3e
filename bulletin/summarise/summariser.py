"""The seam: anything that cuts an article down to a story under a time budget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Protocol

from bulletin.errors import MisuseError
from bulletin.model import Article, Story
from bulletin.system.packages import added

SecondsOf = Callable[[str], float]
"""How long the voice takes to say a text, the pause after it included; more words never take less."""

BUILT_IN = {"lead": "bulletin.summarise.lead:LeadSummariser"}
ENTRY_POINTS = "bulletin.summarisers"


class Summariser(Protocol):
    """Cuts articles down to what we will say."""

    def select(self, article: Article, *, budget_s: float, seconds_of: SecondsOf) -> Story | None:
        """
        Choose what is said of an article.

        Args:
            article: What was extracted.
            budget_s: Time for the passages, without headline and links; any unit will do, as long as
                `seconds_of` counts in the same one.
            seconds_of: Asked once for each passage.

        Returns:
            A story no longer than the budget, but for one whose opening alone is longer; None where nothing
            in the article can be spoken.
        """
        ...


def words_of(text: str) -> float:
    """Count words instead of seconds, as `--words` does."""
    return float(len(text.split()))


def find_summariser(name: str = "lead", *, home: Sequence[str] = ()) -> Summariser:
    """
    Open a summariser by name: a built-in one, or one that a package adds under `bulletin.summarisers`.

    Args:
        name: Of the summariser.
        home: Words that tell where the listeners are: trust, place, villages; every summariser takes them.

    Raises:
        MisuseError: No summariser has this name.
    """
    if name in BUILT_IN:
        module, _, attribute = BUILT_IN[name].partition(":")
        found = getattr(import_module(module), attribute)
    else:
        points = added(ENTRY_POINTS)
        if name not in points:
            known = ", ".join(sorted({*BUILT_IN, *points}))
            raise MisuseError(f"There is no summariser called {name!r}. Choose one of: {known}.")
        found = points[name].load()
    summariser: Summariser = found(home=tuple(home))
    return summariser
