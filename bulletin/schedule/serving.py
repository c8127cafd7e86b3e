"""The HTTP address of the latest bulletin: no redirect, an honest length, never a 404, nothing expired."""

from __future__ import annotations

import json
import logging
import os
import re
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import formatdate
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from io import BufferedIOBase, BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from bulletin import __version__
from bulletin.config.station import Station
from bulletin.edition.standin import withdraw_stale
from bulletin.errors import BulletinError
from bulletin.publish.live import read_live
from bulletin.publish.off_air import read_off_air
from bulletin.publish.places import LIVE_AUDIO, LIVE_FEED, LIVE_RECORD, RECORD_NAME, Places
from bulletin.schedule.byte_ranges import Span, UnsatisfiableError, read_range
from bulletin.schedule.withdrawing import places_of, programmes_of

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]

TYPES = {
    ".mp3": "audio/mpeg",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/rss+xml; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
LIVE_NAMES = (LIVE_AUDIO, LIVE_RECORD, LIVE_FEED)
# What a feed's item points to, and nothing else: the report is for the station.
DATED = re.compile(
    r"(?P<date>20\d\d-\d\d-\d\d)/(?P<time>\d{4}(?:-\d{1,3})?)/"
    r"(?P<name>bulletin\.mp3|captions\.vtt|chapters\.json|script\.txt)"
)
# Listeners may stop in the middle of a file; a hand that never reads must not keep a thread for ever.
SILENT_S = 30.0
BLOCK_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a request gets: an open file, so that a replacement in the middle does not touch it."""

    file: BinaryIO
    size: int
    tag: str
    kind: str
    changed_at: float


class Listing:
    """What stands at which address; reads the disk at each question, and answers nothing that has expired."""

    def __init__(self, read: Callable[[], Station], *, now: Clock) -> None:
        """Serve the station that `read` gives."""
        self._read = read
        self._now = now

    def find(self, path: str) -> Found | HTTPStatus:
        """Find what stands at an address, or why nothing does."""
        programme, _, name = unquote(urlsplit(path).path).removeprefix("/").partition("/")
        station = self._read()
        if programme not in programmes_of(station):
            return HTTPStatus.NOT_FOUND
        places = places_of(station, programme)
        if name in LIVE_NAMES:
            return self._live(station, programme, places, name)
        dated = DATED.fullmatch(name)
        if dated is None:
            return HTTPStatus.NOT_FOUND
        if read_off_air(station.output) is not None:
            return HTTPStatus.GONE
        return self._dated(places.root / dated["date"] / dated["time"], dated["name"])

    def _live(self, station: Station, programme: str, places: Places, name: str) -> Found | HTTPStatus:
        # What has expired is replaced first, then read: so audio, record and feed agree. The expiry is the
        # last to change when something goes live, so what is opened after a look at it is as fresh.
        is_safe = True
        try:
            withdraw_stale(places, now=self._now(), programme=programme, title=station.settings.station.name)
        except (BulletinError, OSError):
            log.exception("%s is stale and could not be withdrawn", places.audio)
            live = read_live(places)
            is_safe = live is not None and live.is_fresh(self._now())
        if is_safe:
            with suppress(OSError):
                return _open(places.root / name)
        return _filler() if name == LIVE_AUDIO else HTTPStatus.SERVICE_UNAVAILABLE

    def _dated(self, folder: Path, name: str) -> Found | HTTPStatus:
        try:
            record = json.loads((folder / RECORD_NAME).read_text(encoding="utf-8"))
            expires_at = datetime.fromisoformat(record["expires_at"])
            if record["state"] != "published":
                return HTTPStatus.NOT_FOUND
            return _open(folder / name) if self._now() < expires_at else HTTPStatus.GONE
        except (OSError, ValueError, KeyError, TypeError):
            return HTTPStatus.NOT_FOUND


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD."""

    protocol_version = "HTTP/1.1"
    server_version = f"bulletin/{__version__}"
    sys_version = ""
    timeout = SILENT_S

    def do_GET(self) -> None:
        """Send a file, or the part of it that was asked for."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Send the same without the file."""
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Write to our log, not to the terminal."""
        log.debug("%s %s", self.address_string(), format % args)

    def _answer(self, *, with_body: bool) -> None:
        try:
            found = self.server.listing.find(self.path)  # type: ignore[attr-defined]
        except BulletinError as error:
            log.warning("the settings cannot be read: %s", error)
            found = HTTPStatus.SERVICE_UNAVAILABLE
        if isinstance(found, HTTPStatus):
            self._refuse(found, with_body=with_body)
            return
        with found.file, suppress(ConnectionError, TimeoutError):
            self._send(found, with_body=with_body)

    def _send(self, found: Found, *, with_body: bool) -> None:
        if self.headers.get("If-None-Match", "") in (found.tag, "*"):
            self._head(HTTPStatus.NOT_MODIFIED, found)
            self.end_headers()
            return
        asked = self.headers.get("Range", "")
        if asked and self.headers.get("If-Range", found.tag) != found.tag:
            asked = ""  # it has changed since: all of it
        try:
            span = read_range(asked, size=found.size)
        except UnsatisfiableError:
            self.send_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            self.send_header("Content-Range", f"bytes */{found.size}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self._head(HTTPStatus.PARTIAL_CONTENT if span else HTTPStatus.OK, found)
        part = span or Span(first=0, size=found.size)
        if span:
            self.send_header("Content-Range", f"bytes {part.first}-{part.last}/{found.size}")
        self.send_header("Content-Type", found.kind)
        self.send_header("Content-Length", str(part.size))
        self.end_headers()
        if with_body:
            found.file.seek(part.first)
            _copy(found.file, self.wfile, part.size)

    def _head(self, status: HTTPStatus, found: Found) -> None:
        self.send_response(status)
        self.send_header("ETag", found.tag)
        self.send_header("Last-Modified", formatdate(found.changed_at, usegmt=True))
        self.send_header("Accept-Ranges", "bytes")
        # Asked each time, and answered briefly when nothing has changed: a cache would keep old news.
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Access-Control-Allow-Origin", "*")

    def _refuse(self, status: HTTPStatus, *, with_body: bool) -> None:
        text = f"{status.value} {status.phrase}\n".encode()
        self.send_response(status)
        self.send_header("Content-Type", TYPES[".txt"])
        self.send_header("Content-Length", str(len(text)))
        if status is HTTPStatus.SERVICE_UNAVAILABLE:
            self.send_header("Retry-After", "60")
        self.end_headers()
        if with_body:
            self.wfile.write(text)


class Server(ThreadingHTTPServer):
    """Serves a listing, one thread for each listener."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], listing: Listing) -> None:
        """
        Take the address.

        Raises:
            OSError: It is taken, or not ours.
        """
        self.listing = listing
        if ":" in address[0]:
            self.address_family = socket.AF_INET6
        super().__init__(address, Handler)

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002
        """Write a fault of ours to the log; the next listener is answered."""
        log.exception("a listener could not be answered")


def _open(path: Path) -> Found:
    file = path.open("rb")
    try:
        state = os.fstat(file.fileno())
    except OSError:
        file.close()
        raise
    tag = f'"{state.st_size:x}-{state.st_mtime_ns:x}"'
    return Found(file=file, size=state.st_size, tag=tag, kind=TYPES[path.suffix], changed_at=state.st_mtime)


def _copy(source: BinaryIO, target: BufferedIOBase, size: int) -> None:
    while size > 0 and (block := source.read(min(size, BLOCK_BYTES))):
        target.write(block)
        size -= len(block)


def _filler() -> Found:
    """The packaged filler, for the day when not even that can be written."""
    sound = files("bulletin.publish").joinpath("filler.mp3").read_bytes()
    return Found(file=BytesIO(sound), size=len(sound), tag='"filler"', kind=TYPES[".mp3"], changed_at=0.0)
