"""The feed parser's own process, in ours: any bytes in, entries out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.gather.feed_worker import answer, mended, shortened

PARTS = st.sampled_from(
    ["<rss version='2.0'>", "<channel>", "<item>", "</item>", "<title>", "</title>", "Q&A", "&amp;", "&#0;", "<![CDATA[", "]]>",
     "<link>/a</link>", "<pubDate>31 Feb 99999</pubDate>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "</entry>",
     "<!DOCTYPE x [<!ENTITY a '&b;'>]>", "\x00", "é", "<", ">", "&", '{"items": [', '{"title": 5, "url": []}', "]}", "</rss>"]
)  # fmt: skip
RSS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Vale Echo</title>'
    "<item><title>Newer</title><link>https://echo.example/new</link></item>"
    "<item><title>Older &amp; quieter</title><link>https://echo.example/old</link></item></channel></rss>"
)
HEAD = json.dumps({"address": "https://echo.example/", "content_type": "", "most": 3}).encode() + b"\n"


@given(st.lists(PARTS, max_size=30).map("".join).map(str.encode) | st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_a_feed_or_none(content: bytes) -> None:
    found = json.loads(answer(HEAD + content))

    assert found.keys() == {"title", "is_feed", "entries"}
    assert len(found["entries"]) <= 3
    for row in found["entries"]:
        assert row["title"] or row["html"]
        assert row["address"] is None or row["address"].startswith("http")


@given(st.binary(max_size=200))
def test_mending_twice_is_mending_once(content: bytes) -> None:
    assert mended(mended(content)) == mended(content)


def test_entries_after_the_most_are_left_out_and_the_end_stays() -> None:
    feed = b"<rss><channel>" + b"<item>x</item>" * 9 + b"<!-- end --></channel></rss>"

    assert (
        shortened(feed, most=2) == b"<rss><channel>" + b"<item>x</item>" * 2 + b"<!-- end --></channel></rss>"
    )


def rows(content: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(answer(HEAD + content.encode()))["entries"]
    return entries


@pytest.mark.parametrize("version", ["0.91", "0.92", "0.93", "0.94", "2.0"])
def test_rss_of_every_version_is_read(version: str) -> None:
    newer, older = rows(RSS.replace('version="2.0"', f'version="{version}"'))

    assert (newer["address"], older["address"]) == ("https://echo.example/new", "https://echo.example/old")


@pytest.mark.parametrize(
    "namespace",
    [
        "http://purl.org/rss/1.0/",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://channel.netscape.com/rdf/simple/0.9/",
    ],
)
def test_rss_in_rdf_is_read(namespace: str) -> None:
    feed = (
        f'<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{namespace}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Vale Echo</title></channel>'
        "<item><title>Ward opens</title><link>https://echo.example/ward</link><description>Short.</description>"
        "<dc:date>2026-03-02T07:30:00+01:00</dc:date></item></rdf:RDF>"
    )

    (entry,) = rows(feed)

    assert (entry["title"], entry["address"]) == ("Ward opens", "https://echo.example/ward")
    assert entry["published"] == "2026-03-02T06:30:00+00:00"


@pytest.mark.parametrize(
    "printed", ["Mon, 01 Jan 0001 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "0001-01-01T00:00:00+01:00"]
)
def test_what_a_system_prints_that_has_no_date_is_no_date(printed: str) -> None:
    in_json = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"title": "A", "date_published": printed}],
    }

    newer, _ = rows(RSS.replace("</link></item>", f"</link><pubDate>{printed}</pubDate></item>", 1))
    (same,) = rows(json.dumps(in_json))

    assert (newer["published"], same["published"]) == (None, None)


@pytest.mark.parametrize(
    "title",
    [
        "Q&A",
        "Q&A: the mayor",
        "Mayor's Q&A's end",
        "(Q&A)",
        "A Q&A-style talk",
        "B&Bs & pubs",
        "R&D/Q&A",
        "AT&T &",
    ],
)
def test_ampersands_that_nobody_escaped_stay_as_they_were_meant(title: str) -> None:
    newer, older = rows(RSS.replace("Newer", title))

    assert newer["title"] == title
    assert older["title"] == "Older & quieter"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("&lt;b&gt;Bold&lt;/b&gt; plan", "Bold plan"),
        ("<![CDATA[<em>Bold</em> plan]]>", "Bold plan"),
        ("Fewer than 5 &amp;lt; 6 and 7 &amp;gt; 3", "Fewer than 5 < 6 and 7 > 3"),
        ("Caf&amp;eacute; opens", "Café opens"),
    ],
)
def test_a_title_loses_its_markup_and_keeps_its_signs(written: str, read: str) -> None:
    newer, _ = rows(RSS.replace("Newer", written))

    assert newer["title"] == read
