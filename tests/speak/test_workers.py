"""The pool of workers, with engines that misbehave."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest

from bulletin.errors import EngineError
from bulletin.model import Clip
from bulletin.speak.job import SpeakJob
from bulletin.speak.workers import Workers, sweep_scratch

Found = TypeVar("Found")
SpeakWith = Callable[..., Clip]
on_posix = pytest.mark.skipif(os.name == "nt", reason="kills processes by signal")


@pytest.fixture
def pool(added_engines: None) -> Iterator[Workers]:
    workers = Workers()
    yield workers
    workers.close()


@pytest.fixture
def say(pool: Workers) -> SpeakWith:
    def run(engine: str, text: str = "The road is open.", *, voice: str = "low") -> Clip:
        return pool.speak(
            SpeakJob(
                given=text, engine=engine, version="1", voice=voice, rate_wpm=300, pitch=50, cache="unused"
            )
        )

    return run


@pytest.mark.parametrize(
    ("engine", "said"),
    [
        ("exiting", "ended by itself: .*status 7"),
        ("raising", "ZeroDivisionError: the driver divided by zero"),
        ("silent", "silence"),
        ("empty", "no sound"),
        ("short", "only 0.0"),
        ("lost", "The lost library is missing"),
        ("unloadable", "cannot be loaded"),
    ],
)
def test_a_broken_engine_is_an_engine_error(say: SpeakWith, engine: str, said: str) -> None:
    with pytest.raises(EngineError, match=said):
        say(engine)


def test_a_line_whose_worker_died_is_spoken_by_a_fresh_one(
    say: SpeakWith, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUMBLED", str(tmp_path / "stumbled"))

    clip = say("stumbling")

    assert (tmp_path / "stumbled").exists()
    assert clip.seconds > 0.5


def test_what_a_library_prints_is_not_taken_for_an_answer(say: SpeakWith) -> None:
    assert say("chatty").seconds == say("tone").seconds


@pytest.mark.parametrize(("patience_s", "most"), [(60.0, 1), (0.2, 2)])
def test_a_second_worker_is_hired_only_where_the_first_keeps_askers_waiting(
    say: SpeakWith,
    pool: Workers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    patience_s: float,
    most: int,
) -> None:
    monkeypatch.setenv("SLOW_PIDS", str(tmp_path))
    pool._patience_s = patience_s
    with ThreadPoolExecutor(2) as askers:
        clips = list(askers.map(lambda number: say("slow", f"Road {number} is open."), range(9)))

    assert len(clips) == 9
    assert len(list(tmp_path.iterdir())) == most


def test_a_hanging_engine_costs_two_deadlines_and_is_not_asked_again(impatient: None, say: SpeakWith) -> None:
    begun = time.monotonic()

    with pytest.raises(EngineError, match="did not answer within 1 s and was stopped"):
        say("hanging")
    twice = time.monotonic() - begun
    with pytest.raises(EngineError, match="did not answer within 1 s and was stopped"):
        say("hanging", "Another line.")

    assert 2 < twice < 10
    assert time.monotonic() - begun - twice < 0.5


def test_a_worker_is_kept_for_the_next_line(say: SpeakWith, pool: Workers) -> None:
    say("tone")
    first = pool._idle[0][1]

    say("tone", "Another line.")

    assert [worker for _, worker in pool._idle] == [first]


@on_posix
def test_a_worker_that_ended_while_it_was_idle_is_replaced_without_a_word(
    say: SpeakWith, pool: Workers
) -> None:
    say("tone")
    first = pool._idle[0][1]
    os.kill(first._child.pid, signal.SIGKILL)
    _wait_for(lambda: not first.is_alive)

    clip = say("tone", "Another line.")

    assert clip.seconds > 0.3
    assert not Path(first._scratch).exists()


def test_there_are_never_more_workers_than_askers(say: SpeakWith, pool: Workers) -> None:
    for voice in ("low", "high", "low", "high"):
        say("tone", voice=voice)

    assert len(pool._idle) == 1


def test_each_of_four_threads_has_a_worker_of_its_own(
    say: SpeakWith, pool: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLOW_PIDS", str(tmp_path))

    with ThreadPoolExecutor(4) as executor:
        list(executor.map(lambda place: say("slow", f"Line {place}."), range(8)))

    assert len(list(tmp_path.iterdir())) == 4


@on_posix
def test_a_worker_killed_at_work_costs_nothing_but_its_line_again(
    say: SpeakWith, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLOW_PIDS", str(tmp_path))

    with ThreadPoolExecutor(2) as executor:
        clips = executor.map(lambda place: say("slow", f"Line number {place}."), range(10))
        pids = _wait_for(lambda: [int(path.name) for path in tmp_path.iterdir()])
        os.kill(pids[0], signal.SIGKILL)
        lengths = [clip.seconds for clip in clips]

    assert len(lengths) == 10
    assert len(list(tmp_path.iterdir())) == 3


def test_closing_ends_workers_at_rest_and_at_work_and_removes_their_files(
    say: SpeakWith, pool: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLOW_PIDS", str(tmp_path))
    say("tone")
    resting = pool._idle[0][1]

    with ThreadPoolExecutor(1) as executor:
        lost = executor.submit(say, "hanging")
        working = _wait_for(lambda: list(pool._busy))[0]
        time.sleep(0.3)
        pool.close()

        with pytest.raises(EngineError):
            lost.result(timeout=5)
    for worker in (resting, working):
        assert not worker._child.is_alive
        assert not Path(worker._scratch).exists()


def test_what_killed_runs_left_is_swept_and_what_is_in_use_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    old, new, other = (tmp_path / name for name in ("bulletin-voice-a", "bulletin-voice-b", "voice-c"))
    for folder in (old, new, other):
        folder.mkdir()
        (folder / "line.sound").touch()
    for folder in (old, other):
        os.utime(folder, (time.time() - 7200, time.time() - 7200))

    sweep_scratch.__wrapped__()

    assert sorted(tmp_path.iterdir()) == [new, other]


@on_posix
def test_no_worker_outlives_a_main_process_that_was_killed(added_engines: None, tmp_path: Path) -> None:
    script = (
        "from bulletin.speak.workers import WORKERS\n"
        "from bulletin.speak.job import SpeakJob\n"
        "import threading\n"
        "job = SpeakJob(given='x' * 40, engine='hanging', version='1', voice='low', rate_wpm=300, pitch=50, "
        "cache='unused')\n"
        "threading.Thread(target=WORKERS.speak, args=[job], daemon=True).start()\n"
        "while not WORKERS._busy: pass\n"
        "worker = next(iter(WORKERS._busy))\n"
        "print(worker._child.pid, worker._scratch, flush=True)\n"
        "threading.Event().wait()\n"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    main = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, env=env, text=True)
    assert main.stdout is not None
    pid, scratch = main.stdout.readline().split()
    time.sleep(0.5)

    main.kill()
    main.wait()
    main.stdout.close()

    assert _wait_for(lambda: not _is_alive(int(pid)))
    Path(scratch).rmdir() if Path(scratch).exists() else None


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A container's first process may leave the dead unburied.
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or ") Z" not in status.read_text()


def _wait_for(look: Callable[[], Found], *, timeout_s: float = 10.0) -> Found:
    end = time.monotonic() + timeout_s
    while not (found := look()) and time.monotonic() < end:
        time.sleep(0.02)
    return found
