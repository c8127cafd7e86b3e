"""Servers on loopback that do what no server should: one behaviour for each path."""

from __future__ import annotations

import contextlib
import gzip
import socketserver
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from socket import SO_LINGER, SOL_SOCKET
from struct import pack
from typing import Any

from tests.support.bad_files import FEEDS, MB, SAID, feed

LONG = feed(text=f"{SAID} " * 3)
"""A feed whose own texts are articles."""
PAGE = f"<!doctype html><html><body><article><h1>Trees</h1><p>{SAID}</p><p>The work takes three weeks and costs the town nothing.</p></article>"
# Longer than anybody waits for an answer.
PATIENCE_S = 60.0

Send = Callable[[bytes], None]
Behaviour = Callable[["Talk"], None]


class Talk:
    """One request that is being answered."""

    def __init__(self, connection: Any, over: threading.Event, port: int) -> None:
        self._connection = connection
        self.over = over
        self.port = port

    def say(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._connection.sendall(data)

    def answer(self, body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> None:
        """Send a whole answer."""
        told = len(body) if length is None else length
        lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {told}", "Connection: close"]
        self.say("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)

    def go_on(self, data: bytes, *, pause_s: float) -> None:
        """Send the same again and again, until the other end has had enough."""
        ends_s = time.monotonic() + PATIENCE_S
        while time.monotonic() < ends_s and not self.over.is_set():
            self.say(data)
            self.over.wait(pause_s)

    def hang(self) -> None:
        """Say nothing."""
        self.over.wait(PATIENCE_S)

    def reset(self) -> None:
        """Break the connection off."""
        self._connection.setsockopt(SOL_SOCKET, SO_LINGER, pack("ii", 1, 0))


def answering(body: bytes, *headers: str, **more: Any) -> Behaviour:
    """Make a behaviour that always answers the same."""
    return lambda talk: talk.answer(body, *headers, **more)


def saying(data: bytes) -> Behaviour:
    """Make a behaviour that says the same bytes and hangs up."""
    return lambda talk: talk.say(data)


def sending_on(target: str) -> Behaviour:
    """Make a redirect."""
    return lambda talk: talk.answer(b"", f"Location: {target.format(port=talk.port)}", status="302 Found")


def drip_head(talk: Talk) -> None:
    """A head that never ends, a letter at a time."""
    talk.say(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    talk.go_on(b"a", pause_s=0.1)


def drip_body(talk: Talk) -> None:
    """A body that comes a letter at a time."""
    talk.say(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999999\r\n\r\n<html>")
    talk.go_on(b"a", pause_s=0.1)


def endless(talk: Talk) -> None:
    """A page without an end."""
    talk.say(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>")
    talk.go_on(b"<p>Trees by the river.</p>" * 4000, pause_s=0.0)


def always_going_on(talk: Talk) -> None:
    """A promise to go on, again and again."""
    talk.go_on(b"HTTP/1.1 100 Continue\r\n\r\n", pause_s=0.02)


def bomb(talk: Talk) -> None:
    """Forty megabytes in forty kilobytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = packer.compress(LONG[:100]) + b"".join(packer.compress(b" " * MB) for _ in range(40))
    talk.answer(packed + packer.flush(), "Content-Encoding: gzip")


def broken_off(talk: Talk) -> None:
    """An answer that is broken off."""
    talk.say(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nabc")
    talk.reset()


SLOW: dict[str, Behaviour] = {
    "hang": Talk.hang,
    "drip-head": drip_head,
    "drip-body": drip_body,
    "always-going-on": always_going_on,
}
"""What only a deadline ends."""
USELESS: dict[str, Behaviour] = {
    **{
        f"status-{status.split()[0]}": answering(b"no", status=status)
        for status in (
            "204 No Content",
            "304 Not Modified",
            "401 Unauthorized",
            "403 Forbidden",
            "404 Not Found",
            "410 Gone",
            "418 Teapot",
            "451 Legal",
            "500 Fault",
            "599 Odd",
        )
    },
    "busy": answering(b"", "Retry-After: 3600", status="429 Too Many"),
    "away-until-2099": answering(b"", "Retry-After: Thu, 31 Dec 2099 23:59:59 GMT", status="503 Away"),
    "odd-retry": answering(b"", "Retry-After: soon; perhaps", status="503 Away"),
    "odd-status": saying(b"HTTP/1.1 fine\r\n\r\n"),
    "mail-server": saying(b"220 mail.example.org ESMTP\r\n"),
    "nothing": saying(b""),
    "reset": Talk.reset,
    "broken-off": broken_off,
    "half-a-body": answering(LONG[:99], length=9999),
    "no-length": answering(b"x", length=-5),
    "odd-chunks": saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nQQ\r\n<rss>\r\n"),
    "huge-head": saying(b"HTTP/1.1 200 OK\r\nX: " + b"a" * (3 * MB) + b"\r\n\r\n"),
    "many-heads": saying(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 30_000 + b"\r\n"),
    "bare-control-signs": saying(b"HTTP/1.1 200 OK\r\nX: a\0b\x01\r\n\r\nhello"),
    "empty": answering(b""),
    "blanks": answering(b" \r\n" * 500),
    "endless": endless,
    "bomb": bomb,
    "torn-gzip": answering(gzip.compress(LONG)[:60], "Content-Encoding: gzip"),
    "false-gzip": answering(LONG, "Content-Encoding: gzip"),
    "twice-packed": answering(gzip.compress(gzip.compress(b" " * MB)), "Content-Encoding: gzip, gzip"),
    "unknown-packing": answering(LONG, "Content-Encoding: x-ours"),
    "circle": sending_on("/circle"),
    "to-a-file": sending_on("file:///etc/passwd"),
    "to-the-cloud": sending_on("http://169.254.169.254/latest/meta-data/"),
    "to-another-port": sending_on("http://127.0.0.1:22/"),
    "to-the-house-by-name": sending_on("http://localhost:{port}/good"),
    "to-the-house-by-number": sending_on("http://2130706433/"),
    "to-the-house-by-v6": sending_on("http://[::ffff:127.0.0.1]/"),
    "to-data": sending_on("data:text/html,<p>hi"),
    "to-nowhere": answering(b"", status="302 Found"),
    "to-a-long-place": sending_on("/good?" + "a" * 60_000),
    "to-bad-signs": sending_on("http://exa mple/\x7f"),
    "sign-in": answering(
        b"<!doctype html><title>Sign in</title><h1>Please sign in</h1>", "Content-Type: application/rss+xml"
    ),
    "empty-feed": answering(feed(0)),
    "empty-entries": answering(FEEDS["empty-entries.xml"]),
    "laughs": answering(FEEDS["laughs.xml"]),
    "quadratic": answering(FEEDS["quadratic.xml"]),
    "outside-file": answering(FEEDS["outside-file.xml"]),
    "outside-address": answering(FEEDS["outside-address.xml"]),
    "deep-feed": answering(b"<rss version='2.0'><channel>" + FEEDS["deep.xml"]),
    "deep-page": answering(b"<html>" + b"<div>" * 100_000 + b"hi", "Content-Type: text/html"),
    "picture": answering(b"\x89PNG\r\n\x1a\n" + bytes(900), "Content-Type: application/rss+xml"),
    "ten-thousand-titles": answering(feed(10_000, text="Short.")),
}
"""What nothing usable comes of."""
ODD: dict[str, Behaviour] = {
    "good": answering(LONG, "Content-Type: application/rss+xml"),
    "no-type": answering(LONG),
    "called-a-picture": answering(LONG, "Content-Type: image/png"),
    "unknown-charset": answering(LONG, "Content-Type: text/xml; charset=klingon"),
    "more-than-told": lambda talk: talk.answer(LONG + b"x" * 900, length=len(LONG)),
    "nuls": answering(LONG.replace(b"trees", b"tr\0ees")),
    "torn": answering(LONG[:-12]),
    "a-page": answering(PAGE.encode(), "Content-Type: text/html"),
    "packed": answering(gzip.compress(LONG), "Content-Encoding: gzip"),
}
"""What a usable answer can be made of all the same."""
BEHAVIOURS = SLOW | USELESS | ODD


@contextlib.contextmanager
def hostile_server(behaviour: str | None = None) -> Iterator[str]:
    """
    Lend the address of a server, without a slash at its end.

    Args:
        behaviour: What it does at every path; without one, what the path says, and 404 for others.
    """
    over = threading.Event()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with contextlib.suppress(OSError, ValueError, IndexError):
                head = self.request.recv(65536).decode("latin-1")
                name = behaviour or head.split(" ")[1].strip("/").partition("?")[0]
                name = "status-404" if "robots.txt" in head.split("\r\n")[0] else name
                talk = Talk(self.request, over, server.server_address[1])
                BEHAVIOURS.get(name, BEHAVIOURS["status-404"])(talk)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True
        request_queue_size = 64

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Say nothing: the other end has hung up."""

    server = Server(("127.0.0.1", 0), Handler)
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        over.set()
        server.shutdown()
        serving.join()
        # Answers that are under way end by themselves: they see that it is over.
        server.socket.close()
