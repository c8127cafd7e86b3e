"""The guard at the door: which machines may be connected to, and for how long."""

# ruff: noqa: ARG002 - the HTTP library gives the signatures; the time-outs here are our own

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import httpcore2

from bulletin.gather.doors import Doors

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# `is_global` of Python 3.11 counts some of these as global: NAT64 (RFC 6052), 6to4 (RFC 3056) and Teredo
# (RFC 4380), which lead on to addresses of their own.
CARRIERS = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))


class ForbiddenAddressError(httpcore2.ConnectError):
    """A public page or feed pointed at a machine inside the house."""


class OverdueError(httpcore2.TimeoutException):
    """The deadline for the whole source is over."""


@dataclass(slots=True, kw_only=True)
class Clock:
    """Counts down to a deadline."""

    seconds: float
    _ends_at: float = field(init=False)

    def __post_init__(self) -> None:
        self._ends_at = time.monotonic() + self.seconds

    def left_s(self) -> float:
        """
        Tell how much time is left, always more than nothing.

        Raises:
            OverdueError: None is.
        """
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise OverdueError(f"took longer than {self.seconds:.0f} s")
        return left


def is_public(address: Address) -> bool:
    """Tell whether an address may be one of the open internet's."""
    inner = getattr(address, "ipv4_mapped", None)
    if inner is not None:
        return is_public(inner)
    carried = any(address.version == net.version and address in net for net in CARRIERS)
    return address.is_global and not address.is_multicast and not address.is_reserved and not carried


class GuardedBackend(httpcore2.NetworkBackend):
    """Connects for the HTTP client: looks a name up once, checks every answer, goes to what it checked."""

    def __init__(self, clock: Clock, *, doors: Doors) -> None:
        self._clock = clock
        self._doors = doors
        self.was_private = False
        """Whether the last connection was to a machine in the house."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Open a connection to one of the addresses of a host."""
        addresses = self._look_up(host, port)
        self._check(host, port, addresses)
        return _DeadlineStream(self._connect(addresses, port), self._clock)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore2.NetworkStream:
        """Refuse: no source is a local socket."""
        raise ForbiddenAddressError("local sockets are not used")

    def _look_up(self, host: str, port: int) -> list[str]:
        """Resolve a name within the deadline; the system's own look-up knows none."""
        answers: list[str] = []
        problem: list[OSError | UnicodeError] = []

        def ask() -> None:
            try:
                found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
                answers.extend(dict.fromkeys(str(answer[4][0]) for answer in found))
            except (OSError, UnicodeError) as error:
                problem.append(error)

        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        asking.join(self._clock.left_s())
        self._clock.left_s()
        if problem or not answers:
            raise httpcore2.ConnectError(f"no such host: {host}")
        return answers

    def _check(self, host: str, port: int, addresses: list[str]) -> None:
        """Refuse a machine in the house that nobody named, and a port that nobody wrote down."""
        self.was_private = not all(
            is_public(ipaddress.ip_address(text.partition("%")[0])) for text in addresses
        )
        if self.was_private and not self._doors.opens(host, port):
            raise ForbiddenAddressError(
                f"it leads to {host}, port {port}, on a private network, where no page or feed may lead us. "
                "If it is a machine of your own, list it under [network] private_hosts in bulletin.toml"
            )
        if not self._doors.uses(host, port):
            raise ForbiddenAddressError(f"it leads to port {port} of {host}; only 80 and 443 are used")
        if not self.was_private:
            # A name that is first on the internet and then in the house is a trick.
            self._doors = self._doors.without_private(host)

    def _connect(self, addresses: list[str], port: int) -> socket.socket:
        last: OSError | None = None
        for address in addresses:
            try:
                connection = socket.create_connection((address, port), timeout=self._clock.left_s())
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return connection
            except OSError as error:
                last = error
        self._clock.left_s()
        raise httpcore2.ConnectError(f"nothing answers there ({last})")


class _DeadlineStream(httpcore2.NetworkStream):
    """A connection on which every wait ends with the deadline, however the bytes drip."""

    def __init__(self, connection: socket.socket, clock: Clock) -> None:
        self._socket = connection
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._socket.settimeout(self._clock.left_s())
        try:
            return self._socket.recv(max_bytes)
        except OSError as error:
            raise self._failure(error, httpcore2.ReadError) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        try:
            view = memoryview(buffer)
            while view:
                self._socket.settimeout(self._clock.left_s())
                view = view[self._socket.send(view) :]
        except OSError as error:
            raise self._failure(error, httpcore2.WriteError) from error

    def close(self) -> None:
        self._socket.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left_s = self._clock.left_s()
        # A handshake waits several times, each with the socket's own timeout: only closing ends it on time.
        alarm = threading.Timer(left_s, _shut, [self._socket])
        alarm.start()
        try:
            self._socket.settimeout(left_s)
            safe = ssl_context.wrap_socket(self._socket, server_hostname=server_hostname)
        except (OSError, ValueError) as error:
            self._socket.close()
            raise self._failure(error, httpcore2.ConnectError) from error
        finally:
            alarm.cancel()
        return _DeadlineStream(safe, self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._socket if info == "socket" else None

    def _failure(self, error: Exception, kind: type[Exception]) -> Exception:
        """Say that time is over where that is the reason, else what the system said."""
        try:
            self._clock.left_s()
        except OverdueError as overdue:
            return overdue
        return kind(str(error))


def _shut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        connection.close()
