"""Feeds of every kind, read in a child process."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bulletin.errors import SourceError
from bulletin.gather import DEFAULT_LIMITS, Limits
from bulletin.gather.feed import Feed, read_feed

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Vale Echo</title>
<item><title>Older &amp; quieter</title><link>https://echo.example/old</link>
<pubDate>Mon, 02 Mar 2026 06:00:00 GMT</pubDate><description>&lt;p&gt;Old news.&lt;/p&gt;</description></item>
<item><title>Newer</title><link>https://echo.example/new</link><author>Jo Bell</author>
<pubDate>Tue, 03 Mar 2026 06:00:00 GMT</pubDate><description>New news.</description></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Trust</title>
<entry><title>Ward opens</title><link href="https://trust.example/ward"/><updated>2026-03-02T07:30:00+01:00</updated>
<summary>Short.</summary><content type="html">&lt;p&gt;The whole of the text.&lt;/p&gt;</content></entry></feed>"""


def parse(content: str | bytes, limits: Limits = DEFAULT_LIMITS) -> Feed:
    data = content.encode() if isinstance(content, str) else content
    return read_feed(data, address="https://echo.example/feed", content_type="", limits=limits, timeout_s=10)


def test_rss_is_read_newest_first() -> None:
    newer, older = parse(RSS).entries

    assert (newer.title, older.title) == ("Newer", "Older & quieter")
    assert newer.published == datetime(2026, 3, 3, 6, tzinfo=UTC)
    assert newer.author == "Jo Bell"
    assert "Old news" in older.html


def test_atom_gives_the_longest_text_and_the_time_with_its_zone() -> None:
    (entry,) = parse(ATOM).entries

    assert entry.address == "https://trust.example/ward"
    assert "whole of the text" in entry.html
    assert entry.published == datetime(2026, 3, 2, 6, 30, tzinfo=UTC)


def test_json_feed_is_read() -> None:
    item = {
        "id": "1",
        "url": "https://echo.example/a",
        "title": "Trees",
        "content_text": "One.\n\nTwo <b>.",
        "date_published": "2026-03-02T07:30:00Z",
        "authors": [{"name": "Jo Bell"}],
    }
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Echo", "items": [item]}

    (entry,) = parse(json.dumps(feed)).entries

    assert (entry.title, entry.author) == ("Trees", "Jo Bell")
    assert entry.html == "<p>One.</p><p>Two &lt;b&gt;.</p>"
    assert entry.published == datetime(2026, 3, 2, 7, 30, tzinfo=UTC)


def test_an_unescaped_ampersand_in_a_title_is_not_spoken_as_a_semicolon() -> None:
    (entry, *_) = parse(RSS.replace("Newer", "Mayor's Q&A on A&E waits")).entries

    assert entry.title == "Mayor's Q&A on A&E waits"


def test_a_link_without_a_host_is_of_the_feed_s_own() -> None:
    newer, _ = parse(RSS.replace("https://echo.example/new", "/news/new")).entries

    assert newer.address == "https://echo.example/news/new"


def test_ampersands_in_character_data_stay_too() -> None:
    newer, _ = parse(RSS.replace("Newer", "<![CDATA[Q&A &amp; tea]]>")).entries

    assert newer.title == "Q&A & tea"


def test_the_guesser_of_charsets_that_reads_pounds_wrong_is_never_used() -> None:
    import importlib.metadata

    installed = {dist.metadata["Name"].lower() for dist in importlib.metadata.distributions()}

    assert not installed & {"cchardet", "faust-cchardet"}
    content = "<rss version='2.0'><channel><item><title>Tea £5</title></item></channel></rss>".encode(
        "cp1252"
    )
    assert parse(content).entries[0].title == "Tea £5"


def test_addresses_that_are_not_of_the_web_are_left_out() -> None:
    newer, _ = parse(RSS.replace("https://echo.example/new", "javascript:alert(1)")).entries

    assert newer.address is None


def test_two_entries_of_one_page_are_one() -> None:
    assert len(parse(RSS.replace("echo.example/new", "echo.example/old")).entries) == 1


def test_a_feed_in_the_wrong_charset_is_read_right() -> None:
    content = RSS.replace("Newer", "Café costs £5").replace("utf-8", "windows-1252").encode("cp1252")

    assert parse(content).entries[0].title == "Café costs £5"


def test_no_more_entries_than_the_limit_come_back() -> None:
    items = "".join(
        f"<item><title>T{n}</title><link>https://echo.example/{n}</link></item>" for n in range(90)
    )

    feed = parse(f"<rss version='2.0'><channel>{items}</channel></rss>", limits=Limits(entries=60))

    assert [entry.title for entry in feed.entries] == [f"T{n}" for n in range(60)]


def test_twenty_thousand_entries_cost_no_more_than_five_hundred() -> None:
    item = "<item><title>T{0}</title><link>https://echo.example/{0}</link></item>"
    items = "".join(item.format(number) for number in range(20_000))

    assert (
        len(parse(f"<rss version='2.0'><channel><title>Echo</title>{items}</channel></rss>").entries) == 500
    )


@pytest.mark.parametrize(
    "content",
    ["<rss><channel></channel></rss>", "<feed/>", "{", '{"items": 5}', "<?xml version='1.0'?>", "\0\0"],
)
def test_what_holds_no_entry_is_said_to(content: str) -> None:
    with pytest.raises(SourceError, match=r"echo\.example"):
        parse(content)


def test_entities_cannot_read_files() -> None:
    attack = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + RSS.split("?>")[1].replace(
        "Newer", "&x;"
    )

    assert all("\n" not in entry.title and len(entry.title) < 30 for entry in parse(attack).entries)


def test_a_feed_that_is_nested_deeper_than_any_is_refused_at_once() -> None:
    with pytest.raises(SourceError, match="not a feed"):
        parse(b"<rss version='2.0'><channel>" + b"<a>" * 200_000, limits=Limits(parser_cpu_s=2))


def test_a_feed_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(SourceError, match="longer than"):
        read_feed(
            RSS.encode(),
            address="https://echo.example/x",
            content_type="",
            limits=DEFAULT_LIMITS,
            timeout_s=0.02,
        )


def test_a_feed_that_wants_too_much_memory_is_given_up() -> None:
    with pytest.raises(SourceError, match="memory"):
        parse(RSS + " " * 30_000_000, limits=Limits(parser_mb=200))
