"""An edition can stop before any room and go on from its saved record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin.config.quantities import parse_length
from bulletin.edition.make import draft_edition, make_edition
from bulletin.edition.order import Order, Tools
from bulletin.edition.ordering import read_order
from bulletin.edition.record import read_record, write_record
from bulletin.model import Dialect, Edition, Script, State
from bulletin.script.speakable import render, tokenise
from bulletin.system.clock import now
from tests.support.news import write_copy


@pytest.fixture
def tools() -> Iterator[Tools]:
    with ThreadPoolExecutor(2) as threads:
        yield Tools(executor=threads, now=now)


@pytest.fixture
def order(tmp_path: Path) -> Order:
    return read_order(
        sources=[str(write_copy(tmp_path / "copy"))],
        demo=False,
        length=parse_length("1:00"),
        voices=(),
        engine="tone",
        station=None,
        programme=None,
        at=None,
        published=None,
        valid_for=None,
        out=tmp_path / "out",
    )


def saved_and_read(edition: Edition, folder: Path) -> Edition:
    path = folder / "saved.json"
    path.write_text(write_record(edition), encoding="utf-8")
    return read_record(path, tokenise=tokenise, say=lambda tokens: render(tokens, Dialect.PLAIN))


def test_a_saved_draft_becomes_the_bulletin_it_promised(order: Order, tools: Tools, tmp_path: Path) -> None:
    draft = saved_and_read(draft_edition(order, tools), tmp_path)

    made = make_edition(order, tools, saved=draft)

    assert made.state == State.PUBLISHED
    assert [line.text for line in made.script.lines] == [line.text for line in draft.script.lines]
    assert made.audio is not None
    assert made.audio.is_file()


def test_an_edited_line_is_what_is_spoken(order: Order, tools: Tools, tmp_path: Path) -> None:
    path = tmp_path / "saved.json"
    record = json.loads(write_record(draft_edition(order, tools)))
    next(item for item in record["script"] if item["kind"] == "line" and item["story"])["text"] = (
        "Ward 7 has moved."
    )
    path.write_text(json.dumps(record))
    edited = read_record(path, tokenise=tokenise, say=lambda tokens: render(tokens, Dialect.PLAIN))

    made = make_edition(order, tools, saved=edited)

    assert "Ward seven has moved." in [line.spoken for line in made.script.lines]


@pytest.mark.parametrize("kept", ["articles", "stories"])
def test_an_edition_goes_on_from_the_room_where_it_stopped(
    kept: str, order: Order, tools: Tools, tmp_path: Path
) -> None:
    draft = draft_edition(order, tools)
    stopped = replace(draft, script=Script(), stories=draft.stories if kept == "stories" else ())

    made = make_edition(order, tools, saved=saved_and_read(stopped, tmp_path))

    assert [article.id for article in made.articles] == [article.id for article in draft.articles]
    assert made.duration_s == pytest.approx(60, abs=10)
