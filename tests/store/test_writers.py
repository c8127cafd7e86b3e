"""Many writers at once, killed writers, full disks, locks and lost servers."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from bulletin.errors import StoreError
from bulletin.store import Outcome, Store, open_store
from tests.store.conftest import Clock
from tests.store.writers import START, start
from tests.support.disks import small_disk
from tests.support.postgresql import postgresql_server

posix = pytest.mark.skipif(sys.platform == "win32", reason="file size limits and SIGKILL are POSIX")


def ended(*programs: subprocess.Popen[str]) -> list[str]:
    """Wait for programs to end well, and give what each said."""
    said = []
    for program in programs:
        out, err = program.communicate(timeout=120)
        assert program.returncode == 0, err
        said.append(out)
    return said


def integrity(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        found: str = connection.execute("PRAGMA integrity_check").fetchone()[0]
        return found


def test_four_programs_that_read_then_write_lose_nothing(url: str, clock: Clock) -> None:
    with open_store(url, now=clock) as store:
        store.log_run("counter", note="0")

    ended(*(start("count_up", url, "50") for _ in range(4)))

    with open_store(url, now=clock) as store:
        assert store.runs(since=clock.time)[0].note == "200"


def test_every_slot_is_won_by_exactly_one_program(url: str) -> None:
    # The database is not there yet: they race to make it as well.
    first, second = ended(*(start("claim_all", url, "100") for _ in range(2)))

    won = [int(number) for number in (first + second).split()]
    assert sorted(won) == list(range(100))
    with open_store(url) as store:
        assert len(store.slots_between(START, START + timedelta(hours=100))) == 100


def test_threads_of_one_program_share_a_store(store: Store) -> None:
    won: list[int] = []

    def claim() -> None:
        won.extend(
            number for number in range(30) if store.claim("hourly", START + timedelta(hours=number), by="t")
        )

    threads = [Thread(target=claim) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(won) == list(range(30))


def test_reading_goes_on_while_another_writes(url: str, clock: Clock) -> None:
    with open_store(url, now=clock, wait_s=0.2) as store, open_store(url, now=clock) as other:
        store.stop("Jean", "flood", clock.time)
        with other._writing():
            assert store.stopped() is not None


def test_a_locked_database_is_one_line_after_the_wait(url: str, clock: Clock) -> None:
    with open_store(url, now=clock, wait_s=0.2) as store, open_store(url, now=clock) as other:
        with other._writing():
            began = time.monotonic()
            with pytest.raises(StoreError, match=r"was held by another program for more than 0\.2 s"):
                store.stop("Jean", "flood", clock.time)
            waited_s = time.monotonic() - began

        assert 0.15 < waited_s < 3
        assert store.stop("Jean", "flood", clock.time)


def test_a_half_done_transaction_leaves_nothing(store: Store, clock: Clock) -> None:
    with pytest.raises(KeyboardInterrupt), store._writing() as connection:
        store._open(connection, "r1")
        raise KeyboardInterrupt

    assert store.runs(since=clock.time) == ()


@posix
def test_a_full_disk_is_one_line_and_what_was_written_stays(tmp_path: Path) -> None:
    path = tmp_path / "bulletin.db"

    (said,) = ended(start("fill_up", str(path), str(1_000_000)))

    number, line = said.strip().split(" ", 1)
    assert line.startswith(("Cannot write", "Cannot read or write"))
    assert "bulletin.db" in line
    assert "isk is full" in line
    assert integrity(path) == "ok"
    with open_store(path) as store:
        assert len(store.events()) == int(number) > 20
        store.event(None, "freed", "there is room again")


@pytest.mark.skipif(sys.platform != "linux", reason="a small disk is mounted by Linux's tmpfs")
def test_a_disk_without_a_byte_left_is_one_line_and_reading_goes_on(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        path = disk / "bulletin.db"
        (said,) = ended(start("fill_up", str(path), "0"))
        number, line = said.strip().split(" ", 1)

        assert line.startswith(f"Cannot write {path}: the disk is full.")
        with open_store(path) as store:
            assert len(store.events()) == int(number) > 50
        assert integrity(path) == "ok"


@posix
@pytest.mark.slow
def test_a_writer_that_is_killed_loses_nothing_it_told_of(tmp_path: Path) -> None:
    path = tmp_path / "bulletin.db"
    told = 0
    chance = random.Random(20261123)
    for _ in range(20):
        program = start("air_for_ever", str(path), str(told))
        assert program.stdout is not None
        program.stdout.readline()
        time.sleep(chance.uniform(0, 0.3))
        program.kill()
        out, _err = program.communicate()
        # Its last line may be cut; the number it began with was told in full.
        whole = [int(line) for line in out.splitlines(keepends=True) if line.endswith("\n")]
        told = (whole[-1] if whole else told) + 1

        assert integrity(path) == "ok"
        with open_store(path) as store:
            slots = store.slots_between(START, START + timedelta(hours=told))
            assert [row.outcome for row in slots] == [Outcome.MADE] * told
    assert told > 200


@pytest.mark.slow
def test_a_server_that_stops_is_one_line_and_comes_back_by_itself(clock: Clock) -> None:
    with postgresql_server() as server, open_store(server.new_database(), now=clock) as store:
        store.event(None, "kept", "before")
        server.stop()
        with pytest.raises(StoreError, match=r"^Cannot reach the database .*Look whether the server runs\.$"):
            store.event(None, "lost", "while it was away")

        server.start()
        store.event(None, "kept", "after")
        assert [event.text for event in store.events()] == ["before", "after"]

        with (
            pytest.raises(StoreError, match=r"^Cannot reach the database"),
            store._writing() as connection,
        ):
            store._open(connection, "r1")
            server.stop()
            store._open(connection, "r2")
        server.start()
        assert store.runs(since=clock.time) == ()


def test_a_file_that_may_not_be_written_is_one_line(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "bulletin.db"
    with open_store(path, now=clock) as store:
        with store._reading() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(StoreError, match=r"bulletin\.db: it or its folder is read-only"):
            store.event(None, "lost", "")
