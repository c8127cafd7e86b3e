"""Fetching: an address to bytes, within a deadline, a size and a few redirects, or a reason in words."""

from __future__ import annotations

import logging
import re
import ssl
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from bulletin import __version__
from bulletin.errors import SourceError
from bulletin.gather.names import without_password

if TYPE_CHECKING:
    import httpx2

    from bulletin.gather.guard import Clock

USER_AGENT = f"bulletin/{__version__} (+hospital radio)"
ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, text/html;q=0.9, */*;q=0.5"
CURE = "Check the address with: bulletin sources test"
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
LONGEST_ADDRESS = 4096
REDIRECTS = frozenset({301, 302, 303, 307, 308})
STATUS_WORDS = {
    304: "it says that nothing has changed, though we have nothing of it",
    401: "it asks for a name and a password",
    403: "it does not let us in",
    404: "there is no such page",
    410: "the page is gone for good",
    429: "it says that we ask too often",
    451: "it may not show the page for legal reasons",
    500: "its server has a fault",
    502: "its server has a fault",
    503: "its server is too busy or being repaired",
    504: "its server has a fault",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came."""

    address: str
    """Where it came from in the end."""
    content: bytes
    content_type: str = ""
    charset: str | None = None


def fetch(
    address: str, *, deadline_s: float, longest_bytes: int, redirects: int, trusted_host: str | None
) -> Fetched:
    """
    Fetch an address.

    Args:
        address: http or https.
        deadline_s: For everything: look-up, connecting, redirects and the last byte.
        longest_bytes: Of the body, decompressed.
        redirects: How many are followed.
        trusted_host: The host that a person named: it may be on a private network, and no other may.

    Raises:
        SourceError: One line: what failed, why, and what to do.
    """
    import httpcore2
    import httpx2

    from bulletin.gather.guard import Clock

    logging.getLogger("httpx2").setLevel(logging.WARNING)
    shown = without_password(address)[:200]
    clock = Clock(seconds=deadline_s)
    try:
        with _client(clock, trusted_host) as client:
            return _follow(client, address, clock=clock, longest_bytes=longest_bytes, redirects=redirects)
    except _GivenUpError as error:
        raise SourceError(f"Cannot use {shown}: {error}. {CURE}") from error
    except (httpx2.HTTPError, httpcore2.TimeoutException, httpx2.InvalidURL, httpx2.StreamError) as error:
        raise SourceError(f"Cannot reach {shown}: {_reason(error, deadline_s)}. {CURE}") from error
    except (OSError, ValueError, UnicodeError) as error:
        raise SourceError(f"Cannot reach {shown}: {_plain(error)}. {CURE}") from error


class _GivenUpError(Exception):
    """The answer came and is of no use."""


def _client(clock: Clock, trusted_host: str | None) -> httpx2.Client:
    import httpcore2
    import httpx2

    from bulletin.gather.guard import GuardedBackend

    class Transport(httpx2.HTTPTransport):
        """The library's transport over our own connections."""

        def __init__(self) -> None:
            backend = GuardedBackend(clock, trusted_host=trusted_host)
            self._pool = httpcore2.ConnectionPool(ssl_context=_ssl_context(), network_backend=backend)

    return httpx2.Client(
        transport=Transport(),
        headers={"User-Agent": USER_AGENT, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate"},
        follow_redirects=False,
        trust_env=False,
        timeout=clock.seconds,
    )


@cache
def _ssl_context() -> ssl.SSLContext:
    import httpx2

    return httpx2.create_ssl_context(trust_env=False)


def _follow(
    client: httpx2.Client, address: str, *, clock: Clock, longest_bytes: int, redirects: int
) -> Fetched:
    for _ in range(redirects + 1):
        with client.stream("GET", _checked(address)) as response:
            if response.status_code not in REDIRECTS:
                return _body(response, address, clock=clock, longest_bytes=longest_bytes)
            target = response.headers.get("location", "").strip()
        if not target:
            raise _GivenUpError("it sends us on without saying where")
        address = urljoin(address, target)
    raise _GivenUpError(f"it sends us on more than {redirects} times")


def _checked(address: str) -> str:
    """Let only addresses of the web through, on redirects too."""
    parts = urlsplit(address)
    if parts.scheme.lower() not in ("http", "https"):
        raise _GivenUpError(
            f"it leads to a {parts.scheme or 'nameless'}: address, and only http and https are read"
        )
    if not parts.hostname:
        raise _GivenUpError("the address names no host")
    if len(address) > LONGEST_ADDRESS:
        raise _GivenUpError("the address it sends us to is too long")
    return address


def _body(response: httpx2.Response, address: str, *, clock: Clock, longest_bytes: int) -> Fetched:
    status = response.status_code
    if not 200 <= status < 300:
        raise _GivenUpError(f"{STATUS_WORDS.get(status, 'it refuses')} (status {status})")
    coding = response.headers.get("content-encoding", "identity").lower()
    if not set(re.split(r"\s*,\s*", coding.strip())) <= {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise _GivenUpError(f"it is packed in a way that we did not ask for ({coding[:40]})")
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > longest_bytes:
            raise _GivenUpError(f"it is larger than {longest_bytes / 1e6:.0f} MB")
        clock.left_s()
    if not content.strip():
        raise _GivenUpError("it is empty")
    kind = response.headers.get("content-type", "")
    charset = CHARSET.search(kind)
    return Fetched(
        address=address, content=bytes(content), content_type=kind, charset=charset[1] if charset else None
    )


def _reason(error: Exception, deadline_s: float) -> str:
    import httpcore2
    import httpx2

    if isinstance(error, (httpx2.TimeoutException, httpcore2.TimeoutException)):
        return f"timed out after {deadline_s:.0f} s"
    if isinstance(error, httpx2.DecodingError):
        return "its compression is broken"
    if isinstance(error, httpx2.ProtocolError):
        return f"it does not speak HTTP as it should ({_plain(error)})"
    return _plain(error)


def _plain(error: Exception) -> str:
    """Put what a library says into one short line."""
    text = " ".join(str(error).split())[:160].rstrip(".")
    return text or type(error).__name__
