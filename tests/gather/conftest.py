"""A small server on this machine that does as a test tells it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import UTC, datetime
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bulletin.gather import DEFAULT_LIMITS, TYPED, Gathered, Limits, Source, gather

Answer = Callable[[BaseHTTPRequestHandler], None]
STORY = (
    "Marlow Vale Town Council has agreed to plant two hundred trees along the river. The work begins in the autumn "
    "and will take three weeks. Councillor Ada Finch said that every street would have a share of them."
)


class Site:
    """What a server shows: an answer for each path."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.agents: list[str] = []
        self.sent: list[Message] = []
        """The headers of each request."""
        self.address = ""

    def show(
        self, path: str, content: bytes | str, *, kind: str = "text/html", status: int = 200, **headers: str
    ) -> str:
        """Answer a path with content; gives its address."""
        body = content.encode() if isinstance(content, str) else content

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            request.send_header("Content-Type", kind)
            request.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                request.send_header(name.replace("_", "-"), value)
            request.end_headers()
            request.wfile.write(body)

        return self.act(path, answer)

    def act(self, path: str, answer: Answer) -> str:
        """Answer a path in any way; gives its address."""
        self.answers[path] = answer
        return self.address + path

    def feed(self, *paths: str, text: str = "", path: str = "/feed.xml") -> str:
        """Show an RSS feed of pages of this site."""
        items = "".join(
            f"<item><title>Story {at}</title><link>{self.address}{page}</link>"
            f"<description>{text}</description></item>"
            for at, page in enumerate(paths)
        )
        return self.show(
            path,
            f"<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>{items}</channel></rss>",
        )


def page(title: str, text: str = STORY) -> str:
    """Make a page in the manner of a local paper."""
    return (
        f"<!doctype html><html lang='en-GB'><head><title>{title} | Vale Echo</title></head>"
        f"<body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    )


@pytest.fixture
def make_page() -> Callable[..., str]:
    return page


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            made.agents.append(self.headers.get("User-Agent", ""))
            made.sent.append(self.headers)
            answer = made.answers.get(self.path)
            try:
                answer(self) if answer else self.send_error(404)
            except OSError:
                self.close_connection = True

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.address = f"http://127.0.0.1:{server.server_port}"
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    serving.start()
    yield made
    server.shutdown()
    server.server_close()
    serving.join()


@pytest.fixture(scope="session")
def threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(4) as executor:
        yield executor


@pytest.fixture
def read(threads: Executor) -> Callable[..., Gathered]:
    """Gather addresses, at a fixed time."""

    def reading(*addresses: str, limits: Limits = DEFAULT_LIMITS, max_items: int = 30) -> Gathered:
        sources = [Source(address=address, access=TYPED) for address in addresses]
        now = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
        return gather(sources, executor=threads, now=now, limits=limits, max_items=max_items)

    return reading
