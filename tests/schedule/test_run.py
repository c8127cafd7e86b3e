"""`bulletin run`: on air before its time, once; or the filler, and the truth about it."""

from __future__ import annotations

import os
import shutil
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from bulletin.edition.order import Order
from bulletin.errors import Exit, LockedError, OffAirError
from bulletin.gather import Source
from bulletin.publish.episodes import live_feed
from bulletin.publish.feed import Channel
from bulletin.publish.off_air import OffAir, write_off_air
from bulletin.publish.places import RUN_LOCK
from bulletin.schedule.orders import deadline_of, due_slot
from bulletin.store import Outcome
from bulletin.system.locks import hold
from tests.schedule.conftest import ONE, Radio, settings_of, slot_at
from tests.support.cli import run_bulletin
from tests.support.news import write_copy


def without_news(order: Order) -> Order:
    """All sources fail."""
    return replace(order, sources=(Source(address="/no/such/file.txt", name="gone"),))


def test_a_run_puts_its_slot_on_air_before_its_time_and_writes_it_down(radio: Radio) -> None:
    ended = radio.run(ONE)

    row = radio.row(ONE)
    assert ended.status == Exit.DONE, ended.said
    assert radio.is_fresh
    assert radio.live.slot == ONE.airs_at
    assert radio.live.expires_at == ONE.airs_at.astimezone(UTC) + timedelta(minutes=65)
    assert row is not None and row.outcome == Outcome.MADE
    assert row.edition is not None and row.edition["sha256"] == radio.record["sha256"]
    first, *_, last = (line["text"] for line in radio.record["lines"])
    assert "o'clock" not in first
    assert last.endswith("The next bulletin is at two o'clock.")


def test_a_slot_that_was_made_is_not_made_again(radio: Radio) -> None:
    radio.put_on_air()

    again = radio.run(ONE)

    assert again.status == Exit.DONE
    assert "made already" in again.said
    assert len(list(radio.places.root.glob("20*/*/edition.json"))) == 1


def test_a_run_that_was_killed_between_going_live_and_saying_so_is_only_written_down(radio: Radio) -> None:
    radio.put_on_air()
    with radio.ledger() as ledger:
        ledger.ask(
            lambda store: store.reclaim(
                "news", ONE.airs_at, by="here:1", claimed_before=datetime(2100, 1, 1, tzinfo=UTC), ended=tuple(Outcome)
            ),
            otherwise=False,
        )  # fmt: skip

    radio.run(ONE)

    row = radio.row(ONE)
    assert row is not None and row.outcome == Outcome.MADE
    assert len(list(radio.places.root.glob("20*/*/edition.json"))) == 1


def test_when_every_source_fails_the_stories_that_were_kept_are_used(radio: Radio) -> None:
    radio.put_on_air()
    radio.clock.forward(hours=1)
    shutil.rmtree(radio.folder / "news")

    ended = radio.run(slot_at(14))

    assert ended.status == Exit.WITH_LOSS
    assert "no new stories since 12:50" in ended.edition.skipped[0].why  # type: ignore[union-attr]
    assert len(radio.record["stories"]) > 0
    assert radio.live.slot == slot_at(14).airs_at
    assert radio.slept, "it should have tried again before"
    assert radio.clock() < slot_at(14).airs_at


def test_what_a_person_took_out_of_a_folder_is_not_told_from_memory(radio: Radio) -> None:
    radio.put_on_air()
    radio.clock.forward(hours=1)
    for path in (radio.folder / "news").iterdir():
        path.unlink()

    ended = radio.run(slot_at(14))

    assert ended.status == Exit.NOTHING_FIT


def test_a_notice_that_is_told_from_memory_ends_when_its_header_said(radio: Radio) -> None:
    news = radio.folder / "news"
    for path in write_copy(news).iterdir():
        words = path.read_text(encoding="utf-8")
        path.write_text(f"until: 1 March 2027 13:30\n\n{words}", encoding="utf-8")
    before = radio.run(ONE)
    shutil.rmtree(news)
    radio.clock.forward(hours=1)

    ended = radio.run(slot_at(14))

    assert (before.status, ended.status) == (Exit.DONE, Exit.NOTHING_FIT), ended.said


def test_kept_stories_that_are_too_old_give_way_to_notices(radio: Radio) -> None:
    radio.put_on_air()
    radio.clock.forward(days=3)
    notices = write_copy(radio.folder / "copy")
    for path in notices.iterdir():
        os.utime(path, (radio.clock().timestamp(),) * 2)

    ended = radio.run(slot_at(13, day=4), without_news)

    assert ended.status == Exit.WITH_LOSS, ended.said
    assert {article["source"] for article in radio.record["articles"]} == {"copy folder"}


def test_with_nothing_at_all_the_filler_is_on_air_and_people_are_told_once_and_again_when_it_is_well(
    radio: Radio,
) -> None:
    first = radio.run(ONE, without_news)
    filler_live = radio.live.is_filler
    second = radio.run(ONE, without_news)
    third = radio.run(ONE)

    assert (first.status, second.status, third.status) == (Exit.NOTHING_FIT, Exit.NOTHING_FIT, Exit.DONE)
    assert filler_live
    assert "The filler is on air." in first.said
    assert [line.split(" | ")[:2] for line in radio.alerts] == [
        ["trouble", "no new news"],
        ["well", "no new news"],
    ]
    assert radio.is_fresh


def test_a_live_bulletin_that_has_not_expired_stays_when_the_next_cannot_be_made(radio: Radio) -> None:
    radio.put_on_air()
    old = radio.places.audio.read_bytes()
    (radio.folder / "bulletin.db").unlink()  # nothing is kept
    radio.clock.forward(hours=1)

    ended = radio.run(slot_at(14), without_news)

    assert ended.status == Exit.NOTHING_FIT
    assert "stays until 14:05" in ended.said
    assert radio.places.audio.read_bytes() == old


def test_a_second_run_at_once_is_told_that_the_first_holds_the_lock(radio: Radio) -> None:
    radio.places.root.mkdir(parents=True)
    answers: list[type[BaseException]] = []

    def second() -> None:
        try:
            radio.run(ONE)
        except LockedError as error:
            answers.append(type(error))

    with hold(radio.places.root / RUN_LOCK, taken=""):
        other = threading.Thread(target=second)
        other.start()
        other.join()

    assert answers == [LockedError]
    assert radio.row(ONE) is None


def test_while_the_station_is_off_air_nothing_is_made(radio: Radio) -> None:
    write_off_air(radio.folder / "output", OffAir(by="Jo", reason="a wrong name", at=radio.clock()))

    with pytest.raises(OffAirError, match="Jo: a wrong name"):
        radio.run(ONE)

    assert radio.row(ONE) is None


def test_a_stop_in_the_middle_of_a_run_wins(radio: Radio) -> None:
    def stopped_meanwhile(words: str) -> None:
        if words == "Mastering":
            write_off_air(radio.folder / "output", OffAir(by="Jo", reason="now", at=radio.clock()))

    radio.said = type("Ear", (list,), {"append": lambda _, words: stopped_meanwhile(words)})()

    ended = radio.run(ONE)

    assert ended.status == Exit.NOTHING_FIT
    assert not radio.is_fresh
    assert radio.live.is_filler


def test_a_bulletin_for_midnight_goes_live_when_its_day_begins(radio: Radio) -> None:
    radio.clock.at = datetime(2027, 3, 1, 23, 50, tzinfo=radio.clock.at.tzinfo)

    ended = radio.run(slot_at(0, day=2))

    assert ended.status == Exit.DONE, ended.said
    assert radio.clock() >= slot_at(0, day=2).airs_at
    assert "the second of March" in " ".join(line["spoken"] for line in radio.record["lines"])


def test_a_fault_of_ours_ends_the_slot_with_a_word_and_the_filler(radio: Radio) -> None:
    ended = radio.run(ONE, lambda order: replace(order, newsreaders=("nobody",)))

    row = radio.row(ONE)
    assert ended.status == Exit.FAILED
    assert "Something went wrong inside bulletin: KeyError" in ended.said
    assert row is not None and row.outcome == Outcome.FAILED
    assert radio.live.is_filler
    assert len(radio.alerts) == 1


@pytest.mark.slow
def test_a_locked_database_does_not_keep_the_bulletin_off_air(radio: Radio) -> None:
    import sqlite3

    with radio.ledger() as ledger:
        ledger.tell_of_store()
    blocker = sqlite3.connect(radio.folder / "bulletin.db", isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    try:
        first, _ = radio.run(ONE), radio.clock.forward(hours=1)
        second = radio.run(slot_at(14))
    finally:
        blocker.execute("ROLLBACK")
        blocker.close()
    third = radio.run(slot_at(15))

    assert (first.status, second.status, third.status) == (Exit.WITH_LOSS, Exit.WITH_LOSS, Exit.DONE)
    assert radio.is_fresh
    causes = [line.split(" | ")[:2] for line in radio.alerts]
    assert causes == [["trouble", "the database"], ["well", "the database"]]


def test_a_clock_that_lost_its_battery_makes_no_bulletin(radio: Radio) -> None:
    radio.clock.at = datetime(2000, 1, 1, 12, 50, tzinfo=radio.clock.at.tzinfo)
    slot = due_slot(radio.station.programme("news"), radio.station, radio.clock())
    assert slot is not None

    ended = radio.run(slot)

    assert ended.status == Exit.FAILED
    assert "The clock of this machine says 01 January 2000" in ended.said
    assert radio.live.is_filler


@pytest.mark.skipif(os.name == "nt", reason="permissions are POSIX")
def test_an_output_that_cannot_be_written_is_one_line_and_one_alert(radio: Radio) -> None:
    (radio.folder / "output").write_text("no folder")  # root may write anywhere; not into a file

    first, second = radio.run(ONE), radio.run(ONE)

    assert first.status == second.status == Exit.MISUSE
    assert "Cannot write in the folder" in first.said
    assert len([line for line in radio.alerts if "no new news" in line]) == 1


def test_a_late_slot_is_due_while_it_is_valid_and_no_longer(radio: Radio) -> None:
    programme = radio.station.programme("news")

    def due(hour: int, minute: int) -> str:
        moment = slot_at(hour, minute).airs_at
        slot = due_slot(programme, radio.station, moment)
        return f"{slot.airs_at:%H:%M}" if slot else "none"

    assert [due(12, 49), due(12, 50), due(13, 0), due(13, 30), due(13, 55)] == [
        "12:00",
        "13:00",
        "13:00",
        "13:00",
        "14:00",
    ]
    assert deadline_of(programme, ONE, now=START_OF_LEAD) == ONE.airs_at - timedelta(seconds=30)
    assert deadline_of(programme, ONE, now=ONE.airs_at) == ONE.airs_at + timedelta(minutes=3)


START_OF_LEAD = slot_at(12, 50).airs_at


@pytest.mark.slow
def test_hanging_sources_end_in_the_filler_within_the_deadline(
    radio: Radio, httpserver: HTTPServer, tmp_path: Path
) -> None:
    over = threading.Event()

    def hang(_: Request) -> Response:
        over.wait(30)
        return Response("late")

    httpserver.expect_request("/feed.xml").respond_with_handler(hang)
    sources = (
        f'[network]\nprivate_hosts = ["{httpserver.host}:{httpserver.port}"]\n'
        f'[[source]]\nname = "feed"\naddress = "{httpserver.url_for("/feed.xml")}"\npermission = "Jo Bell"\n'
    )
    (radio.folder / "bulletin.toml").write_text(settings_of(sources=sources), encoding="utf-8")
    began_s = time.monotonic()

    ran = run_bulletin("run", "news", "--station", radio.folder, "--within", "5s")

    took_s = time.monotonic() - began_s
    over.set()
    assert ran.status == Exit.NOTHING_FIT, ran.err
    assert took_s < 12
    assert radio.live.is_filler


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the hanging encoder is a shell script")
def test_past_the_deadline_the_program_ends_with_the_filler_on_air(radio: Radio, tmp_path: Path) -> None:
    encoder = tmp_path / "ffmpeg"
    encoder.write_text("#!/bin/sh\nexec sleep 20\n")
    encoder.chmod(0o755)
    began_s = time.monotonic()

    ran = run_bulletin(
        "run", "news", "--station", radio.folder, "--within", "4s", env={"BULLETIN_FFMPEG": str(encoder)}
    )

    assert ran.status == Exit.DEADLINE, ran.err
    assert time.monotonic() - began_s < 30
    assert "given up" in ran.err  # by whichever of the stages was at work
    assert radio.live.is_filler
    assert len([line for line in radio.alerts if line.startswith("trouble | no new news")]) == 1


def test_an_outlet_that_fails_is_told_in_the_live_record_too(radio: Radio) -> None:
    outlet = (
        '[[outlet]]\nname = "play"\nkind = "folder"\nfolder = "nowhere"\nnames = ["news.mp3"]\ntries = 1\n'
    )
    (radio.folder / "bulletin.toml").write_text(settings_of(more=outlet), encoding="utf-8")

    ended = radio.run(ONE)

    (dated,) = radio.places.root.glob("20*/*/edition.json")
    assert ended.status == Exit.WITH_LOSS
    assert [skip["what"] for skip in radio.record["skipped"]] == ["outlet play"]
    assert dated.read_bytes() == radio.places.record.read_bytes()


def test_an_edition_that_never_aired_is_no_second_episode_of_its_slot(radio: Radio) -> None:
    radio.put_on_air()
    (dated,) = radio.places.root.glob("20*/*/edition.json")
    shutil.copytree(dated.parent, dated.parent.with_name("1300-2"))

    feed = live_feed(radio.places, Channel(title="Radio Wend"), now=radio.clock())

    assert feed.count("<item>") == 1
