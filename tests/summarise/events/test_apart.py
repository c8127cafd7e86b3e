"""One form of words with other names in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bulletin.model import Article
from bulletin.summarise.events import find_events
from bulletin.summarise.events.likeness import Likeness
from tests.summarise.copy_desk import article

CLOSED = (
    "{0} in {1} will be closed on {2} for resurfacing. A signed diversion will be in place and access for residents "
    "will be kept where possible. Buses on route {3} will stop on the High Street instead of the usual place."
)
VISITS = (
    "Visiting times on {0} Ward change from {1}. Relatives can come between 2pm and 4pm and again in the evening. "
    "Please bring no flowers, and wash your hands at the door. Children are welcome with an adult."
)
CRASH = (
    "A lorry and {0} cars met on the bypass at Marlow on {1}. The road was shut for {2} hours while the wreck was cleared. "
    "Police ask anyone who saw it to call them, and say that the lorry's driver is helping the officers."
)
BILLS = (
    "Thousands of people in {0} could get £150 off their bills this winter. The discount is paid by the supplier and "
    "needs no form. It goes to those with a low income and high costs. Letters go out from October."
)


def told(text: str, *words: str, by: str) -> Article:
    return replace(article(text.format(*words), headline=text.format(*words)[:40]), source=by)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            told(CLOSED, "Mill Lane", "Elderby", "Tuesday", "9", by="Council"),
            told(CLOSED, "Station Road", "Saltby", "Thursday", "4", by="Council"),
        ),
        (
            told(CLOSED, "Mill Lane", "Elderby", "Tuesday", "9", by="Council"),
            told(CLOSED, "Station Road", "Saltby", "Thursday", "4", by="County"),
        ),
        (told(VISITS, "Willow", "Monday", by="Trust"), told(VISITS, "Beech", "Friday", by="Trust")),
    ],
)
def test_a_form_that_is_filled_in_twice_is_two_pieces_of_news(one: Article, other: Article) -> None:
    assert find_events([one, other]) == [(0,), (1,)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            told(CRASH, "two", "Monday", "3", by="Echo"),
            told(CRASH, "three", "Tuesday", "5", by="Echo"),
        ),
        (told(BILLS, "Marlow Vale", by="Echo"), told(BILLS, "Marsh End", by="Post")),
        (told(VISITS, "Willow", "Monday", by="Trust"), told(VISITS, "Willow", "Monday", by="Echo")),
    ],
)
def test_one_story_told_again_or_with_another_town_in_it_is_one(one: Article, other: Article) -> None:
    assert find_events([one, other]) == [(0, 1)]


def test_the_station_s_own_town_makes_no_event_of_two_stories() -> None:
    council = article("Elderby has a new mayor, who sells boats.", headline="Elderby mayor takes office")
    otter = article(
        "A family of otters lives under the bridge in Elderby.", headline="Otters return to Elderby"
    )
    stories = [replace(council, source="Echo"), replace(otter, source="Post")]

    assert find_events(stories) == find_events(stories, common=("Elderby",)) == [(0,), (1,)]
    assert Likeness(stories, common=("Elderby",)).between(0, 1) < Likeness(stories).between(0, 1) / 2
