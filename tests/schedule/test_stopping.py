"""Off air, now: `stop`, `resume` and `flash`."""

from __future__ import annotations

import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from bulletin.config.station import read_for_air
from bulletin.edition.make import make_edition
from bulletin.edition.order import Tools
from bulletin.errors import Exit, MisuseError, OffAirError
from bulletin.model import Edition
from bulletin.publish.live import changing_live
from bulletin.publish.off_air import read_off_air
from bulletin.publish.places import RUN_LOCK
from bulletin.schedule.flash import put_notice
from bulletin.schedule.orders import order_for
from bulletin.schedule.status import Status, look
from bulletin.schedule.stopping import Stopped, agree, resume, stop
from bulletin.store import Outcome
from bulletin.system.locks import hold
from tests.schedule.conftest import ONE, Radio, slot_at
from tests.support.cli import bulletin, run_bulletin


def stop_now(radio: Radio) -> Stopped:
    with radio.ledger() as ledger:
        return stop(radio.station, ledger, by="Jo", reason="a wrong name", now=radio.clock)


def resume_now(radio: Radio) -> bool:
    with radio.ledger() as ledger:
        return resume(radio.station, ledger, by="Jo", now=radio.clock)


def flash_now(radio: Radio, text: str) -> Edition:
    with ThreadPoolExecutor(2) as threads, radio.ledger() as ledger:
        return put_notice(
            text,
            by="Jo",
            station=radio.station,
            programme="news",
            executor=threads,
            ledger=ledger,
            now=radio.clock,
        )


def status_of(radio: Radio) -> Status:
    with radio.ledger() as ledger:
        return look(radio.station, ledger, now=radio.clock())


def test_a_stop_puts_the_filler_everywhere_and_holds_every_slot(radio: Radio) -> None:
    radio.put_on_air()
    began_s = time.monotonic()

    done = stop_now(radio)

    took_s = time.monotonic() - began_s
    assert done.fillers == ("news",)
    assert done.by_hand == ()
    assert took_s < 5
    assert radio.live.is_filler
    radio.clock.forward(hours=1)
    assert radio.look(radio.keeper()) == ()
    assert radio.live.is_filler
    with radio.ledger() as ledger:
        assert ledger.ask(lambda store: store.stopped(), otherwise=None) is not None


@pytest.mark.slow
def test_a_stop_works_while_a_run_and_a_publisher_hold_their_locks_and_the_database_is_locked(
    radio: Radio,
) -> None:
    radio.put_on_air()
    blocker = sqlite3.connect(radio.folder / "bulletin.db", isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    began_s = time.monotonic()

    stopped = threading.Event()

    def hold_all() -> None:
        with hold(radio.places.root / RUN_LOCK, taken=""), changing_live(radio.places):
            stopped.wait(20)

    try:
        with ThreadPoolExecutor(1) as other:
            other.submit(hold_all)
            time.sleep(0.2)
            stop_now(radio)
            took_s = time.monotonic() - began_s
            stopped.set()
    finally:
        blocker.execute("ROLLBACK")
        blocker.close()

    assert took_s < 5
    assert radio.live.is_filler
    off_air = read_off_air(radio.folder / "output")
    assert off_air is not None and not off_air.recorded
    radio.look(radio.keeper())  # the database is back: now it is told
    off_air = read_off_air(radio.folder / "output")
    assert off_air is not None and off_air.recorded


def test_after_resume_the_slot_that_is_due_is_made_again(radio: Radio) -> None:
    radio.put_on_air()
    stop_now(radio)
    radio.clock.at = slot_at(13, 10).airs_at

    assert resume_now(radio)

    started = radio.look(radio.keeper())
    assert [slot.airs_at for slot in started] == [ONE.airs_at]
    assert radio.is_fresh
    assert not resume_now(radio)


def test_what_was_stopped_is_not_offered_by_the_feed_again(radio: Radio) -> None:
    radio.put_on_air()
    stop_now(radio)
    radio.clock.at = slot_at(13, 10).airs_at
    resume_now(radio)

    radio.look(radio.keeper())

    feed = radio.places.feed.read_text(encoding="utf-8")
    assert feed.count("<item>") == 1
    assert "2027-03-01/1300-2/bulletin.mp3" in feed


def test_a_stop_on_another_machine_is_obeyed_and_so_is_its_end(radio: Radio) -> None:
    radio.put_on_air()
    with radio.ledger() as ledger:
        ledger.ask(lambda store: store.stop("Ann", "from the other desk", radio.clock()), otherwise=False)

    radio.look(radio.keeper())
    stopped_here = read_off_air(radio.folder / "output")
    with radio.ledger() as ledger:
        ledger.ask(lambda store: store.resume("Ann", radio.clock()), otherwise=False)
        lifted = agree(radio.station, ledger)

    assert stopped_here is not None and stopped_here.by == "Ann"
    assert lifted is None
    assert read_off_air(radio.folder / "output") is None


def test_status_tells_of_a_stop_and_that_nothing_fresh_is_live(radio: Radio) -> None:
    radio.put_on_air()
    radio.clock.at = slot_at(13, 10).airs_at
    before = status_of(radio)
    stop_now(radio)

    after = status_of(radio)

    assert before.is_well
    assert before.programmes[0].live == "bulletin"
    assert not after.is_well
    assert after.off_air is not None and after.off_air.reason == "a wrong name"


def test_a_notice_is_said_whole_and_stays_until_it_expires(radio: Radio) -> None:
    text = 'Visiting on ward 4 ends at 6pm today. "Please use door B," said Sister Dunn.\n\nThe lift is out of order.'
    radio.run(ONE)
    began_s = time.monotonic()

    notice = flash_now(radio, text)

    took_s = time.monotonic() - began_s
    said = " ".join(line.text for line in notice.script.lines)
    assert took_s < 10
    for words in ("Visiting on ward 4 ends at 6pm today.", "use door B", "The lift is out of order."):
        assert words in said
    assert radio.record["mode"] == "notice"
    assert radio.record["approved_by"] == "Jo"
    ended = radio.run(slot_at(13, 30))
    assert ended.status == Exit.WITH_LOSS
    assert radio.record["mode"] == "notice"


@pytest.mark.slow
def test_when_a_notice_has_expired_the_slot_it_covered_is_made(radio: Radio) -> None:
    radio.put_on_air()
    radio.clock.at = slot_at(13, 40).airs_at
    flash_now(radio, "The lift is out of order.")
    radio.clock.at = slot_at(14, 20).airs_at
    meanwhile = radio.look(radio.keeper())
    radio.clock.at = slot_at(14, 46).airs_at

    started = radio.look(radio.keeper())

    assert meanwhile == ()
    assert [slot.airs_at for slot in started] == [slot_at(14).airs_at]
    assert radio.record["mode"] == "automatic"
    row = radio.row(slot_at(14))
    assert row is not None and row.outcome == Outcome.MADE


def test_a_notice_does_not_wait_for_a_run_that_holds_the_lock(radio: Radio) -> None:
    radio.places.root.mkdir(parents=True)

    on_air = threading.Event()

    def hold_it() -> None:
        with hold(radio.places.root / RUN_LOCK, taken=""):
            on_air.wait(20)

    with ThreadPoolExecutor(1) as other:
        held = other.submit(hold_it)
        time.sleep(0.2)
        flash_now(radio, "The lift is out of order.")
        was_held = not held.done()
        on_air.set()

    assert was_held
    assert radio.record["mode"] == "notice"


@pytest.mark.parametrize("text", ["", " ... ", "x" * 3000])
def test_a_notice_without_words_or_without_end_is_refused(radio: Radio, text: str) -> None:
    with pytest.raises(MisuseError):
        flash_now(radio, text)


def test_a_notice_is_refused_while_the_station_is_off_air(radio: Radio) -> None:
    stop_now(radio)

    with pytest.raises(OffAirError):
        flash_now(radio, "The lift is out of order.")


@pytest.mark.slow
def test_the_commands_say_what_they_did(radio: Radio) -> None:
    made = run_bulletin("run", "--station", radio.folder)
    stopped = run_bulletin("stop", "--station", radio.folder, "--by", "Jo", "--reason", "a wrong name")
    refused = run_bulletin("run", "--station", radio.folder)
    resumed = run_bulletin("resume", "--station", radio.folder, "--by", "Jo")
    flashed = run_bulletin("flash", "The lift is out of order.", "--station", radio.folder, "--by", "Jo")

    assert (made.status, stopped.status, refused.status) == (0, 0, 3), made.err
    assert "The filler is on air in place of news." in stopped.err
    assert "Jo: a wrong name" in refused.err
    assert (resumed.status, flashed.status) == (0, 0), flashed.err
    assert "The notice is on air in news until" in flashed.err


def test_a_mistake_in_the_settings_keeps_nobody_from_a_stop(
    radio: Radio, capsys: pytest.CaptureFixture[str]
) -> None:
    radio.put_on_air()
    read_for_air(radio.folder)
    settings = radio.folder / "bulletin.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace('length = "0:30"', "length = 0:30"), encoding="utf-8"
    )

    done = bulletin(capsys, "stop", "--station", radio.folder, "--by", "Jo", "--reason", "wrong name")

    assert done.status == Exit.DONE
    assert "no valid TOML" in done.err and "the settings of before hold" in done.err
    assert radio.live.is_filler


def test_nothing_is_fetched_or_spoken_for_a_station_that_is_off_air(radio: Radio) -> None:
    stop_now(radio)
    told: list[str] = []

    with ThreadPoolExecutor(1) as threads, pytest.raises(OffAirError):
        make_edition(
            order_for(radio.station, ONE, now=radio.clock()),
            Tools(executor=threads, now=radio.clock, tell=told.append),
        )

    assert told == []
