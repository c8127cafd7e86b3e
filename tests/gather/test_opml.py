"""A list of feeds that another program has written."""

from __future__ import annotations

import pytest

from bulletin.errors import MisuseError
from bulletin.gather.opml import Outline, read_opml

LIST = b"""<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0"><head><title>Feeds</title></head><body>
<outline text="Local"><outline text="Vale Echo" title="The  Vale Echo" type="rss" xmlUrl="https://echo.example/feed"/>
<outline text="Again" xmlUrl="https://echo.example/feed"/></outline>
<outline text="Council &amp; parish" xmlurl=" http://council.example/rss "/>
<outline text="A page" htmlUrl="https://echo.example/"/><outline text="Odd" xmlUrl="file:///etc/passwd"/>
</body></opml>"""


def test_each_feed_of_a_list_is_found_once_at_any_depth() -> None:
    assert read_opml(LIST, name="feeds.opml") == (
        Outline(title="The Vale Echo", address="https://echo.example/feed"),
        Outline(title="Council & parish", address="http://council.example/rss"),
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not xml",
        b"<opml><body/></opml>",
        b"<!DOCTYPE o [<!ENTITY a 'b'>]><opml><outline xmlUrl='http://a.example/'/></opml>",
        b"<opml>" + b"<outline>" * 100_000,
        b"<opml><outline xmlUrl='http://a.example/'/></opml>" + b" " * 5_000_001,
    ],
)
def test_what_is_no_list_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(MisuseError, match=r"feeds\.opml"):
        read_opml(content, name="feeds.opml")
