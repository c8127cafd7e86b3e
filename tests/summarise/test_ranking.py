"""Which event is wanted most, and who tells it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bulletin.model import Article, Paragraph
from bulletin.summarise.preferences import Airing, Preferences
from bulletin.summarise.ranking import HALF_LIFE_HOURS, Candidate, rank
from tests.summarise.newsroom import ECHO, NOON, POST, RADIO, telling

NOW = Preferences(now=NOON)


def ids(ranked: list[Candidate]) -> list[str]:
    return [candidate.article.id for candidate in ranked]


def test_fresher_news_comes_first() -> None:
    ranked = rank([telling("bakery", ECHO, hours_old=20), telling("theft", POST, hours_old=2)], NOW)

    assert ids(ranked) == ["theft-county", "bakery-elderby"]


def test_after_six_hours_news_is_worth_half() -> None:
    def worth(hours_old: float) -> float:
        return rank([telling("bakery", ECHO, hours_old=hours_old)], NOW)[0].score

    lasting = worth(10_000)

    assert worth(HALF_LIFE_HOURS) - lasting == pytest.approx((worth(0) - lasting) / 2)
    assert worth(2 * HALF_LIFE_HOURS) - lasting == pytest.approx((worth(0) - lasting) / 4)


def test_what_more_sources_tell_comes_before_what_one_tells() -> None:
    ranked = rank(
        [telling("theft", POST), *(telling("lorry", outlet) for outlet in (ECHO, POST, RADIO))], NOW
    )

    assert ranked[0].article.id.startswith("lorry")
    assert "told by 3 sources" in ranked[0].why


def test_one_source_that_tells_it_twice_counts_once() -> None:
    once = rank([telling("lorry", ECHO)], NOW)[0]
    twice = rank([telling("lorry", ECHO), replace(telling("lorry", ECHO), id="again")], NOW)[0]

    assert twice.score == once.score


def test_the_station_s_own_town_comes_first() -> None:
    ranked = rank(
        [telling("bakery", ECHO), telling("theft", POST)], replace(NOW, locality=("Marsh End", "Hallam Road"))
    )

    assert ids(ranked) == ["theft-county", "bakery-elderby"]
    assert "names Marsh End" in ranked[0].why


def test_a_locality_word_is_a_whole_word() -> None:
    assert not rank([telling("theft", POST)], replace(NOW, locality=("Mars",)))[0].is_local


def test_a_source_of_more_weight_comes_first() -> None:
    ranked = rank(
        [telling("bakery", ECHO), telling("theft", POST)], replace(NOW, weights={POST: 2.0, ECHO: 1.0})
    )

    assert ids(ranked) == ["theft-county", "bakery-elderby"]


def test_the_first_of_a_feed_comes_before_its_tenth() -> None:
    feed = [telling(event, ECHO) for event in ("bus", "bakery", "otters", "scanner")]

    assert ids(rank(feed, NOW)) == [one.id for one in feed]
    assert ids(rank(feed[::-1], NOW)) == [one.id for one in feed[::-1]]


def test_the_spokesman_is_the_longest_article_of_the_most_trusted_source() -> None:
    told = [telling("lorry", outlet) for outlet in (ECHO, POST, RADIO)]

    equals = rank(told, NOW)[0]
    trusted = rank(told, replace(NOW, weights={RADIO: 3.0}))[0]

    assert equals.article is max(told, key=lambda one: sum(len(text.split()) for text in one.texts))
    assert trusted.article.source == RADIO
    assert set(map(id, trusted.tellings)) == set(map(id, told))


def test_what_cannot_be_read_out_does_not_make_an_article_long() -> None:
    clean = telling("library", ECHO)
    padded = telling("library", POST)
    teaser = Paragraph(text="READ MORE: Ten walks near Elderby with a tea room at the end of each of them")
    padded = replace(padded, paragraphs=(*padded.paragraphs, *[teaser] * 9))

    assert rank([padded, clean], NOW)[0].article is clean


def test_a_date_to_come_makes_nothing_fresher_than_now() -> None:
    today, tomorrow = telling("bakery", ECHO, hours_old=0), telling("bakery", ECHO, hours_old=-24)

    assert rank([tomorrow], NOW)[0].score == rank([today], NOW)[0].score


def test_an_undated_article_is_as_old_as_the_day_it_was_first_seen() -> None:
    undated: Article = replace(telling("bakery", ECHO), published=None)

    ranked = rank([undated], replace(NOW, seen={undated.id: NOON - timedelta(hours=30)}))

    assert ranked[0].why == "30 hours old"


def test_who_told_it_less_often_tells_it_next_and_all_its_airings_count() -> None:
    told = [telling("lorry", outlet) for outlet in (ECHO, POST)]
    first = rank(told, NOW)[0].article
    (other,) = (one for one in told if one is not first)
    aired = {first.id: Airing(times=2, last=NOON), other.id: Airing(times=1, last=NOON)}

    again = rank(told, replace(NOW, aired=aired))[0]
    trusted = rank(told, replace(NOW, aired=aired, weights={first.source: 2.0}))[0]

    assert again.article is other
    assert again.airing is not None and again.airing.times == 3
    assert trusted.article is first
