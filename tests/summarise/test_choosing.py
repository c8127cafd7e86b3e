"""The set of units that tells most in the time there is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bulletin.summarise.choosing import Choice, Group
from bulletin.summarise.telling import Telling

SIZE = 7


@st.composite
def choices(draw: st.DrawFn) -> tuple[dict[int, Group], list[float], list[float]]:
    """Units that hang on earlier ones, what they are worth and what they cost."""
    needs = [
        draw(st.frozensets(st.integers(0, place - 1), max_size=2)) if place else frozenset()
        for place in range(SIZE)
    ]
    groups: dict[int, Group] = {}
    for place in range(SIZE):
        groups[place] = frozenset({place}).union(*(groups[need] for need in needs[place]))
    worths = draw(st.lists(st.floats(-5, 20), min_size=SIZE, max_size=SIZE))
    costs = draw(st.lists(st.floats(0.1, 20), min_size=SIZE, max_size=SIZE))
    return groups, worths, costs


@given(choices(), st.floats(0, 60))
def test_what_is_chosen_fits_and_hangs_on_nothing_that_is_left_out(
    units: tuple[dict[int, Group], list[float], list[float]], budget: float
) -> None:
    groups, worths, costs = units

    found = Choice(groups, worths=worths, costs=costs).best(frozenset(), budget=budget)

    assert sum(costs[place] for place in found) <= budget + 1e-6
    assert all(groups[place] <= found for place in found)


@given(choices(), st.floats(0, 60))
def test_what_is_said_already_stays_and_costs_nothing(
    units: tuple[dict[int, Group], list[float], list[float]], budget: float
) -> None:
    groups, worths, costs = units
    choice = Choice(groups, worths=worths, costs=costs)

    found = choice.best(groups[3], budget=budget)

    assert groups[3] <= found
    assert sum(costs[place] for place in found - groups[3]) <= budget + 1e-6


def test_two_short_ones_are_taken_before_a_long_one_that_tells_less() -> None:
    alone = {place: frozenset({place}) for place in range(3)}

    found = Choice(alone, worths=[6.0, 5.0, 5.0], costs=[10.0, 5.0, 5.0]).best(frozenset(), budget=10)

    assert found == {1, 2}


def test_two_that_fill_the_time_are_taken_before_the_best_one_with_time_left_over() -> None:
    alone = {place: frozenset({place}) for place in range(3)}

    found = Choice(alone, worths=[11.0, 7.0, 7.0], costs=[6.0, 5.0, 5.0]).best(frozenset(), budget=10)

    assert found == {1, 2}


@given(choices(), st.floats(0, 60))
def test_no_set_that_fits_is_worth_more(
    units: tuple[dict[int, Group], list[float], list[float]], budget: float
) -> None:
    groups, worths, costs = units
    choice = Choice(groups, worths=worths, costs=costs)

    found = choice.best(frozenset(), budget=budget)

    for picked in range(2**SIZE):
        rival: Group = frozenset().union(*(groups[place] for place in range(SIZE) if picked >> place & 1))
        if sum(costs[place] for place in rival) <= budget:
            assert choice.worth(rival) <= choice.worth(found) + 1e-6


def test_nothing_of_no_worth_is_taken_for_its_own_sake() -> None:
    groups = {0: frozenset({0}), 1: frozenset({0, 1}), 2: frozenset({2})}

    found = Choice(groups, worths=[-1.0, 5.0, -1.0], costs=[1.0, 1.0, 1.0]).best(frozenset(), budget=10)

    assert found == {0, 1}


def test_what_is_told_already_is_passed_over_for_what_is_new() -> None:
    texts = ["Ferries leave the quay.", "The quay is where ferries leave.", "Lanterns hang by the mill."]
    telling = Telling([*texts, "Ferries, a quay, lanterns, a mill."])
    worths = [telling.told(place) for place in range(3)]
    choice = Choice(
        {place: frozenset({place}) for place in range(3)}, worths=worths, costs=[4.0] * 3, telling=telling
    )

    assert worths[1] > worths[2]
    assert choice.best_new(frozenset({0}), budget=4) == {0, 2}


def test_of_two_that_tell_as_much_the_shorter_is_taken() -> None:
    alone = {place: frozenset({place}) for place in range(2)}

    found = Choice(alone, worths=[5.0, 5.0], costs=[8.0, 4.0]).best_new(frozenset(), budget=9)

    assert found == {1}


def test_what_goes_on_from_what_is_said_is_taken_before_what_tells_hardly_more_further_down() -> None:
    alone = {place: frozenset({place}) for place in range(6)}
    near, far = [9.0, 5.0, 1.0, 1.0, 1.0, 5.5], [9.0, 5.0, 1.0, 1.0, 1.0, 8.0]

    found = [
        Choice(alone, worths=worths, costs=[4.0] * 6).best_new(frozenset({0}), budget=4)
        for worths in (near, far)
    ]

    assert found == [{0, 1}, {0, 5}]
