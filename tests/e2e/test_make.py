"""`bulletin make`: from articles to a checked MP3 at the live names."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.support.cli import bulletin
from tests.support.news import CLINIC, PIECES, feed_of, write_copy

Capsys = pytest.CaptureFixture[str]


def test_the_demonstration_ends_with_a_bulletin_that_is_fit_for_air(tmp_path: Path, capsys: Capsys) -> None:
    made = bulletin(capsys, "make", "--demo", "--out", tmp_path)

    heard = bulletin(capsys, "measure", tmp_path / "bulletin" / "latest.mp3", "--json")
    assert made.status == 0, made.err
    assert made.out.strip() == str(tmp_path / "bulletin" / "latest.mp3")
    assert heard.status == 0, heard.out
    assert heard.record["loudness_lufs"] == pytest.approx(-16.0, abs=0.2)
    assert heard.record["ffmpeg"]["loudness_lufs"] == pytest.approx(-16.0, abs=0.25)
    assert heard.record["true_peak_dbtp"] <= -1.0
    assert heard.record["duration_s"] == pytest.approx(120, abs=12)
    assert len(heard.record["chapters"]) >= 3


def test_a_page_shows_what_was_measured_of_a_file(tmp_path: Path, capsys: Capsys) -> None:
    copy = write_copy(tmp_path / "copy")
    bulletin(capsys, "make", copy, "--engine", "tone", "--length", "1:00", "--out", tmp_path / "out")
    page = tmp_path / "heard.html"

    measured = bulletin(capsys, "measure", tmp_path / "out/bulletin/latest.mp3", "--html", page)

    shown = page.read_text(encoding="utf-8")
    assert measured.status == 0, measured.out
    assert "<td>1:00 (60.0 s)</td>" in shown
    assert "-16 LUFS</text>" in shown
    assert all(f" {chapter}</li>" in shown for chapter in _chapters(tmp_path / "out"))
    assert not re.search(r"https?://|url\(", shown.replace("http://www.w3.org", ""))


def _chapters(out: Path) -> list[str]:
    (written,) = out.rglob("chapters.json")
    return [chapter["title"] for chapter in json.loads(written.read_text(encoding="utf-8"))["chapters"]]


def test_an_edition_leaves_all_its_files_and_the_live_names(tmp_path: Path, capsys: Capsys) -> None:
    copy = write_copy(tmp_path / "copy")

    made = bulletin(capsys, "make", copy, "--engine", "tone", "--length", "1:00", "--out", tmp_path / "out")

    root = tmp_path / "out" / "bulletin"
    live = json.loads((root / "latest.json").read_text())
    (dated,) = root.glob("20*/*")
    assert made.status == 0, made.err
    assert {path.name for path in dated.iterdir()} == {
        "bulletin.mp3",
        "script.txt",
        "script.html",
        "captions.vtt",
        "chapters.json",
        "report.html",
        "edition.json",
    }
    assert json.loads((dated / "edition.json").read_text()) == live
    assert (root / "latest.mp3").read_bytes() == (dated / "bulletin.mp3").read_bytes()
    assert hashlib.sha256((root / "latest.mp3").read_bytes()).hexdigest() == live["sha256"]
    expires = datetime.fromisoformat(live["expires_at"]).timestamp()
    assert int((root / "latest.expires").read_text()) == int(expires)
    assert (root / "filler.mp3").stat().st_size > 10_000
    assert not list(root.rglob("*.part"))


def test_every_spoken_sentence_is_traced_to_its_paragraph(tmp_path: Path, capsys: Capsys) -> None:
    copy = write_copy(tmp_path / "copy")

    made = bulletin(capsys, "make", copy, "--engine", "tone", "--out", tmp_path / "out", "--json")

    record = made.record
    articles = {article["id"]: article for article in record["articles"]}
    told = [line for line in record["lines"] if line["story"]]
    assert len(told) > 8
    for line in told:
        source = line["source"]
        article = articles[source["article"]]
        if source["headline"]:
            assert line["text"].rstrip(".") in article["headline"]
        elif not line["edits"]:
            written = " ".join(article["paragraphs"][place] for place in source["paragraphs"])
            assert line["text"] in written
    for line in record["lines"]:
        assert line["spoken"] and not any(letter.isdigit() for letter in line["spoken"])
        assert line["given"]
        assert 0 <= line["start_s"] < line["end_s"] <= record["duration_s"]
        assert (line["source"] is None) == (line["story"] is None)


def test_a_feed_is_followed_to_its_pages_and_the_good_part_goes_out(
    tmp_path: Path, capsys: Capsys, httpserver: HTTPServer
) -> None:
    addresses = [httpserver.url_for(f"/{number}.html") for number in range(len(PIECES))]
    httpserver.expect_request("/feed.xml").respond_with_data(
        feed_of(addresses), content_type="application/rss+xml"
    )
    for number, piece in enumerate(PIECES):
        httpserver.expect_request(f"/{number}.html").respond_with_data(
            piece.as_page(), content_type="text/html"
        )
    httpserver.expect_request("/gone.xml").respond_with_data("gone", status=404)

    made = bulletin(
        capsys, "make", httpserver.url_for("/feed.xml"), httpserver.url_for("/gone.xml"),
        "--engine", "tone", "--length", "2:00", "--out", tmp_path, "--json",
    )  # fmt: skip

    said = " ".join(line["text"] for line in made.record["lines"])
    assert made.status == 4
    assert "gone.xml" in made.err
    assert len(made.record["stories"]) == 3
    assert CLINIC.paragraphs[0] in said
    for noise in ("Read more", "Sign up", "By Ada Quill", "The site in June", "Copyright", "Elderby Echo"):
        assert noise not in said


def test_a_second_run_speaks_only_what_changed(tmp_path: Path, capsys: Capsys) -> None:
    copy = write_copy(tmp_path / "copy")
    words = ("make", copy, "--engine", "tone", "--length", "1:00", "--out", tmp_path / "out", "--json")
    first = bulletin(capsys, *words).record

    second = bulletin(capsys, *words).record

    assert [line["spoken"] for line in second["lines"]] == [line["spoken"] for line in first["lines"]]
    assert any(note.startswith("0 lines spoken anew") for note in second["notes"])


def test_too_little_material_makes_a_shorter_bulletin_and_says_so(tmp_path: Path, capsys: Capsys) -> None:
    copy = write_copy(tmp_path / "copy", PIECES[:1])

    made = bulletin(capsys, "make", copy, "--engine", "tone", "--length", "5:00", "--out", tmp_path / "out")

    assert made.status == 0
    assert "Too little material" in made.err


def test_fewer_stories_than_the_programme_wants_is_nothing_fit(
    tmp_path: Path, station: Path, capsys: Capsys
) -> None:
    (station / "bulletin.toml").write_text('[[programme]]\nname = "midday"\nmin_stories = 4\n')
    copy = write_copy(tmp_path / "copy")

    made = bulletin(capsys, "make", copy, "--engine", "tone", "--station", station)

    assert made.status == 3
    assert "at least 4" in made.err
    assert json.loads((station / "output/midday/latest.json").read_text())["mode"] == "filler"


def test_a_dry_run_shows_the_script_and_writes_nothing(tmp_path: Path, capsys: Capsys) -> None:
    copy = write_copy(tmp_path / "copy")

    made = bulletin(capsys, "make", copy, "--engine", "tone", "--dry-run", "--out", tmp_path / "out")

    assert made.status == 0
    assert "Footbridge" in made.out or "footbridge" in made.out
    assert not (tmp_path / "out").exists()


def test_another_format_stays_in_the_dated_folder(tmp_path: Path, capsys: Capsys) -> None:
    copy = write_copy(tmp_path / "copy")

    made = bulletin(
        capsys,
        "make",
        copy,
        "--engine",
        "tone",
        "--length",
        "0:40",
        "--format",
        "wav",
        "--out",
        tmp_path / "out",
    )

    assert made.status == 0, made.err
    assert made.out.strip().endswith("bulletin.wav")
    assert not (tmp_path / "out/bulletin/latest.mp3").exists()


def test_the_opening_tells_the_time_only_when_it_was_given(tmp_path: Path, capsys: Capsys) -> None:
    copy = write_copy(tmp_path / "copy")
    words = ("script", copy, "--engine", "tone", "--json")

    without = bulletin(capsys, *words).record["lines"][0]["spoken"]
    with_time = bulletin(capsys, *words, "--at", "2099-11-23T13:00").record["lines"]

    assert "o'clock" not in without
    assert "one o'clock" in " ".join(line["spoken"] for line in with_time if line["story"] is None)


def test_another_run_at_work_is_told_by_its_own_exit_code(tmp_path: Path, capsys: Capsys) -> None:
    from filelock import FileLock

    copy = write_copy(tmp_path / "copy")
    (tmp_path / "out" / "bulletin").mkdir(parents=True)

    with FileLock(tmp_path / "out" / "bulletin" / ".lock"):
        made = bulletin(capsys, "make", copy, "--engine", "tone", "--out", tmp_path / "out")

    assert made.status == 75
    assert "Another run" in made.err
