"""What is on air when every source fails: kept stories, then notices of the copy folder, then the filler."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from bulletin.errors import Exit
from bulletin.publish.live import read_live
from bulletin.publish.places import Places
from tests.support.cli import Ran, run_bulletin
from tests.support.news import CLINIC, GARDEN, write_copy


@pytest.mark.slow
def test_each_rung_is_reached_by_the_command_itself(httpserver: HTTPServer, tmp_path: Path) -> None:
    paper = f"<html><body><article><h1>{GARDEN.headline}</h1>"
    paper += "".join(f"<p>{paragraph}</p>" for paragraph in GARDEN.paragraphs) + "</article></body></html>"
    httpserver.expect_request("/news").respond_with_data(paper, content_type="text/html")
    radio = tmp_path / "radio"
    radio.mkdir()
    (radio / "bulletin.toml").write_text(
        '[station]\nname = "Radio Wend"\nzone = "Europe/London"\n'
        f'[[source]]\nname = "paper"\naddress = "{httpserver.url_for("/news")}"\nmax_age = "2d"\n'
        f'permission = "Jo Bell"\n[network]\nprivate_hosts = ["{httpserver.host}:{httpserver.port}"]\n'
        '[[programme]]\nname = "news"\nlength = "0:40"\nvoices = ["tone"]\nevery = "hour"\nvalid_for = "30m"\n',
        encoding="utf-8",
    )
    places = Places(root=radio / "output" / "news")

    first = run(radio, minutes=0)
    httpserver.clear()
    httpserver.no_handler_status_code = 404
    httpserver.expect_request("/news").respond_with_data("gone", status=500)
    kept = run(radio, minutes=1)
    on_kept = places.record.read_text(encoding="utf-8")
    for file in radio.glob("bulletin.db*"):
        file.unlink()
    write_copy(radio / "copy", [CLINIC])
    notices = run(radio, minutes=2)
    on_notices = places.record.read_text(encoding="utf-8")
    shutil.rmtree(radio / "copy")
    still_valid = run(radio, minutes=3)
    was_live = read_live(places)
    shutil.rmtree(radio / "output")
    nothing = run(radio, minutes=4)
    live = read_live(places)

    assert first.status == Exit.DONE, first.err
    assert kept.status == Exit.WITH_LOSS and "no new stories since" in kept.err
    assert GARDEN.headline in on_kept
    assert notices.status == Exit.WITH_LOSS, notices.err
    assert CLINIC.headline in on_notices and GARDEN.headline not in on_notices
    assert still_valid.status == Exit.NOTHING_FIT and "stays until" in still_valid.err
    assert was_live is not None and not was_live.is_filler
    assert nothing.status == Exit.NOTHING_FIT and "The filler is on air." in nothing.err
    assert live is not None and live.is_filler


def run(radio: Path, *, minutes: int) -> Ran:
    """Run a slot that airs now, with too little time to ask the sources twice."""
    slot = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(minutes=minutes)
    words = ("run", "news", "--station", radio, "--slot", slot.isoformat(), "--within", "60s")
    return run_bulletin(*words, env={"BULLETIN_CACHE": str(radio.parent / "cache")})
