"""`bulletin tick`: whatever is due is made, whatever is stale is withdrawn, at any rate and after anything."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bulletin.config.station import read_for_air
from bulletin.errors import Exit, MisuseError
from bulletin.publish.live import FILLER_VALID
from bulletin.schedule.claiming import who
from bulletin.schedule.missed import NOTICE, note_missed
from bulletin.schedule.orders import order_for
from bulletin.schedule.run import refuse_slot
from bulletin.schedule.stopping import resume, stop
from bulletin.schedule.tick import SETTINGS, tick, worst
from bulletin.store import Outcome, SlotRow, Store, Tally
from tests.schedule.conftest import HOURLY, ONE, Radio, settings_of, slot_at
from tests.support.cli import bulletin, run_bulletin


def tally(radio: Radio) -> Tally:
    with radio.ledger() as ledger:
        return ledger.ask(lambda store: store.week("news", radio.clock()), otherwise=Tally())


def test_a_due_slot_is_made_once_however_often_the_tick_comes(radio: Radio) -> None:
    keeper = radio.keeper()

    started = [radio.look(keeper) for _ in range(3)]

    assert [len(slots) for slots in started] == [1, 0, 0]
    assert radio.live.slot == ONE.airs_at
    assert keeper.statuses == [Exit.DONE]


def test_before_anything_is_due_the_filler_is_at_the_live_names(radio: Radio) -> None:
    (radio.folder / "bulletin.toml").write_text(settings_of(when='at = ["18:00"]'), encoding="utf-8")

    radio.look(radio.keeper())

    assert radio.live.is_filler


def test_what_expires_is_withdrawn_at_every_live_name(radio: Radio) -> None:
    (radio.folder / "bulletin.toml").write_text(settings_of(when='at = ["13:00"]'), encoding="utf-8")
    radio.look(radio.keeper())
    assert radio.is_fresh
    radio.clock.forward(hours=11, minutes=9, seconds=59)
    radio.look(radio.keeper())
    before_midnight = radio.is_fresh
    radio.clock.forward(seconds=2)

    radio.look(radio.keeper())

    assert before_midnight
    assert radio.live.is_filler
    assert radio.places.audio.read_bytes() == radio.places.filler.read_bytes()
    assert "<item>" not in radio.places.feed.read_text(encoding="utf-8")
    assert int(radio.places.expiry.read_text()) == int((radio.clock() + FILLER_VALID).timestamp())


def test_after_a_power_cut_the_slot_that_is_still_valid_is_made_and_the_others_were_missed(
    radio: Radio,
) -> None:
    radio.put_on_air()
    radio.clock.forward(hours=4, minutes=20)  # 17:10

    started = radio.look(radio.keeper())

    assert [slot.airs_at.hour for slot in started] == [17]
    assert radio.is_fresh
    assert tally(radio) == Tally(made=2, missed=3)
    assert [line.split(" | ")[0] for line in radio.alerts] == ["trouble", "well"]


def test_a_new_station_has_missed_nothing(radio: Radio) -> None:
    radio.clock.at = slot_at(13, 30).airs_at

    radio.look(radio.keeper())

    assert tally(radio) == Tally(made=1)


def test_a_run_that_died_is_taken_over_at_once(radio: Radio) -> None:
    with radio.ledger() as ledger:
        ledger.ask(lambda store: store.claim("news", ONE.airs_at, by=who()), otherwise=False)

    started = radio.look(radio.keeper())

    row = radio.row(ONE)
    assert started == (ONE,) or [slot.airs_at for slot in started] == [ONE.airs_at]
    assert row is not None and (row.outcome, row.attempts) == (Outcome.MADE, 2)


@pytest.mark.slow
def test_a_slot_that_another_machine_is_making_is_left_to_it_for_as_long_as_a_run_may_take(
    radio: Radio,
) -> None:
    with radio.ledger() as ledger:
        ledger.ask(lambda store: store.claim("news", ONE.airs_at, by="other-machine:77"), otherwise=False)

    first = radio.look(radio.keeper())
    radio.clock.forward(minutes=31)
    later = radio.look(radio.keeper())

    assert first == ()
    assert [slot.airs_at for slot in later] == [ONE.airs_at]
    assert radio.is_fresh


def test_a_slot_that_ended_in_the_filler_is_tried_again_while_it_is_valid(radio: Radio) -> None:
    news = radio.folder / "news"
    shutil.move(news, radio.folder / "away")
    radio.look(radio.keeper())
    assert radio.live.is_filler
    shutil.move(radio.folder / "away", news)
    radio.clock.forward(minutes=2)
    too_soon = radio.look(radio.keeper())
    radio.clock.forward(minutes=4)

    radio.look(radio.keeper())

    assert too_soon == ()
    assert radio.is_fresh
    assert [line.split(" | ")[0] for line in radio.alerts] == ["trouble", "well"]


@pytest.mark.slow
def test_a_clock_that_ran_ahead_and_came_back_leaves_no_bulletin_from_the_future(radio: Radio) -> None:
    radio.clock.forward(hours=1)
    radio.look(radio.keeper())
    assert radio.live.slot == slot_at(14).airs_at
    radio.clock.forward(hours=-1)

    started = radio.look(radio.keeper())
    radio.clock.forward(hours=1)
    again = radio.look(radio.keeper())

    assert [slot.airs_at for slot in started] == [ONE.airs_at]
    assert [slot.airs_at for slot in again] == [slot_at(14).airs_at]
    assert radio.live.slot == slot_at(14).airs_at


@pytest.mark.slow
def test_two_machines_that_share_a_folder_put_a_slot_on_air_once(radio: Radio) -> None:
    import threading

    keepers = [radio.keeper(), radio.keeper()]
    threads = [threading.Thread(target=radio.look, args=(keeper,)) for keeper in keepers]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    statuses = [status for keeper in keepers for status in keeper.statuses if status != Exit.LOCKED]
    assert set(statuses) == {Exit.DONE}
    assert len(list(radio.places.root.glob("20*/*/edition.json"))) == 1


def test_a_tick_sweeps_and_prunes_and_never_touches_what_is_live(radio: Radio) -> None:
    radio.put_on_air()
    old = radio.places.root / "2027-01-10" / "1300"
    old.mkdir(parents=True)
    (old / "edition.json").write_text("{}")
    half = radio.places.root / ".latest.mp3.abc.part"
    half.write_bytes(b"half")
    os.utime(half, (time.time() - 7200,) * 2)
    radio.clock.forward(seconds=1)

    status = tick(lambda: radio.station, start=radio.start, now=radio.clock)

    assert status == Exit.DONE
    assert not old.exists()
    assert not half.exists()
    assert (radio.places.root / "2027-03-01").is_dir()


def test_a_tick_that_stays_withdraws_at_the_minute_of_expiry(radio: Radio) -> None:
    (radio.folder / "bulletin.toml").write_text(
        settings_of(when='at = ["13:00"]\nvalid_for = "3m"'), encoding="utf-8"
    )
    radio.look(radio.keeper())
    radio.clock.at = slot_at(13, 0).airs_at

    tick(
        lambda: radio.station,
        start=radio.start,
        now=radio.clock,
        stay=timedelta(minutes=5),
        sleep=radio.clock.sleep,
    )

    assert radio.live.is_filler
    assert radio.clock() - ONE.airs_at.astimezone(UTC) < timedelta(minutes=3, seconds=5)


@pytest.mark.slow
def test_one_programme_that_cannot_be_written_does_not_stop_another(radio: Radio) -> None:
    second = '[[programme]]\nname = "late"\nlength = "0:30"\nvoices = ["tone"]\nevery = "hour"\n'
    settings = radio.folder / "bulletin.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("[alerts]", f"{second}[alerts]"), encoding="utf-8"
    )
    radio.places.root.parent.mkdir()
    radio.places.root.write_text("a file where the folder should be")

    keeper = radio.keeper()
    radio.look(keeper)
    radio.look(keeper)

    late = radio.folder / "output" / "late" / "latest.json"
    assert '"mode": "automatic"' in late.read_text(encoding="utf-8")
    assert len([line for line in radio.alerts if "the live names of news" in line]) == 1
    assert worst(keeper.statuses) == Exit.FAILED


@pytest.mark.slow
def test_the_command_makes_what_is_due_in_a_process_of_its_own(radio: Radio) -> None:
    radio.make_nothing_ahead()
    ran = run_bulletin("tick", "--station", radio.folder)
    again = run_bulletin("tick", "--station", radio.folder)
    seen = run_bulletin("status", "--station", radio.folder, "--json")

    (programme,) = seen.record["programmes"]
    assert (ran.status, again.status, seen.status) == (0, 0, 0), ran.err
    assert "news: The news for" in ran.err and "is on air until" in ran.err
    assert again.err == ""
    assert programme["live"] == "bulletin"
    assert programme["is_fresh"] and programme["is_expected"]
    assert programme["week"]["made"] + programme["week"]["unfinished"] <= 1
    assert len(list(radio.places.root.glob("20*/*/edition.json"))) == 1


@pytest.mark.parametrize("name", ["run", "tick", "status", "stop", "resume", "flash", "serve"])
def test_a_command_without_a_station_says_what_to_do(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = {
        "stop": ("--by", "Jo", "--reason", "x"),
        "resume": ("--by", "Jo"),
        "flash": ("Hello", "--by", "Jo"),
    }

    ran = bulletin(capsys, name, *more.get(name, ()), "--station", tmp_path / "none")

    assert ran.status == Exit.MISUSE
    assert "bulletin init" in ran.err


def test_what_was_made_and_then_taken_off_is_back_at_the_next_tick(radio: Radio) -> None:
    radio.look(radio.keeper())
    with radio.ledger() as ledger:
        stop(radio.station, ledger, by="Jo", reason="a wrong name", now=radio.clock)
        resume(radio.station, ledger, by="Jo", now=radio.clock)
    assert radio.live.is_filler

    radio.look(radio.keeper())

    assert radio.live.slot == ONE.airs_at
    assert radio.is_fresh


def test_a_bulletin_that_no_other_can_follow_in_its_slot_is_no_trouble(radio: Radio) -> None:
    greeting = '[wording]\nopening = "Good morning, this is the {station} news for {weekday} the {day} of {month}."\n'
    settings = radio.folder / "bulletin.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace(HOURLY, 'at = ["08:00"]') + greeting, encoding="utf-8"
    )
    radio.clock.at = slot_at(7, 55).airs_at
    radio.look(radio.keeper())
    assert radio.is_fresh
    radio.clock.at = slot_at(12, 1).airs_at  # the slot is valid to midnight, the greeting to noon

    started = []
    for _ in range(6):
        started += radio.look(radio.keeper())
        radio.clock.forward(minutes=5)

    assert 0 < len(started) < 4
    assert radio.live.is_filler
    assert tally(radio) == Tally(made=1)
    assert radio.alerts == []


def test_a_notice_that_ends_takes_no_other_story_off_the_air(radio: Radio) -> None:
    (radio.folder / "bulletin.toml").write_text(settings_of(when='at = ["13:00", "18:00"]'), encoding="utf-8")
    (radio.folder / "news" / "car-park.txt").write_text(
        "until: 1 March 2027 14:30\nCar park to close\n\nThe car park at the east gate is closed until half past two this afternoon, and "
        "visitors should use the one at the west gate, where parking is free today.\n",
        encoding="utf-8",
    )
    radio.look(radio.keeper())
    first = radio.live.expires_at
    said = radio.places.record.read_text(encoding="utf-8")
    radio.clock.at = slot_at(14, 31).airs_at

    radio.look(radio.keeper())

    assert "Car park" in said and first == slot_at(14, 30).airs_at
    assert radio.is_fresh
    assert radio.live.slot == ONE.airs_at
    assert radio.live.expires_at > slot_at(18).airs_at
    assert radio.alerts == []


def test_a_slot_that_gives_way_to_a_notice_is_no_trouble(radio: Radio) -> None:
    radio.put_on_air()
    record = json.loads(radio.places.record.read_text(encoding="utf-8"))
    ends = slot_at(15, 10).airs_at
    record.update(mode="notice", made_at=slot_at(13, 30).airs_at.isoformat(), expires_at=ends.isoformat())
    radio.places.record.write_text(json.dumps(record), encoding="utf-8")
    radio.places.expiry.write_text(f"{int(ends.timestamp())}\n")
    for hour, minute in ((13, 55), (14, 30), (15, 6)):
        radio.clock.at = slot_at(hour, minute).airs_at
        radio.look(radio.keeper())
    row = radio.row(slot_at(14))
    radio.clock.at = slot_at(15, 15).airs_at

    radio.look(radio.keeper())

    assert row is not None and (row.outcome, row.note) == (Outcome.MISSED, NOTICE)
    assert radio.live.slot == slot_at(15).airs_at
    assert radio.alerts == []


def test_a_mistake_in_the_settings_is_told_once_and_bulletins_go_on(radio: Radio) -> None:
    radio.look(radio.keeper())
    settings = radio.folder / "bulletin.toml"
    good = settings.read_text(encoding="utf-8")
    assert not read_for_air(radio.folder).fault
    settings.write_text(good.replace('every = "hour"', 'evry = "hour"'), encoding="utf-8")
    radio.clock.forward(hours=1)

    for _ in range(2):
        status = tick(lambda: read_for_air(radio.folder), start=radio.start, now=radio.clock)
    settings.write_text(good, encoding="utf-8")
    tick(lambda: read_for_air(radio.folder), start=radio.start, now=radio.clock)

    assert status == Exit.MISUSE
    assert radio.live.slot == slot_at(14).airs_at
    assert [line.split(" | ")[:2] for line in radio.alerts] == [["trouble", SETTINGS], ["well", SETTINGS]]
    assert "there is no setting 'evry'" in radio.alerts[0] or "evry" in radio.alerts[0]


def test_a_voice_that_is_not_there_is_told_and_leaves_nothing_stale(radio: Radio) -> None:
    radio.put_on_air()
    settings = radio.folder / "bulletin.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('"tone"', '"nobody"'), encoding="utf-8")
    radio.clock.at = slot_at(14, 6).airs_at

    with radio.ledger() as ledger, pytest.raises(MisuseError) as refused:
        order_for(radio.station, slot_at(14), now=radio.clock())
    with radio.ledger() as ledger:
        ended = refuse_slot(radio.station, slot_at(14), ledger, refused.value, now=radio.clock)

    row = radio.row(slot_at(14))
    assert ended.status == Exit.MISUSE
    assert row is not None and row.outcome == Outcome.FAILED
    assert radio.live.is_filler
    assert len([line for line in radio.alerts if "no new news" in line and "nobody" in line]) == 1


def test_looking_at_a_new_hourly_programme_costs_no_search_through_its_week(radio: Radio) -> None:
    asked: list[str] = []
    real = Store.slot

    def count(self: Store, programme: str, airs_at: datetime) -> SlotRow | None:
        asked.append(programme)
        return real(self, programme, airs_at)

    with pytest.MonkeyPatch.context() as patch, radio.ledger() as ledger:
        patch.setattr(Store, "slot", count)
        note_missed(radio.station.programme(), radio.station, ledger, now=radio.clock(), why="nothing ran")

    assert asked == []


def test_a_look_each_minute_loads_nothing_of_what_makes_a_bulletin() -> None:
    code = (
        "import sys, bulletin.schedule.tick; "
        "print([name for name in ('numpy', 'bulletin.edition.make', 'bulletin.master.programme') if name in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout.strip() == "[]"
