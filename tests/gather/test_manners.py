"""When a source may be asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bulletin.errors import SourceError
from bulletin.gather.fetch import AnswerError, Fetched
from bulletin.gather.manners import after_failure, after_success, why_not_asked
from bulletin.model import SourceState

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
NEW = SourceState(name="Echo")
DOWN = SourceError("Cannot reach https://echo.example/feed: timed out after 8 s.")


def no(status: int, wait_s: float | None = None) -> AnswerError:
    return AnswerError("It says no.", status=status, wait_s=wait_s)


def failed(*hours: float, error: SourceError = DOWN) -> SourceState:
    state = NEW
    for hour in hours:
        state = after_failure(state, error, now=NOW + hour * HOUR)
    return state


def test_an_hourly_bulletin_asks_again_after_the_first_failures() -> None:
    assert not why_not_asked(failed(0, 1), now=NOW + 2 * HOUR)


def test_a_source_that_stays_down_is_asked_less_and_less_often() -> None:
    waits = [
        (state.next_try or now) - now
        for count in range(1, 9)
        for now in [NOW + 12 * (count - 1) * HOUR]
        for state in [failed(*(12 * hour for hour in range(count)))]
    ]

    assert waits == sorted(waits)
    assert waits[1] == timedelta(0)
    assert timedelta(hours=5) < waits[-1] < timedelta(hours=6)


def test_tries_within_the_same_minutes_are_one_failure() -> None:
    assert failed(0, 0.01, 0.02, 0.05).failures == 1


def test_a_wait_that_the_server_asks_for_is_kept_at_once_and_told() -> None:
    state = failed(0, error=no(429, 1800))

    reason = why_not_asked(state, now=NOW + 0.25 * HOUR)

    assert "Echo" in reason
    assert "07:30 on 02 March" in reason
    assert "bulletin sources test" in reason
    assert not why_not_asked(state, now=NOW + 0.5 * HOUR)


def test_a_source_that_is_gone_twice_is_not_asked_any_more() -> None:
    once, twice = failed(0, error=no(410)), failed(0, 3, error=no(410))

    assert not why_not_asked(once, now=NOW + HOUR)
    assert "gone for good" in why_not_asked(twice, now=NOW + 10_000 * HOUR)


def test_gone_twice_within_one_bulletin_is_gone_once() -> None:
    assert failed(0, 0.01, error=no(410)).gone == 1


def test_another_failure_between_makes_it_no_longer_gone() -> None:
    assert after_failure(failed(0, error=no(410)), DOWN, now=NOW + HOUR).gone == 0


def test_a_success_forgives_everything() -> None:
    got = Fetched(address="https://echo.example/feed", content=b"<rss/>", etag='"1"', content_type="text/xml")

    state = after_success(failed(0, 1, 2, error=no(410)), got, now=NOW, gave=3, newest=NOW - HOUR)

    assert (state.failures, state.gone, state.next_try, state.error) == (0, 0, None, "")
    assert (state.etag, state.body, state.gave, state.fetched_at) == ('"1"', b"<rss/>", 3, NOW)


@pytest.mark.parametrize(
    "got",
    [
        Fetched(address="https://echo.example/feed", content=b"<rss/>"),
        Fetched(address="https://echo.example/feed", content=b"x" * 2_000_001, etag='"1"'),
    ],
)
def test_an_answer_without_a_mark_or_a_large_one_is_not_kept(got: Fetched) -> None:
    had = replace(NEW, etag='"0"', body=b"old")

    state = after_success(had, got, now=NOW, gave=1, newest=None)

    assert (state.etag, state.body) == (None, None)
