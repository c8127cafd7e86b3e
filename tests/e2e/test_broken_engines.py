"""Engines that hang, exit or stay silent: the fallback speaks, the loss is named, nothing hangs."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.speak import workers
from bulletin.speak.workers import WORKERS
from tests.support.cli import bulletin
from tests.support.news import BRIDGE, write_copy
from tests.support.paths import PROJECT

# Engines of a small package that the tests of speaking bring: each fails in its own way.
BROKEN = ("hanging", "exiting", "silent")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(PROJECT / "tests" / "speak" / "added")
    monkeypatch.setattr(workers, "LINE_S", 1.0)
    monkeypatch.setattr(workers, "LETTER_S", 0.0)


@pytest.fixture(autouse=True)
def forgetful() -> None:
    WORKERS._failed.clear()


def station_with(engine: str, station: Path, *, fallback: str = "") -> Path:
    (station / "voices").mkdir()
    profile = f'engine = "{engine}"\nvoice = "low"\n' + (f'fallback = "{fallback}"\n' if fallback else "")
    (station / "voices" / "reader.toml").write_text(profile)
    (station / "bulletin.toml").write_text(
        '[[programme]]\nname = "midday"\nlength = "0:40"\nvoices = ["reader"]\n'
    )
    return station


@pytest.mark.parametrize("engine", BROKEN)
def test_the_fallback_speaks_when_an_engine_fails(
    engine: str, station: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = write_copy(tmp_path / "copy", [BRIDGE])
    station_with(engine, station, fallback="tone")

    made = bulletin(capsys, "make", copy, "--station", station, "--json")

    assert made.status == 4, made.err
    assert 'voice "reader"' in made.err
    assert made.record["engine"] == "tone"
    assert {line["voice"] for line in made.record["lines"]} == {"tone"}


@pytest.mark.parametrize("engine", BROKEN)
def test_without_a_fallback_nothing_is_made_and_the_filler_is_live(
    engine: str, station: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = write_copy(tmp_path / "copy", [BRIDGE])
    station_with(engine, station)

    made = bulletin(capsys, "make", copy, "--station", station)

    root = station / "output" / "midday"
    assert made.status == 1, made.err
    assert "reader" in made.err
    assert (root / "latest.mp3").read_bytes() == (root / "filler.mp3").read_bytes()
