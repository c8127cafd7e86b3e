"""Which articles are told, in what order, and how much time each has."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.model import Article, Rundown, Story
from bulletin.summarise import Preferences, find_summariser, make_rundown
from tests.summarise.copy_desk import LIBRARY, article
from tests.summarise.newsroom import ECHO, POST, RADIO, telling, whole_week

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SUBJECTS = {
    "pool": "Swimmers may dive in again from Monday, now that nine weeks of repairs to the pool are over.",
    "bridge": "A footbridge of oak and steel will join the two halves of Thornbury Vale before winter.",
    "bakery": "Bread costs twopence less this morning at a bakery that has found cheaper flour.",
    "choir": "Forty singers need a new hall after a choir was told that its roof leaks.",
    "tram": "An old tram that slept in a barn for sixty years runs through town once more.",
    "mill": "Owners of a watermill hope to grind corn there by Easter, their first since 1931.",
    "orchard": "Apples fell early this year, so an orchard asks for pickers at once.",
    "museum": "Nobody knew who painted a portrait in the museum until a child read its frame.",
    "ferry": "High water keeps the ferry at its berth for a third day running.",
    "quarry": "Rare orchids stopped plans to dig deeper in a quarry near Marlow.",
    "clinic": "Evening blood tests begin at a clinic for people who cannot leave work.",
    "dairy": "Two sisters took over a dairy and have doubled what cows give there.",
}


def seconds_of(text: str) -> float:
    return len(text.split()) * 60 / 165 + 0.4


def story_about(subject: str, *, published: datetime | None = None) -> Article:
    return article(
        SUBJECTS[subject],
        f"Builders spent {len(subject)} months on the {subject} and have left it warm, dry and bright.",
        f"Neighbours of the {subject} gave cakes. Children gave songs about a {subject}. A band played all day.",
        f"Tickets for the {subject} cost two pounds and can be had at the door.",
        f"Dogs are welcome at the {subject} on a lead.",
        f"Thornbury Vale Council paid most of the cost of the {subject}.",
        id=subject,
        headline=f"{subject.capitalize()}: {SUBJECTS[subject][:40]}",
        published=published,
    )


TOWN = [story_about(subject) for subject in SUBJECTS]


def rundown_of(articles: list[Article], budget_s: float, overhead_s: float = 3.0) -> Rundown:
    return make_rundown(
        articles,
        budget_s=budget_s,
        seconds_of=seconds_of,
        summariser=find_summariser(),
        overhead_s=lambda _: overhead_s,
    )


def total_s(rundown: Rundown, overhead_s: float = 3.0) -> float:
    return rundown.seconds + overhead_s * len(rundown.stories)


@pytest.mark.parametrize(("budget_s", "fewest", "most"), [(60, 2, 3), (120, 4, 5), (180, 5, 7)])
def test_a_bulletin_has_about_a_story_for_each_half_minute(budget_s: int, fewest: int, most: int) -> None:
    assert fewest <= len(rundown_of(TOWN, budget_s).stories) <= most


def test_an_hour_tells_all_there_is() -> None:
    rundown = rundown_of(TOWN, 3600)

    assert len(rundown.stories) == len(TOWN)
    assert all(len(story.passages) == 6 for story in rundown.stories)
    assert rundown.left_out == ()


@pytest.mark.parametrize("budget_s", range(30, 200, 10))
def test_while_there_is_material_less_than_a_sentence_stays_free(budget_s: int) -> None:
    free_s = budget_s - total_s(rundown_of(TOWN, budget_s))

    assert 0 <= free_s < 5


# The first example pays for the tables that are read.
@settings(deadline=None)
@given(st.floats(min_value=0, max_value=400), st.integers(min_value=0, max_value=len(TOWN)))
def test_the_time_is_never_overrun(budget_s: float, count: int) -> None:
    rundown = rundown_of(TOWN[:count], budget_s)

    assert total_s(rundown) <= budget_s + 1e-6


def test_the_freshest_story_leads() -> None:
    old = story_about("pool", published=NOON - timedelta(hours=9))
    new = story_about("ferry", published=NOON)

    rundown = rundown_of([old, new], 90)

    assert [(story.id, story.rank) for story in rundown.stories] == [("ferry", 1), ("pool", 2)]


def test_undated_stories_keep_the_order_of_their_source() -> None:
    rundown = rundown_of(TOWN[:3], 120)

    assert [story.id for story in rundown.stories] == list(SUBJECTS)[:3]


def test_the_same_news_is_told_once_and_the_other_copy_is_named() -> None:
    rundown = rundown_of([TOWN[0], TOWN[0], TOWN[1]], 90)

    assert [story.id for story in rundown.stories] == ["pool", "bridge"]
    assert rundown.left_out[0].what.startswith("Pool: Swimmers")


def test_what_does_not_fit_is_named() -> None:
    rundown = rundown_of(TOWN, 60)

    assert len(rundown.left_out) == len(TOWN) - len(rundown.stories)
    assert "no time was left" in rundown.left_out[-1].why


def test_an_article_that_says_nothing_makes_room_for_the_next() -> None:
    rundown = rundown_of([article("***", id="stars", headline="Stars"), TOWN[0]], 60)

    assert [story.id for story in rundown.stories] == ["pool"]
    assert "nothing in it can be spoken" in rundown.left_out[0].why


def test_an_opening_longer_than_the_slot_is_passed_over() -> None:
    endless = article("The fair " + "and the fair " * 300 + "opens.", id="endless")

    rundown = rundown_of([endless, TOWN[0]], 60)

    assert [story.id for story in rundown.stories] == ["pool"]
    assert "longer than the time" in rundown.left_out[0].why


def test_where_not_one_fits_the_first_may_take_the_slack_and_no_more_of_it_than_it_needs() -> None:
    opening_s = seconds_of(SUBJECTS["pool"])
    budget_s = opening_s - 1.0

    found = make_rundown(
        TOWN[:1], budget_s=budget_s, seconds_of=seconds_of, summariser=find_summariser(), slack_s=30.0
    )

    assert not rundown_of(TOWN[:1], budget_s, overhead_s=0.0).stories
    assert [story.seconds for story in found.stories] == [pytest.approx(opening_s)]


def test_two_articles_of_one_id_are_two_stories() -> None:
    twin = article(SUBJECTS["choir"], id="pool", headline="Choir needs a hall")

    rundown = rundown_of([TOWN[0], twin], 90)

    assert [story.id for story in rundown.stories] == ["pool", "pool-2"]


def test_overhead_is_asked_for_each_story() -> None:
    asked: list[Story] = []

    def overhead_s(story: Story) -> float:
        asked.append(story)
        return 5.0

    rundown = make_rundown(
        [LIBRARY], budget_s=40, seconds_of=seconds_of, summariser=find_summariser(), overhead_s=overhead_s
    )

    assert asked
    assert rundown.seconds <= 35


def test_three_hundred_articles_are_ranked_in_a_moment_and_always_alike() -> None:
    many = [
        article(f"Lamp {n} of {n * 7} in street {n * 13} of Thornbury Vale shines again tonight.", id=str(n))
        for n in range(300)
    ]

    assert rundown_of(many, 180) == rundown_of(many, 180)


def test_one_event_is_told_once_by_the_longest_and_the_others_are_named() -> None:
    told = [telling("lorry", outlet) for outlet in (RADIO, ECHO, POST)]

    rundown = rundown_of([*told, telling("bakery", ECHO)], 60)

    assert [story.article.source for story in rundown.stories if story.id.startswith("lorry")] == [ECHO]
    assert [(left.what, left.why) for left in rundown.left_out] == [
        (one.headline, f"it tells the same as “{told[1].headline}” from {ECHO}") for one in (told[2], told[0])
    ]


def test_where_the_spokesman_cannot_be_spoken_another_stands_in() -> None:
    broken = article("***", headline="Lorry of cheese blocks Wend bridge for nine hours", id="broken")
    told = telling("lorry", POST, headline="Lorry of cheese blocks Wend bridge for nine hours")

    rundown = make_rundown(
        [broken, told],
        budget_s=60,
        seconds_of=seconds_of,
        summariser=find_summariser(),
        preferences=Preferences(weights={"test": 5.0}),
    )

    assert [story.id for story in rundown.stories] == [told.id]
    assert "nothing in it can be spoken" in rundown.left_out[0].why


def test_every_story_says_what_spoke_for_it() -> None:
    rundown = make_rundown(
        [telling("lorry", ECHO), telling("lorry", POST)],
        budget_s=60,
        seconds_of=seconds_of,
        summariser=find_summariser(),
        preferences=Preferences(now=NOON, locality=("Marsh End",)),
    )

    assert rundown.stories[0].why == f"1 hour old, told by 2 sources ({ECHO}, {POST}), names Marsh End"


@settings(deadline=None)  # the first example reads the tables
@given(
    st.lists(st.sampled_from([told for _, told in whole_week()]), max_size=10, unique_by=id),
    st.integers(0, 240),
)
def test_every_article_ends_as_a_story_or_as_one_line(articles: list[Article], budget_s: int) -> None:
    rundown = rundown_of(articles, budget_s)

    ends = [story.headline for story in rundown.stories] + [left.what for left in rundown.left_out]
    assert sorted(ends) == sorted(one.headline for one in articles)
    assert all(left.why for left in rundown.left_out)


@settings(deadline=None)  # the first example reads the tables
@given(st.permutations([told for _, told in whole_week()]), st.integers(0, 240))
def test_no_two_stories_are_of_one_event(articles: list[Article], budget_s: int) -> None:
    events = {told.id: event for event, told in whole_week()}

    told = [events[story.article.id] for story in rundown_of(articles, budget_s).stories]

    assert len(told) == len(set(told))
