"""The HTTP address of the latest bulletin, asked by a plain client over loopback."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from bulletin.errors import MisuseError
from bulletin.publish.off_air import OffAir, write_off_air
from bulletin.schedule.byte_ranges import Span, UnsatisfiableError, read_range
from bulletin.schedule.serve import serving
from tests.schedule.conftest import ONE, Radio
from tests.support.cli import start_bulletin


@dataclass
class Listener:
    """Asks, and follows no redirect."""

    address: str

    def ask(self, path: str, *, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        parts = urlsplit(self.address)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
        try:
            named = {key.replace("_", "-"): value for key, value in headers.items()}
            connection.request(method, path, headers=named)
            answer = connection.getresponse()
            return answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()


@pytest.fixture
def listener(radio: Radio) -> Iterator[Listener]:
    with serving(lambda: radio.station, host="127.0.0.1", port=0, now=radio.clock) as address:
        yield Listener(address)


def test_the_latest_bulletin_comes_without_redirect_and_with_an_honest_length(
    radio: Radio, listener: Listener
) -> None:
    radio.put_on_air()
    whole = radio.places.audio.read_bytes()

    status, headers, body = listener.ask("/news/latest.mp3")
    head = listener.ask("/news/latest.mp3", method="HEAD")

    assert (status, body) == (200, whole)
    assert headers["content-length"] == str(len(whole))
    assert headers["content-type"] == "audio/mpeg"
    assert head[0] == 200 and head[2] == b"" and head[1]["content-length"] == str(len(whole))
    assert json.loads(listener.ask("/news/latest.json")[2]) == radio.record
    assert b"<item>" in listener.ask("/news/feed.xml")[2]


def test_a_player_may_ask_for_a_part_and_a_browser_whether_it_has_changed(
    radio: Radio, listener: Listener
) -> None:
    radio.put_on_air()
    whole = radio.places.audio.read_bytes()
    _, headers, _ = listener.ask("/news/latest.mp3")

    part = listener.ask("/news/latest.mp3", Range="bytes=100-199")
    end = listener.ask("/news/latest.mp3", Range="bytes=-10")
    behind = listener.ask("/news/latest.mp3", Range=f"bytes={len(whole)}-")
    same = listener.ask("/news/latest.mp3", If_None_Match=headers["etag"])
    old = listener.ask("/news/latest.mp3", Range="bytes=0-9", If_Range='"another"')

    assert (part[0], part[2]) == (206, whole[100:200])
    assert part[1]["content-range"] == f"bytes 100-199/{len(whole)}"
    assert (end[0], end[2]) == (206, whole[-10:])
    assert (behind[0], behind[1]["content-range"]) == (416, f"bytes */{len(whole)}")
    assert (same[0], same[2]) == (304, b"")
    assert (old[0], old[2]) == (200, whole)


def test_before_the_first_bulletin_the_filler_is_served_and_never_a_404(
    radio: Radio, listener: Listener
) -> None:
    status, headers, body = listener.ask("/news/latest.mp3")

    assert status == 200
    assert len(body) == int(headers["content-length"]) > 10_000
    assert json.loads(listener.ask("/news/latest.json")[2])["mode"] == "filler"


def test_what_has_expired_is_never_served_also_when_no_tick_came(radio: Radio, listener: Listener) -> None:
    radio.put_on_air()
    bulletin = radio.places.audio.read_bytes()
    (dated,) = (path.relative_to(radio.places.root) for path in radio.places.root.glob("20*/*/bulletin.mp3"))
    fresh = listener.ask(f"/news/{dated.as_posix()}")
    radio.clock.forward(hours=1, minutes=16)

    status, _, body = listener.ask("/news/latest.mp3")

    assert (fresh[0], fresh[2]) == (200, bulletin)
    assert status == 200 and body != bulletin
    assert listener.ask(f"/news/{dated.as_posix()}")[0] == 410
    assert b"<item>" not in listener.ask("/news/feed.xml")[2]


def test_while_the_station_is_off_air_no_dated_file_is_served(radio: Radio, listener: Listener) -> None:
    radio.put_on_air()
    (dated,) = (path.relative_to(radio.places.root) for path in radio.places.root.glob("20*/*/bulletin.mp3"))

    write_off_air(radio.folder / "output", OffAir(by="Jo", reason="x", at=radio.clock()))

    assert listener.ask(f"/news/{dated.as_posix()}")[0] == 410


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/other/latest.mp3",
        "/news/",
        "/news/.lock",
        "/news/../bulletin.toml",
        "/news/%2e%2e/%2e%2e/bulletin.toml",
        "/news/..%5c..%5cbulletin.toml",
        "/news//etc/passwd",
        "/news/2027-03-01/1300/report.html",
        "/news/2027-03-01/1300/%00",
    ],
)
def test_nothing_else_is_served(path: str, radio: Radio, listener: Listener) -> None:
    radio.run(ONE) if path == "/news/2027-03-01/1300/report.html" else None

    assert listener.ask(path)[0] == 404


def test_a_listener_who_goes_away_or_talks_nonsense_harms_nobody(radio: Radio, listener: Listener) -> None:
    parts = urlsplit(listener.address)
    for words in (
        b"GET /news/latest.mp3 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"\x16\x03\x01nonsense\r\n\r\n",
        b"GET ",
    ):
        with socket.create_connection((parts.hostname or "", parts.port or 0)) as connection:
            connection.sendall(words)

    assert listener.ask("/news/latest.mp3")[0] == 200


def test_an_address_that_is_taken_is_one_line(radio: Radio, listener: Listener) -> None:
    port = urlsplit(listener.address).port or 0

    with (
        pytest.raises(MisuseError, match="Choose another with --port"),
        serving(lambda: radio.station, host="127.0.0.1", port=port, now=radio.clock),
    ):
        pass


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("", None),
        ("bytes=0-0", Span(first=0, size=1)),
        ("bytes=5-", Span(first=5, size=5)),
        ("bytes=5-99", Span(first=5, size=5)),
        ("bytes=-3", Span(first=7, size=3)),
        ("bytes=-99", Span(first=0, size=10)),
        ("bytes=3-2", None),
        ("bytes=0-1,3-4", None),
        ("pages=1-2", None),
        ("bytes=-", None),
    ],
)
def test_a_range_header_is_read_as_the_standard_says(header: str, span: Span | None) -> None:
    assert read_range(header, size=10) == span


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=-0", f"bytes={'9' * 50}-"])
def test_a_range_behind_the_end_is_refused(header: str) -> None:
    with pytest.raises(UnsatisfiableError):
        read_range(header, size=10)


@pytest.mark.slow
def test_serve_makes_what_is_due_and_ends_cleanly_when_told(radio: Radio) -> None:
    radio.make_nothing_ahead()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    process = start_bulletin("serve", "--station", radio.folder, "--port", str(port))
    listener = Listener(f"http://127.0.0.1:{port}/")
    try:
        ends_s = time.monotonic() + 30
        while time.monotonic() < ends_s:
            try:
                if json.loads(listener.ask("/news/latest.json")[2])["mode"] == "automatic":
                    break
            except OSError:
                pass
            time.sleep(0.2)
        else:
            pytest.fail("no bulletin came")
    finally:
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=10)

    assert process.returncode == 0, said
    assert "Ended." in said
    assert "Traceback" not in said
