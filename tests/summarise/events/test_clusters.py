"""Which articles tell one event."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bulletin.model import Article, Paragraph
from bulletin.summarise.events import find_events
from tests.summarise.copy_desk import article
from tests.summarise.newsroom import ECHO, POST, RADIO, WEEK, telling, whole_week

LABELLED = whole_week()
ARTICLES = [told for _, told in LABELLED]


def test_what_three_papers_tell_in_their_own_words_is_one_event() -> None:
    found = find_events([telling("lorry", outlet) for outlet in (ECHO, POST, RADIO)])

    assert found == [(0, 1, 2)]


def test_every_event_of_a_week_is_found_and_no_two_are_mixed() -> None:
    found = find_events(ARTICLES)

    assert {frozenset(LABELLED[place][0] for place in event) for event in found} == {
        frozenset({name}) for name in WEEK
    }
    assert len(found) == len(WEEK)


@given(st.permutations(range(len(ARTICLES))))
def test_the_order_of_the_articles_does_not_matter(order: list[int]) -> None:
    found = find_events([ARTICLES[place] for place in order])

    assert {frozenset(order[place] for place in event) for event in found} == {
        frozenset(event) for event in find_events(ARTICLES)
    }


def _bus_stories() -> list[Article]:
    first = article(
        "Bus drivers in Elderby will stop work on Friday over pay, and no bus will run.",
        "The union says wages have not kept up with prices for six years, and that talks broke down in the night.",
        "Managers had offered four per cent. Schools will put on coaches for pupils who live beyond Thorpe Green.",
        headline="Bus drivers in Elderby to strike over pay",
    )
    second = article(
        "The airport bus will no longer stop outside Elderby station, where cars are parked on the kerb.",
        "Passengers should wait at the market place, where shelters and a ticket machine have been put up.",
        "The stop was moved once before, in 2019, when the forecourt was dug up for a gas main.",
        headline="Elderby airport bus moves its stop in row over kerb",
    )
    return [first, second]


def test_two_articles_of_one_paper_in_one_town_are_two_events() -> None:
    assert find_events(_bus_stories()) == [(0,), (1,)]


def test_two_papers_that_share_a_town_and_its_buses_tell_two_events() -> None:
    articles = [replace(told, source=f"paper {at}") for at, told in enumerate(_bus_stories())]

    assert find_events(articles) == [(0,), (1,)]


def test_two_papers_that_tell_one_event_in_their_own_words_are_one() -> None:
    assert find_events([telling("lorry", ECHO), telling("lorry", POST)]) == [(0, 1)]


def test_two_that_are_one_event_stay_together_whatever_third_is_a_little_like_them() -> None:
    third = replace(_bus_stories()[1], source="a third paper")

    assert (0, 1) in find_events([telling("lorry", ECHO), telling("lorry", POST), third])


def test_a_copy_of_a_copy_belongs_to_the_event() -> None:
    first = telling("lorry", ECHO)
    agency = replace(first, id="agency", source="Agency News")
    other = telling("lorry", POST)

    assert find_events([first, agency, telling("bakery", ECHO), other]) == [(0, 1, 3), (2,)]


def test_a_story_that_a_thousand_papers_print_alike_costs_no_more_than_one() -> None:
    first = telling("lorry", ECHO)
    many = [replace(first, id=str(number), source=f"paper {number}") for number in range(1000)]

    assert find_events(many) == [tuple(range(1000))]


def test_a_line_of_furniture_in_place_of_the_text_makes_no_event() -> None:
    furniture = "Chat to us at any time and be the first to hear what happens in your own town."
    first = article(furniture, headline="Thieves strip lead from chapel roof")
    second = article(furniture, headline="Otters return to the Wend after forty years")

    assert find_events([first, replace(second, source="other")]) == [(0,), (1,)]


def test_the_same_words_a_year_apart_are_two_events() -> None:
    now = telling("school", POST)
    then = telling("school", RADIO, hours_old=24 * 365)
    near = telling("school", RADIO)

    together, apart = _alike(now, near), _alike(now, then)

    assert apart < 0.75 * together


def _alike(one: Article, other: Article) -> float:
    from bulletin.summarise.events.likeness import Likeness

    return Likeness([one, other]).between(0, 1)


def test_articles_without_a_word_are_events_of_their_own() -> None:
    assert find_events([article(""), article("***"), article("", headline="!")]) == [(0,), (1,), (2,)]


@given(st.lists(st.sampled_from(ARTICLES), max_size=12))
def test_every_article_is_in_one_event(chosen: list[Article]) -> None:
    found = find_events(chosen)

    assert sorted(place for event in found for place in event) == list(range(len(chosen)))


def test_a_strike_at_one_trust_and_a_scanner_at_another_are_two_events() -> None:
    strike = Article(
        id="strike",
        source="Copy",
        headline="",
        paragraphs=(
            Paragraph(
                text="Marsh End and St Hilda NHS Trust has moved operations as doctors prepare for a strike tomorrow."
            ),
            Paragraph(text="The hospital trust said the action would last from 8am to 5pm on both days."),
            Paragraph(
                text="A spokesman for the trust said some patients of the hospital had been moved to other days."
            ),
        ),
    )
    scanner = Article(
        id="scanner",
        source="Echo",
        headline="New scanner will cut waits at St Oda's",
        paragraphs=(
            Paragraph(text="Patients at St Oda's Hospital in Elderby will wait less for a scan."),
            Paragraph(text="Elderby Hospitals NHS Trust said the scanner would run from 8am to 8pm."),
            Paragraph(
                text="The NHS paid for it, and the trust is glad: patients of the hospital waited for weeks."
            ),
        ),
    )

    assert find_events([strike, scanner]) == [(0,), (1,)]
