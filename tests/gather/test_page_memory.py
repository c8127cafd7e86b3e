"""Pages of a feed that are asked for again: sent anew only where they have changed."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from bulletin.errors import SourceError
from bulletin.gather.doors import doors_of
from bulletin.gather.fetch import Errand
from bulletin.gather.page_memory import KEEP_S, PageMemory
from bulletin.gather.source import TYPED

PAGE = "<html><body><p>The bridge is shut.</p></body></html>"


@pytest.fixture
def memory(tmp_path: Path) -> PageMemory:
    return PageMemory(folder=tmp_path / "pages")


@pytest.fixture
def asked(httpserver: HTTPServer) -> list[str | None]:
    """What the server was told of the page that we have; it marks the page with v1."""
    told: list[str | None] = []

    def answer(request: Request) -> Response:
        told.append(request.headers.get("If-None-Match"))
        if request.headers.get("If-None-Match") == '"v1"':
            return Response(status=304)
        return Response(PAGE, content_type="text/html; charset=utf-8", headers={"ETag": '"v1"'})

    httpserver.expect_request("/bridge").respond_with_handler(answer)
    return told


def errand(server: HTTPServer, path: str = "/bridge") -> Errand:
    address = server.url_for(path)
    return Errand(
        address=address,
        agent=TYPED.agent,
        doors=doors_of(address, is_typed=True, allowed=()),
        deadline_s=5.0,
        longest_bytes=1_000_000,
        redirects=1,
    )


def test_a_page_that_has_not_changed_is_not_sent_again(
    httpserver: HTTPServer, memory: PageMemory, asked: list[str | None]
) -> None:
    first = memory.fetch(errand(httpserver))
    second = memory.fetch(errand(httpserver))

    assert asked == [None, '"v1"']
    assert (second.content, second.charset, second.content_type) == (
        first.content,
        first.charset,
        first.content_type,
    )
    assert second.content == PAGE.encode()


def test_a_page_that_has_changed_takes_the_place_of_ours(httpserver: HTTPServer, memory: PageMemory) -> None:
    for version in ("v1", "v2"):
        httpserver.expect_oneshot_request("/bridge").respond_with_data(
            f"<p>{version}</p>", content_type="text/html", headers={"ETag": version}
        )

    assert memory.fetch(errand(httpserver)).content == b"<p>v1</p>"
    assert memory.fetch(errand(httpserver)).content == b"<p>v2</p>"


def test_a_page_that_is_gone_is_not_told_from_memory(httpserver: HTTPServer, memory: PageMemory) -> None:
    httpserver.expect_oneshot_request("/bridge").respond_with_data(PAGE, headers={"ETag": "v1"})
    httpserver.expect_oneshot_request("/bridge").respond_with_data("", status=410)
    memory.fetch(errand(httpserver))

    with pytest.raises(SourceError):
        memory.fetch(errand(httpserver))


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]\n<p>", b'{"sha256": 4}\n<p>other</p>'])
def test_a_damaged_memory_is_no_memory(
    httpserver: HTTPServer, memory: PageMemory, asked: list[str | None], damage: bytes
) -> None:
    memory.fetch(errand(httpserver))
    (kept,) = memory.folder.iterdir()
    kept.write_bytes(damage)

    assert memory.fetch(errand(httpserver)).content == PAGE.encode()
    assert asked == [None, None]


def test_a_page_without_a_mark_is_asked_for_whole(httpserver: HTTPServer, memory: PageMemory) -> None:
    httpserver.expect_request("/bridge").respond_with_data(PAGE, content_type="text/html")
    memory.fetch(errand(httpserver))

    assert not memory.folder.exists()


def test_what_nobody_asked_for_in_days_goes(
    httpserver: HTTPServer, memory: PageMemory, asked: list[str | None]
) -> None:
    memory.fetch(errand(httpserver))
    (kept,) = memory.folder.iterdir()
    memory.tidy()
    assert kept.exists()

    then = (datetime.now(UTC) - timedelta(seconds=KEEP_S + 60)).timestamp()
    os.utime(kept, (then, then))
    memory.tidy()

    assert not kept.exists()


def test_a_folder_that_cannot_be_written_costs_nothing(
    httpserver: HTTPServer, tmp_path: Path, asked: list[str | None]
) -> None:
    (tmp_path / "pages").write_text("no folder")

    assert PageMemory(folder=tmp_path / "pages").fetch(errand(httpserver)).content == PAGE.encode()
