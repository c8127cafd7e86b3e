"""Which machines may be connected to."""

from __future__ import annotations

import ipaddress
import socket

import httpcore2
import pytest

from bulletin.errors import SourceError
from bulletin.gather.doors import Doors, doors_of
from bulletin.gather.fetch import Errand, fetch
from bulletin.gather.guard import Clock, ForbiddenAddressError, GuardedBackend, OverdueError, is_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "0.0.0.0", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
        "ff02::1", "192.0.2.1", "240.0.0.1",
    ],
)  # fmt: skip
def test_addresses_inside_the_house_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:2800:21f::1"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f000001", "localhost", "[::1]".strip("[]"), "0.0.0.0", "127.1"]
)
def test_no_way_of_writing_this_machine_gets_past_the_guard(host: str) -> None:
    backend = GuardedBackend(Clock(seconds=3), doors=Doors())

    with pytest.raises((ForbiddenAddressError, httpcore2.ConnectError)):
        backend.connect_tcp(host, 80)


def test_a_name_is_refused_when_any_of_its_addresses_is_private(monkeypatch) -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: answers)

    with pytest.raises(ForbiddenAddressError, match="private network"):
        GuardedBackend(Clock(seconds=3), doors=Doors()).connect_tcp("rebind.example", 80)


def test_other_ports_of_public_hosts_are_refused(monkeypatch) -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 22))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: answers)

    with pytest.raises(ForbiddenAddressError, match="port 22"):
        GuardedBackend(Clock(seconds=3), doors=Doors()).connect_tcp("ssh.example", 22)


def test_a_look_up_that_hangs_ends_with_the_deadline(monkeypatch) -> None:
    import threading

    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda *_args, **_kwargs: list(iter(lambda: threading.Event().wait(0.6), False)),
    )

    with pytest.raises(OverdueError):
        GuardedBackend(Clock(seconds=0.2), doors=Doors()).connect_tcp("slow.example", 80)


def answers(*addresses: str, port: int = 80) -> list[tuple[object, ...]]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]


TRICKY = (
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://0.0.0.0/",
    "http://localhost/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://224.0.0.1/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1]/",
    "http://192.168.1.1:8080/",
    "file:///etc/passwd",
    "ftp://127.0.0.1/news",
    "gopher://127.0.0.1/",
)


@pytest.mark.parametrize("address", TRICKY)
def test_tricky_addresses_are_refused_before_a_connection(address: str, monkeypatch) -> None:
    def connect(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("connected")

    monkeypatch.setattr(socket, "create_connection", connect)
    errand = Errand(address=address, agent="x", doors=Doors(), deadline_s=3, longest_bytes=1000, redirects=5)

    with pytest.raises(SourceError, match=r"private network|only http and https|no such host|Invalid IPv4"):
        fetch(errand)


def test_a_name_that_moves_into_the_house_after_the_first_look_is_refused(monkeypatch) -> None:
    looks = iter([answers("8.8.8.8"), answers("127.0.0.1")])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: next(looks))
    monkeypatch.setattr(socket, "create_connection", lambda *_args, **_kwargs: socket.socket())
    backend = GuardedBackend(Clock(seconds=3), doors=doors_of("http://rebind.example/", is_typed=True))

    backend.connect_tcp("rebind.example", 80).close()

    with pytest.raises(ForbiddenAddressError, match="private network"):
        backend.connect_tcp("rebind.example", 80)


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: answers("93.184.215.14"))
    monkeypatch.setattr(
        socket, "create_connection", lambda to, **_kwargs: asked.append(to) or socket.socket()
    )

    GuardedBackend(Clock(seconds=3), doors=Doors()).connect_tcp("echo.example", 80).close()

    assert asked == [("93.184.215.14", 80)]


def test_a_local_socket_is_never_used() -> None:
    with pytest.raises(ForbiddenAddressError):
        GuardedBackend(Clock(seconds=1), doors=Doors()).connect_unix_socket("/run/x")
