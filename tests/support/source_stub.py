"""A source server for Icecast pushes, which answers as a test tells it."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit


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
