"""Pages and feeds on a server, good and bad."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler

import pytest

from bulletin import __version__
from bulletin.gather import TYPED, Access, Gathered, Limits, Source, agent_of, gather
from bulletin.model import Form, SourceState

Read = Callable[..., Gathered]
NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
SHORT = Limits(deadline_s=0.6, request_s=0.5)


def test_a_page_becomes_a_document(site, read: Read, make_page) -> None:
    address = site.show(
        "/news/river-trees.html", make_page("Trees for the river"), kind="text/html; charset=utf-8"
    )

    (document,) = read(address).documents

    assert document.id == "river-trees"
    assert document.form is Form.HTML
    assert document.address == address
    assert document.charset == "utf-8"
    assert b"two hundred trees" in document.content


def test_we_say_who_we_are(site, read: Read, make_page) -> None:
    read(site.show("/page", make_page("Trees")))

    assert site.agents[0].startswith("bulletin/")
    assert "hospital radio" in site.agents[0]


def test_the_entries_of_a_feed_are_followed_to_their_pages_in_order(site, read: Read, make_page) -> None:
    for name in ("/first", "/second", "/third"):
        site.show(name, make_page(name))

    documents = read(site.feed("/first", "/second", "/third")).documents

    assert [document.id for document in documents] == ["first", "second", "third"]
    assert all(document.form is Form.HTML for document in documents)
    assert [document.entry.title for document in documents] == ["Story 0", "Story 1", "Story 2"]


def test_the_feeds_own_text_stands_in_for_a_page_that_fails(site, read: Read) -> None:
    gathered = read(site.feed("/missing-page", text="The council met on Tuesday and agreed the plan. " * 5))

    (document,) = gathered.documents
    assert document.form is Form.ENTRY
    assert b"agreed the plan" in document.content
    assert not gathered.skipped


def test_an_entry_with_neither_page_nor_text_is_named_with_its_reason(site, read: Read, make_page) -> None:
    site.show("/good-page", make_page("Trees"))

    gathered = read(site.feed("/good-page", "/missing-page", text="Too short."))

    assert [document.id for document in gathered.documents] == ["good-page"]
    (skip,) = gathered.skipped
    assert "Story 1" in skip.what
    assert "no such page (status 404)" in skip.why


def test_no_more_entries_than_wanted_are_followed(site, read: Read, make_page) -> None:
    names = [f"/story-number-{number}" for number in range(8)]
    for name in names:
        site.show(name, make_page(name))

    gathered = read(site.feed(*names), max_items=3)

    assert len(gathered.documents) == 3
    assert [path for path in site.asked if path.startswith("/story")] == names[:3]
    assert [skip.what.partition(": ")[2] for skip in gathered.left_out] == [f"Story {n}" for n in range(3, 8)]


def test_one_bad_source_never_stops_the_others(site, read: Read, make_page) -> None:
    good = site.show("/good-page", make_page("Trees"))

    gathered = read(site.address + "/nothing-here", good, "no-such-file.txt")

    assert [document.id for document in gathered.documents] == ["good-page"]
    assert [skip.what for skip in gathered.skipped] == [site.address + "/nothing-here", "no-such-file.txt"]


def test_a_failure_names_the_address_the_reason_and_the_cure(site, read: Read) -> None:
    address = site.show("/gone", "gone", status=410)

    (skip,) = read(address).skipped

    assert address in skip.why
    assert "gone for good" in skip.why
    assert "bulletin sources test" in skip.why
    assert "\n" not in skip.why


def hang(request: BaseHTTPRequestHandler) -> None:
    threading.Event().wait(3)


def drip_headers(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for _ in range(40):
        request.wfile.write(b"X")
        request.wfile.flush()
        time.sleep(0.1)


def drip_body(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    for _ in range(40):
        request.wfile.write(b"a")
        request.wfile.flush()
        time.sleep(0.1)


@pytest.mark.parametrize("misbehave", [hang, drip_headers, drip_body])
def test_a_server_that_never_finishes_is_given_up_after_its_deadline(site, read: Read, misbehave) -> None:
    address = site.act("/slow", misbehave)
    began = time.monotonic()

    (skip,) = read(address, limits=SHORT).skipped

    assert time.monotonic() - began < 2
    assert "timed out" in skip.why


def test_pages_that_hang_cost_a_feed_no_more_than_its_deadline(site, read: Read, make_page) -> None:
    site.show("/good-page", make_page("Trees"))
    paths = [f"/hanging-{number}" for number in range(12)]
    for path in paths:
        site.act(path, hang)
    began = time.monotonic()

    gathered = read(site.feed("/good-page", *paths), limits=Limits(deadline_s=2.5, request_s=0.4))

    assert time.monotonic() - began < 5
    assert [document.id for document in gathered.documents] == ["good-page"]
    assert len(gathered.skipped) == 12


def test_a_page_over_the_limit_is_not_read_to_its_end(site, read: Read) -> None:
    address = site.show("/big", b"<html><body>" + b"<p>Words.</p>" * 100_000)

    (skip,) = read(address, limits=Limits(longest_bytes=100_000)).skipped

    assert "larger than" in skip.why


def test_a_gzip_bomb_is_stopped_at_the_limit(site, read: Read) -> None:
    bomb = gzip.compress(b"<html><body>" + b" " * 60_000_000)
    address = site.show("/bomb", bomb, Content_Encoding="gzip")

    (skip,) = read(address).skipped

    assert "larger than 6 MB" in skip.why


def test_compressed_pages_are_read(site, read: Read, make_page) -> None:
    address = site.show("/packed", gzip.compress(make_page("Trees").encode()), Content_Encoding="gzip")

    (document,) = read(address).documents

    assert b"two hundred trees" in document.content


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("/loop", "more than 5 times"),
        ("file:///etc/passwd", "file: address"),
        ("ftp://files.example/x", "ftp: address"),
        ("http://169.254.169.254/latest/meta-data/", "private network"),
        ("http://10.1.2.3/", "private network"),
        ("http://[::1]:9/", "private network"),
        ("", "without saying where"),
    ],
)
def test_a_redirect_leads_only_where_it_may(site, read: Read, target: str, reason: str) -> None:
    address = site.show("/loop", "", status=302, Location=target)

    (skip,) = read(address).skipped

    assert reason in skip.why


def test_a_redirect_on_the_host_that_a_person_named_is_followed(site, read: Read, make_page) -> None:
    site.show("/new-place", make_page("Trees"))

    (document,) = read(site.show("/old-place", "", status=301, Location="/new-place")).documents

    assert document.address == site.address + "/new-place"


def test_a_page_where_a_feed_should_be_is_read_as_a_page(site, read: Read) -> None:
    address = site.show(
        "/feed.rss",
        "<!doctype html><html><body><h1>Please sign in</h1></body></html>",
        kind="application/rss+xml",
    )

    (document,) = read(address).documents

    assert document.form is Form.HTML


def test_a_feed_is_a_feed_whatever_its_type(site, read: Read, make_page) -> None:
    site.show("/good-page", make_page("Trees"))
    feed = site.feed("/good-page", path="/picture.png")

    (document,) = read(feed).documents

    assert document.id == "good-page"


def test_an_empty_feed_is_named(site, read: Read) -> None:
    gathered = read(site.feed())

    assert not gathered.documents
    assert "empty" in gathered.skipped[0].why


def test_a_picture_is_refused(site, read: Read) -> None:
    address = site.show("/logo", b"\x89PNG\r\n\x1a\n" + bytes(200), kind="text/html")

    assert "a picture" in read(address).skipped[0].why


def test_an_unasked_304_is_a_failure(site, read: Read) -> None:
    assert "nothing has changed" in read(site.show("/same", "", status=304)).skipped[0].why


@pytest.mark.parametrize(
    "address",
    ["http://", "http://[bad/", "https://exa mple/", "http://\x00/", "http://" + "a" * 300 + ".example/"],
)
def test_an_address_that_is_none_is_named_and_not_raised(read: Read, address: str) -> None:
    gathered = read(address)

    assert len(gathered.skipped) == 1


def test_no_machine_in_the_house_is_reached_through_a_feed(site, read: Read) -> None:
    other = "http://127.0.0.1:9/admin"
    site.show(
        "/news.xml",
        f"<rss version='2.0'><channel><item><title>T</title><link>{other}</link></item></channel></rss>",
    )

    (skip,) = read(site.address + "/news.xml").skipped

    assert "private network" in skip.why
    assert "private_hosts" in skip.why


def test_a_station_reaches_only_the_machines_of_its_list(site, threads, make_page) -> None:
    site.show("/good-page", make_page("Trees"))
    address = site.feed("/good-page")
    listed = Access(allowed=(site.address.removeprefix("http://"),))

    refused = gather([Source(address=address)], executor=threads, now=NOW)
    allowed = gather([Source(address=address, access=listed)], executor=threads, now=NOW)

    assert "private network" in refused.skipped[0].why
    assert [document.id for document in allowed.documents] == ["good-page"]


def test_a_station_is_named_with_its_contact(site, threads, make_page) -> None:
    agent = agent_of("Radio Elderby (Süd)", "news@elderby.example\r\nX: y")
    access = Access(agent=agent, is_typed=True)

    gather([Source(address=site.show("/page", make_page("Trees")), access=access)], executor=threads, now=NOW)

    assert site.agents == [
        f"bulletin/{__version__} (Radio Elderby Sd; news@elderby.exampleX: y; hospital radio)"
    ]


def test_what_has_not_changed_is_not_sent_again(site, threads, make_page) -> None:
    feed = "<rss version='2.0'><channel><item><title>Trees</title><link>{0}/page-of-trees</link></item></channel></rss>"
    site.show("/page-of-trees", make_page("Trees"))
    site.show(
        "/feed.xml", feed.format(site.address), ETag='"v1"', Last_Modified="Mon, 02 Mar 2026 06:00:00 GMT"
    )
    source = Source(address=site.address + "/feed.xml", access=TYPED, known=SourceState(name="Echo"))
    (first,) = gather([source], executor=threads, now=NOW).states
    site.show("/feed.xml", "", status=304)
    later = NOW + timedelta(hours=1)

    again = gather([replace(source, known=first)], executor=threads, now=later)

    assert [document.id for document in again.documents] == ["page-of-trees"]
    assert site.sent[-2]["If-None-Match"] == '"v1"'
    assert site.sent[-2]["If-Modified-Since"] == "Mon, 02 Mar 2026 06:00:00 GMT"
    assert again.states == (replace(first, asked_at=later, fetched_at=later),)
    assert (first.gave, first.came_from) == (1, site.address + "/feed.xml")


def test_a_server_that_asks_for_time_is_given_it(site, threads) -> None:
    busy = site.show("/busy", "", status=429, Retry_After="3600")
    source = Source(address=busy, access=TYPED, known=SourceState(name="Echo"))

    (state,) = gather([source], executor=threads, now=NOW).states

    assert state.next_try == NOW + timedelta(hours=1)
    assert "too often" in state.error


def test_entries_that_are_too_old_are_named_and_not_fetched(site, threads, make_page) -> None:
    item = "<item><title>{0}</title><link>{1}/{0}-story</link><pubDate>{2}</pubDate></item>"
    rows = (("new", "Mon, 02 Mar 2026 06:00:00 GMT"), ("old", "Fri, 27 Feb 2026 06:00:00 GMT"))
    items = "".join(item.format(name, site.address, day) for name, day in rows)
    site.show("/feed.xml", f"<rss version='2.0'><channel>{items}</channel></rss>")
    site.show("/new-story", make_page("New"))
    source = Source(address=site.address + "/feed.xml", name="Echo", access=TYPED, max_age=timedelta(days=2))

    gathered = gather([source], executor=threads, now=NOW)

    assert [document.id for document in gathered.documents] == ["new-story"]
    assert "/old-story" not in site.asked
    (left,) = gathered.left_out
    assert left.line == "Echo: old: it is of 27 February 2026, older than the max_age of Echo"


def test_a_server_that_is_asked_too_much_is_asked_for_no_more_pages(site, read: Read) -> None:
    paths = [f"/story-number-{number}" for number in range(12)]
    for path in paths:
        site.show(path, "", status=429)

    gathered = read(site.feed(*paths))

    assert len([path for path in site.asked if path.startswith("/story")]) <= 4
    assert len(gathered.skipped) == 12
    assert "too busy" in gathered.skipped[-1].why


def test_what_is_wanted_of_a_feed_keeps_the_feed_s_own_order(site, threads, make_page) -> None:
    days = {"lead": "01 Mar", "second": "02 Mar", "oldest": "20 Feb", "third": "28 Feb"}
    items = "".join(
        f"<item><title>{name}</title><link>{site.address}/{name}-story</link><pubDate>Sun, {day} 2026 06:00:00 GMT</pubDate></item>"
        for name, day in days.items()
    )
    site.show("/feed.xml", f"<rss version='2.0'><channel>{items}</channel></rss>")
    for name in days:
        site.show(f"/{name}-story", make_page(name.title()))
    source = Source(address=site.address + "/feed.xml", access=TYPED)

    gathered = gather([source], executor=threads, now=NOW, limits=Limits(pages=3))

    assert [document.id for document in gathered.documents] == ["lead-story", "second-story", "third-story"]
    assert [skip.what.rpartition(" ")[2] for skip in gathered.left_out] == ["oldest"]


def test_a_feed_whose_server_stops_answering_is_told_by_its_own_text(site, read: Read) -> None:
    paths = [f"/hanging-{number}" for number in range(20)]
    for path in paths:
        site.act(path, hang)
    began = time.monotonic()

    gathered = read(
        site.feed(*paths, text="The council met on Tuesday and agreed the plan. " * 5),
        limits=Limits(request_s=0.4),
    )

    assert time.monotonic() - began < 3
    assert len(gathered.documents) == 20
    assert len([path for path in site.asked if path.startswith("/hanging")]) < 6


def test_a_source_that_is_barred_is_not_asked(site, threads, make_page) -> None:
    source = Source(
        address=site.show("/page", make_page("Trees")), access=TYPED, barred="Nobody has allowed it."
    )

    gathered = gather([source], executor=threads, now=NOW)

    assert [skip.why for skip in gathered.skipped] == ["Nobody has allowed it."]
    assert not site.asked


def test_a_password_in_an_address_is_never_shown(site, read: Read) -> None:
    host = site.address.removeprefix("http://")

    (skip,) = read(f"http://jo:secret@{host}/none").skipped

    assert "secret" not in skip.what + skip.why
