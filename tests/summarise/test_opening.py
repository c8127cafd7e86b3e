"""Where a story begins."""

from __future__ import annotations

import pytest

from bulletin.summarise.opening import begins_coldly, can_open, first_places
from tests.summarise.copy_desk import article, kept

HEADLINE = "Grandmother swims the Wend to mend the organ"
TEASER = "Nine years ago Ellen Marsh could not climb a stair."
THEN = "She laughs about it now."
TOLD = "On Sunday the grandmother swam the river Wend and raised £9,000 to mend the chapel organ."


def test_a_scene_that_keeps_the_news_back_is_passed_over() -> None:
    texts = [TEASER, THEN, TOLD, "The organ is from 1890."]

    assert first_places(texts, range(4), headline=HEADLINE)[0] == 2
    assert kept(article(*texts, headline=HEADLINE), words=22)[0] == 2


def test_an_opening_that_tells_the_news_stays() -> None:
    assert first_places([TOLD, TEASER, THEN], range(3), headline=HEADLINE)[0] == 0


def test_without_a_headline_nothing_is_passed_over() -> None:
    assert first_places([TEASER, THEN, TOLD], range(3), headline="")[0] == 0


def test_an_opening_that_cannot_stand_is_no_opening() -> None:
    assert first_places([TEASER, THEN, TOLD], [1, 2], headline="")[0] == 1


SCENE = "Porters at a heart ward are getting ready to push forty beds across a yard this weekend."
NAMED = "The heart ward at Elmsworth Infirmary will move to its new house this weekend."
VAGUE = "A baker who put tables in the road has been told that they may stay."
DECIDED = "Councillors at Elmsworth voted by six to two for the tables outside the Copper Kettle."


def test_where_there_is_time_for_one_it_is_the_one_that_tells_more_of_the_headline() -> None:
    headline = "Heart ward moves to new house this weekend"

    assert first_places([SCENE, NAMED], [0, 1], headline=headline, is_tight=True)[0] == 1
    assert first_places([SCENE, NAMED], [0, 1], headline=headline)[0] == 0


def test_where_there_is_time_for_one_it_is_the_one_that_says_where_and_who_decided() -> None:
    headline = "Baker wins fight for tables in the road"

    assert first_places([VAGUE, DECIDED], [0, 1], headline=headline, is_tight=True)[0] == 1


@pytest.mark.parametrize(
    "cold",
    [
        "More than 340 drivers at Elmsworth will stop work.",
        "Nineteen pupils in Elmsworth fell ill.",
        "Ellen Marsh, 79, told Elmsworth magistrates that she was sorry.",
        "Ellen Marsh, who lives in Elmsworth, swam home.",
    ],
)
def test_no_other_opening_begins_with_a_number_or_a_stranger(cold: str) -> None:
    assert begins_coldly(cold)
    assert not can_open(cold)


@pytest.mark.parametrize(
    "leaning",
    [
        "None of the pupils at Elmsworth was hurt.",
        "and so to Elmsworth.",
        "It rained.",
        "“Elmsworth is lovely.”",
    ],
)
def test_no_other_opening_leans_on_what_was_passed_over(leaning: str) -> None:
    assert not can_open(leaning)


def test_the_news_that_an_opening_keeps_back_is_told_with_all_that_leads_to_it() -> None:
    found = article(
        "Nobody knew who fed the ducks.",
        "They were fed before dawn, and not once was anybody seen.",
        "Now the night porter of Elmsworth Infirmary has been found feeding them.",
        "The pond was dug in 1890 and has a fountain that was given by the guild of bakers.",
        headline="Night porter found feeding infirmary ducks",
    )

    assert kept(found, words=31) == [0, 1, 2]


def test_an_opening_that_is_half_a_warning_gives_way_to_one_that_is_whole() -> None:
    found = article(
        "The last ferry at Elmsworth is to close in May, the town was told at a meeting.",
        "Trains from Elmsworth will stop at Wend Halt from the same day.",
        "Ferry passengers at Elmsworth should take the new bus over Wend bridge instead, from the quay or the old market, every hour.",
        headline="Last ferry to go",
    )

    assert kept(found, words=30) == [2]
    assert kept(found, words=40) == [0, 2]


REPORT = "The weir at Elmsworth has burst, and forty houses in Mill Lane are under water."


@pytest.mark.parametrize(
    "leaning",
    [
        "It comes just days after the council at Elmsworth was warned about the weir.",
        "It follows a warning to the council at Elmsworth.",
        "Only days later, that hope was gone when the weir at Elmsworth burst.",
        "Dubbed the “Old Lady” by Elmsworth, it’s the second weir on the Wend to burst.",
        "A similar weir on the Wend, Mill Weir, burst in May.",
        "Meanwhile, the mayor of Elmsworth has gone to the weir.",
    ],
)
def test_a_story_never_begins_with_what_goes_on_from_the_unsaid(leaning: str) -> None:
    # It has all the words of the headline, and still it is no beginning.
    scene = "At first nobody in the lane knew what the noise was."

    assert kept(article(scene, leaning, REPORT, headline=leaning), words=30)[0] != 1
    assert kept(article(leaning, REPORT, headline="Weir bursts"), words=30)[0] == 1


def test_a_story_never_begins_further_on_with_somebody_who_was_named_before() -> None:
    scene = "At first Owen Price thought the noise was thunder."
    role = "The Elmsworth striker has lost all that he had in Mill Lane to the burst weir."

    assert kept(article(scene, role, REPORT, headline=role), words=40)[0] != 1


@pytest.mark.parametrize(
    "opening",
    [
        "It is feared that the weir at Elmsworth will burst.",
        "It took nine men to close the weir at Elmsworth.",
        "Days after the flood, forty houses in Elmsworth are still wet.",
        "The Elmsworth General has opened a ward for those who were in the flood.",
        "Meanwhile Use, a firm in Elmsworth, will dry the houses.",
    ],
)
def test_a_beginning_that_only_looks_so_stays(opening: str) -> None:
    assert kept(article(opening, REPORT, headline="Weir bursts"), words=30)[0] == 0


def test_where_nothing_else_can_be_said_a_story_begins_as_its_writer_did() -> None:
    assert kept(article("A similar weir on the Wend burst in May."), words=30) == [0]


def test_whoever_a_writer_keeps_back_is_told_at_once() -> None:
    found = article(
        "She was told that she would never walk again.",
        "On Sunday Ellen Marsh walked up the steps of Elmsworth town hall.",
        "The steps were made in 1890 of stone from Hale and lead to a door of oak.",
        "The town hall at Elmsworth has nine rooms.",
    )

    assert kept(found, words=24) == [0, 1]
    assert kept(found, words=31) == [0, 1, 3]
