"""Fetching: an address to bytes, within a deadline, a size and a few redirects, or a reason in words."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from bulletin.errors import SourceError
from bulletin.gather.doors import Doors
from bulletin.gather.names import without_password
from bulletin.gather.retry_after import wait_of

if TYPE_CHECKING:
    import ssl

    import httpx2

    from bulletin.gather.guard import Clock, GuardedBackend

ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, text/html;q=0.9, */*;q=0.5"
CURE = "Check the address with: bulletin sources test"
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
LONGEST_ADDRESS = 4096
LONGEST_MARK = 500
LONGEST_REASON = 160
REDIRECTS = frozenset({301, 302, 303, 307, 308})
FOR_GOOD = frozenset({301, 308})
UNCHANGED = 304
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


class AnswerError(SourceError):
    """A server answered, and said no."""

    def __init__(self, text: str, *, status: int, wait_s: float | None) -> None:
        super().__init__(text)
        self.status = status
        self.wait_s = wait_s
        """How long it asks us to stay away, where it says so."""


class ShutError(SourceError):
    """It leads to a machine in the house that nobody has opened to sources."""


class DeafError(SourceError):
    """A server did not answer at all; another page of it would fare no better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What is to be fetched, and how."""

    address: str
    """http or https."""
    agent: str
    """The User-Agent."""
    doors: Doors
    deadline_s: float
    """For everything: look-up, connecting, redirects and the last byte."""
    longest_bytes: int
    """Of the body, decompressed."""
    redirects: int
    etag: str | None = None
    last_modified: str | None = None
    """What the server marked its last answer with; it may then say that nothing has changed."""
    may_visit: Callable[[str], None] = lambda _: None
    """Asked before each step; raises SourceError where the owner does not want us."""

    @property
    def headers(self) -> dict[str, str]:
        """What is sent along."""
        marks = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {
            "User-Agent": self.agent,
            "Accept": ACCEPT,
            "Accept-Encoding": "gzip, deflate",
            **{name: mark for name, mark in marks.items() if mark},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came."""

    address: str
    """Where it came from in the end."""
    content: bytes
    content_type: str = ""
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    is_unchanged: bool = False
    """The server says that it is as it was; there is no content then."""
    was_private: bool = False
    """Whether it came from a machine in the house."""
    has_moved: bool = False
    """Whether every step of the way said that this is its address from now on."""


def fetch(errand: Errand) -> Fetched:
    """
    Fetch an address.

    Raises:
        SourceError: One line: what failed, why, and what to do; an AnswerError where the server said no, a
            DeafError where it said nothing, a ShutError where it may not be asked.
    """
    import httpcore2
    import httpx2

    from bulletin.gather.guard import Clock, ForbiddenAddressError, GuardedBackend

    logging.getLogger("httpx2").setLevel(logging.WARNING)
    shown = without_password(errand.address)[:200]
    clock = Clock(seconds=errand.deadline_s)
    backend = GuardedBackend(clock, doors=errand.doors)
    try:
        with _client(errand, backend) as client:
            return _follow(client, errand, clock, backend)
    except _RefusedError as error:
        text = f"Cannot use {shown}: {error}. {CURE}"
        raise AnswerError(text, status=error.status, wait_s=error.wait_s) from error
    except _GivenUpError as error:
        raise SourceError(f"Cannot use {shown}: {error}. {CURE}") from error
    except (httpx2.TransportError, httpcore2.TimeoutException) as error:
        if isinstance(error.__cause__, ForbiddenAddressError):
            raise ShutError(f"Cannot use {shown}: {error.__cause__}. {CURE}") from error
        reason = _reason(error, errand.deadline_s)
        raise DeafError(f"Cannot reach {shown}: {reason}. {CURE}") from error
    except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
        raise SourceError(f"Cannot reach {shown}: {_reason(error, errand.deadline_s)}. {CURE}") from error
    except (OSError, ValueError, UnicodeError) as error:
        raise SourceError(f"Cannot reach {shown}: {_plain(error)}. {CURE}") from error


class _GivenUpError(Exception):
    """The answer came and is of no use."""


class _RefusedError(Exception):
    """The answer is no."""

    def __init__(self, text: str, *, status: int, wait_s: float | None) -> None:
        super().__init__(text)
        self.status = status
        self.wait_s = wait_s


def _client(errand: Errand, backend: GuardedBackend) -> httpx2.Client:
    import httpcore2
    import httpx2

    class Transport(httpx2.HTTPTransport):
        """The library's transport over our own connections."""

        def __init__(self) -> None:
            self._pool = httpcore2.ConnectionPool(ssl_context=_ssl_context(), network_backend=backend)

    return httpx2.Client(
        transport=Transport(),
        headers=errand.headers,
        follow_redirects=False,
        trust_env=False,
        timeout=errand.deadline_s,
    )


@cache
def _ssl_context() -> ssl.SSLContext:
    import httpx2

    return httpx2.create_ssl_context(trust_env=False)


def _follow(client: httpx2.Client, errand: Errand, clock: Clock, backend: GuardedBackend) -> Fetched:
    address, was_private, is_for_good = errand.address, False, True
    for step in range(errand.redirects + 1):
        _require_leave(errand, _checked(address), is_first=step == 0)
        with client.stream("GET", address) as response:
            was_private = backend.was_private if step == 0 else was_private
            if response.status_code not in REDIRECTS:
                answer = _answer(response, address, errand, clock, was_private=was_private)
                return replace(answer, has_moved=step > 0 and is_for_good)
            is_for_good = is_for_good and response.status_code in FOR_GOOD
            target = response.headers.get("location", "").strip()
        if not target:
            raise _GivenUpError("it sends us on without saying where")
        address = urljoin(address, target)
    raise _GivenUpError(f"it sends us on more than {errand.redirects} times")


def _require_leave(errand: Errand, address: str, *, is_first: bool) -> None:
    """Ask whether a step may be taken; a refusal on the way names where the way began."""
    try:
        errand.may_visit(address)
    except SourceError as error:
        if is_first:
            raise
        shown = without_password(errand.address)[:200]
        raise type(error)(f"Cannot use {shown}: it sends us on to another place. {error}") from error


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


def _answer(
    response: httpx2.Response, address: str, errand: Errand, clock: Clock, *, was_private: bool
) -> Fetched:
    status = response.status_code
    if status == UNCHANGED and (errand.etag or errand.last_modified):
        return Fetched(address=address, content=b"", is_unchanged=True, was_private=was_private)
    if not 200 <= status < 300:
        raise _RefusedError(
            f"{STATUS_WORDS.get(status, 'it refuses')} (status {status})",
            status=status,
            wait_s=wait_of(response.headers.get("retry-after", "")),
        )
    kind = response.headers.get("content-type", "")
    charset = CHARSET.search(kind)
    return Fetched(
        address=address,
        content=_body(response, clock, longest_bytes=errand.longest_bytes),
        content_type=kind[:LONGEST_MARK],
        charset=charset[1] if charset else None,
        etag=_mark(response, "etag"),
        last_modified=_mark(response, "last-modified"),
        was_private=was_private,
    )


def _body(response: httpx2.Response, clock: Clock, *, longest_bytes: int) -> bytes:
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
    return bytes(content)


def _mark(response: httpx2.Response, name: str) -> str | None:
    """Keep what is to be sent back next time, if it can be."""
    mark: str = response.headers.get(name, "").strip()
    return mark if 0 < len(mark) < LONGEST_MARK and mark.isascii() and mark.isprintable() else None


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
    text = " ".join(str(error).split())[:LONGEST_REASON].rstrip(".")
    return text or type(error).__name__
