"""Average link, beside the plain way of doing it."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.summarise.events.linking import groups

AT_LEAST = 0.5


@st.composite
def likenesses(draw: st.DrawFn) -> list[list[float]]:
    """A symmetric table of different values."""
    size = draw(st.integers(min_value=0, max_value=9))
    pairs = list(combinations(range(size), 2))
    values = draw(st.lists(st.integers(0, 10**6), min_size=len(pairs), max_size=len(pairs), unique=True))
    table = [[0.0] * size for _ in range(size)]
    for (one, other), value in zip(pairs, values, strict=True):
        table[one][other] = table[other][one] = value / 10**6
    return table


def linked(table: list[list[float]]) -> list[tuple[int, ...]]:
    pairs = [
        (one, other, table[one][other])
        for one, other in combinations(range(len(table)), 2)
        if table[one][other] >= AT_LEAST
    ]
    return groups(len(table), pairs, between=lambda one, other: table[one][other], at_least=AT_LEAST)


def plainly(table: list[list[float]]) -> list[tuple[int, ...]]:
    found = [(place,) for place in range(len(table))]
    while len(found) > 1:
        best = max(combinations(found, 2), key=lambda pair: average(table, *pair))
        if average(table, *best) < AT_LEAST:
            break
        found = [one for one in found if one not in best] + [tuple(sorted(best[0] + best[1]))]
    return sorted(found)


def average(table: list[list[float]], one: tuple[int, ...], other: tuple[int, ...]) -> float:
    return sum(table[a][b] for a in one for b in other) / (len(one) * len(other))


@given(likenesses())
def test_it_groups_as_the_plain_way_does(table: list[list[float]]) -> None:
    assert linked(table) == plainly(table)


@pytest.mark.parametrize("size", [0, 1, 3])
def test_places_that_are_like_nothing_stay_alone(size: int) -> None:
    assert linked([[0.0] * size for _ in range(size)]) == [(place,) for place in range(size)]
