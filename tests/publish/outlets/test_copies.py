"""Names, papers, carts and expiry on any shelf; a folder stands for all of them."""

from __future__ import annotations

import subprocess
import time
import wave
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bulletin.config.outlets import FolderTable
from bulletin.master.measure import measure
from bulletin.model import Edition
from bulletin.publish.bext import Bext, bext_chunk, read_bext
from bulletin.publish.carts import Cart, cart_chunk, read_cart, read_origin
from bulletin.publish.live import FILLER_VALID
from bulletin.publish.outlet import Outlet, Surroundings
from bulletin.publish.outlets.directory import directory_outlet
from bulletin.system.programs import find_ffmpeg
from tests.support.editions import keep_edition

LONDON = ZoneInfo("Europe/London")
SLOT = datetime(2026, 7, 6, 13, 5, tzinfo=LONDON)

Shelf = Callable[..., Outlet]


@pytest.fixture
def playout(tmp_path: Path) -> Path:
    folder = tmp_path / "playout"
    folder.mkdir()
    return folder


@pytest.fixture
def shelf(playout: Path, around: Surroundings) -> Shelf:
    def make(*names: str, cart: str = "") -> Outlet:
        table = FolderTable(name="there", kind="folder", folder=playout, names=names, cart=cart)
        return directory_outlet(table, around)

    return make


@pytest.fixture
def dated(tmp_path: Path, sound: Path) -> Edition:
    return keep_edition(tmp_path / "output", sound, slot=SLOT)


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("news.mp3", "news.mp3"),
        ("{date}.mp3", "2026-07-06.mp3"),
        ("news-{year}{month}{day}-{hour}.mp3", "news-20260706-13.mp3"),
        ("{programme} {date} {time}.mp3", "bulletin 2026-07-06 1305.mp3"),
        ("{cart}.mp3", "3000.mp3"),
        ("{weekday}/{hour}-{minute}.mp3", "mon/13-05.mp3"),
        ("{station}.mp3", "Ward FM.mp3"),
    ],
)
def test_a_name_is_fixed_dated_or_numbered(
    template: str, name: str, shelf: Shelf, dated: Edition, playout: Path, sound: Path
) -> None:
    shelf(template, cart="3000").send(dated)

    assert [p.relative_to(playout).as_posix() for p in playout.rglob("*.*")] == [name]
    assert (playout / name).read_bytes() == sound.read_bytes()


def test_several_names_go_at_once_with_the_papers_beside(shelf: Shelf, dated: Edition, playout: Path) -> None:
    names = ("latest.mp3", "{date}.mp3", "latest.json", "latest.vtt", "latest.txt", "latest.expires")

    receipt = shelf(*names).send(dated)

    assert {p.name for p in playout.iterdir()} == {name.replace("{date}", "2026-07-06") for name in names}
    assert int((playout / "latest.expires").read_text()) == int(dated.expires_at.timestamp())
    assert (playout / "latest.vtt").read_text().startswith("WEBVTT")
    assert '"programme": "bulletin"' in (playout / "latest.json").read_text()
    assert "same SHA-256" in receipt.checked


def test_a_record_that_outlives_the_new_edition_comes_down_before_the_sound_changes(
    playout: Path, dated: Edition, around: Surroundings
) -> None:
    names = ("news.mp3", "news.json", "news.expires")
    table = FolderTable(name="there", kind="folder", folder=playout, names=names)
    until = (dated.expires_at + timedelta(days=365)).timestamp()
    (playout / "news.mp3").write_bytes(b"the filler")
    (playout / "news.expires").write_text(f"{int(until)}\n")
    (playout / "news.json").write_text('{"mode": "filler", "expires_at": "2099-01-01T00:00:00+00:00"}')
    seen: list[str] = []

    def watching(part: Path, path: Path) -> None:
        if path.suffix == ".mp3":
            seen.extend((playout / name).read_text() for name in names[1:])
        part.replace(path)

    directory_outlet(table, around, replace=watching).send(dated)

    assert "2099" not in seen[0]
    assert int(seen[1]) == int(dated.expires_at.timestamp())


def test_a_station_name_cannot_leave_the_folder(playout: Path, dated: Edition, around: Surroundings) -> None:
    table = FolderTable(name="there", kind="folder", folder=playout, names=("{station}.mp3",))
    outlet = directory_outlet(table, replace(around, station='../../Ward "FM" <1>'))

    outlet.send(dated)

    assert [p.name for p in playout.rglob("*.mp3")] == [". .. Ward FM 1.mp3"] or len(
        list(playout.glob("*.mp3"))
    ) == 1
    assert not list(playout.parent.glob("*.mp3"))


def test_a_wav_holds_the_same_sound_and_a_cart_chunk_that_expires(
    shelf: Shelf, dated: Edition, playout: Path
) -> None:
    shelf("{cart}.wav", cart="900001").send(dated)

    with wave.open(str(playout / "900001.wav")) as plain:
        assert (plain.getframerate(), plain.getsampwidth(), plain.getnchannels()) == (44_100, 2, 1)
        assert plain.getnframes() / 44_100 == pytest.approx(1.5, abs=0.06)
    cart = read_cart(playout / "900001.wav")
    assert cart is not None
    assert cart.title == "Ward FM news, 06 July 2026, 13:05"
    assert cart.cut == "900001"
    assert cart.starts_at == datetime(2026, 7, 6, 13, 5)  # noqa: DTZ001 - a cart tells local time
    assert cart.ends_at == datetime(2026, 7, 6, 14, 5)  # noqa: DTZ001
    assert cart.duration_s == pytest.approx(1.5, abs=0.001)
    assert measure(playout / "900001.wav").duration_s == pytest.approx(1.5, abs=0.06)


def test_a_wav_tells_its_origin_to_another_program(shelf: Shelf, dated: Edition, playout: Path) -> None:
    shelf("{cart}.wav", cart="900001").send(dated)

    words = ["-v", "error", "-i", str(playout / "900001.wav"), "-f", "ffmetadata", "-"]
    told = subprocess.run([str(find_ffmpeg()), *words], capture_output=True, check=True, text=True).stdout
    origin = read_origin(playout / "900001.wav")
    assert "comment=Ward FM news, 06 July 2026, 13:05" in told
    assert "encoded_by=Ward FM" in told
    assert "originator_reference=900001" in told
    assert r"A\=PCM,F\=44100,W\=16,M\=mono" in told
    assert origin is not None
    assert f"date={origin.made_at:%Y-%m-%d}" in told


def test_an_origin_comes_back_byte_for_byte() -> None:
    told = Bext(
        description="Ward FM news",
        originator="Ward FM",
        reference="17",
        made_at=datetime(2026, 7, 6, 13, 5),  # noqa: DTZ001
        loudness_lufs=-16.0,
        true_peak_dbtp=-1.61,
        history="A=PCM,F=44100,W=16,M=mono",
    )

    body = bext_chunk(told)

    assert read_bext(body) == told
    assert bext_chunk(read_bext(body)) == body
    assert body[320:338] == b"2026-07-0613:05:00"
    assert int.from_bytes(body[346:348], "little") == 2
    assert int.from_bytes(body[412:414], "little", signed=True) == -1600
    assert len(body) == 602 + len(told.history) + 2


def test_a_cart_chunk_keeps_the_places_of_the_standard() -> None:
    moment = datetime(2026, 7, 6, 13, 5)  # noqa: DTZ001
    cart = Cart(
        title="News " * 40, cut="17", starts_at=moment, ends_at=moment + timedelta(hours=1), duration_s=2
    )

    chunk = cart_chunk(cart)

    assert len(chunk) == 2048
    assert chunk[:4] == b"0101"
    assert chunk[452:470] == b"2026-07-0613:05:00"
    assert chunk[470:488] == b"2026-07-0614:05:00"
    assert chunk[684:692] == b"EOD " + (88_200).to_bytes(4, "little")
    assert chunk[4:68].rstrip(b"\0").endswith(b"New")
    assert chunk[67] == 0


def test_the_filler_takes_every_name_that_the_edition_had(
    shelf: Shelf, dated: Edition, playout: Path, filler: Path
) -> None:
    outlet = shelf("{date}.mp3", "{cart}.wav", "latest.json", "latest.txt", "latest.expires", cart="7")
    outlet.send(dated)

    outlet.recall(dated, filler=filler)

    assert (playout / "2026-07-06.mp3").read_bytes() == filler.read_bytes()
    assert '"mode": "filler"' in (playout / "latest.json").read_text()
    assert (playout / "latest.txt").read_text() == ""
    assert int((playout / "latest.expires").read_text()) > time.time() + FILLER_VALID.total_seconds() - 60
    cart = read_cart(playout / "7.wav")
    assert cart is not None
    assert cart.ends_at > datetime.now() + timedelta(days=300)  # noqa: DTZ005


def test_the_fillers_long_expiry_comes_down_before_the_next_bulletin_is_there(
    shelf: Shelf, dated: Edition, playout: Path, filler: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outlet = shelf("latest.mp3", "latest.expires")
    outlet.recall(dated, filler=filler)
    seen: list[int] = []
    from bulletin.publish.outlets import directory

    real = directory.put_in_place

    def spy(part: Path, path: Path, **words: object) -> None:
        if path.name == "latest.mp3":
            seen.append(int((playout / "latest.expires").read_text()))
        real(part, path, **words)  # type: ignore[arg-type]

    monkeypatch.setattr(directory, "put_in_place", spy)
    outlet.send(dated)

    assert seen == [int(dated.expires_at.timestamp())]
