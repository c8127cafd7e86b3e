"""Files that no newsroom would send, as pages, feeds and texts: an article or a plain line, soon, and never neither."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.support.bad_files import FEEDS, PAGES, TEXTS
from tests.support.cli import Ran, bulletin, run_bulletin

Capsys = pytest.CaptureFixture[str]
MOST_S = 30.0
ALL = TEXTS | PAGES | FEEDS
TYPES = {
    ".txt": "text/plain",
    ".html": "text/html",
    ".xml": "application/rss+xml",
    ".json": "application/json",
}
ODD_NAME = "two\nlines.txt"  # which Windows does not allow


def written(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(ALL[name])
    return path


def extracted(capsys: Capsys, source: str | Path) -> None:
    """Extract, and see that what came is an article or a line that names the source."""
    start = time.monotonic()
    ran = bulletin(capsys, "extract", "--json", "--", source)

    assert time.monotonic() - start < MOST_S
    assert_told(ran, articles=[row for row in map(json.loads, ran.out.splitlines()) if "refused" not in row])
    if ran.status:
        assert Path(str(source)).name.split("%")[0] in ran.err


def assert_told(ran: Ran, *, articles: list[dict[str, object]]) -> None:
    assert ran.status in (0, 3, 4)
    assert (ran.status == 3) == (not articles)
    assert all(article["paragraphs"] for article in articles)
    assert ran.err.strip() or ran.status == 0


@pytest.mark.parametrize("name", TEXTS | PAGES)
def test_a_bad_file_is_an_article_or_a_plain_line(name: str, tmp_path: Path, capsys: Capsys) -> None:
    extracted(capsys, written(tmp_path, name))


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no line break in a file's name")
def test_a_line_break_in_a_name_is_borne(tmp_path: Path, capsys: Capsys) -> None:
    (tmp_path / ODD_NAME).write_bytes(b"Good morning.")

    ran = bulletin(capsys, "extract", tmp_path / ODD_NAME)

    assert ran.status == 3
    assert "It holds no sentence" in ran.err


@pytest.mark.slow
@pytest.mark.parametrize("name", FEEDS)
def test_a_bad_feed_is_articles_or_a_plain_line(name: str, tmp_path: Path, capsys: Capsys) -> None:
    extracted(capsys, written(tmp_path, name))


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES | FEEDS)
def test_what_a_server_sends_is_articles_or_a_plain_line(
    name: str, capsys: Capsys, httpserver: HTTPServer
) -> None:
    kind = TYPES.get(Path(name).suffix, "application/octet-stream")
    httpserver.expect_request(f"/{name}").respond_with_data(ALL[name], content_type=kind)

    extracted(capsys, httpserver.url_for(f"/{name}"))


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL)
def test_a_bulletin_of_a_bad_file_is_whole_or_refused(name: str, tmp_path: Path) -> None:
    source, out = written(tmp_path, name), tmp_path / "out"

    ran = run_bulletin(
        "make", "--engine", "tone", "--length", "0:30", "--out", out, "--", source, timeout_s=MOST_S
    )

    assert ran.status in (0, 3, 4), ran.err
    assert ran.err.strip()
    if ran.status == 3:
        assert name in ran.err
    else:
        assert run_bulletin("measure", out / "bulletin" / "latest.mp3").status == 0
