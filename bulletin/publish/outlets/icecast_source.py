"""A source on an Icecast server: one connection that takes sound, and the call that changes its title."""

from __future__ import annotations

import base64
import http.client
import re
import socket
import ssl
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from bulletin.errors import NoRetryError, PublishError
from bulletin.publish.reasons import reason_of

CONNECT_S = 10.0
SEND_S = 5.0
TITLE_S = 5.0
# Small, so that a dead connection is noticed within seconds of sound and little is lost with it.
SEND_BUFFER = 16 * 1024
HEAD_LIMIT = 8192
NO_PUT = frozenset({400, 405, 501})
CR_LF = "\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mount:
    """Where to, and as whom. The password shows in no print of it."""

    host: str
    port: int
    path: str
    user: str
    password: str = field(repr=False)
    tls: bool
    station: str
    public: bool

    @property
    def address(self) -> str:
        """What listeners open."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{self.path}"

    @property
    def authorization(self) -> str:
        """The header that lets us in."""
        return "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode()


class LostError(Exception):
    """The connection is gone."""


class Source:
    """A connection that a mount plays from."""

    def __init__(self, sock: socket.socket) -> None:
        """Use a connection that the server has accepted."""
        self._sock = sock

    def send(self, data: bytes) -> None:
        """Send sound. Raises LostError: the server has gone, or takes nothing any more."""
        try:
            self._look()
            self._sock.settimeout(SEND_S)
            self._sock.sendall(data)
        except OSError as error:
            raise LostError(reason_of(error)) from error

    def close(self) -> None:
        """End the stream."""
        self._sock.close()

    def _look(self) -> None:
        """Notice a server that closed: writing alone would tell only at the second write."""
        self._sock.settimeout(0)
        try:
            heard = self._sock.recv(1024)
        except (BlockingIOError, ssl.SSLWantReadError):
            return
        if not heard or (heard.startswith(b"HTTP/1.") and heard[9:10] in b"45"):
            raise LostError("it closed the connection")


def connect(mount: Mount) -> Source:
    """
    Open a source, by PUT, or by SOURCE where the server is older than Icecast 2.4.

    Raises:
        NoRetryError: The password is wrong or there is no such mount.
        PublishError: It cannot be reached, or the mount is in use.
    """
    for hello in (_put, _source):
        sock = _open(mount)
        try:
            status, reason = _ask(sock, hello(mount))
            if status in (100, 200):
                return Source(sock)
        except (OSError, ValueError) as error:
            sock.close()
            raise PublishError(
                f"{_name(mount)} did not answer as Icecast does: {reason_of(error)}."
            ) from error
        sock.close()
        if status not in NO_PUT:
            break
    raise _refusal(mount, status, reason)


def show_title(mount: Mount, title: str) -> bool:
    """Change what listeners see; True when the server took it."""
    query = urlencode(
        {"mount": mount.path, "mode": "updinfo", "charset": "UTF-8", "song": title}, quote_via=quote
    )
    make = http.client.HTTPSConnection if mount.tls else http.client.HTTPConnection
    connection = make(mount.host, mount.port, timeout=TITLE_S)
    try:
        connection.request(
            "GET",
            f"/admin/metadata?{query}",
            headers={"Authorization": mount.authorization, "User-Agent": "bulletin"},
        )
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _open(mount: Mount) -> socket.socket:
    try:
        sock = socket.create_connection((mount.host, mount.port), timeout=CONNECT_S)
        try:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if mount.tls:
                return ssl.create_default_context().wrap_socket(sock, server_hostname=mount.host)
        except BaseException:
            sock.close()
            raise
    except OSError as error:
        raise PublishError(f"Cannot reach {_name(mount)}: {reason_of(error)}.") from error
    return sock


def _put(mount: Mount) -> bytes:
    return _head(f"PUT {mount.path} HTTP/1.1", mount, "Expect: 100-continue")


def _source(mount: Mount) -> bytes:
    return _head(f"SOURCE {mount.path} HTTP/1.0", mount)


def _head(first: str, mount: Mount, *more: str) -> bytes:
    lines = (
        first,
        f"Host: {mount.host}:{mount.port}",
        f"Authorization: {mount.authorization}",
        "User-Agent: bulletin",
        "Content-Type: audio/mpeg",
        f"Ice-Public: {int(mount.public)}",
        # A header has no room for a line's end or for letters outside of Latin 1.
        f"Ice-Name: {re.sub(r'[^ -~]', '?', mount.station)}",
        *more,
    )
    return (CR_LF.join(lines) + CR_LF * 2).encode("latin-1", "replace")


def _ask(sock: socket.socket, head: bytes) -> tuple[int, str]:
    """Status and reason of the answer, the stream left after its headers. Raises OSError, ValueError."""
    sock.sendall(head)
    answer = b""
    while b"\r\n\r\n" not in answer and len(answer) < HEAD_LIMIT:
        more = sock.recv(1024)
        if not more:
            break
        answer += more
    match = re.match(rb"(?:HTTP/1\.[01]|ICY|ICE/1\.0) (\d{3})([^\r\n]*)", answer)
    if not match:
        raise ValueError("it closed the connection" if not answer else "it speaks something else")
    words = re.sub(rb"<[^>]*>", b" ", answer.partition(b"\r\n\r\n")[2]).decode("utf-8", "replace")
    return int(match[1]), " ".join(f"{match[2].decode('latin-1')} {words}".split())[:120]


def _refusal(mount: Mount, status: int, said: str) -> PublishError:
    name = _name(mount)
    if status == http.HTTPStatus.UNAUTHORIZED:
        return NoRetryError(
            f"{name} refused the user {mount.user} or the password. "
            "Type the source password again in secrets.toml."
        )
    if status == http.HTTPStatus.FORBIDDEN:
        return PublishError(
            f"{name} refused: the mount {mount.path} is in use, or the server has as many sources as it "
            "allows. Stop the other source, choose another mount, or raise <sources> in icecast.xml."
        )
    if status == http.HTTPStatus.NOT_FOUND:
        return NoRetryError(f"{name} has no mount {mount.path} for sources. Check `mount` of the outlet.")
    return PublishError(f"{name} refused the stream: {status} {said.replace(mount.password, '...')}.")


def _name(mount: Mount) -> str:
    return f"The Icecast server {mount.host}:{mount.port}"
