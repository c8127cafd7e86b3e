"""`bulletin sources`: list, test, add, discover, import."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from bulletin.config.station import read_station
from tests.support.cli import Ran, bulletin
from tests.support.news import BRIDGE, CLINIC, GARDEN

Capsys = pytest.CaptureFixture[str]
PIECES = {"bridge": BRIDGE, "clinic": CLINIC, "garden": GARDEN}


@pytest.fixture
def web(httpserver: HTTPServer) -> HTTPServer:
    """A paper: a front page, a feed of two new stories and an old one, and one that is no article."""
    ages = {"bridge": 1, "clinic": 2, "garden": 24 * 9, "gallery": 3}
    items = "".join(
        f"<item><title>{name.title()}</title><link>{httpserver.url_for(f'/{name}')}</link>"
        f"<pubDate>{format_datetime(datetime.now(UTC) - timedelta(hours=hours))}</pubDate></item>"
        for name, hours in ages.items()
    )
    feed = f"<rss version='2.0'><channel><title>The Echo</title>{items}</channel></rss>"
    httpserver.expect_request("/feed.xml").respond_with_data(feed, content_type="application/rss+xml")
    for name, piece in PIECES.items():
        body = "".join(f"<p>{text}</p>" for text in piece.paragraphs)
        httpserver.expect_request(f"/{name}").respond_with_data(
            f"<html><body><article><h1>{piece.headline}</h1>{body}</article></body></html>",
            content_type="text/html",
        )
    httpserver.expect_request("/gallery").respond_with_data("<html><body><p>Pictures.</p></body></html>")
    httpserver.expect_request("/").respond_with_data(
        '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>',
        content_type="text/html",
    )
    return httpserver


@pytest.fixture
def radio(station: Path, web: HTTPServer) -> Path:
    (station / "bulletin.toml").write_text(
        f'[station]\nname = "Radio Wend"\n[network]\nprivate_hosts = ["{web.host}:{web.port}"]\n',
        encoding="utf-8",
    )
    return station


def run(capsys: Capsys, radio: Path, *words: str) -> Ran:
    return bulletin(capsys, "sources", *words, "--station", radio)


def test_the_feeds_of_a_page_are_found(radio: Path, web: HTTPServer, capsys: Capsys) -> None:
    found = run(capsys, radio, "discover", web.url_for("/"))

    assert found.status == 0
    assert found.out.startswith(f"{web.url_for('/feed.xml')}  The Echo: 4 stories, the newest ")


def test_a_page_without_feeds_is_nothing_and_says_so(radio: Path, web: HTTPServer, capsys: Capsys) -> None:
    found = run(capsys, radio, "discover", web.url_for("/bridge"))

    assert found.status == 3
    assert "offers no feed" in found.err


def test_a_source_is_added_with_its_permission_tried_and_listed(
    radio: Path, web: HTTPServer, capsys: Capsys
) -> None:
    address = web.url_for("/feed.xml")

    added = run(capsys, radio, "add", address, "--permission", "Jo Bell, editor")
    before = run(capsys, radio, "list")
    tried = run(capsys, radio, "test", "The Echo")
    after = run(capsys, radio, "list", "--json")

    assert added.status == 0, added.err
    assert "Added 'The Echo': 4 stories" in added.out
    assert "The Echo: not asked yet" in before.out
    assert "allowed: Jo Bell, editor" in before.out
    assert tried.status == 0
    assert "The Echo: 2 stories that can be read" in tried.out
    assert f"in      {BRIDGE.headline} (60 minutes old)" in tried.out
    assert "out     The Echo: Garden: it is of " in tried.out
    assert f"failed  {web.url_for('/gallery')}: " in tried.out
    (row,) = after.record
    assert (row["is_well"], row["gave"], row["failures"]) == (True, 4, 0)


def test_news_of_the_web_is_not_added_without_permission(
    radio: Path, web: HTTPServer, capsys: Capsys
) -> None:
    refused = run(capsys, radio, "add", web.url_for("/feed.xml"))

    assert refused.status == 2
    assert "--permission" in refused.err
    assert not read_station(radio).settings.source


@pytest.mark.parametrize(
    ("path", "told"), [("/", "/feed.xml"), ("/bridge", "offers no feed"), ("/gone", "404")]
)
def test_what_is_no_feed_is_not_added(
    radio: Path, web: HTTPServer, capsys: Capsys, path: str, told: str
) -> None:
    refused = run(capsys, radio, "add", web.url_for(path), "--permission", "Jo Bell")

    assert refused.status == 3
    assert told in refused.err
    assert not read_station(radio).settings.source


def test_a_folder_needs_no_permission(radio: Path, capsys: Capsys) -> None:
    added = run(capsys, radio, "add", "copy")

    assert added.status == 0
    assert [row.name for row in read_station(radio).settings.source] == ["copy"]


def test_a_source_that_fails_is_named_with_its_reason_and_its_health_is_kept(
    radio: Path, web: HTTPServer, capsys: Capsys
) -> None:
    with (radio / "bulletin.toml").open("a", encoding="utf-8") as file:
        file.write(f'[[source]]\nname = "Gone"\naddress = "{web.url_for("/gone")}"\npermission = "Jo"\n')

    tried = run(capsys, radio, "test")
    listed = run(capsys, radio, "list")

    assert tried.status == 3
    assert "no such page (status 404)" in tried.out
    assert "note  Gone: failed when it was last asked" in listed.out


def test_an_address_can_be_tried_without_a_station(web: HTTPServer, capsys: Capsys) -> None:
    tried = bulletin(capsys, "sources", "test", web.url_for("/feed.xml"), "--json")

    (row,) = tried.record
    assert tried.status == 0
    assert [one["headline"] for one in row["articles"]] == [BRIDGE.headline, CLINIC.headline, GARDEN.headline]


def test_an_unknown_name_is_misuse(radio: Path, capsys: Capsys) -> None:
    assert run(capsys, radio, "test", "Nobody").status == 2


def test_a_list_of_feeds_is_taken_over_and_waits_for_permission(
    radio: Path, tmp_path: Path, capsys: Capsys
) -> None:
    file = tmp_path / "feeds.opml"
    file.write_text(
        '<opml><body><outline text="Echo" xmlUrl="https://echo.example/a"/>'
        '<outline text="Echo" xmlUrl="https://echo.example/b"/></body></opml>'
    )

    first = run(capsys, radio, "import", str(file))
    again = run(capsys, radio, "import", str(file), "--permission", "Jo")
    listed = run(capsys, radio, "list")

    assert (first.status, again.status) == (0, 0)
    assert "permission" in first.err
    assert "there already" in again.err
    assert [row.name for row in read_station(radio).settings.source] == ["Echo", "Echo 2"]
    assert listed.out.count("nobody's permission") == 2


@pytest.mark.parametrize(("status", "is_told"), [(301, True), (308, True), (302, False), (307, False)])
def test_a_feed_that_has_moved_for_good_is_read_there_and_its_new_address_told(
    radio: Path, web: HTTPServer, capsys: Capsys, status: int, is_told: bool
) -> None:
    web.expect_request("/old.xml").respond_with_data("", status=status, headers={"Location": "/feed.xml"})
    with (radio / "bulletin.toml").open("a", encoding="utf-8") as settings:
        settings.write(
            f'[[source]]\nname = "Echo"\naddress = "{web.url_for("/old.xml")}"\npermission = "Jo"\n'
        )

    tried, listed = run(capsys, radio, "test"), run(capsys, radio, "list")

    told = f"has moved for good: write {web.url_for('/feed.xml')} as its address"
    assert "2 stories" in tried.out
    assert (told in tried.out, told in listed.out) == (is_told, is_told)
