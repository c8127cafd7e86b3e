"""The rundown: which articles are told, in what order, and how much time each has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bulletin.model import Article, Rundown, Skipped, Story
from bulletin.summarise.mix import in_turn, mixed, running_order
from bulletin.summarise.preferences import Preferences
from bulletin.summarise.ranking import Candidate, rank
from bulletin.summarise.summariser import SecondsOf, Summariser

# A newsreader gives a story 25 to 40 s; under 15 s there is a headline and nothing more.
_SECONDS_A_STORY = 30.0
_SHORTEST_SHARE_S = 15.0
_MOST_TRIES = 6
_UNSPEAKABLE = "nothing in it can be spoken"


def make_rundown(
    articles: Sequence[Article],
    *,
    budget_s: float,
    seconds_of: SecondsOf,
    summariser: Summariser,
    overhead_s: Callable[[Story], float] = lambda _: 0.0,
    seconds_a_story: float = _SECONDS_A_STORY,
    preferences: Preferences | None = None,
    most: int | None = None,
    slack_s: float = 0.0,
) -> Rundown:
    """
    Choose the stories of a bulletin and share its time among them.

    Args:
        articles: In the order of their sources, each source's in the order it gave them.
        budget_s: Time for all stories with what belongs to them; opening and close are the caller's.
        seconds_of: How long the voice takes to say a passage, its pause included.
        summariser: Cuts an article down to its share.
        overhead_s: What a story costs besides its passages: headline, link, separator, pauses.
        seconds_a_story: Time a story has when there are more of them than time.
        preferences: The station's.
        most: Stories; as many as there is time for without it.
        slack_s: How much longer the first story may be where not one fits otherwise.

    Returns:
        The running order, never over the budget but for the slack, no two stories of one event; and a line
        for every article that was left out. While there is material, what stays free is less than a sentence.
    """
    preferences = preferences or Preferences()
    ranked = rank(articles, preferences)
    seats = _seats(budget_s, min(len(ranked), most or len(ranked)), seconds_a_story)
    fresh, spent = _by_airings(ranked, preferences.max_airings)
    waiting = [*mixed(in_turn(fresh, preferences), seats=seats), *spent]
    table = _Table(budget_s=budget_s, seconds_of=seconds_of, summariser=summariser, overhead_s=overhead_s)
    left_out = table.seat(waiting, share_s=budget_s / seats, most=most or len(waiting))
    if slack_s and left_out and not table.has_stories:
        table.stretch(slack_s)
        left_out = table.seat(waiting, share_s=budget_s / seats, most=1)
        table.stretch(-slack_s)
    table.arrange(preferences.calm)
    table.give_what_is_left()
    return Rundown(stories=tuple(table.placed()), budget_s=budget_s, left_out=tuple(left_out))


def _by_airings(ranked: Sequence[Candidate], most: int) -> tuple[list[Candidate], list[Candidate]]:
    """Part the stories that were told often enough from the others; they come back longest unheard first."""
    told = [(candidate, candidate.airing) for candidate in ranked]
    fresh = [candidate for candidate, airing in told if airing is None or airing.times < most]
    spent = [(airing.last, candidate) for candidate, airing in told if airing and airing.times >= most]
    return fresh, [candidate for _, candidate in sorted(spent, key=lambda pair: pair[0])]


def _seats(budget_s: float, waiting: int, seconds_a_story: float) -> int:
    """As many stories as the time is good for."""
    return max(1, min(waiting, round(budget_s / seconds_a_story)))


def _left_out(article: Article, why: str) -> Skipped:
    return Skipped(what=_name(article), why=why)


def _tells_the_same(article: Article) -> str:
    return f"it tells the same as “{_name(article)}” from {article.source}"


def _name(article: Article) -> str:
    return article.name


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

    @property
    def has_stories(self) -> bool:
        """Whether anybody has a seat."""
        return bool(self._stories)

    def stretch(self, seconds: float) -> None:
        """Allow so much more than there is, or take it back."""
        self._left_s += seconds

    def placed(self) -> Iterator[Story]:
        """The stories in running order, ranked, each with an id of its own."""
        taken: set[str] = set()
        for place, story in enumerate(self._stories, start=1):
            own = story.id if story.id and story.id not in taken else f"{story.id or 'story'}-{place}"
            taken.add(own)
            yield replace(story, id=own, rank=place)

    def seat(self, waiting: Sequence[Candidate], *, share_s: float, most: int) -> list[Skipped]:
        """Give each event in turn its share, until the time that is left is no share any more."""
        left_out = []
        for place, candidate in enumerate(waiting, start=1):
            if len(self._stories) >= most or (
                self._stories and self._left_s < min(share_s, _SHORTEST_SHARE_S)
            ):
                why = f"no time was left for number {place} of {len(waiting)}: {candidate.why}"
                left_out += [_left_out(article, why) for article in candidate.tellings]
            else:
                left_out += self._seat_first(candidate, share_s)
        return left_out

    def arrange(self, calm: frozenset[str]) -> None:
        """Put the stories in running order."""
        order = running_order([story.article for story in self._stories], calm=calm)
        self._stories = [self._stories[place] for place in order]

    def _seat_first(self, candidate: Candidate, share_s: float) -> list[Skipped]:
        """Seat the first article of an event that can be; the others say which tells it."""
        left_out: list[Skipped] = []
        for place, article in enumerate(candidate.tellings):
            reason = self._seat_one(article, share_s, why=candidate.why)
            if reason is None:
                others = candidate.tellings[place + 1 :]
                return left_out + [_left_out(other, _tells_the_same(article)) for other in others]
            left_out.append(_left_out(article, reason))
        return left_out

    def _seat_one(self, article: Article, share_s: float, *, why: str) -> str | None:
        shortest = self._select(article, budget_s=0.0)
        if shortest is None:
            return _UNSPEAKABLE
        if self._cost_s(shortest) > self._left_s:
            return "its first paragraph is longer than the time that was left"
        story = self._grown(replace(shortest, why=why), cost_s=min(share_s, self._left_s))
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
                return replace(longer, why=story.why)
            # What belongs to a story grows with it: pauses, and speakers named again.
            budget_s = min(budget_s, longer.seconds) - too_much_s
        return story

    def _cost_s(self, story: Story) -> float:
        return story.seconds + self._overhead_s(story)

    def _select(self, article: Article, *, budget_s: float) -> Story | None:
        return self._summariser.select(article, budget_s=budget_s, seconds_of=self._seconds_of)
