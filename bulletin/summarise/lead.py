"""The built-in summariser: what a listener must know, whole, in the article's order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bulletin.model import Article, Passage, Story
from bulletin.summarise.beginnings import beginnings
from bulletin.summarise.captions import without_agency
from bulletin.summarise.choosing import Choice, Group
from bulletin.summarise.cures import cure, told_alone
from bulletin.summarise.hangs import can_be_first, speaks_of_somebody
from bulletin.summarise.heard import speakers
from bulletin.summarise.opening import first_places, tells_as_much, told_at
from bulletin.summarise.reading import Reading, read, worths_for
from bulletin.summarise.summariser import SecondsOf
from bulletin.text.datelines import NOT_HEARD, without_dateline

_ROUNDING = 1e-9
# Where the first two units take more than this of the time, only one of them is told.
_TIGHT = 0.5
# A set that leaves more than this of the time free is given up for a fuller one.
_FULL = 0.9
_MUCH = 15.0
# A dateline stands before the news; a caption or the headline may come first.
_TOP = 3
# Both sides of a dispute are heard in a story of 40 s, 165 words a minute.
_BOTH_SIDES_WORDS = 110
_MOST_FOR_SIDES = 0.34
_STANDS_ALONE = "made to stand alone"
# Each is weighed again against the whole article.
_MOST_CURES = 6
# A warning and its remedy take twice a warning's time, not much more.
_LONGEST_PAIR = 2.5


class LeadSummariser:
    """Opens with the news and keeps the article's order; cuts nothing mid-sentence."""

    def __init__(self, *, home: Sequence[str] = ()) -> None:
        self._home = tuple(home)

    def select(self, article: Article, *, budget_s: float, seconds_of: SecondsOf) -> Story | None:
        """Choose what is said; see `Summariser.select`."""
        board = Board(read(article, self._home), budget_s=budget_s, seconds_of=seconds_of)
        if not board.open():
            return None
        board.fill()
        board.name_in_full()
        board.fill_with_cures()
        board.fill_by_length()
        board.fill_with_sentences()
        board.name_in_full()
        heard, not_heard = board.speakers()
        return Story(
            id=article.id,
            article=article,
            headline=article.headline,
            passages=board.passages(),
            seconds=board.seconds,
            heard=heard,
            not_heard=not_heard,
        )


class Board:
    """The units of one article while we choose among them: at any time, a set that makes sense alone."""

    def __init__(self, reading: Reading, *, budget_s: float, seconds_of: SecondsOf) -> None:
        self._units = reading.units
        self._needs = reading.needs
        self._is_long = reading.is_long
        self._headline = reading.headline
        self._sides = reading.sides
        self._duties = reading.duties
        self._new = reading.new
        self._openings_before = reading.openings
        self._budget_s = budget_s
        self._left_s = budget_s + _ROUNDING
        self._seconds_of = seconds_of
        self._in_full = reading.spelled_out
        self._costs = [self._cost(unit.passages) for unit in reading.units]
        self._worths = worths_for(reading, told=budget_s / (sum(self._costs) or 1.0))
        self._telling = reading.telling
        self._said: dict[int, tuple[Passage, ...]] = {}
        self._cut: set[int] = set()
        self._alone: set[int] = set()
        self._from = 0
        self.seconds = 0.0

    def passages(self) -> tuple[Passage, ...]:
        """What is said, in the article's order; a dateline or picture agency counts and is not heard."""
        said = (without_agency(passage) for place in sorted(self._said) for passage in self._said[place])
        return tuple(_without_dateline(passage) if passage.paragraph < _TOP else passage for passage in said)

    def speakers(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who is heard, and who speaks in the article and is not."""
        return speakers([unit.text for unit in self._units], self._said.keys())

    def open(self) -> bool:
        """Take the unit that tells the news with what it hangs on; cut it where that is too long."""
        able = [place for place in range(len(self._units)) if self._with_needs(place) is not None]
        if not able:
            return False
        places = self._openings([place for place in able if self._stands(place)] or able[:1])
        fitting = [place for place in places if self._costs_of(self._with_needs(place) or ()) <= self._left_s]
        self._from = self._least_heard(fitting) if fitting else places[0]
        group = self._with_needs(self._from) or set()
        is_half = (
            self._left_s < self._costs[self._from] > self._costs_of(group) / _LONGEST_PAIR and len(group) > 1
        )
        if fitting or is_half or not self._can_be_cut(self._from):
            self._say(group, why="opens the story")
        else:
            self._say_first_sentences(self._from, why="opens the story", at_any_length=True)
        return True

    def _least_heard(self, places: Sequence[int]) -> int:
        """The wanted opening; where that was heard before, one that tells as much and passes over no news."""
        wanted = places[0]
        texts = [unit.text for unit in self._units]
        last = min(self._duties, default=len(texts))
        as_good = [
            place
            for place in places
            if place <= last and tells_as_much(texts, place, wanted, headline=self._headline)
        ]
        return min((wanted, *as_good), key=self._openings_before.__getitem__)

    def _openings(self, able: Sequence[int]) -> list[int]:
        texts = [unit.text for unit in self._units]
        first_two = self._costs_of(able[:2])
        is_tight = first_two > _TIGHT * self._left_s
        return first_places(texts, able, headline=self._headline, is_tight=is_tight)

    def _stands(self, place: int) -> bool:
        """Whether a unit needs nothing that comes before it, and goes on from nothing unsaid."""
        is_first = not any(one.text for one in self._units[:place] if not one.unfit)
        return all(need >= place for need in self._with_needs(place) or ()) and can_be_first(
            self._units[place].text, is_writers=is_first
        )

    def _can_be_cut(self, place: int) -> bool:
        """Whether an opening can do without what it hangs on: all of that comes later."""
        return not self._units[place].text.endswith(":") and all(need > place for need in self._needs[place])

    def fill(self) -> None:
        """Take the units that tell most in the time, each with what it hangs on; all where all fits."""
        self._say_one_of(self._new, why="new since it was told earlier")
        self._say_one_of(self._duties, why="what a listener should do")
        best = self._best()
        for place in self._hanging():
            best = self._best_with(place, best)
        self._say(best - self._said.keys(), why="what a listener should know")

    def _best(self) -> Group:
        groups = self._groups()
        whole = frozenset[int]().union(*groups.values())
        return whole if self._costs_of(whole) <= self._left_s else self._most(groups)

    def _hanging(self) -> list[int]:
        """Places of a short article that cost more than their own time, the best first."""
        groups = {} if self._is_long else self._groups()
        hanging = [place for place, group in groups.items() if len(group) > 1 and place > self._from]
        return sorted(hanging, key=lambda place: -self._worths[place])[:_MOST_CURES]

    def _best_with(self, place: int, best: Group) -> Group:
        """The set that tells more with this unit made to stand alone; where none does, the best so far."""
        alone = told_alone(self._units, place, spelled_out=self._in_full.keys())
        if alone is None:
            return best
        before = self._units, self._needs, self._costs
        self._units, self._needs = alone
        self._costs = [self._cost(unit.passages) for unit in self._units]
        better = self._best()
        if (
            place in better
            and self._told(better) > self._told(best)
            and not self._is_told_twice(place, better)
        ):
            self._alone.add(place)
            return better
        self._units, self._needs, self._costs = before
        return best

    def _is_told_twice(self, place: int, places: Group) -> bool:
        """Whether what a unit took from others is heard from them as well."""
        paragraphs = {passage.paragraph for at in places for passage in self._units[at].passages}
        return paragraphs.issuperset(self._units[place].passages[0].beside)

    def _told(self, places: Group) -> float:
        return sum(self._worths[place] for place in places)

    def _say_one_of(self, places: Sequence[int], *, why: str) -> None:
        """Tell what must not be missing; made to stand alone where there is no time for the whole."""
        waiting = sorted(places, key=lambda place: -self._worths[place])
        if any(place in self._said for place in waiting):
            return
        groups = self._groups()
        for place in waiting:
            if place in groups and self._costs_of(groups[place]) <= self._left_s:
                self._say(groups[place], why=why)
                return
        for place in waiting:
            if self._say_cured(place):
                return

    def _most(self, groups: Mapping[int, Group]) -> Group:
        """The set that tells most; of a long article a full one, if need be without its best."""
        said = frozenset(self._said) | self._news(groups)
        if not self._is_over_40_s() or any(self._sides & said):
            return self._most_with(said, groups)
        sides = dict.fromkeys(said | group for place, group in groups.items() if place in self._sides)
        most_s = min(
            self._left_s - self._costs_of(said - self._said.keys()), _MOST_FOR_SIDES * self._budget_s
        )
        found = [self._most_with(one, groups) for one in sides if self._costs_of(one - said) <= most_s]
        return max(found, key=self._choice(groups).worth, default=None) or self._most_with(said, groups)

    def _news(self, groups: Mapping[int, Group]) -> Group:
        """What tells the news, where the opening keeps it back and all that lies between fits."""
        place = told_at([unit.text for unit in self._units], self._from, headline=self._headline)
        group = groups.get(place, frozenset())
        return group if self._costs_of(group - self._said.keys()) <= self._left_s else frozenset()

    def _most_with(self, said: Group, groups: Mapping[int, Group]) -> Group:
        left_s = self._left_s - self._costs_of(said - self._said.keys())
        choice = self._choice(groups)
        if not self._is_long:
            return choice.best(said, budget=left_s)
        first = choice.best_new(said, budget=left_s)
        if self._costs_of(first - said) >= _FULL * left_s:
            return first
        others = (
            self._choice({place: group for place, group in groups.items() if left_out not in group}).best_new(
                said, budget=left_s
            )
            for left_out in first - said
        )
        return max((first, *others), key=lambda one: min(self._costs_of(one - said), _FULL * left_s))

    def _choice(self, groups: Mapping[int, Group]) -> Choice:
        return Choice(groups, worths=self._worths, costs=self._costs, telling=self._telling)

    def _is_over_40_s(self) -> bool:
        """Whether there is time for both sides of a dispute; counted in words, for a budget may be."""
        words = sum(len(unit.text.split()) for unit in self._units)
        return self._budget_s * words >= _BOTH_SIDES_WORDS * sum(self._costs)

    def fill_by_length(self) -> None:
        """Take whatever fits the time that is left, colour last: silence tells nothing."""
        groups = self._groups()
        likings = [1 + max(-0.7, min(0.7, worth / _MUCH)) for worth in self._worths]
        lengths = [cost * liking for cost, liking in zip(self._costs, likings, strict=True)]
        choice = Choice(groups, worths=lengths, costs=self._costs)
        longest = choice.best(frozenset(self._said), budget=self._left_s)
        self._say(longest - self._said.keys(), why="fits the time left")

    def _groups(self) -> dict[int, frozenset[int]]:
        """Each unit that may be said with all that it hangs on."""
        found = ((place, self._with_needs(place)) for place in range(self._from, len(self._units)))
        return {
            place: frozenset(group)
            for place, group in found
            if group is not None and place not in self._said and not group & self._cut
        }

    def fill_with_cures(self) -> None:
        """Take what can be made to stand alone; the units themselves stay what they are."""
        waiting = sorted(range(self._from + 1, len(self._units)), key=lambda place: -self._worths[place])
        for place in [place for place in waiting if place not in self._said][:_MOST_CURES]:
            self._say_cured(place)

    def _say_cured(self, place: int) -> bool:
        cured = cure(self._units, place) if place > self._from and place not in self._said else None
        if cured is None or not cured.needs <= self._said.keys() or self._comes_between(place):
            return False
        if self._cost((cured.passage,)) > self._left_s:
            return False
        self._cut.add(place)
        self._spend(place, (replace(cured.passage, why=_STANDS_ALONE),))
        return True

    def name_in_full(self) -> None:
        """Say what initials stand for where they are heard first, if there is room; later on they will do."""
        heard: set[int] = set()
        for place in sorted(self._said.keys() - self._cut):
            full = self._in_full.get(place)
            if full and heard.issuperset(full.beside):
                self._say_instead(place, self._units[place].passages[0])
            elif full and self._say_instead(place, full):
                heard.update(full.beside)
            heard.update(passage.paragraph for passage in self._said[place])

    def _say_instead(self, place: int, passage: Passage) -> bool:
        said = self._said[place]
        back_s = self._cost(said)
        fits = self._cost((passage,)) <= self._left_s + back_s
        if fits:
            self._left_s += back_s
            self.seconds -= back_s
            self._spend(place, (replace(passage, why=said[0].why),))
        return fits

    def _comes_between(self, place: int) -> bool:
        """Whether a "he" further down would then be taken for somebody in this unit."""
        later = [at for at in self._said if at > place]
        return any(
            speaks_of_somebody(self._units[at].text) and any(need < place for need in self._needs[at])
            for at in later
        )

    def fill_with_sentences(self) -> None:
        """Take the first sentences of what did not fit whole."""
        for place in sorted(self._groups(), key=lambda place: -self._worths[place]):
            if self._with_needs(place) == {place}:
                self._say_first_sentences(place, why="its first sentences fit")

    def _with_needs(self, place: int) -> set[int] | None:
        """The unit and what it hangs on, directly or not, that is not said yet; None where one cannot be."""
        group: set[int] = set()
        waiting = [place]
        while waiting:
            at = waiting.pop()
            if at in group or (at in self._said and at not in self._cut):
                continue
            if not self._can_stand(at, is_needed=at != place):
                return None
            group.add(at)
            waiting += self._needs[at]
        return group

    def _can_stand(self, place: int, *, is_needed: bool) -> bool:
        unit = self._units[place]
        return (
            place >= self._from
            and not unit.unfit
            and place not in self._cut
            and not (is_needed and unit.shortened)
        )

    def _costs_of(self, group: Iterable[int]) -> float:
        return sum(self._costs[at] for at in group)

    def _cost(self, passages: Iterable[Passage]) -> float:
        return sum(self._seconds_of(passage.text) for passage in passages)

    def _say(self, group: Iterable[int], *, why: str) -> None:
        for place in group:
            told = _STANDS_ALONE if place in self._alone else why
            self._spend(place, tuple(replace(passage, why=told) for passage in self._units[place].passages))

    def _spend(self, place: int, passages: tuple[Passage, ...]) -> None:
        cost = self._cost(passages)
        self._said[place] = passages
        self._left_s -= cost
        self.seconds += cost

    def _say_first_sentences(self, place: int, *, why: str, at_any_length: bool = False) -> bool:
        unit = self._units[place]
        if len(unit.passages) > 1:
            return False
        whole = unit.passages[0]
        chosen = self._longest_beginning(whole.text, at_any_length=at_any_length)
        if chosen is None:
            return False
        self._cut.add(place)
        edits = (*whole.edits, *(("later sentences left out",) if chosen != whole.text else ()))
        self._spend(place, (replace(whole, text=chosen, edits=edits, why=why),))
        return True

    def _longest_beginning(self, text: str, *, at_any_length: bool) -> str | None:
        chosen = None
        for beginning in beginnings(text):
            if self._seconds_of(beginning) > self._left_s:
                return chosen or (beginning if at_any_length else None)
            chosen = beginning
        return chosen or (text if at_any_length else None)


def _without_dateline(passage: Passage) -> Passage:
    text = without_dateline(passage.text)
    if text == passage.text:
        return passage
    return replace(passage, text=text, edits=(*passage.edits, NOT_HEARD))
