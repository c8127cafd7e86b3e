"""Discovery: the feeds that a page offers."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace
from datetime import datetime
from html.parser import HTMLParser
from urllib.parse import urljoin

from bulletin.errors import SourceError
from bulletin.gather.feed import Feed, read_feed
from bulletin.gather.fetch import Fetched, fetch
from bulletin.gather.items import errand
from bulletin.gather.names import without_password
from bulletin.gather.sniff import Kind, kind_of
from bulletin.gather.source import DEFAULT_LIMITS, Limits, Source

FEED_TYPES = re.compile(
    r"application/(?:rss|atom|rdf)\+xml|application/(?:feed\+)?json|text/xml", re.IGNORECASE
)
# Links in the text count where the head says nothing: some councils only have a picture with a link.
FEED_LINK = re.compile(r"(?:^|[/.?=_-])(?:rss|atom|feeds?)(?:$|[/.?&=_-])|\.(?:rss|rdf|atom)$", re.IGNORECASE)
COMMENTS = re.compile(r"\bcomments?\b", re.IGNORECASE)
LONGEST_LOOKED_AT = 1_000_000
MOST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A feed that can be read."""

    address: str
    title: str
    entries: int
    newest: datetime | None = None
    is_itself: bool = False
    """The address that was asked is this feed."""


def discover(source: Source, *, now: datetime, limits: Limits = DEFAULT_LIMITS) -> tuple[Offer, ...]:
    """
    Find the feeds of a page, each really read; of a feed, itself.

    Raises:
        SourceError: The address cannot be read, or offers none.
    """
    got = _get(source, source.address, limits)
    if kind_of(got.content, got.content_type) is Kind.FEED:
        return (replace(_offer(got, _read(got, limits), now=now), is_itself=True),)
    found = [
        offer for address in feed_links(got)[:MOST] if (offer := _tried(source, address, limits, now=now))
    ]
    if not found:
        raise SourceError(
            f"{source.title} offers no feed that can be read. Ask its publisher for one, or look on the site "
            "for a link called RSS."
        )
    return tuple({offer.address: offer for offer in found}.values())


def feed_links(got: Fetched) -> list[str]:
    """List the addresses that a page gives for its feeds, the likeliest first; comments come last."""
    page = _Links()
    page.feed(got.content[:LONGEST_LOOKED_AT].decode(_known(got.charset), "replace"))
    base = urljoin(got.address, page.base)
    links = sorted(page.told or page.guessed, key=lambda link: bool(COMMENTS.search(" ".join(link))))
    addresses = (urljoin(base, address.strip()) for address, _ in links)
    return list(dict.fromkeys(one for one in addresses if one.lower().startswith(("http://", "https://"))))


class _Links(HTMLParser):
    """Collects what a page says of feeds."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.base = ""
        self.told: list[tuple[str, str]] = []
        self.guessed: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        values = {name: value or "" for name, value in attrs}
        address, title = values.get("href", ""), values.get("title", "")
        if tag == "base" and not self.base:
            self.base = address
        elif tag == "link" and address and "alternate" in values.get("rel", "").lower().split():
            if FEED_TYPES.match(values.get("type", "").strip()):
                self.told.append((address, title))
        elif tag == "a" and FEED_LINK.search(address):
            self.guessed.append((address, title))


def _tried(source: Source, address: str, limits: Limits, *, now: datetime) -> Offer | None:
    try:
        got = _get(source, address, limits)
        return _offer(got, _read(got, limits), now=now)
    except SourceError:
        return None


def _get(source: Source, address: str, limits: Limits) -> Fetched:
    return fetch(errand(address, source.access, source.doors, limits, deadline_s=limits.request_s))


def _read(got: Fetched, limits: Limits) -> Feed:
    return read_feed(
        got.content,
        address=without_password(got.address),
        content_type=got.content_type,
        limits=limits,
        timeout_s=limits.parser_s,
    )


def _offer(got: Fetched, feed: Feed, *, now: datetime) -> Offer:
    dates = [entry.published for entry in feed.entries if entry.published and entry.published <= now]
    return Offer(
        address=without_password(got.address),
        title=feed.title,
        entries=len(feed.entries),
        newest=max(dates, default=None),
    )


def _known(charset: str | None) -> str:
    """The charset that the server names, if there is one of that name."""
    try:
        return codecs.lookup(charset or "utf-8").name
    except LookupError:
        return "utf-8"
