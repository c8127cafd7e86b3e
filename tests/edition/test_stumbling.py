"""A fault of our own over one article costs that article, and not the bulletin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bulletin.edition import rooms
from tests.support.cli import Ran, bulletin
from tests.support.news import BRIDGE, CLINIC, write_copy

Patch = pytest.MonkeyPatch
Make = Callable[[], Ran]


@pytest.fixture
def make(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Make:
    copy = write_copy(tmp_path / "copy")
    words = ["make", copy, "--engine", "tone", "--length", "1:00", "--out", tmp_path / "out", "--json"]
    return lambda: bulletin(capsys, *words)


def fails_over(monkeypatch: Patch, name: str, headline: str) -> None:
    """Let a step of ours fail over whatever has to do with one headline."""
    honest = getattr(rooms, name)

    def step(*given: Any, **named: Any) -> Any:
        if headline in str(given):
            raise OverflowError("date value out of range")
        return honest(*given, **named)

    monkeypatch.setattr(rooms, name, step)


@pytest.mark.parametrize("step", ["clean", "date_articles", "script_of"])
def test_the_others_are_told_and_what_was_lost_is_named(monkeypatch: Patch, make: Make, step: str) -> None:
    fails_over(monkeypatch, step, BRIDGE.headline)

    made = make()

    told = [story["headline"] for story in made.record["stories"]]
    assert made.status == 4
    assert CLINIC.headline in told
    assert BRIDGE.headline not in told
    assert made.record["duration_s"] == pytest.approx(60, abs=0.1)
    (lost,) = made.record["skipped"]
    assert "something went wrong inside bulletin over it (OverflowError)" in lost["why"]


def test_a_fault_over_every_article_is_no_article_s_fault(monkeypatch: Patch, make: Make) -> None:
    fails_over(monkeypatch, "date_articles", "")

    made = make()

    assert made.status == 1
    assert "Something went wrong inside bulletin: OverflowError" in made.err


def test_a_full_disk_is_no_article_s_fault(monkeypatch: Patch, make: Make) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(rooms, "date_articles", full)

    assert make().status == 1
