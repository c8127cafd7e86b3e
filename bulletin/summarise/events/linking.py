"""Average link: groups whose members are on average alike enough."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence


def groups(
    size: int,
    pairs: Iterable[tuple[int, int, float]],
    *,
    between: Callable[[int, int], float],
    at_least: float,
) -> list[tuple[int, ...]]:
    """
    Group places by average link, the most alike first, as long as the average is at least so much.

    Args:
        size: How many places there are, counted from 0.
        pairs: Every pair that is alike enough by itself; no two groups without one can be joined.
        between: How alike any two places are.
        at_least: The lowest average that joins.

    Returns:
        Groups of one and more, each in order, by their first place; the same for the same input.
    """
    found = []
    for part in _parts(size, pairs):
        found += _Linker(part, between, at_least).groups() if len(part) > 1 else [tuple(part)]
    return sorted(found)


def _parts(size: int, pairs: Iterable[tuple[int, int, float]]) -> list[list[int]]:
    """Places that hang together through any chain of pairs."""
    root = list(range(size))

    def top(place: int) -> int:
        while root[place] != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    for one, other, _ in pairs:
        root[max(top(one), top(other))] = min(top(one), top(other))
    parts: defaultdict[int, list[int]] = defaultdict(list)
    for place in range(size):
        parts[top(place)].append(place)
    return list(parts.values())


class _Linker:
    """One part: clusters by number, the sums of likeness between any two, and what may be joined next."""

    def __init__(self, places: Sequence[int], between: Callable[[int, int], float], at_least: float) -> None:
        self._at_least = at_least
        self._members = {number: [place] for number, place in enumerate(places)}
        self._sums: dict[int, dict[int, float]] = {number: {} for number in self._members}
        self._waiting: list[tuple[float, int, int]] = []
        for one in self._members:
            for other in range(one):
                self._connect(one, other, between(places[one], places[other]))
        heapq.heapify(self._waiting)

    def groups(self) -> list[tuple[int, ...]]:
        """Join until nothing is alike enough."""
        number = len(self._members)
        while self._waiting:
            _, one, other = heapq.heappop(self._waiting)
            if one in self._members and other in self._members:
                self._join(one, other, number)
                number += 1
        return [tuple(sorted(members)) for members in self._members.values()]

    def _join(self, one: int, other: int, number: int) -> None:
        self._members[number] = self._members.pop(one) + self._members.pop(other)
        first, second = self._sums.pop(one), self._sums.pop(other)
        self._sums[number] = {}
        for third in self._members:
            if third != number:
                for gone in (one, other):
                    self._sums[third].pop(gone)
                self._connect(number, third, first[third] + second[third], push=heapq.heappush)

    def _connect(
        self,
        one: int,
        other: int,
        total: float,
        push: Callable[[list[tuple[float, int, int]], tuple[float, int, int]], None] = list.append,
    ) -> None:
        self._sums[one][other] = self._sums[other][one] = total
        average = total / (len(self._members[one]) * len(self._members[other]))
        if average >= self._at_least:
            push(self._waiting, (-average, one, other))
