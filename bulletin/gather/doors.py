"""Doors: which machines a source may lead to, besides the open internet on its usual ports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

WEB_PORTS = (80, 443)
USUAL = {"http": 80, "https": 443}

Authority = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """What is open; nothing else at a private address or on another port is ever connected to."""

    private: frozenset[Authority] = frozenset()
    """Hosts and ports that may stand at a private address: a person named them."""
    ports: frozenset[Authority] = frozenset()
    """Hosts on the open internet whose port was written down."""

    def opens(self, host: str, port: int) -> bool:
        """Tell whether this host may stand at a private address."""
        return (_plain(host), port) in self.private

    def uses(self, host: str, port: int) -> bool:
        """Tell whether a host on the open internet may be asked on this port."""
        return port in WEB_PORTS or (_plain(host), port) in self.ports | self.private

    def without_private(self, host: str) -> Doors:
        """Shut the doors to one host at private addresses: it was found on the open internet."""
        kept = frozenset(one for one in self.private if one[0] != _plain(host))
        return Doors(private=kept, ports=self.ports | (self.private - kept))


def authority(address: str) -> Authority:
    """
    Give the host and port of an address.

    Raises:
        ValueError: The port is no number, or the host is no host.
    """
    parts = urlsplit(address)
    return _plain(parts.hostname or ""), parts.port or USUAL.get(parts.scheme.lower(), 0)


def doors_of(address: str, *, is_typed: bool, allowed: Iterable[str] = ()) -> Doors:
    """
    Open the doors that a source needs.

    Args:
        address: Where the source is.
        is_typed: A person typed it just now; its own host may then be a machine in the house.
        allowed: The station's list of such machines, as `host` or `host:port`.
    """
    listed = frozenset(one for written in allowed for one in _written(written))
    try:
        host, port = authority(address)
    except ValueError:
        return Doors(private=listed)
    own = frozenset((host, one) for one in {port, *WEB_PORTS} if host)
    return Doors(private=listed | (own if is_typed else frozenset()), ports=own)


def _written(text: str) -> Iterable[Authority]:
    """Read one line of the list; a host without a port is open on the ports of the web."""
    try:
        parts = urlsplit(f"//{text.strip()}")
        host, port = _plain(parts.hostname or ""), parts.port
    except ValueError:
        return ()
    return [(host, one) for one in ((port,) if port else WEB_PORTS)] if host else ()


def _plain(host: str) -> str:
    return host.lower().rstrip(".")
