"""`edition.json`: an edition written and read back is the same edition."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.edition.record import read_record, to_record, write_record
from bulletin.errors import BulletinError
from bulletin.model import (
    Article,
    Cue,
    CueName,
    Dialect,
    Edition,
    Kind,
    Line,
    Paragraph,
    Passage,
    Script,
    Skipped,
    Span,
    State,
    Story,
    Trace,
)
from bulletin.script.speakable import render, tokenise

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


def say(tokens: tuple[object, ...]) -> str:
    return render(tokens, Dialect.PLAIN)  # type: ignore[arg-type]


def line_of(text: str, story: str | None = None, trace: Trace | None = None) -> Line:
    tokens = tokenise(text)
    return Line(
        text=text,
        spoken=say(tokens),
        tokens=tokens,
        voice="newsreader",
        pause_after_ms=350,
        story=story,
        trace=trace,
        edits=("a teaser was left out",),
        given=text.upper(),
        start_s=1.5,
        end_s=2.5,
    )


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    article = Article(
        id=draw(words),
        source=draw(words),
        url=draw(st.none() | words),
        headline=draw(words),
        standfirst=draw(st.none() | words),
        paragraphs=tuple(
            Paragraph(text=text, kind=draw(st.sampled_from(Kind))) for text in draw(st.lists(words))
        ),
        published=draw(st.none() | st.just(NOON)),
        language=draw(st.none() | st.just("en")),
    )
    story = Story(
        id=draw(words),
        article=article,
        headline=article.headline,
        passages=(Passage(paragraph=0, text=draw(words), edits=("cut",), why="lead", beside=(1,)),),
        heard=(draw(words),),
        not_heard=(draw(words), draw(words)),
        seconds=12.5,
        rank=1,
    )
    trace = Trace(article=article.id, paragraphs=(0, 2), headline=draw(st.booleans()))
    return Edition(
        programme=draw(words),
        slot=NOON,
        made_at=NOON,
        expires_at=NOON,
        state=draw(st.sampled_from(State)),
        engine="tone",
        voices=("newsreader", "second"),
        approved_by=draw(st.none() | words),
        articles=(article,),
        stories=(story,),
        skipped=(Skipped(what=draw(words), why=draw(words)),),
        held=(Skipped(what=draw(words), why=draw(words)),),
        left_out=(Skipped(what=draw(words), why=draw(words)),),
        notes=(draw(words),),
        chapters=(Span(start_s=1.5, end_s=9.0, title=draw(words)),),
        duration_s=draw(st.none() | st.floats(0, 4000)),
        sha256=draw(st.none() | words),
        script=Script(
            items=(
                Cue(name=CueName.OPENING, pause_after_ms=500, start_s=0.0, end_s=1.0),
                line_of(draw(words)),
                line_of(draw(words), story=story.id, trace=trace),
            )
        ),
    )


@given(editions())
def test_an_edition_written_and_read_back_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, edition: Edition
) -> None:
    path = tmp_path_factory.mktemp("record") / "edition.json"
    path.write_text(write_record(edition), encoding="utf-8")

    read = read_record(path, tokenise=tokenise, say=say)

    assert read == edition


def test_the_record_has_every_key_of_the_contract() -> None:
    edition = Edition(
        programme="midday",
        slot=NOON,
        made_at=NOON,
        expires_at=NOON,
        script=Script(items=(line_of("Hello."),)),
    )

    record = to_record(edition)

    assert record.keys() >= {
        "programme", "slot", "state", "mode", "made_at", "expires_at", "duration_s", "loudness_lufs",
        "true_peak_dbtp", "sha256", "engine", "voices", "approved_by", "articles", "stories", "skipped", "held",
        "script", "lines",
    }  # fmt: skip
    assert record["lines"][0].keys() >= {
        "index", "story", "voice", "start_s", "end_s", "text", "spoken", "given", "source", "edits",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"version": 1}', "\x00"])
def test_a_file_that_is_no_edition_is_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "edition.json"
    path.write_text(text)

    with pytest.raises(BulletinError, match=r"edition\.json"):
        read_record(path, tokenise=tokenise, say=say)


def test_an_edition_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "edition.json"
    path.write_text(json.dumps({"version": 99}))

    with pytest.raises(BulletinError, match="newer"):
        read_record(path, tokenise=tokenise, say=say)
