"""Faults from outside: kills, full and read-only disks, wrong clocks, a database that goes away."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bulletin.errors import Exit
from bulletin.schedule.slots import last_slot
from bulletin.schedule.tick import tick
from bulletin.store import Outcome, SlotRow
from tests.schedule.conftest import LONDON, ONE, Clock, Radio, settings_of, slot_at
from tests.support.cli import run_bulletin, start_bulletin
from tests.support.postgresql import postgresql_server

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="signals, mounts, faketime"),
]

KILLS = 30


def in_the_present(radio: Radio) -> None:
    """Give the station a slot that was due five minutes ago and no other for most of an hour."""
    radio.clock.at = datetime.now(LONDON)
    settings = radio.folder / "bulletin.toml"
    text = settings.read_text(encoding="utf-8")
    when = f'every = "hour"\nminute = {(radio.clock.at.minute - 5) % 60}'
    settings.write_text(text.replace('every = "hour"', when), encoding="utf-8")


def due(radio: Radio) -> datetime:
    slot = last_slot(radio.station.programme("news"), LONDON, datetime.now(UTC))
    assert slot is not None
    return slot.airs_at


def row_of(radio: Radio, airs_at: datetime) -> SlotRow | None:
    with radio.ledger() as ledger:
        none: SlotRow | None = None
        return ledger.ask(lambda store: store.slot("news", airs_at), otherwise=none)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def troubles(radio: Radio) -> list[str]:
    return [line for line in radio.alerts if line.startswith("trouble | no new news")]


def test_a_kill_at_any_moment_and_a_tick_behind_it_put_the_slot_on_air_once(
    radio: Radio, tmp_path: Path
) -> None:
    in_the_present(radio)
    cache = tmp_path / "cache"
    env = {"BULLETIN_CACHE": str(cache)}
    began_s = time.monotonic()
    assert run_bulletin("run", "news", "--station", radio.folder, env=env).status == Exit.DONE
    whole_s = time.monotonic() - began_s
    dice = random.Random(30)

    for number in range(KILLS):
        for folder in (cache, radio.folder / "output"):
            shutil.rmtree(folder, ignore_errors=True)
        for file in radio.folder.glob("bulletin.db*"):
            file.unlink()
        at_s = whole_s * (number + dice.random()) / KILLS
        when = f"killed after {at_s:.2f} of {whole_s:.2f} s"
        process = start_bulletin("run", "news", "--station", radio.folder, env=env)
        time.sleep(at_s)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        radio.clock.at = datetime.now(LONDON)
        aired = digest(radio.places.audio) if radio.is_fresh else None

        ticked = run_bulletin("tick", "--station", radio.folder, env=env)

        radio.clock.at = datetime.now(LONDON)
        row = row_of(radio, due(radio))
        assert ticked.status == Exit.DONE, when + ticked.err
        assert radio.is_fresh, when
        assert radio.live.slot == due(radio), when
        assert digest(radio.places.audio) == radio.record["sha256"], when
        assert aired in (None, radio.record["sha256"]), f"{when}: another one went on air"
        assert row is not None and row.outcome == Outcome.MADE, when
        assert radio.places.feed.read_text(encoding="utf-8").count("<item>") == 1, when
        assert not list(radio.folder.rglob("*.part")), when
    assert troubles(radio) == []


@contextmanager
def disk(folder: Path, size: str = "8m") -> Iterator[Path]:
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        if os.environ.get("CI") == "true":
            pytest.fail("a small disk cannot be mounted")
        pytest.skip("only root may mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_has_the_filler_on_air_and_recovers(radio: Radio) -> None:
    with disk(radio.folder / "output") as output:
        first = radio.run(ONE)
        ballast = output / "other"
        with ballast.open("wb", buffering=0) as file:
            try:
                while file.write(bytes(4096)):
                    pass
            except OSError:
                pass
        radio.clock.forward(hours=2)  # what is live is over

        second = radio.run(slot_at(15))

        assert first.status == Exit.DONE, first.said
        assert second.status in (Exit.FAILED, Exit.MISUSE), second.said
        assert radio.live.is_filler
        assert digest(radio.places.audio) == digest(radio.places.filler)
        assert len(troubles(radio)) == 1
        ballast.unlink()
        third = radio.run(slot_at(15))
        assert third.status == Exit.DONE, third.said
        assert radio.is_fresh
        assert [line.split(" | ")[0] for line in radio.alerts if "no new news" in line] == ["trouble", "well"]


def test_a_read_only_output_is_told_once_and_a_valid_bulletin_stays(radio: Radio) -> None:
    with disk(radio.folder / "output") as output:
        radio.run(ONE)
        old = digest(radio.places.audio)
        subprocess.run(["mount", "-o", "remount,ro", str(output)], check=True)
        radio.clock.forward(minutes=62)  # two minutes past two: the last is still valid

        tries = [radio.run(slot_at(14)) for _ in range(2)]

        assert [ended.status for ended in tries] == [Exit.MISUSE, Exit.MISUSE], tries[0].said
        assert digest(radio.places.audio) == old
        assert len(troubles(radio)) == 1
        subprocess.run(["mount", "-o", "remount,rw", str(output)], check=True)
        again = radio.run(slot_at(14))
        assert again.status == Exit.DONE, again.said
        assert radio.live.slot == slot_at(14).airs_at


def test_an_encoder_that_is_killed_in_the_middle_is_started_again(
    radio: Radio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = shutil.which("ffmpeg")
    if real is None:
        pytest.skip("the wrapper needs an ffmpeg of the system")
    encoder = tmp_path / "ffmpeg"
    encoder.write_text(
        f'#!/bin/sh\ncase "$*" in *pipe:0*) if mkdir "{tmp_path}/once" 2>/dev/null; then\n'
        f'  head -c 20000 >/dev/null; kill -9 $$; fi;; esac\nexec {real} "$@"\n'
    )
    encoder.chmod(0o755)
    monkeypatch.setenv("BULLETIN_FFMPEG", str(encoder))

    ran = run_bulletin("run", "news", "--station", radio.folder)

    assert (tmp_path / "once").is_dir()
    assert ran.status == Exit.DONE, ran.err
    assert radio.places.audio.stat().st_size > 100_000
    assert not list(radio.folder.rglob("*.part"))


def test_two_runs_at_once_are_one_bulletin_and_75(radio: Radio, tmp_path: Path) -> None:
    in_the_present(radio)
    words = ("run", "news", "--station", radio.folder)
    env = {"BULLETIN_CACHE": str(tmp_path / "cache")}

    pair = [start_bulletin(*words, env=env) for _ in range(2)]
    said = [process.communicate(timeout=60)[1] for process in pair]

    assert sorted(process.returncode for process in pair) == [Exit.DONE, Exit.LOCKED], said
    assert any("Another run is making news" in words for words in said)
    assert len(list(radio.places.root.glob("20*/*/edition.json"))) == 1
    assert radio.alerts == []


def test_a_database_that_another_program_locks_costs_the_record_only(radio: Radio) -> None:
    with radio.ledger() as ledger:
        ledger.tell_of_store()
    holder = subprocess.Popen(
        [sys.executable, "-c", "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
         "c.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.read()",
         str(radio.folder / "bulletin.db")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert holder.stdout is not None and holder.stdout.readline()
    try:
        first = radio.run(ONE)
    finally:
        holder.communicate(b"")
    radio.clock.forward(hours=1)

    second = radio.run(slot_at(14))

    assert (first.status, second.status) == (Exit.WITH_LOSS, Exit.DONE), first.said
    assert [line.split(" | ")[:2] for line in radio.alerts] == [
        ["trouble", "the database"],
        ["well", "the database"],
    ]


def test_a_postgresql_that_stops_in_the_middle_of_a_run_costs_the_record_only(radio: Radio) -> None:
    with postgresql_server() as server:
        settings = radio.folder / "bulletin.toml"
        store = f'[store]\nurl = "{server.new_database()}"\n'
        secrets = radio.folder / "secrets.toml"
        secrets.write_text(store, encoding="utf-8")
        secrets.chmod(0o600)
        assert settings.exists()

        class Ear(list[str]):
            def append(self, words: str) -> None:
                if words == "Mastering":
                    server.stop()

        radio.said = Ear()
        first = radio.run(ONE)
        fresh = radio.is_fresh
        radio.said = []
        server.start()
        radio.clock.forward(hours=1)
        second = radio.run(slot_at(14))

        assert (first.status, second.status) == (Exit.WITH_LOSS, Exit.DONE), first.said
        assert fresh
        assert [line.split(" | ")[:2] for line in radio.alerts] == [
            ["trouble", "the database"],
            ["well", "the database"],
        ]


def test_a_clock_that_is_put_forward_and_back_leaves_each_time_a_bulletin_of_that_time(radio: Radio) -> None:
    faketime = shutil.which("faketime")
    if faketime is None:
        if os.environ.get("CI") == "true":
            pytest.fail("faketime is missing (Debian: faketime)")
        pytest.skip("faketime is not on this machine")
    slots = []
    start = datetime.now(UTC).replace(minute=30, second=0, microsecond=0)

    # A slot that was made is not made again at once, so the clock comes back to some minutes later.
    for moment in (start, start + timedelta(hours=6), start + timedelta(minutes=10)):
        argv = [faketime, "-f", f"@{moment:%Y-%m-%d %H:%M:%S}", sys.executable, "-m", "bulletin"]
        ran = subprocess.run(
            [*argv, "tick", "--station", str(radio.folder)],
            env={**os.environ, "TZ": "UTC"}, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert ran.returncode == Exit.DONE, ran.stderr
        radio.clock.at = moment.astimezone(LONDON)
        radio.clock.forward(seconds=30)
        slots.append(radio.live.slot)
        assert radio.is_fresh, f"{moment}: {radio.live}"

    hour = start.replace(minute=0)
    assert slots == [hour, hour + timedelta(hours=6), hour]


def test_a_clock_that_jumps_in_the_middle_of_a_tick_makes_the_slot_that_is_due_then(radio: Radio) -> None:
    import time_machine

    with time_machine.travel(ONE.airs_at - timedelta(hours=3), tick=False) as traveller:
        radio.clock = Clock()

        def now() -> datetime:
            return datetime.now(UTC)

        def start(slot: object) -> int:
            radio.clock.at = now()
            return radio.start(slot)  # type: ignore[arg-type]

        tick(lambda: radio.station, start=start, now=now, sleep=lambda _: None)
        traveller.move_to(ONE.airs_at)
        tick(lambda: radio.station, start=start, now=now, sleep=lambda _: None)
        radio.clock.at = now()

    assert radio.live.slot == ONE.airs_at
    assert radio.is_fresh


def test_an_engine_that_hangs_ends_in_time_with_the_filler_on_air(radio: Radio, tmp_path: Path) -> None:
    voices = radio.folder / "voices"
    voices.mkdir()
    (voices / "stuck.toml").write_text('engine = "hanging"\nvoice = "low"\n', encoding="utf-8")
    text = settings_of().replace('"tone"', '"stuck"')
    (radio.folder / "bulletin.toml").write_text(text, encoding="utf-8")
    added = Path(__file__).parents[1] / "speak" / "added"
    env = {
        "BULLETIN_CACHE": str(tmp_path / "cache"),
        "PYTHONPATH": f"{added}{os.pathsep}{Path(__file__).parents[2]}",
    }
    began_s = time.monotonic()

    ran = run_bulletin("run", "news", "--station", radio.folder, "--within", "6s", env=env)

    assert ran.status == Exit.DEADLINE, ran.err
    assert time.monotonic() - began_s < 12
    assert radio.live.is_filler


SENDER = """\
import pathlib, sys, time
here = pathlib.Path(__file__).parent
with (here / "asked").open("a") as file:
    file.write("asked\\n")
if not (here / "fast").exists():
    time.sleep(30)
(here / "sent.mp3").write_bytes(pathlib.Path(sys.argv[1]).read_bytes())
"""


def test_a_kill_while_outlets_are_sent_to_leaves_none_without_the_bulletin(
    radio: Radio, tmp_path: Path
) -> None:
    in_the_present(radio)
    sender = radio.folder / "send.py"
    sender.write_text(SENDER, encoding="utf-8")
    settings = radio.folder / "bulletin.toml"
    outlets = (
        f'[[outlet]]\nname = "studio"\nkind = "command"\ncommand = ["{sys.executable}", "{sender}", "{{audio}}"]\n'
        '[[outlet]]\nname = "stream"\nkind = "icecast"\nhost = "127.0.0.1"\nport = 9\nmount = "/news"\ntries = 1\n'
    )
    settings.write_text(settings.read_text(encoding="utf-8") + outlets, encoding="utf-8")
    env = {"BULLETIN_CACHE": str(tmp_path / "cache"), "BULLETIN_OUTLET_STREAM_PASSWORD": "hush"}
    process = start_bulletin("run", "news", "--station", radio.folder, env=env)
    deadline_s = time.monotonic() + 60
    while not (radio.folder / "asked").exists() and time.monotonic() < deadline_s:
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    aired = digest(radio.places.audio)
    (radio.folder / "fast").touch()

    ticked = run_bulletin("tick", "--station", radio.folder, env=env)

    row = row_of(radio, due(radio))
    assert digest(radio.folder / "sent.mp3") == aired == digest(radio.places.audio)
    assert ticked.status == Exit.WITH_LOSS, ticked.err
    assert row is not None and row.outcome == Outcome.WITH_LOSS
    assert "outlet stream: the run was killed while it may have been playing" in row.note
    assert len(list(radio.places.root.glob("20*/*/edition.json"))) == 1
