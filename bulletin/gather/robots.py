"""Robots: what the owner of a site lets programs read (RFC 9309), asked once an hour."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from bulletin.errors import SourceError
from bulletin.gather.fetch import AnswerError, DeafError, Errand, ShutError, fetch
from bulletin.gather.names import without_password
from bulletin.gather.source import PROGRAM

CURE = "If its owner has allowed you to read it, write robots = false under its [[source]] in bulletin.toml."
KEPT_S = 3600.0
MOST_SITES = 500
LONGEST_S = 5.0
LONGEST_BYTES = 500 * 1024
BUSY = 429

Allows = Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    allows: Allows
    why_not: str
    delay_s: float
    ends_at: float


@dataclass(slots=True)
class _Site:
    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: _Rules | None = None


class Robots:
    """Knows the rules of every site that was asked of late; safe to use from many threads."""

    def __init__(self) -> None:
        self._sites: dict[str, _Site] = {}
        self._lock = threading.Lock()

    def check(self, errand: Errand) -> None:
        """
        See whether an address may be read.

        Raises:
            SourceError: The owner does not want it read by a program, or it cannot be known.
        """
        rules = self._rules(errand)
        if not rules.allows(errand.address):
            shown = without_password(errand.address)[:200]
            raise SourceError(f"Cannot use {shown}: {rules.why_not}. {CURE}")

    def delay_s(self, address: str) -> float:
        """Tell how long the owner wants us to wait between two pages; nothing while that is not known."""
        site = self._sites.get(_site_of(address))
        return site.rules.delay_s if site and site.rules else 0.0

    def _rules(self, errand: Errand) -> _Rules:
        site = self._site(_site_of(errand.address))
        # One thread asks, and the others wait for what it hears.
        with site.lock:
            if site.rules is None or time.monotonic() > site.rules.ends_at:
                site.rules = _ask(errand)
            return site.rules

    def _site(self, name: str) -> _Site:
        with self._lock:
            if len(self._sites) > MOST_SITES:
                self._sites.clear()
            return self._sites.setdefault(name, _Site())


ROBOTS = Robots()
"""One for the process: a run asks each site once."""


def _site_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme.lower()}://{without_password(parts.netloc).rpartition('@')[2].lower()}"


def _ask(errand: Errand) -> _Rules:
    """Fetch and read the rules; a site that does not answer is said not to, of the page itself."""
    address = f"{_site_of(errand.address)}/robots.txt"
    ours = replace(
        errand,
        address=address,
        deadline_s=min(LONGEST_S, errand.deadline_s),
        longest_bytes=LONGEST_BYTES,
        etag=None,
        last_modified=None,
        may_visit=lambda _: None,
    )
    try:
        return _read(fetch(ours).content)
    except AnswerError as error:
        if error.status < 500 and error.status != BUSY:
            return _all(True)
        return _all(False, f"its robots.txt cannot be read (status {error.status}), so we may not")
    except (DeafError, ShutError) as error:
        raise type(error)(str(error).replace(address, without_password(errand.address)[:200])) from error
    except SourceError as error:
        # An empty file forbids nothing; whatever else came is no file of rules.
        return _all("it is empty" in str(error), "its robots.txt cannot be read, so we may not")


def _read(content: bytes) -> _Rules:
    from protego import Protego

    rules = Protego.parse(content.decode("utf-8-sig", "replace"))
    return _Rules(
        allows=lambda address: bool(rules.can_fetch(address, PROGRAM)),
        why_not="its robots.txt asks programs not to read it",
        delay_s=rules.crawl_delay(PROGRAM) or 0.0,
        ends_at=time.monotonic() + KEPT_S,
    )


def _all(allowed: bool, why_not: str = "") -> _Rules:
    return _Rules(allows=lambda _: allowed, why_not=why_not, delay_s=0.0, ends_at=time.monotonic() + KEPT_S)
