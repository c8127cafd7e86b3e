"""A station's sources are asked as its memory says, from one bulletin to the next."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from bulletin.config.quantities import parse_length
from bulletin.edition.asking import ask_sources, pages_for
from bulletin.edition.order import Order, Tools
from bulletin.edition.ordering import read_order
from tests.support.news import BRIDGE, feed_of

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


@pytest.fixture
def tools() -> Iterator[Tools]:
    with ThreadPoolExecutor(2) as threads:
        yield Tools(executor=threads, now=lambda: NOW)


@pytest.fixture
def order(station: Path, httpserver: HTTPServer) -> Order:
    (station / "bulletin.toml").write_text(
        f'[station]\nname = "Radio Wend"\ncontact = "news@wend.example"\n'
        f'[network]\nprivate_hosts = ["{httpserver.host}:{httpserver.port}"]\n'
        f'[[source]]\nname = "Echo"\naddress = "{httpserver.url_for("/feed.xml")}"\npermission = "Jo Bell"\n',
        encoding="utf-8",
    )
    return ordered(station)


def ordered(station: Path) -> Order:
    return read_order(
        sources=(), demo=False, length=parse_length("1:00"), voices=(), engine="tone", station=station,
        programme=None, at=None, published=None, valid_for=None, out=station / "out",
    )  # fmt: skip


def later(tools: Tools, **time: float) -> Tools:
    return replace(tools, now=lambda: NOW + timedelta(**time))


def asked(httpserver: HTTPServer) -> int:
    return sum(request.path == "/feed.xml" for request, _ in httpserver.log)


def test_a_feed_that_has_not_changed_is_used_and_not_sent_again(
    order: Order, tools: Tools, httpserver: HTTPServer
) -> None:
    seen: list[Request] = []

    def answer(request: Request) -> Response:
        seen.append(request)
        if request.headers.get("If-None-Match") == '"v1"':
            return Response(status=304)
        return Response(feed_of([httpserver.url_for("/bridge")], [BRIDGE]), headers={"ETag": '"v1"'})

    httpserver.expect_request("/feed.xml").respond_with_handler(answer)
    httpserver.expect_request("/bridge").respond_with_data(BRIDGE.as_page(), content_type="text/html")

    first = ask_sources(order, tools)
    second = ask_sources(order, later(tools, hours=1))

    assert [one.entry.title for one in first.documents if one.entry] == [BRIDGE.headline]
    assert [one.entry.title for one in second.documents if one.entry] == [BRIDGE.headline]
    assert [bool(request.headers.get("If-None-Match")) for request in seen] == [False, True]
    assert "Radio Wend; news@wend.example" in seen[0].headers["User-Agent"]


def test_a_page_that_has_not_changed_is_used_and_not_sent_again(
    order: Order, tools: Tools, httpserver: HTTPServer
) -> None:
    told: list[str | None] = []

    def answer(request: Request) -> Response:
        told.append(request.headers.get("If-None-Match"))
        if told[-1] == '"p1"':
            return Response(status=304)
        return Response(BRIDGE.as_page(), content_type="text/html", headers={"ETag": '"p1"'})

    httpserver.expect_request("/feed.xml").respond_with_data(
        feed_of([httpserver.url_for("/bridge")], [BRIDGE])
    )
    httpserver.expect_request("/bridge").respond_with_handler(answer)

    first = ask_sources(order, tools)
    second = ask_sources(order, later(tools, hours=1))

    assert told == [None, '"p1"']
    assert [one.content for one in second.documents] == [one.content for one in first.documents]
    assert second.documents[0].fetched_at == NOW + timedelta(hours=1)


def test_a_server_that_asked_for_an_hour_is_left_alone_for_an_hour(
    order: Order, tools: Tools, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/feed.xml").respond_with_data("", status=503, headers={"Retry-After": "3600"})

    ask_sources(order, tools)
    soon = ask_sources(order, later(tools, minutes=30))
    after_half = asked(httpserver)
    ask_sources(order, later(tools, minutes=61))

    assert "left alone until 08:00" in soon.skipped[0].why
    assert (after_half, asked(httpserver)) == (1, 2)


def test_a_source_that_says_twice_that_it_is_gone_is_asked_no_third_time(
    order: Order, tools: Tools, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/feed.xml").respond_with_data("", status=410)

    told = [ask_sources(order, later(tools, hours=hours)).skipped[0].why for hours in (0, 3, 6, 500)]

    assert asked(httpserver) == 2
    assert "gone for good" in told[1]
    assert "not asked any more" in told[3]


def test_another_address_in_the_settings_begins_anew(
    order: Order, tools: Tools, httpserver: HTTPServer, station: Path
) -> None:
    httpserver.expect_request("/feed.xml").respond_with_data("", status=410)
    for hours in (0, 3):
        ask_sources(order, later(tools, hours=hours))
    settings = station / "bulletin.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("/feed.xml", "/new.xml"), encoding="utf-8"
    )
    httpserver.expect_request("/new.xml").respond_with_data(feed_of([httpserver.url_for("/x")], [BRIDGE]))

    found = ask_sources(ordered(station), later(tools, hours=6))

    assert any(request.path == "/new.xml" for request, _ in httpserver.log)
    assert not any("not asked" in skip.why for skip in found.skipped)


def test_news_that_nobody_allowed_is_not_fetched(
    order: Order, tools: Tools, httpserver: HTTPServer, station: Path
) -> None:
    settings = station / "bulletin.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("Jo Bell", " "), encoding="utf-8")

    found = ask_sources(ordered(station), tools)

    assert "permission" in found.skipped[0].why
    assert not httpserver.log


@pytest.mark.parametrize(("seconds", "pages"), [(30, 20), (120, 20), (600, 75), (7200, 200)])
def test_a_longer_bulletin_looks_further_down_a_feed(seconds: float, pages: int) -> None:
    assert pages_for(seconds) == pages
