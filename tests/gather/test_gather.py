"""The room's door: demo, seam, lightness."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from bulletin.gather import TYPED, Batch, Gathered, Source, demo_sources, gather, readers
from bulletin.gather.names import address_id, slug
from bulletin.gather.sniff import Kind, kind_of
from bulletin.model import Document, Form

Read = Callable[..., Gathered]
NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


def test_the_demo_has_six_articles_with_a_headline_each(threads) -> None:
    documents = gather(demo_sources(), executor=threads, now=NOW).documents

    assert len(documents) == 6
    for document in documents:
        headline, blank, body = document.content.decode().split("\n", 2)
        assert len(headline.split()) <= 20
        assert not headline.endswith(".")
        assert blank == ""
        assert 150 <= len(body.split()) <= 260


def test_the_demo_never_speaks_of_a_day_that_passes(threads) -> None:
    documents = gather(demo_sources(), executor=threads, now=NOW).documents

    words = " ".join(document.content.decode().lower() for document in documents).split()
    assert not {"today", "tomorrow", "yesterday", "tonight"} & set(words)


def test_one_thread_is_enough(site, make_page) -> None:
    site.show("/good-page", make_page("Trees"))
    with ThreadPoolExecutor(1) as executor:
        gathered = gather([Source(address=site.feed("/good-page"), access=TYPED)], executor=executor, now=NOW)

    assert len(gathered.documents) == 1


def test_another_package_can_add_a_reader(read: Read, monkeypatch) -> None:
    class Wire:
        def read(self, source: Source, *, now, limits, max_items) -> Batch:
            document = Document(
                id="w1",
                source=source.title,
                address=source.address,
                form=Form.TEXT,
                content=b"News.",
                fetched_at=now,
            )
            return Batch(documents=(document,))

    class Point:
        def load(self) -> type[Wire]:
            return Wire

    monkeypatch.setattr(readers, "_added", lambda: {"wire": Point()})

    (document,) = read("wire:local").documents

    assert document.source == "wire:local"


def test_a_reader_with_a_fault_is_named_and_the_others_are_used(
    read: Read, site, make_page, monkeypatch
) -> None:
    class Broken:
        def read(self, source: Source, **kwargs: object) -> Batch:
            raise ZeroDivisionError("oops")

    class Point:
        def load(self) -> type[Broken]:
            return Broken

    monkeypatch.setattr(readers, "_added", lambda: {"wire": Point()})

    gathered = read("wire:local", site.show("/good-page", make_page("Trees")))

    assert len(gathered.documents) == 1
    assert "ZeroDivisionError" in gathered.skipped[0].why


def test_importing_the_room_loads_nothing_heavy() -> None:
    code = (
        "import sys, bulletin.gather;"
        "print([name for name in ('httpx2', 'httpcore2', 'feedparser', 'bs4', 'lxml', 'trafilatura', 'protego', 'ssl') if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://echo.example/news/24531.river-trees-planted/", "24531-river-trees-planted"),
        ("https://echo.example/2026/03/02/trees.html?utm=1#top", "trees"),
        ("https://echo.example/", "echo-example"),
        ("https://echo.example/news/123", "news-123"),
        ("https://echo.example/%2e%2e%2fetc%2fpasswd", "passwd"),
    ],
)
def test_a_page_is_named_after_its_address(address: str, name: str) -> None:
    assert address_id(address) == name


def test_nothing_but_plain_letters_gets_into_a_name() -> None:
    assert slug("../../Etc/Cron.d & <b>Ω</b>" * 10) == slug("etc-cron-d-b-b" + "-etc-cron-d-b-b" * 9)
    assert len(slug("word " * 100)) <= 60


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<?xml version='1.0'?><!-- hi --><rss version='2.0'>", Kind.FEED),
        (b"<rdf:RDF xmlns='x'>", Kind.FEED),
        (b"\xef\xbb\xbf<feed xmlns='http://www.w3.org/2005/Atom'>", Kind.FEED),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', Kind.FEED),
        (b"<?xml version='1.0'?><!DOCTYPE html><html>", Kind.PAGE),
        (b"<p>Hello</p>", Kind.PAGE),
        ("<html><p>Hello".encode("utf-16"), Kind.PAGE),
        (b"Hello, town.", Kind.TEXT),
        (b"%PDF-1.7", Kind.BINARY),
        (b"\0\1\2\3" * 50, Kind.BINARY),
    ],
)
def test_bytes_are_told_by_what_they_are(content: bytes, kind: Kind) -> None:
    assert kind_of(content) is kind
