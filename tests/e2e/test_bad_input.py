"""Bad input: the right exit code, one plain line that names the thing, and what was live still whole."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from tests.support.cli import bulletin
from tests.support.news import BRIDGE, write_copy

Capsys = pytest.CaptureFixture[str]
Serve = Callable[[HTTPServer], str]


def served(body: str | bytes, content_type: str, status: int = 200) -> Serve:
    def serve(server: HTTPServer) -> str:
        server.expect_request("/it").respond_with_data(body, status=status, content_type=content_type)
        return server.url_for("/it")

    return serve


EMPTY_FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>Echo</title></channel></rss>'
SIGN_IN = (
    "<!doctype html><html><head><title>Sign in</title></head><body><h1>Please sign in</h1></body></html>"
)
SERVED = {
    "an empty feed": served(EMPTY_FEED, "application/rss+xml"),
    "a page to sign in where a feed should be": served(SIGN_IN, "application/rss+xml"),
    "a page that is not there": served("not here", "text/plain", 404),
    "a page of 30 MB": served(b"<html><body>" + b"<p>Words and words.</p>" * 1_500_000, "text/html"),
    "a picture": served(b"\x89PNG\r\n\x1a\n" + bytes(2000), "image/png"),
}


@pytest.fixture(scope="module")
def live_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder; each test here must leave what is live in it whole."""
    return tmp_path_factory.mktemp("live")


@pytest.fixture
def live(live_out: Path, tmp_path: Path, capsys: Capsys) -> Path:
    if not (live_out / "bulletin" / "latest.mp3").exists():
        copy = write_copy(tmp_path / "good", [BRIDGE])
        assert bulletin(capsys, "make", copy, "--engine", "tone", "--out", live_out).status == 0
    return live_out


def live_files(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (out / "bulletin").glob("latest.*")}


@pytest.mark.parametrize("name", SERVED)
def test_a_bad_address_as_the_only_source_is_nothing_fit(
    name: str, live: Path, capsys: Capsys, httpserver: HTTPServer
) -> None:
    address = SERVED[name](httpserver)
    before = live_files(live)

    made = bulletin(capsys, "make", address, "--engine", "tone", "--out", live)

    assert made.status == 3, made.err
    assert address in made.err
    assert live_files(live) == before


@pytest.mark.parametrize("name", SERVED)
def test_a_bad_address_beside_a_good_source_is_a_loss(
    name: str, tmp_path: Path, capsys: Capsys, httpserver: HTTPServer
) -> None:
    address = SERVED[name](httpserver)
    copy = write_copy(tmp_path / "copy", [BRIDGE])

    made = bulletin(
        capsys, "make", address, copy, "--engine", "tone", "--length", "0:40", "--out", tmp_path / "out"
    )

    assert made.status == 4, made.err
    assert address in made.err
    assert (tmp_path / "out" / "bulletin" / "latest.mp3").exists()


BAD_FILES = {
    "a binary file called .txt": random.Random(1).randbytes(4000),
    "an article of one word": b"Word",
    "an empty file": b"",
    "NULs alone": bytes(1000),
    "emoji alone": "\N{FIRE}\N{PARTY POPPER}".encode() * 100,
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_nothing_fit(name: str, live: Path, tmp_path: Path, capsys: Capsys) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(BAD_FILES[name])
    before = live_files(live)

    made = bulletin(capsys, "make", bad, "--engine", "tone", "--out", live)

    assert made.status == 3, made.err
    assert "bad.txt" in made.err
    assert live_files(live) == before


def test_a_file_that_is_not_there_is_nothing_fit(live: Path, tmp_path: Path, capsys: Capsys) -> None:
    made = bulletin(capsys, "make", tmp_path / "none.txt", "--engine", "tone", "--out", live)

    assert made.status == 3
    assert "none.txt" in made.err


def test_nothing_in_an_article_is_obeyed(tmp_path: Path, capsys: Capsys) -> None:
    hostile = (
        'Council [[k\'i:oU]] votes for <break time="20s"/> the plan\n\n'
        "The council met on Monday <script>alert(1)</script> and \x00 agreed to spend £20 on \N{FIRE} paint.\n\n"
        '<speak><prosody rate="x-slow">The chairman</prosody></speak> said $(reboot) and `ls` and {{7*7}} are names '
        "of boats that lie in the harbour.\n\n"
        "The boats will be painted before the summer fair, and children may choose the colours they like.\n"
    )
    (tmp_path / "hostile.txt").write_text(hostile, encoding="utf-8")

    made = bulletin(
        capsys, "make", tmp_path / "hostile.txt", "--engine", "tone", "--out", tmp_path / "out", "--json"
    )

    assert made.status == 0, made.err
    for line in made.record["lines"]:
        for text in (line["spoken"], line["given"]):
            assert not set("[]<>{}$`\x00\N{FIRE}|&") & set(text), text
    (page,) = (tmp_path / "out" / "bulletin").glob("20*/*/script.html")
    assert "<script>" not in page.read_text(encoding="utf-8")
    assert made.record["duration_s"] < 60


MISUSE = {
    "no source": ((), "No source was given"),
    "an unknown voice": (("--demo", "--voice", "nobody"), "nobody"),
    "an unknown engine": (("--demo", "--engine", "nothing"), "nothing"),
    "an unknown option": (("--demo", "--lenght", "2:00"), "--lenght"),
    "a length that is none": (("--demo", "--length", "soon"), "soon"),
    "a time that is none": (("--demo", "--at", "noonish"), "noonish"),
    "a time in no year of ours": (("--demo", "--at", "9999-12-31T23:59"), "is no time; write"),
    "a date in no year of ours": (("--demo", "--published", "0001-01-01"), "is no date; write"),
    "an unknown profile": (("--demo", "--profile", "loud"), "loud"),
    "an unknown format": (("--demo", "--format", "mp9", "--engine", "tone"), "mp9"),
    "a station that is not there": (("--demo", "--station", "nowhere"), "nowhere"),
}


@pytest.mark.parametrize("name", MISUSE)
def test_misuse_is_named_with_its_own_exit_code(name: str, tmp_path: Path, capsys: Capsys) -> None:
    words, named = MISUSE[name]

    made = bulletin(capsys, "make", *words, "--out", tmp_path)

    assert made.status == 2, made.err
    assert named in made.err


def test_an_unknown_key_in_the_settings_is_misuse(station: Path, capsys: Capsys) -> None:
    (station / "bulletin.toml").write_text('[station]\nnmae = "Radio Elderby"\n')

    made = bulletin(capsys, "make", "--demo", "--station", station)

    assert made.status == 2
    assert "line 2" in made.err
    assert "nmae" in made.err


def test_an_output_folder_that_cannot_be_written_is_misuse(tmp_path: Path, capsys: Capsys) -> None:
    (tmp_path / "file").write_text("in the way")

    made = bulletin(capsys, "make", "--demo", "--engine", "tone", "--out", tmp_path / "file" / "out")

    assert made.status == 2
    assert str(tmp_path / "file" / "out") in made.err
    assert "--out" in made.err


def test_without_ffmpeg_nothing_is_made_and_the_cure_is_named(
    live: Path, tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bulletin.system.programs import find_ffmpeg

    copy = write_copy(tmp_path / "copy", [BRIDGE])
    before = live_files(live)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(__import__("sys").modules, "imageio_ffmpeg", None)
    find_ffmpeg.cache_clear()
    try:
        made = bulletin(capsys, "make", copy, "--engine", "tone", "--out", live)
    finally:
        find_ffmpeg.cache_clear()

    assert made.status == 1
    assert "pip install imageio-ffmpeg" in made.err
    assert live_files(live) == before


def test_an_expired_bulletin_gives_way_to_the_filler(tmp_path: Path, capsys: Capsys) -> None:
    root = tmp_path / "bulletin"
    root.mkdir()
    for name in ("latest.mp3", "latest.json"):
        (root / name).write_text("{}")
    (root / "latest.expires").write_text("1000\n")

    made = bulletin(capsys, "make", tmp_path / "none.txt", "--engine", "tone", "--out", tmp_path)

    assert made.status == 3
    assert (root / "latest.mp3").read_bytes() == (root / "filler.mp3").read_bytes()
    assert int((root / "latest.expires").read_text()) > 1000


@pytest.mark.slow
def test_a_hanging_server_is_given_up_and_the_good_source_goes_out(
    tmp_path: Path, capsys: Capsys, httpserver: HTTPServer
) -> None:
    released = threading.Event()
    httpserver.expect_request("/hang").respond_with_handler(
        lambda _: (released.wait(60), Response("late"))[1]
    )
    address = httpserver.url_for("/hang")
    copy = write_copy(tmp_path / "copy", [BRIDGE])
    words = ("--engine", "tone", "--length", "0:40", "--out", tmp_path / "out")

    alone = bulletin(capsys, "make", address, *words)
    beside = bulletin(capsys, "make", address, copy, *words)
    released.set()

    assert (alone.status, beside.status) == (3, 4)
    assert address in alone.err
    assert address in beside.err
