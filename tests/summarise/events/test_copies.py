"""Near-identical copies."""

from __future__ import annotations

from bulletin.summarise.events.copies import find_copies
from tests.summarise.copy_desk import article

LEAD = (
    "The swimming pool in Thornbury Vale will open again on Monday after a repair that took nine weeks and "
    "cost twice what councillors had been told when its boiler burst during last summer's gala."
)


def test_a_near_identical_headline_is_a_repeat() -> None:
    first = article(
        "The pool in Thornbury Vale opens soon.", headline="Pool in Thornbury Vale opens on Monday"
    )
    again = article("The pool in Thornbury Vale is mended.", headline="Pool in Thornbury Vale opens Monday")

    assert find_copies([first, again]) == {1: 0}


def test_a_near_identical_opening_under_another_headline_is_a_repeat() -> None:
    first = article(LEAD, headline="Back in the water")
    again = article(LEAD.replace("nine", "ten"), headline="Swimmers return")

    assert find_copies([first, again]) == {1: 0}


def test_a_repeat_of_a_repeat_points_at_the_first() -> None:
    one = article(LEAD, headline="Back in the water at last this week")
    two = article("Other words altogether.", headline="Back in the water at last this week")
    three = article(LEAD, headline="Swimmers return")

    assert find_copies([one, two, three]) == {1: 0, 2: 0}


def test_two_stories_on_one_subject_are_both_told() -> None:
    first = article(LEAD, headline="Pool opens again")
    other = article(
        "The swimming pool in Marlow Vale has raised its prices for children.", headline="Pool prices rise"
    )

    assert find_copies([first, other]) == {}


def test_two_crashes_under_headlines_that_differ_by_a_place_are_both_told() -> None:
    first = article("A cyclist broke a wrist in Mill Lane.", headline="Police appeal after crash in Marlow")
    other = article("Two vans met on the bypass at dawn.", headline="Police appeal after crash in Thornbury")

    assert find_copies([first, other]) == {}


def test_articles_without_words_are_no_repeats() -> None:
    assert find_copies([article(""), article(""), article("***")]) == {}
