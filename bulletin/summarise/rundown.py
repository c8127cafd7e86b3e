"""The rundown: which articles are told, in what order, and how much time each has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bulletin.model import Article, Rundown, Skipped, Story
from bulletin.summarise.same import told_before
from bulletin.summarise.summariser import SecondsOf, Summariser

# A newsreader gives a story 25 to 40 s; under 15 s there is a headline and nothing more.
_SECONDS_A_STORY = 30.0
_SHORTEST_SHARE_S = 15.0
_MOST_TRIES = 6


def make_rundown(
    articles: Sequence[Article],
    *,
    budget_s: float,
    seconds_of: SecondsOf,
    summariser: Summariser,
    overhead_s: Callable[[Story], float] = lambda _: 0.0,
    seconds_a_story: float = _SECONDS_A_STORY,
) -> Rundown:
    """
    Choose the stories of a bulletin and share its time among them.

    Args:
        articles: In the order of their sources, the station's preferred first.
        budget_s: Time for all stories with what belongs to them; opening and close are the caller's.
        seconds_of: How long the voice takes to say a passage, its pause included.
        summariser: Cuts an article down to its share.
        overhead_s: What a story costs besides its passages: headline, link, separator, pauses.
        seconds_a_story: Time a story has when there are more of them than time.

    Returns:
        The running order, never over the budget; with what was left out and why.
        While there is material, what stays free is less than a sentence.
    """
    ranked = [articles[place] for place in _ranking(articles)]
    repeats = told_before(ranked)
    left_out = [
        _left_out(ranked[place], f"it tells the same as “{_name(ranked[first])}”")
        for place, first in sorted(repeats.items())
    ]
    waiting = [article for place, article in enumerate(ranked) if place not in repeats]
    table = _Table(budget_s=budget_s, seconds_of=seconds_of, summariser=summariser, overhead_s=overhead_s)
    left_out += table.seat(waiting, share_s=_share(budget_s, len(waiting), seconds_a_story))
    table.give_what_is_left()
    return Rundown(stories=tuple(table.placed()), budget_s=budget_s, left_out=tuple(left_out))


def _ranking(articles: Sequence[Article]) -> list[int]:
    """Places, the freshest first; an article without a date goes with the one that stands before it."""
    stamps: list[float] = []
    for article in articles:
        known = article.published.timestamp() if article.published else None
        stamps.append(known if known is not None else stamps[-1] if stamps else float("inf"))
    return sorted(range(len(articles)), key=lambda place: -stamps[place])


def _share(budget_s: float, waiting: int, seconds_a_story: float) -> float:
    """Equal shares for as many stories as the time is good for."""
    stories = max(1, min(waiting, round(budget_s / seconds_a_story)))
    return budget_s / stories


def _left_out(article: Article, why: str) -> Skipped:
    return Skipped(what=_name(article), why=why)


def _name(article: Article) -> str:
    return article.headline or article.url or article.id


class _Table:
    """The stories while time is shared among them; their seconds never add up to more than the budget."""

    def __init__(
        self,
        *,
        budget_s: float,
        seconds_of: SecondsOf,
        summariser: Summariser,
        overhead_s: Callable[[Story], float],
    ) -> None:
        self._left_s = budget_s
        self._seconds_of = seconds_of
        self._summariser = summariser
        self._overhead_s = overhead_s
        self._stories: list[Story] = []

    def placed(self) -> Iterator[Story]:
        """The stories in running order, ranked, each with an id of its own."""
        taken: set[str] = set()
        for rank, story in enumerate(self._stories, start=1):
            own = story.id if story.id and story.id not in taken else f"{story.id or 'story'}-{rank}"
            taken.add(own)
            yield replace(story, id=own, rank=rank)

    def seat(self, articles: Sequence[Article], *, share_s: float) -> list[Skipped]:
        """Give each article in turn its share, until the time that is left is no share any more."""
        left_out = []
        for article in articles:
            if self._stories and self._left_s < min(share_s, _SHORTEST_SHARE_S):
                left_out.append(_left_out(article, "no time was left"))
                continue
            reason = self._seat_one(article, share_s)
            if reason:
                left_out.append(_left_out(article, reason))
        return left_out

    def _seat_one(self, article: Article, share_s: float) -> str | None:
        shortest = self._select(article, budget_s=0.0)
        if shortest is None:
            return "nothing in it can be spoken"
        if self._cost_s(shortest) > self._left_s:
            return "its first paragraph is longer than the time that was left"
        story = self._grown(shortest, cost_s=min(share_s, self._left_s))
        self._stories.append(story)
        self._left_s -= self._cost_s(story)
        return None

    def give_what_is_left(self) -> None:
        """Hand the time that is left to the stories by rank: the lead may grow first."""
        for place, story in enumerate(self._stories):
            longer = self._grown(story, cost_s=self._cost_s(story) + self._left_s)
            self._stories[place] = longer
            self._left_s -= self._cost_s(longer) - self._cost_s(story)

    def _grown(self, story: Story, *, cost_s: float) -> Story:
        """Find the longest form of a story that costs no more than `cost_s` with all that belongs to it."""
        budget_s = cost_s - self._overhead_s(story)
        for _ in range(_MOST_TRIES):
            longer = self._select(story.article, budget_s=budget_s)
            if longer is None or longer.seconds <= story.seconds:
                return story
            too_much_s = self._cost_s(longer) - cost_s
            if too_much_s <= 0:
                return longer
            # What belongs to a story grows with it: pauses, and speakers named again.
            budget_s = min(budget_s, longer.seconds) - too_much_s
        return story

    def _cost_s(self, story: Story) -> float:
        return story.seconds + self._overhead_s(story)

    def _select(self, article: Article, *, budget_s: float) -> Story | None:
        return self._summariser.select(article, budget_s=budget_s, seconds_of=self._seconds_of)
