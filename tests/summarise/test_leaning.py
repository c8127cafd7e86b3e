"""What goes on from what stands before, by its words."""

from __future__ import annotations

import pytest

from tests.summarise.copy_desk import NEWS, hanging


@pytest.mark.parametrize(
    "goes_on", ["It comes as 40 nurses leave.", "It follows a strike.", "It came after a vote."]
)
def test_what_comes_after_something_needs_to_be_told_what(goes_on: str) -> None:
    assert hanging(NEWS, goes_on)[1] == {0}


def test_it_emerged_needs_nothing() -> None:
    assert hanging(NEWS, "It emerged on Friday that the wheel is old.")[1] == set()


@pytest.mark.parametrize(
    "leaning",
    [
        "The mayor wants them moved as soon as the gates shut.",
        "Hale wants them back.",
        "Rosa Fenwick said that was a reason to stay.",
        "There were, however, nine who stayed at home.",
        "The town, too, has a wheel.",
        "With ten gondolas and a bell inside.",
        "Who the mayor used to be.",
        "Enter Nell Barrow.",
        "The first of the boats is due.",
        "The second is due in May.",
        "The angry mayor then closed the gates.",
        "Polls at the time found that nobody minded.",
        "Owen Price concurred.",
        "Stewards and other officials agree.",
        "The wheel in Hale is not forgotten though.",
        "Stewards led 40 people away, but two died in the horrific accident.",
        "“It stopped at noon,” the first security source, who was on the wheel, told the Reporter.",
        "The sooner, the better.",
        "Bakers think that the effect on the town will be small, however, and few mind.",
        "The wheel was sent to Hale, said another baker.",
        "Bakers are glad of those cuts to the rent.",
        "Just like that day in May, the wheel is wet.",
        "Additionally, the wheel has a bell.",
        "The song was later sung again.",
        "Owen Price said the two employees are at home.",
        "An eight-minute descent to death.",
        "Maybe that is because of the rain.",
        "On Monday those words were sung in Hale.",
        "On your ward.",
        "A cotton vest!)",
        "Contrast that wheel with the one in Hale.",
    ],
)
def test_what_speaks_of_something_within_needs_the_paragraph_before(leaning: str) -> None:
    assert 0 in hanging(NEWS, leaning)[1]


def test_him_is_somebody_who_was_named() -> None:
    told = hanging(NEWS, "Owen Price built the wheel.", "There is nothing shy or gentle about him.")

    assert told[2] == {1}


@pytest.mark.parametrize(
    "whole",
    [
        "The stalls are wet, and the mayor wants them moved.",
        "Children may bring dogs if they keep them on a lead.",
        "Hale and Marsh End want a wheel between them in May.",
        "Nurses say patients thank them every day.",
        "Rosa Fenwick said that stalls were full.",
        "The gates were shut early, and Rosa Fenwick said that was a pity.",
        "Rain fell, and in Hale, however dry, the stalls were shut.",
        "With ten gondolas, the wheel is the biggest in Hale.",
        "With rain on the way, stalls will shut at six.",
        "Who will pay for the wheel is not known.",
        "Owen Price said the wheel was given to him in May.",
        "Nobody who rides the wheel need fear that it will drop him.",
        "The first supermoon of 2019 is due in Hale.",
        "The second act of “The Wheel” is set in Hale.",
        "Terms of the lease were agreed.",
        "If the wheel stops then the gates will be shut.",
        "The mayor rode the wheel and then shut the gates.",
        "Stewards say nobody was hurt in the horrific accident at Marsh End.",
        "Roads at the time of the fair will be shut.",
        "Gates open at six.",
        "Rain fell in Hale.",
        "Owen Price sang.",
        "Nell Barrow won the race.",
        "Bakers of Hale have built the wheel.",
        "Police said the two men who hit the wheel were from Hale.",
        "The bakers said they would pay.",
        "Hawkwoman looks as good as anybody has ever seen him.",
        "Enter the fair by the north gate.",
    ],
)
def test_what_says_itself_what_it_speaks_of_stands_alone(whole: str) -> None:
    assert hanging(NEWS, whole)[1] == set()


def test_what_says_that_something_is_to_come_is_told_with_it() -> None:
    told = hanging(NEWS, "Here’s how the wheel works.", "A rope is pulled by nine men.")

    assert 2 in told[1]
