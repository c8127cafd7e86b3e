"""Local papers on loopback: each a feed and its pages on a port of its own."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.support.news import Piece, feed_of

TOWNS = ("Elderby", "Marsh End", "Wend Bridge", "Upper Wend", "Nether Wend", "Thorpe", "Kings Mill", "Saltby")
THINGS = (
    ("library", "readers", "books", "Ada Finch"),
    ("market hall", "traders", "stalls", "Owen Price"),
    ("swimming pool", "swimmers", "lanes", "Maya Dunn"),
    ("bus station", "passengers", "stands", "Jean Abbot"),
    ("museum", "visitors", "rooms", "Hugh Lacey"),
    ("allotment", "gardeners", "plots", "Ruth Amis"),
    ("bandstand", "players", "concerts", "Carl Boyd"),
    ("ferry", "walkers", "crossings", "Nell Gray"),
)


def piece(number: int) -> Piece:
    """Write one of many stories, no two of which tell one event."""
    town, (thing, people, parts, who) = TOWNS[number % 8], THINGS[number // 8 % 8]
    count = 12 + number
    return Piece(
        headline=f"{town} {thing} to open {count} more {parts}",
        paragraphs=(
            f"The {thing} in {town} will open {count} more {parts} before the summer, its trustees have decided.",
            f"More than {count * 40} {people} asked for them in a survey that was sent to every home in {town}.",
            f"{who}, who looks after the {thing}, said that the {people} had waited long and would be heard.",
            f"The work costs £{count * 900}, half of which comes from a sale of old {parts} in the spring.",
        ),
    )


@contextlib.contextmanager
def paper(pieces: Sequence[Piece]) -> Iterator[str]:
    """Lend the address of a paper's feed."""
    answers: dict[str, tuple[str, bytes]] = {
        f"/news/{number}-story": ("text/html; charset=utf-8", one.as_page().encode())
        for number, one in enumerate(pieces)
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = answers.get(self.path, ("", b""))
            self.send_response(200 if kind else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    address = f"http://127.0.0.1:{server.server_port}"
    feed = feed_of([address + path for path in answers], pieces)
    answers["/feed.xml"] = ("application/rss+xml", feed.encode())
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    serving.start()
    try:
        yield f"{address}/feed.xml"
    finally:
        server.shutdown()
        server.server_close()
        serving.join()
