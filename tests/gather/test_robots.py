"""What the owner of a site lets programs read."""

from __future__ import annotations

from concurrent.futures import Executor
from datetime import UTC, datetime

import pytest

from bulletin.gather import DEFAULT_LIMITS, Access, Gathered, Limits, Source, gather, robots
from bulletin.gather.robots import Robots

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    from bulletin.gather import items

    monkeypatch.setattr(robots, "ROBOTS", made := Robots())
    monkeypatch.setattr(items, "ROBOTS", made)


def ask(
    site, threads: Executor, *, obeyed: bool = True, path: str = "/feed.xml", limits: Limits = DEFAULT_LIMITS
) -> Gathered:
    access = Access(allowed=(site.address.removeprefix("http://"),), robots=obeyed)
    return gather(
        [Source(address=site.address + path, access=access)], executor=threads, now=NOW, limits=limits
    )


def rules(site, text: str, status: int = 200) -> None:
    site.show("/robots.txt", text, kind="text/plain", status=status)


def test_a_page_that_is_closed_to_programs_is_not_read(site, threads, make_page) -> None:
    rules(site, "User-agent: *\nDisallow: /private-\n")
    for path in ("/private-page", "/public-page"):
        site.show(path, make_page("Trees"))
    site.feed("/private-page", "/public-page")

    gathered = ask(site, threads)

    assert [document.id for document in gathered.documents] == ["public-page"]
    assert "robots.txt asks programs not to read it" in gathered.skipped[0].why
    assert "robots = false" in gathered.skipped[0].why
    assert "/private-page" not in site.asked


def test_a_site_is_asked_for_its_rules_once(site, threads, make_page) -> None:
    rules(site, "User-agent: *\nAllow: /\n")
    paths = [f"/story-number-{number}" for number in range(4)]
    for path in paths:
        site.show(path, make_page(path))
    site.feed(*paths)

    ask(site, threads)

    assert site.asked.count("/robots.txt") == 1


def test_an_owner_s_permission_goes_before_the_rules(site, threads, make_page) -> None:
    rules(site, "User-agent: *\nDisallow: /\n")
    site.show("/some-page", make_page("Trees"))
    site.feed("/some-page")

    assert len(ask(site, threads, obeyed=False).documents) == 1
    assert "/robots.txt" not in site.asked


def test_rules_that_name_us_go_before_those_for_all(site, threads, make_page) -> None:
    rules(site, "\ufeffUser-agent: *\nDisallow: /\n\nUser-agent: bulletin\nDisallow: /*.pdf$\n")
    site.show("/some-page", make_page("Trees"))
    site.feed("/some-page")

    assert len(ask(site, threads).documents) == 1


def test_the_feed_itself_may_be_closed(site, threads) -> None:
    rules(site, "User-agent: *\nDisallow: /feed.xml\n")

    assert "robots.txt" in ask(site, threads).skipped[0].why


@pytest.mark.parametrize(("status", "read"), [(404, True), (403, True), (429, False), (503, False)])
def test_rules_that_cannot_be_had_allow_all_or_nothing(
    site, threads, make_page, status: int, read: bool
) -> None:
    rules(site, "no", status=status)
    site.show("/some-page", make_page("Trees"))

    gathered = ask(site, threads, path="/some-page")

    assert bool(gathered.documents) is read
    assert all("robots = false" in skip.why for skip in gathered.skipped)


@pytest.mark.parametrize(("text", "read"), [("", True), ("x" * 600_000, False), ("\x00\xff<html>", True)])
def test_odd_rules_are_borne(site, threads, make_page, text: str, read: bool) -> None:
    rules(site, text)
    site.show("/some-page", make_page("Trees"))

    assert bool(ask(site, threads, path="/some-page").documents) is read


def test_a_redirect_to_a_closed_page_is_not_followed(site, threads, make_page) -> None:
    rules(site, "User-agent: *\nDisallow: /closed\n")
    site.show("/closed", make_page("Trees"))
    site.show("/open", "", status=302, Location="/closed")

    assert not ask(site, threads, path="/open").documents
    assert "/closed" not in site.asked


def test_the_pause_that_an_owner_asks_for_is_kept(site, threads, make_page) -> None:
    rules(site, "User-agent: *\nCrawl-delay: 60\n")
    for path in ("/first-page", "/second-page"):
        site.show(path, make_page(path))
    site.feed("/first-page", "/second-page", text="The council met on Tuesday and agreed the plan. " * 5)

    gathered = ask(site, threads, limits=Limits(deadline_s=1.5))

    assert len(gathered.documents) == 2
    assert "/second-page" not in site.asked
