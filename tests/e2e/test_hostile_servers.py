"""Servers that do what no server should: something usable, or a plain line that names them; soon, and nothing else."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import bulletin.edition.asking
import bulletin.gather
from bulletin.gather import DEFAULT_LIMITS
from tests.support.cli import bulletin as run
from tests.support.hostile import BEHAVIOURS, ODD, SLOW, hostile_server

Capsys = pytest.CaptureFixture[str]
SHORT = replace(DEFAULT_LIMITS, request_s=2.0)
MOST_S = 20.0

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with hostile_server() as address:
        yield address


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all: the filler is made once."""
    return tmp_path_factory.mktemp("out")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A station waits for eight seconds; four times two are enough to see that it does not wait for ever."""
    monkeypatch.setattr(bulletin.gather, "DEFAULT_LIMITS", SHORT)
    monkeypatch.setattr(bulletin.edition.asking, "DEFAULT_LIMITS", SHORT)


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_extract_gives_articles_or_a_line_that_names_the_address(
    name: str, server: str, capsys: Capsys
) -> None:
    address, began = f"{server}/{name}", time.monotonic()

    ran = run(capsys, "extract", "--json", address)

    assert time.monotonic() - began < MOST_S
    assert ran.status == (0 if name in ODD else 3), ran.err
    articles = [row for row in map(json.loads, ran.out.splitlines()) if "refused" not in row]
    assert all(row["paragraphs"] for row in articles)
    assert bool(articles) == (name in ODD)
    assert name in ODD or address in ran.err


@pytest.mark.parametrize("name", sorted(BEHAVIOURS.keys() - SLOW.keys()))
def test_make_gives_a_bulletin_or_a_line_that_names_the_address(
    name: str, server: str, out: Path, capsys: Capsys
) -> None:
    address, began = f"{server}/{name}", time.monotonic()

    ran = run(capsys, "make", address, "--engine", "tone", "--length", "0:40", "--out", out)

    assert time.monotonic() - began < MOST_S
    assert ran.status == (0 if name in ODD else 3), ran.err
    assert name in ODD or address in ran.err
    record = json.loads((out / "bulletin" / "latest.json").read_text(encoding="utf-8"))
    assert name not in ODD or record["stories"]
