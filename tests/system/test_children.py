"""Supervised children, well and unwell."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.system.children import (
    LARGEST_MESSAGE_BYTES,
    LENGTH,
    Child,
    ChildDiedError,
    ChildHungError,
    read_message,
)


@pytest.fixture(autouse=True)
def odd_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(Path(__file__).with_name("added"))


@pytest.mark.parametrize("size", [0, 1, 5_000, 300_000])
def test_an_answer_comes_back_whole_whatever_its_size(size: int) -> None:
    request = os.urandom(size)

    with Child("odd_child", "echo") as child:
        answers = [child.ask(request, timeout_s=10) for _ in range(3)]

    assert answers == [request] * 3


def test_what_the_child_prints_is_not_taken_for_an_answer() -> None:
    with Child("odd_child", "chatter") as child:
        assert child.ask(b"one", timeout_s=10) == b"one"
        assert child.ask(b"two", timeout_s=10) == b"two"


def test_a_hanging_child_is_killed_at_its_deadline() -> None:
    begun = time.monotonic()

    with Child("odd_child", "hang") as child:
        with pytest.raises(ChildHungError, match="odd_child did not answer within 1 s and was stopped"):
            child.ask(b"anything", timeout_s=1.0)

        assert not child.is_alive
    assert time.monotonic() - begun < 5


def test_a_child_that_never_reads_cannot_block_a_large_request() -> None:
    with Child("odd_child", "deaf") as child:
        with pytest.raises(ChildHungError):
            child.ask(bytes(5_000_000), timeout_s=1.0)

        assert not child.is_alive


def test_a_child_that_ends_is_told_with_its_status_and_last_words() -> None:
    with (
        Child("odd_child", "die") as child,
        pytest.raises(ChildDiedError, match=r"status 9: the disk is on fire"),
    ):
        child.ask(b"anything", timeout_s=10)


def test_an_exception_in_the_child_ends_it_with_its_reason() -> None:
    with (
        Child("odd_child", "fail") as child,
        pytest.raises(ChildDiedError, match="LookupError: no such feed"),
    ):
        child.ask(b"anything", timeout_s=10)


def test_a_module_that_does_not_exist_is_a_child_that_died() -> None:
    with Child("no_such_module_here") as child, pytest.raises(ChildDiedError, match="no_such_module_here"):
        child.ask(b"anything", timeout_s=10)


def test_a_dead_child_stays_dead() -> None:
    with Child("odd_child", "die") as child:
        for _ in range(2):
            with pytest.raises(ChildDiedError):
                child.ask(b"anything", timeout_s=10)


def test_closing_twice_is_no_trouble() -> None:
    child = Child("odd_child", "echo")

    child.close()
    child.close()

    assert not child.is_alive


def test_the_environment_is_ours_and_what_was_added() -> None:
    with Child("odd_child", "tell", env={"ADDED_FOR_THE_CHILD": "here"}) as child:
        assert child.ask(b"ADDED_FOR_THE_CHILD", timeout_s=10) == b"here"
        assert child.ask(b"NEVER_SET_BY_ANYONE", timeout_s=10) == b"unset"


def test_a_child_that_is_idle_for_long_ends_by_itself() -> None:
    with Child("odd_child", "idle") as child:
        assert child.ask(b"one", timeout_s=10) == b"one"

        end = time.monotonic() + 10
        while child.is_alive and time.monotonic() < end:
            time.sleep(0.05)
        assert not child.is_alive


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS cannot limit the memory of another process")
def test_a_child_that_takes_too_much_memory_dies_and_we_do_not() -> None:
    with Child("odd_child", "hog", memory_mb=300) as child:
        assert child.ask(b"1000000", timeout_s=10) == bytes(1)

        with pytest.raises(ChildDiedError, match="MemoryError"):
            child.ask(b"2000000000", timeout_s=20)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS cannot limit the time of another process")
def test_a_child_that_computes_without_end_dies_long_before_its_deadline() -> None:
    begun = time.monotonic()

    with Child("odd_child", "spin", memory_mb=300, cpu_s=1) as child, pytest.raises(ChildDiedError):
        child.ask(b"", timeout_s=60)

    assert time.monotonic() - begun < 50


@pytest.mark.skipif(os.name == "nt", reason="asks the operating system about a process number")
def test_a_hanging_child_does_not_outlive_a_parent_that_was_killed() -> None:
    script = (
        "import threading\n"
        "from bulletin.system.children import Child\n"
        "child = Child('odd_child', 'hang')\n"
        "threading.Thread(target=child.ask, args=[b'x'], kwargs={'timeout_s': 600}, daemon=True).start()\n"
        "print(child.pid, flush=True)\n"
        "threading.Event().wait()\n"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, env=env) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        # Time for the request to arrive and hang.
        time.sleep(0.7)

        parent.kill()

    end = time.monotonic() + 10
    while _is_alive(pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert not _is_alive(pid)


@given(st.lists(st.binary(max_size=50), max_size=5), st.integers(1, 7))
def test_messages_survive_a_pipe_that_gives_them_in_pieces(messages: list[bytes], piece: int) -> None:
    class Dribble(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(piece if size is None or size < 0 else min(piece, size))

    pipe = Dribble(b"".join(LENGTH.pack(len(message)) + message for message in messages))

    assert [read_message(pipe) for _ in messages] == messages
    assert read_message(pipe) is None


@pytest.mark.parametrize(
    "broken", [b"", b"\x05", LENGTH.pack(5) + b"abc", LENGTH.pack(LARGEST_MESSAGE_BYTES + 1) + b"abc"]
)
def test_what_is_no_message_is_the_end(broken: bytes) -> None:
    assert read_message(io.BytesIO(broken)) is None


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or ") Z" not in status.read_text()
