"""Turns for the sources, and a bulletin of more than one kind."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.model import Article
from bulletin.summarise.mix import Category, category, in_turn, mixed, running_order
from bulletin.summarise.preferences import Preferences
from bulletin.summarise.ranking import Candidate
from tests.summarise.copy_desk import article

NEWS = "The footbridge beside the old mill will be painted green before the spring."
HEALTH = "Nurses at the hospital will open a clinic for patients in the evening."
SPORT = "Elderby scored two goals in the second half and stay top of the league."
LIGHT = "A cat that stole forty gloves has been given a cake by its neighbours."
SAMPLES = {
    Category.NEWS: NEWS,
    Category.HEALTH: HEALTH,
    Category.SPORT: SPORT,
    Category.LIGHT: LIGHT,
}


def candidate(
    source: str = "Echo", *, score: float = 1.0, text: str = NEWS, local: bool = False
) -> Candidate:
    told = article(text, headline="", id=f"{source} {score}")
    return Candidate(
        tellings=(Article(id=told.id, source=source, headline="", paragraphs=told.paragraphs),),
        score=score,
        is_local=local,
        why="",
    )


CANDIDATES = st.lists(
    st.builds(
        candidate,
        st.sampled_from(["Echo", "Post", "Trust", "Council"]),
        score=st.floats(0, 3),
        text=st.sampled_from(list(SAMPLES.values())),
        local=st.booleans(),
    ),
    max_size=14,
).map(lambda found: sorted(found, key=lambda one: -one.score))


@pytest.mark.parametrize(
    "text",
    [
        "Marlow Vale captain Owen Pryce will miss the Six Nations with a broken thumb.",
        "Elderby were beaten 3-1 at Thornwick, and fell to seventh.",
        "The fly-half has been dropped for Saturday’s game in Elderby.",
        "Joan Bell won 6-4 6-2 against a girl of sixteen.",
        "Kelby’s squad was named on Monday, with two new players in it.",
        "Thornwick drew Elderby in the fourth round of the FA Cup.",
        "The winger will have surgery on his injured knee.",
        "Nia Calder, a sprinter, has been given her first cap and a place at the Olympics.",
    ],
)
def test_sport_is_known_by_its_terms(text: str) -> None:
    assert category(article(text)) is Category.SPORT


@pytest.mark.parametrize(
    "text",
    [
        "A missile over the islands put thousands of people into duck and cover, and ducks off the pond.",
        "Nurses begin a third round of talks on Monday, and strikers stay at the gates.",
        "The coach firm has sold eleven coaches, and a twelfth coach is for hire.",
        "A footballer in the Premier League has been accused of theft from a player.",
        "A goat and two ducks were hurt when a barn collapsed.",
    ],
)
def test_neither_sport_nor_fun_is_what_only_sounds_so(text: str) -> None:
    assert category(article(text)) is Category.NEWS


@pytest.mark.parametrize(("wanted", "text"), SAMPLES.items())
def test_a_story_is_known_by_its_words(wanted: Category, text: str) -> None:
    assert category(article(text)) is wanted


@pytest.mark.parametrize(
    "text",
    [
        "A cat and a kitten died in a fire at the cake shop.",
        "A goalkeeper was killed in a crash on his way to the league match.",
    ],
)
def test_nothing_in_which_somebody_comes_to_harm_is_light(text: str) -> None:
    assert category(article(text)) is Category.NEWS


def test_a_cat_on_the_ward_is_a_light_story() -> None:
    assert (
        category(article("The hospital cat has kittens.", headline="Ward cat surprises nurses"))
        is Category.LIGHT
    )


def test_a_feed_of_a_hundred_does_not_starve_one_of_two() -> None:
    busy = [candidate("Echo", score=3 - n / 100) for n in range(100)]
    quiet = [candidate("Trust", score=0.2), candidate("Trust", score=0.1)]

    taken = [one.article.source for one in in_turn([*busy, *quiet], Preferences())]

    assert taken[:4] == ["Echo", "Trust", "Echo", "Trust"]


def test_a_source_of_twice_the_weight_has_two_turns_for_one() -> None:
    ranked = [candidate("Echo", score=3 - n / 100) for n in range(6)]
    ranked += [candidate("Post", score=1 - n / 100) for n in range(6)]

    taken = Counter(one.article.source for one in in_turn(ranked, Preferences(weights={"Echo": 2.0}))[:6])

    assert taken == {"Echo": 4, "Post": 2}


@given(CANDIDATES, st.integers(min_value=0, max_value=14))
def test_while_a_source_waits_no_other_is_more_than_one_ahead(ranked: list[Candidate], told: int) -> None:
    turns = in_turn(ranked, Preferences())
    heard = Counter(one.article.source for one in turns[:told])
    waits = {one.article.source for one in turns[told:]}

    assert sorted(map(id, turns)) == sorted(map(id, ranked))
    for source in waits:
        assert max(heard.values(), default=0) <= heard[source] + 1


@given(CANDIDATES, st.integers(min_value=1, max_value=8))
def test_mixing_loses_nothing_and_leads_with_the_best(ranked: list[Candidate], seats: int) -> None:
    found = mixed(ranked, seats=seats)

    assert sorted(map(id, found)) == sorted(map(id, ranked))
    serious = [one for one in ranked if category(one.article) not in (Category.SPORT, Category.LIGHT)]
    if ranked:
        assert found[0].score == max(one.score for one in serious or ranked)


@given(CANDIDATES, st.integers(min_value=1, max_value=8))
def test_light_and_sport_are_no_more_than_a_quarter_while_there_is_news(
    ranked: list[Candidate], seats: int
) -> None:
    told = [category(one.article) for one in mixed(ranked, seats=seats)[:seats]]
    ending = sum(kind in (Category.SPORT, Category.LIGHT) for kind in told)
    serious = sum(category(one.article) not in (Category.SPORT, Category.LIGHT) for one in ranked)

    if serious >= seats:
        assert ending <= seats // 4


def test_a_local_story_and_one_on_health_are_told_early() -> None:
    ranked = [candidate(score=3 - n / 10) for n in range(6)]
    ranked += [candidate(score=1, text=HEALTH), candidate(score=0.9, local=True)]

    found = mixed(ranked, seats=4)

    assert found[0].score == 3
    assert found[1].is_local
    assert found[2].article.texts == (HEALTH,)


def test_the_light_one_is_last_and_sport_before_it() -> None:
    told = [article(text) for text in (LIGHT, NEWS, SPORT, HEALTH)]

    assert running_order(told) == [1, 3, 2, 0]
