"""The feeds that a page offers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bulletin.errors import SourceError
from bulletin.gather import TYPED, Limits, Source
from bulletin.gather.discovery import Offer, discover, feed_links
from bulletin.gather.fetch import Fetched

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
FEED = (
    "<rss version='2.0'><channel><title>{0}</title><item><title>Trees</title><link>https://echo.example/trees</link>"
    "<pubDate>Mon, 02 Mar 2026 06:00:00 GMT</pubDate></item></channel></rss>"
)


def links(page: str, charset: str | None = None) -> list[str]:
    return feed_links(Fetched(address="https://echo.example/news/", content=page.encode(), charset=charset))


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="feed.xml">', ["news/feed.xml"]),
        ("<LINK REL='ALTERNATE home' TYPE='application/atom+xml' HREF='/atom'>", ["atom"]),
        ('<link rel="alternate" type="application/feed+json" href="/feed.json">', ["feed.json"]),
        ('<base href="/en/"><link rel="alternate" type="application/rss+xml" href="rss">', ["en/rss"]),
        ('<link rel="alternate" hreflang="cy" href="/cy"><link rel="stylesheet" href="/rss">', []),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">', []),
        ('<a href="/rss/news.xml">News feed</a> <a href="/feedback">Tell us</a>', ["rss/news.xml"]),
        ("<p>Nothing</p>", []),
        (
            "<link rel=alternate type=application/rss+xml href=/a><link rel=alternate type=application/rss+xml href=/a>",
            ["a"],
        ),
    ],
)
def test_feeds_are_found_where_a_page_tells_of_them(page: str, found: list[str]) -> None:
    assert links(page) == [f"https://echo.example/{path}" for path in found]


def test_what_the_head_says_goes_before_links_in_the_text() -> None:
    page = '<link rel="alternate" type="application/rss+xml" href="/told"><a href="/rss">RSS</a>'

    assert links(page, charset="klingon") == ["https://echo.example/told"]


def test_feeds_of_comments_come_last() -> None:
    link = '<link rel="alternate" type="application/rss+xml" title="{0}" href="/{1}">'
    page = link.format("Echo, Comments feed", "1") + link.format("Echo", "2")

    assert links(page) == ["https://echo.example/2", "https://echo.example/1"]


def test_every_feed_that_is_offered_was_read(site) -> None:
    site.show("/good.xml", FEED.format("Vale Echo"))
    link = '<link rel="alternate" type="application/rss+xml" href="{0}">'
    page = site.show("/", link.format("/good.xml") + link.format("/gone.xml"))

    offers = discover(Source(address=page, access=TYPED), now=NOW)

    assert offers == (
        Offer(
            address=site.address + "/good.xml",
            title="Vale Echo",
            entries=1,
            newest=datetime(2026, 3, 2, 6, 0, tzinfo=UTC),
        ),
    )


def test_a_feed_offers_itself(site) -> None:
    (offer,) = discover(Source(address=site.show("/x", FEED.format("Vale Echo")), access=TYPED), now=NOW)

    assert offer.is_itself


@pytest.mark.parametrize(
    "page", ["<p>No feed here.</p>", "<link rel=alternate type=application/rss+xml href=/gone>"]
)
def test_a_page_without_feeds_is_said_to_have_none(site, page: str) -> None:
    with pytest.raises(SourceError, match="offers no feed"):
        discover(Source(address=site.show("/", page), access=TYPED), now=NOW, limits=Limits(request_s=3))
