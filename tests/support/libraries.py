"""AzuraCast and LibreTime as their documentation describes them: the real ones are too big to start."""

from __future__ import annotations

import base64
import contextlib
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import urlsplit

from tests.support.servers import PASSWORD


@dataclass
class Library:
    """What a media library holds, whichever program it imitates."""

    port: int = 0
    files: dict[int, dict[str, Any]] = field(default_factory=dict)
    playlists: dict[int, str] = field(default_factory=dict)
    scheduled: set[int] = field(default_factory=set)
    """Files that a show holds, which cannot be deleted."""
    refuse: int = 0
    """Answer everything with this status."""
    fails_import: bool = False
    polls: int = 0

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def add(self, **row: Any) -> dict[str, Any]:
        """Put a file in."""
        number = max(self.files, default=40) + 1
        self.files[number] = {"id": number, **row}
        return self.files[number]

    @property
    def sounds(self) -> list[bytes]:
        """The sound of every file."""
        return [row["sound"] for row in self.files.values()]


class _Handler(BaseHTTPRequestHandler):
    library: ClassVar[Library]

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def answer(self, status: int, told: Any = None) -> None:
        shown = {k: v for k, v in told.items() if k != "sound"} if isinstance(told, dict) else told
        body = b"" if told is None else json.dumps(shown).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def go(self) -> None:
        body = self.body()
        if self.library.refuse:
            self.answer(self.library.refuse, {"message": "refused"})
        elif not self.is_let_in():
            self.answer(403, {"message": "You must be logged in to access this page."})
        else:
            self.act(body)

    do_GET = do_POST = do_PUT = do_DELETE = go  # noqa: N815

    def is_let_in(self) -> bool:
        raise NotImplementedError

    def act(self, body: bytes) -> None:
        raise NotImplementedError


class AzuraCast(_Handler):
    """As AzuraCast's OpenAPI description (0.23) tells of media and playlists."""

    def is_let_in(self) -> bool:
        return self.headers.get("X-API-Key") == PASSWORD

    def act(self, body: bytes) -> None:
        match = re.fullmatch(r"/api/station/(\w+)/(files|playlists|file/(\d+))", urlsplit(self.path).path)
        if not match or match[1] != "ward_fm":
            self.answer(404, {"message": "Record not found"})
        elif match[2] == "files" and self.command == "POST":
            self.upload(json.loads(body))
        elif match[2] == "playlists" and self.command == "GET":
            self.answer(
                200, [{"id": number, "name": name} for number, name in self.library.playlists.items()]
            )
        elif match[3] and (row := self.library.files.get(int(match[3]))) is not None:
            self.change(row, body)
        else:
            self.answer(404, {"message": "Record not found"})

    def upload(self, told: dict[str, str]) -> None:
        sound = base64.b64decode(told["file"], validate=True)
        same = [row for row in self.library.files.values() if row["path"] == told["path"]]
        row = same[0] if same else self.library.add(path=told["path"], playlists=[])
        row["sound"] = sound
        row["length"] = f"{len(sound) / 16000:.2f}"
        self.answer(200, row)

    def change(self, row: dict[str, Any], body: bytes) -> None:
        if self.command == "DELETE":
            del self.library.files[row["id"]]
            self.answer(200, {"success": True})
        elif self.command == "PUT":
            row.update(json.loads(body))
            self.answer(200, {"success": True})
        else:
            self.answer(200, row)


class LibreTime(_Handler):
    """As LibreTime's REST controller does: an import takes a while, and a file in a show stays."""

    def is_let_in(self) -> bool:
        return (
            self.headers.get("Authorization") == "Basic " + base64.b64encode(f"{PASSWORD}:".encode()).decode()
        )

    def act(self, body: bytes) -> None:
        match = re.fullmatch(r"/rest/media(?:/(\d+))?", self.path)
        if match and self.command == "POST" and not match[1]:
            self.upload(body)
        elif match and match[1] and int(match[1]) in self.library.files:
            self.change(int(match[1]))
        else:
            self.answer(404)

    def upload(self, body: bytes) -> None:
        kind = Message()
        kind["Content-Type"] = self.headers["Content-Type"]
        boundary = str(kind.get_param("boundary")).encode()
        part = body.split(b"--" + boundary)[1]
        head, _, sound = part.partition(b"\r\n\r\n")
        name = re.search(rb'name="file"; filename="([^"]+)"', head)
        if not name:
            self.answer(400)
            return
        row = self.library.add(name=name[1].decode(), import_status=1, sound=sound.removesuffix(b"\r\n"))
        self.answer(201, row)

    def change(self, number: int) -> None:
        row = self.library.files[number]
        if self.command == "DELETE" and number in self.library.scheduled:
            self.answer(400)
        elif self.command == "DELETE":
            del self.library.files[number]
            self.answer(204)
        else:
            self.library.polls += 1
            if self.library.polls > 1:
                row["import_status"] = 2 if self.library.fails_import else 0
            self.answer(200, row)


@contextlib.contextmanager
def library(kind: type[_Handler]) -> Iterator[Library]:
    """Lend a media library that behaves as documented."""
    shelf = Library()
    handler = type("Handler", (kind,), {"library": shelf})
    with _served(handler) as port:
        shelf.port = port
        yield shelf


@contextlib.contextmanager
def _served(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
