"""Which articles of a station's sources come into question, and what the report says of the others."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bulletin.config.quantities import parse_length
from bulletin.edition.make import draft_edition, run_rooms
from bulletin.edition.memory import open_memory
from bulletin.edition.order import Order, Tools
from bulletin.edition.ordering import read_order
from bulletin.edition.preferring import preferences_of
from bulletin.edition.record import to_record
from bulletin.edition.rooms import choose_stories, gather_articles
from bulletin.edition.seen import first_seen, remember
from bulletin.edition.work import Work
from bulletin.errors import NothingFitError
from bulletin.model import Edition, Envelope
from bulletin.publish.report import report_html
from bulletin.summarise.personal import PERSONAL
from bulletin.system.clock import now
from tests.support.news import BRIDGE, CLINIC, GARDEN, PIECES, Piece

STATION = """
[station]
name = "Ward FM"
place = "Elderby"
locality = ["Mill Lane"]
[[source]]
name = "Echo"
address = "echo"
weight = 2.0
max_age = "2d"
[[source]]
name = "Post"
address = "post"
max_age = "30d"
"""
AGAIN = replace(
    BRIDGE,
    headline="Hospital footbridge shuts for six weeks",
    paragraphs=(
        "Walkers will lose the footbridge by Elderby General for six weeks, because rotten boards in its deck must go.",
        "The council is paying £340,000 for the new deck and for ramps that wheelchairs and prams can use.",
    ),
)


@pytest.fixture
def radio(tmp_path: Path) -> Path:
    (tmp_path / "bulletin.toml").write_text(STATION, encoding="utf-8")
    write(tmp_path / "echo" / "bridge.txt", BRIDGE)
    write(tmp_path / "echo" / "clinic.txt", CLINIC)
    write(tmp_path / "post" / "again.txt", AGAIN)
    write(tmp_path / "post" / "garden.txt", GARDEN)
    return tmp_path


@pytest.fixture
def tools() -> Iterator[Tools]:
    with ThreadPoolExecutor(2) as threads:
        yield Tools(executor=threads, now=now)


def write(path: Path, piece: Piece, *, page_date: str = "") -> None:
    path.parent.mkdir(exist_ok=True)
    text = piece.as_text()
    if page_date:
        meta = f'<meta property="article:published_time" content="{page_date}"></head>'
        text = piece.as_page().replace("</head>", meta)
    path.write_text(text, encoding="utf-8")


def order_for(radio: Path, length: str = "1:00") -> Order:
    return read_order(
        sources=(),
        demo=False,
        length=parse_length(length),
        voices=(),
        engine="tone",
        station=radio,
        programme=None,
        at=None,
        published=None,
        valid_for=None,
        out=radio / "out",
    )


def chosen(radio: Path, tools: Tools, length: str = "1:00") -> Work:
    return run_rooms(order_for(radio, length), tools, rooms=(gather_articles, choose_stories))


def in_days(tools: Tools, days: float) -> Tools:
    return replace(tools, now=lambda: now() + timedelta(days=days))


def test_one_event_of_two_sources_is_told_once_and_the_report_has_a_line_for_each_article(
    radio: Path, tools: Tools
) -> None:
    edition = chosen(radio, tools, "5:00").edition

    told = {story.headline for story in edition.stories}
    out = {left.what: left.why for left in edition.left_out}
    assert told == {BRIDGE.headline, CLINIC.headline, GARDEN.headline}
    assert out == {AGAIN.headline: f"it tells the same as “{BRIDGE.headline}” from Echo"}
    assert all(story.why for story in edition.stories)


def test_what_somebody_tells_of_himself_is_no_news_and_is_named(radio: Path, tools: Tools) -> None:
    column = Piece(
        headline="What the wards taught me",
        paragraphs=(
            "I came to Elderby General as a porter in 1998, with a bad knee and no idea of what a ward was.",
            "My first patient was a retired bus driver, and I can still hear the songs that he sang on the way.",
            "The trust has 640 beds today, and porters walk nine miles in a shift.",
        ),
    )
    page = column.as_page().replace("</head>", '<link rel="canonical" href="https://echo.example/p"></head>')
    (radio / "echo" / "column.html").write_text(page, encoding="utf-8")

    edition = chosen(radio, tools, "5:00").edition

    assert column.headline not in {story.headline for story in edition.stories}
    assert {left.what: left.why for left in edition.left_out}[column.headline] == PERSONAL


def test_the_report_shows_what_spoke_for_a_story_and_against_an_article(radio: Path, tools: Tools) -> None:
    edition = chosen(radio, tools, "5:00").edition

    page = report_html(
        edition, envelope=Envelope(step_s=1, peaks=(0.5,), loudness_lufs=(-16,)), target_lufs=-16
    )

    assert "told by 2 sources (Echo, Post)" in page
    assert f"it tells the same as “{BRIDGE.headline}” from Echo" in page


def test_a_story_that_is_older_than_its_source_may_be_is_left_out_by_its_own_date(
    radio: Path, tools: Tools
) -> None:
    long_ago = (now() - timedelta(days=3)).isoformat()
    write(radio / "echo" / "clinic.html", CLINIC, page_date=long_ago)
    (radio / "echo" / "clinic.txt").unlink()
    write(radio / "post" / "garden.html", GARDEN, page_date=long_ago)
    (radio / "post" / "garden.txt").unlink()

    edition = chosen(radio, tools, "5:00").edition

    assert {story.headline for story in edition.stories} == {BRIDGE.headline, GARDEN.headline}
    why = {left.what: left.why for left in edition.left_out}[CLINIC.headline]
    assert why.startswith("it is of ")
    assert why.endswith("older than the max_age of Echo")


def test_an_undated_story_is_as_old_as_the_day_it_was_first_seen(radio: Path, tools: Tools) -> None:
    order = order_for(radio)
    remember(chosen(radio, tools).edition.articles, order.station, now=now())

    later = chosen(radio, in_days(tools, 3)).edition

    assert {article.source for article in later.articles} == {"Post"}
    why = {left.what: left.why for left in later.left_out}[BRIDGE.headline]
    assert why.startswith(f"it was first seen on {now():%d %B %Y}")


def test_a_text_that_was_written_anew_is_new(radio: Path, tools: Tools) -> None:
    remember(chosen(radio, tools).edition.articles, order_for(radio).station, now=now())
    write(radio / "echo" / "clinic.txt", replace(CLINIC, paragraphs=CLINIC.paragraphs[::-1]))

    later = chosen(radio, in_days(tools, 3)).edition

    assert {article.headline for article in later.articles if article.source == "Echo"} == {CLINIC.headline}


def test_a_date_that_is_yet_to_come_keeps_no_story_young(radio: Path, tools: Tools) -> None:
    write(radio / "echo" / "clinic.html", CLINIC, page_date=(now() + timedelta(days=20)).isoformat())
    (radio / "echo" / "clinic.txt").unlink()
    remember(chosen(radio, tools).edition.articles, order_for(radio).station, now=now())

    later = chosen(radio, in_days(tools, 3)).edition

    assert "Echo" not in {article.source for article in later.articles}


def test_where_all_is_too_old_nothing_is_made_and_every_article_is_named(radio: Path, tools: Tools) -> None:
    remember(chosen(radio, tools).edition.articles, order_for(radio).station, now=now())

    with pytest.raises(NothingFitError) as refused:
        chosen(radio, in_days(tools, 60))

    for piece in (BRIDGE, CLINIC, AGAIN, GARDEN):
        assert f"{piece.headline}: it was first seen" in str(refused.value)


def test_looking_makes_no_database(radio: Path, tools: Tools) -> None:
    chosen(radio, tools)

    assert not (radio / "bulletin.db").exists()


def test_a_database_that_is_broken_stops_nothing(radio: Path, tools: Tools) -> None:
    (radio / "bulletin.db").write_bytes(b"no database at all, but a long enough text for one" * 40)
    order = order_for(radio)

    edition = chosen(radio, tools).edition
    remember(edition.articles, order.station, now=now())

    assert edition.stories
    present = now()
    assert set(first_seen(edition.articles, order.station, now=present).values()) == {present}


def test_the_station_s_own_settings_say_what_comes_first(radio: Path, tools: Tools) -> None:
    present: datetime = now()
    order = order_for(radio)
    work = Work(edition=Edition(programme="news", slot=present, made_at=present, expires_at=present))

    wishes = preferences_of(work, order, replace(tools, now=lambda: present))

    assert wishes.weights == {"Echo": 2.0, "Post": 1.0}
    assert wishes.locality == ("Mill Lane", "Elderby")
    assert wishes.now == present


def test_a_sentence_that_is_unfit_to_read_is_quoted_in_the_report(radio: Path, tools: Tools) -> None:
    wrong = "The bench will would be moved."
    write(radio / "post" / "garden.txt", replace(GARDEN, paragraphs=(*GARDEN.paragraphs, wrong)))

    edition = chosen(radio, tools, "5:00").edition

    page = report_html(
        edition, envelope=Envelope(step_s=1, peaks=(0.5,), loudness_lufs=(-16,)), target_lufs=-16
    )
    assert wrong in page
    assert not any(wrong in passage.text for story in edition.stories for passage in story.passages)


@pytest.mark.slow
def test_a_day_of_sixteen_slots_and_five_stories_has_sixteen_bulletins_and_no_two_alike(
    tmp_path: Path, tools: Tools
) -> None:
    (tmp_path / "bulletin.toml").write_text(
        '[station]\nname = "Ward FM"\n[[source]]\nname = "Echo"\naddress = "echo"\n'
        '[[programme]]\nname = "news"\nlength = "1:00-2:00"\nvoices = ["tone"]\n',
        encoding="utf-8",
    )
    for number, piece in enumerate(PIECES[:5]):
        write(tmp_path / "echo" / f"{number}.txt", piece)
    morning = now(UTC).replace(hour=7, minute=0, second=0, microsecond=0) + timedelta(days=1)
    said: list[tuple[str, ...]] = []

    for hour in range(16):
        slot = morning + timedelta(hours=hour)
        order = replace(order_for(tmp_path), slot=slot, programme="news", valid_for=timedelta(hours=1))
        edition = draft_edition(order, replace(tools, now=lambda slot=slot: slot - timedelta(minutes=5)))
        with open_memory(order.station) as store:
            store.aired(to_record(edition))
        said.append(tuple(story.headline for story in edition.stories))

    assert all(said)
    assert all(one != other for one, other in pairwise(said))
    assert {headline for told in said[:4] for headline in told} == {piece.headline for piece in PIECES[:5]}


def test_a_story_that_was_told_sinks_and_one_that_changed_is_new(radio: Path, tools: Tools) -> None:
    order = order_for(radio)
    first = draft_edition(order, tools)
    with open_memory(order.station) as store:
        store.aired(to_record(first))
    later = replace(order, slot=order.slot + timedelta(hours=1))

    again = preferences_of(gather_articles(Work(edition=first), later, tools), later, tools)
    lead = first.stories[0].article
    changed = replace(CLINIC, paragraphs=(*CLINIC.paragraphs, "A second evening clinic opens in Marsh End."))
    write(radio / "echo" / "clinic.txt", changed)
    work = gather_articles(Work(edition=first), later, tools)
    remember_all(work, order)
    after = preferences_of(work, later, tools)

    assert again.aired[lead.id].times == 1
    assert again.aired[lead.id].led
    clinic = next(one for one in work.edition.articles if one.headline == CLINIC.headline)
    assert clinic.id in again.aired
    assert clinic.id not in after.aired


def remember_all(work: Work, order: Order) -> None:
    with open_memory(order.station, now=lambda: now() + timedelta(hours=1)) as store:
        store.saw(work.edition.articles)
