"""Listening to a stream: what came, when it was on air, and the words when nothing comes."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bulletin.errors import BulletinError, MisuseError
from bulletin.publish.listening import Recording, record_stream
from tests.support.servers import closed_port

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@contextmanager
def stream(head: bytes, *pieces: tuple[float, bytes]) -> Iterator[str]:
    """A server that says what it is told, with waits between."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        sock, _ = server.accept()
        with sock:
            sock.recv(4096)
            sock.sendall(head)
            with suppress(OSError):  # who has heard enough leaves
                for wait_s, data in pieces:
                    time.sleep(wait_s)
                    sock.sendall(data)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/live.mp3"
    finally:
        thread.join()
        server.close()


def why_not(address: str, folder: Path) -> str:
    with pytest.raises(BulletinError) as caught:
        record_stream(address, folder / "sound", seconds=1)
    return str(caught.value)


GOOD = b"HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n"


def test_what_comes_is_kept_as_it_came(tmp_path: Path) -> None:
    with stream(GOOD, (0, b"a" * 5000), (0.2, b"b" * 100)) as address:
        recording = record_stream(address, tmp_path / "sound", seconds=5)

    assert recording.path.read_bytes() == b"a" * 5000 + b"b" * 100
    assert recording.arrivals[-1][1] == 5100
    assert recording.arrivals[-1][0] == pytest.approx(0.2, abs=0.15)


def test_a_recording_ends_in_time(tmp_path: Path) -> None:
    with stream(GOOD, *[(0.05, b"x" * 100)] * 20) as address:
        began = time.monotonic()
        record_stream(address, tmp_path / "sound", seconds=0.3)
        took_s = time.monotonic() - began

    assert took_s < 0.9


def test_the_moment_of_a_place_is_when_it_came() -> None:
    steady = tuple((second / 10, 1600 * second) for second in range(1, 101))

    recording = Recording(path=Path(), started_at=NOON, arrivals=steady)

    assert recording.moment_of(0.5) == NOON + timedelta(seconds=5)


def test_what_came_in_the_burst_was_on_air_before_we_listened() -> None:
    burst = ((0.1, 64_000), *((1 + second, 64_000 + 16_000 * second) for second in range(1, 11)))

    recording = Recording(path=Path(), started_at=NOON, arrivals=burst)

    assert recording.moment_of(0.0) < NOON - timedelta(seconds=2)
    assert recording.moment_of(1.0) == NOON + timedelta(seconds=11)


def test_a_stream_that_is_off_is_one_line(tmp_path: Path) -> None:
    with stream(b"HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n") as address:
        assert "answered 404. Is the stream on" in why_not(address, tmp_path)
    assert "nothing listens there" in why_not(f"http://127.0.0.1:{closed_port()}/", tmp_path)
    with stream(b"nonsense\r\n\r\n") as address:
        assert "Cannot listen to" in why_not(address, tmp_path)


def test_a_stream_that_says_nothing_is_one_line(tmp_path: Path) -> None:
    with stream(GOOD) as address:
        assert "was silent" in why_not(address, tmp_path)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://radio.example/a.mp3", "radio"])
def test_only_a_web_address_is_listened_to(address: str, tmp_path: Path) -> None:
    with pytest.raises(MisuseError, match="no stream"):
        record_stream(address, tmp_path / "sound", seconds=1)
