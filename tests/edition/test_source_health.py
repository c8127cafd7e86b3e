"""How sources fare, from memory alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bulletin.config.station import Station, read_station
from bulletin.edition.asking import address_key, recall, remember_sources
from bulletin.edition.source_health import Health, ago, look_at_health
from bulletin.edition.sourcing import station_source
from bulletin.model import SourceState

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
ADDRESS = "https://echo.example/feed"
WELL = SourceState(
    name="Echo",
    address_key=address_key(ADDRESS),
    asked_at=NOW - timedelta(minutes=50),
    fetched_at=NOW - timedelta(minutes=50),
    gave=12,
    newest=NOW - timedelta(hours=3),
)
FAILED = replace(WELL, failures=3, next_try=NOW + timedelta(minutes=30), error="Cannot reach it: timed out.")


@pytest.fixture
def radio(station: Path) -> Station:
    (station / "bulletin.toml").write_text(
        f'[[source]]\nname = "Echo"\naddress = "{ADDRESS}"\npermission = "Jo Bell"\n'
        '[[source]]\nname = "Post"\naddress = "https://post.example/"\n'
        '[[source]]\nname = "copy"\naddress = "copy"\n',
        encoding="utf-8",
    )
    return read_station(station)


def echo(radio: Station, state: SourceState) -> Health:
    remember_sources([state], radio)
    return look_at_health(radio, now=NOW)[0]


def test_a_source_without_permission_and_one_that_was_never_asked_are_told_apart(radio: Station) -> None:
    never, unallowed, copy = look_at_health(radio, now=NOW)

    assert (never.is_well, never.words) == (True, "not asked yet")
    assert not unallowed.is_well
    assert "nobody's permission" in unallowed.words
    assert (copy.is_well, copy.words) == (True, "read at each bulletin")


@pytest.mark.parametrize(
    ("state", "is_well", "words"),
    [
        (WELL, True, "12 stories, asked 50 minutes ago, the newest 3 hours old"),
        (replace(WELL, newest=None, gave=1), True, "1 story, asked 50 minutes ago, without dates"),
        (
            replace(WELL, newest=NOW - timedelta(days=9)),
            False,
            "the newest 9 days old, older than its max_age",
        ),
        (
            FAILED,
            False,
            "failed 3 times in a row, left alone until 07:30 on 02 March: Cannot reach it: timed out.",
        ),
        (replace(FAILED, failures=1, next_try=None), False, "failed when it was last asked: Cannot reach it"),
        (replace(WELL, gone=2, failures=2), False, "gone for good"),
        (replace(FAILED, address_key="another"), True, "not asked yet"),
    ],
)
def test_health_is_one_plain_line(radio: Station, state: SourceState, is_well: bool, words: str) -> None:
    health = echo(radio, state)

    assert health.is_well is is_well
    assert words in health.words


def test_a_source_that_is_left_alone_is_barred_until_a_person_asks(radio: Station) -> None:
    remember_sources([FAILED], radio)
    sources = [station_source(row, radio) for row in radio.settings.source]

    left, unallowed, _ = recall(sources, radio, now=NOW)
    asked, still, _ = recall(sources, radio, now=NOW, anyway=True)

    assert "left alone until 07:30" in left.barred
    assert asked.barred == ""
    assert "permission" in unallowed.barred
    assert "permission" in still.barred


def test_a_password_in_an_address_is_not_remembered(radio: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BULLETIN_SOURCE_ECHO_ADDRESS", "https://echo.example/feed?key=t0p-secret")
    (source, *_) = [station_source(row, radio) for row in radio.settings.source]
    (source,) = recall([source], radio, now=NOW)
    assert source.known is not None

    remember_sources(
        [replace(source.known, error=f"Cannot reach {source.address}.", came_from=source.address)], radio
    )

    assert radio.folder is not None
    stored = b"".join(file.read_bytes() for file in radio.folder.glob("bulletin.db*"))
    assert b"echo" in stored.lower()
    assert b"t0p-secret" not in stored


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=20), "under a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=90), "90 minutes"),
        (timedelta(hours=3), "3 hours"),
        (timedelta(hours=30), "30 hours"),
        (timedelta(days=9), "9 days"),
        (timedelta(seconds=-5), "under a minute"),
    ],
)
def test_an_age_is_said_in_the_largest_unit_that_fits(age: timedelta, words: str) -> None:
    assert ago(age) == words
