"""Choosing: the set of units that tells most in the time there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Group = frozenset[int]

# By worth alone, by worth a second, and between: none is best for every article. Exchanging units afterwards
# raises the sum and lowers what is covered: worth is a guess, and many weak guesses add up too well.
_BY_COST = (0.0, 0.5, 1.0)


class Choice:
    """Units with what each hangs on; a set is made of whole groups, so it makes sense alone."""

    def __init__(
        self, groups: Mapping[int, Group], *, worths: Sequence[float], costs: Sequence[float]
    ) -> None:
        """
        Take the units.

        Args:
            groups: Place of a unit -> itself and what must be said with it.
            worths: Points of each unit; those under 0 are taken only where another hangs on them.
            costs: Seconds of each unit, or whatever the budget is counted in.
        """
        self._groups = groups
        self._worths = worths
        self._costs = costs

    def best(self, said: Group, *, budget: float) -> Group:
        """
        Find a set of high worth that fits: the best of three greedy choices.

        Args:
            said: What is said already; it costs nothing more.
            budget: What may be spent.
        """
        found = [self._greedy(said, budget, by_cost=power) for power in _BY_COST]
        return max(found, key=self._worth)

    def _greedy(self, said: Group, budget: float, *, by_cost: float) -> Group:
        chosen, left = said, budget
        while True:
            able = [
                (self._worth(more) / max(cost, 1e-6) ** by_cost, -place)
                for place, group in self._groups.items()
                if (more := group - chosen) and (cost := self._cost(more)) <= left and self._worth(more) > 0
            ]
            if not able:
                return chosen
            taken = self._groups[-max(able)[1]] - chosen
            left -= self._cost(taken)
            chosen |= taken

    def _worth(self, places: Group) -> float:
        return sum(self._worths[place] for place in places)

    def _cost(self, places: Group) -> float:
        return sum(self._costs[place] for place in places)
