"""Servers on loopback for the outlets: real ones for FTP and SSH, our own where the real one is too big to start."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import ipaddress
import json
import re
import socket
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

USER = "radio"
PASSWORD = "t0p-secret-pass"


def closed_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@dataclass
class Server:
    """Something that listens."""

    port: int
    folder: Path
    trust: Path
    """Its certificate, or the line of its key for known_hosts."""


@contextlib.contextmanager
def ftp_server(
    folder: Path, trust: Path, *, tls: bool = False, renames_over: bool = True
) -> Iterator[Server]:
    """Lend pyftpdlib: a real FTP server, which can refuse to rename over a file as servers on Windows do."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it uses asyncore, which Python 3.12 removes
        from pyftpdlib.authorizers import DummyAuthorizer
        from pyftpdlib.filesystems import AbstractedFS, FilesystemError
        from pyftpdlib.handlers import FTPHandler, TLS_FTPHandler
        from pyftpdlib.servers import FTPServer

    class Fussy(AbstractedFS):  # type: ignore[misc]
        def rename(self, src: str, dst: str) -> None:
            if not renames_over and self.lexists(dst):
                raise FilesystemError("The file exists.")
            super().rename(src, dst)

    class Handler(TLS_FTPHandler if tls else FTPHandler):  # type: ignore[misc]
        authorizer = DummyAuthorizer()
        abstracted_fs = Fussy
        auth_failed_timeout = 0.1

    Handler.authorizer.add_user(USER, PASSWORD, str(folder), perm="elradfmwMT")
    if tls:
        write_certificate(trust)
        Handler.certfile = str(trust)
        Handler.tls_control_required = Handler.tls_data_required = True
    server = FTPServer(("127.0.0.1", 0), Handler)
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            server.serve_forever(timeout=0.05, blocking=False)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield Server(port=server.address[1], folder=folder, trust=trust)
    finally:
        over.set()
        thread.join()
        server.close_all()


@contextlib.contextmanager
def sftp_server(folder: Path, trust: Path, *, renames_over: bool = True) -> Iterator[Server]:
    """Lend an SSH server with a folder; without `renames_over` it knows version 3 of the protocol only."""
    import asyncssh

    key = asyncssh.generate_private_key("ssh-ed25519")

    class Door(asyncssh.SSHServer):
        def password_auth_supported(self) -> bool:
            return True

        def validate_password(self, username: str, password: str) -> bool:
            return (username, password) == (USER, PASSWORD)

    class Files(asyncssh.SFTPServer):
        def __init__(self, channel: Any) -> None:
            super().__init__(channel, chroot=str(folder).encode())

        def posix_rename(self, oldpath: bytes, newpath: bytes) -> None:
            if not renames_over:
                raise asyncssh.SFTPOpUnsupported("no")
            super().posix_rename(oldpath, newpath)

    async def listen() -> Any:
        return await asyncssh.listen(
            "127.0.0.1", 0, server_host_keys=[key], server_factory=Door, sftp_factory=Files
        )

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    listener = asyncio.run_coroutine_threadsafe(listen(), loop).result(10)
    port = listener.get_port()
    trust.write_text(f"[127.0.0.1]:{port} {key.export_public_key().decode()}", encoding="utf-8")
    try:
        yield Server(port=port, folder=folder, trust=trust)
    finally:

        async def close() -> None:
            listener.close()
            await listener.wait_closed()
            await asyncio.sleep(0.05)

        asyncio.run_coroutine_threadsafe(close(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def write_certificate(path: Path) -> None:
    """Write a throw-away certificate of 127.0.0.1 with its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )


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


@dataclass
class Stub:
    """A source server that answers as it is told, keeps what it is sent and hands it on to a listener."""

    port: int = 0
    answers: list[bytes] = field(default_factory=list)
    """What the next sources are answered; after them everything is welcome."""
    hang_up_after: list[int] = field(default_factory=list)
    """After how many bytes the next accepted sources are cut off."""
    requests: list[bytes] = field(default_factory=list)
    pieces: list[bytearray] = field(default_factory=list)
    """The sound of each source that was let in."""
    titles: list[str] = field(default_factory=list)
    listeners: list[socket.socket] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def sound(self) -> bytes:
        """All of it."""
        return b"".join(self.pieces)


@contextlib.contextmanager
def source_stub() -> Iterator[Stub]:
    """Lend a stub of an Icecast server."""
    stub = Stub()
    server = socket.create_server(("127.0.0.1", 0))
    stub.port = server.getsockname()[1]
    threads: list[threading.Thread] = []

    def accept() -> None:
        while True:
            try:
                sock, _ = server.accept()
            except OSError:
                return
            threads.append(threading.Thread(target=_serve_stub, args=(stub, sock)))
            threads[-1].start()

    thread = threading.Thread(target=accept)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        for sock in stub.listeners:
            _hang_up(sock)
        thread.join()
        for other in threads:
            other.join(timeout=5)


def _serve_stub(stub: Stub, sock: socket.socket) -> None:
    sock.settimeout(10)
    head = b""
    with contextlib.suppress(OSError):
        while b"\r\n\r\n" not in head and (more := sock.recv(4096)):
            head += more
        if not head:
            _hang_up(sock)
            return
        stub.requests.append(head)
        if head.startswith(b"GET /admin/metadata"):
            query = parse_qs(urlsplit(head.split()[1].decode()).query)
            stub.titles.append(query["song"][0])
            sock.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n")
        elif head.startswith(b"GET"):
            with stub.lock:  # what came so far, and then each piece: none twice, none left out
                sock.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n" + stub.sound)
                stub.listeners.append(sock)
            return
        elif stub.answers:
            sock.sendall(stub.answers.pop(0))
        else:
            _take_sound(stub, sock, head)
    _hang_up(sock)


def _take_sound(stub: Stub, sock: socket.socket, head: bytes) -> None:
    cut = stub.hang_up_after.pop(0) if stub.hang_up_after else None
    sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" if b"100-continue" in head else b"HTTP/1.0 200 OK\r\n\r\n")
    stub.pieces.append(piece := bytearray())
    while data := sock.recv(4096):
        with stub.lock:
            piece += data
            for listener in stub.listeners:
                with contextlib.suppress(OSError):
                    listener.sendall(data)
        if cut is not None and len(piece) >= cut:
            break
    for listener in stub.listeners:
        _hang_up(listener)


def _hang_up(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
    sock.close()
