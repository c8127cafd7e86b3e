"""A saved edition sent again: only what may still be played, whole, and to everywhere."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from bulletin.config.station import Station, read_station
from bulletin.edition.again import publish_again
from bulletin.errors import BulletinError, MisuseError, NothingFitError, UnfitError
from bulletin.publish.live import read_live
from bulletin.publish.places import Places
from bulletin.system.clock import now
from tests.support.cli import bulletin


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A station with an edition and an outlet."""
    from bulletin.cli.main import run_command

    folder = tmp_path_factory.mktemp("made")
    (folder / "playout").mkdir()
    (folder / "bulletin.toml").write_text(
        '[station]\nname = "Ward FM"\n[[programme]]\nname = "bulletin"\nlength = "0:45"\n'
        '[[outlet]]\nname = "studio"\nkind = "folder"\nfolder = "playout"\nnames = ["{cart}.mp3"]\ncart = "42"\n',
        encoding="utf-8",
    )
    words = ["make", "--demo", "--station", str(folder), "--engine", "tone"]
    assert run_command(words) in (0, 4)
    return folder


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Station:
    import shutil

    shutil.copytree(made, tmp_path / "ward")
    for file in (tmp_path / "ward" / "playout").iterdir():
        file.unlink()
    return read_station(tmp_path / "ward")


def dated(station: Station) -> Path:
    (record,) = (station.output / "bulletin").glob("*/*/edition.json")
    return record.parent


def test_it_goes_to_the_live_names_and_to_every_outlet(place: Station) -> None:
    places = Places(root=place.output / "bulletin")
    places.audio.unlink()

    sent = publish_again(dated(place), place, now=now())

    live = read_live(places)
    assert live is not None
    assert live.is_fresh(now())
    assert places.audio.read_bytes() == (dated(place) / "bulletin.mp3").read_bytes()
    assert place.folder is not None
    assert (place.folder / "playout" / "42.mp3").read_bytes() == places.audio.read_bytes()
    assert [receipt.outlet for receipt in sent.receipts] == ["folder", "studio"]
    assert sent.skipped == ()


def test_an_expired_edition_is_never_sent(place: Station) -> None:
    with pytest.raises(NothingFitError, match="Make a new one"):
        publish_again(dated(place), place, now=now() + timedelta(days=2))


def test_audio_that_was_changed_after_the_check_is_never_sent(place: Station) -> None:
    with (dated(place) / "bulletin.mp3").open("ab") as file:
        file.write(b"more")

    with pytest.raises(UnfitError, match="changed after it was checked"):
        publish_again(dated(place), place, now=now())


def test_what_is_no_edition_is_named(place: Station, tmp_path: Path) -> None:
    with pytest.raises(MisuseError, match="There is no edition"):
        publish_again(tmp_path / "nothing", place, now=now())
    (tmp_path / "edition.json").write_text("{}", encoding="utf-8")
    with pytest.raises(BulletinError, match="no edition that can be read"):
        publish_again(tmp_path / "edition.json", place, now=now())


def test_a_station_that_is_off_air_stays_off_air(place: Station) -> None:
    from bulletin.publish.off_air import OffAir, write_off_air

    write_off_air(place.output, OffAir(by="Jo", reason="test", at=now()))

    with pytest.raises(BulletinError, match="off air since"):
        publish_again(dated(place), place, now=now())


def test_the_command_names_the_outlet_that_failed_and_exits_4(
    place: Station, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bulletin.publish.sending.WAITS_S", (0.0,))
    assert place.folder is not None
    (place.folder / "playout").rmdir()

    ran = bulletin(capsys, "publish", dated(place), "--station", place.folder)

    assert ran.status == 4
    assert "outlet studio" in ran.err
    assert "latest.mp3" in ran.out


def test_an_outlet_is_listed_and_tried_and_keeps_nothing(
    place: Station, capsys: pytest.CaptureFixture[str]
) -> None:
    assert place.folder is not None

    listed = bulletin(capsys, "outlet", "list", "--station", place.folder, "--json")
    tried = bulletin(capsys, "outlet", "test", "studio", "--station", place.folder)

    assert json.loads(listed.out) == [{"name": "studio", "kind": "folder", "programmes": []}]
    assert tried.status == 0, tried.err
    assert "bulletin-test.mp3: read back" in tried.out
    assert list((place.folder / "playout").iterdir()) == []


def test_an_unknown_outlet_is_told_which_there_are(
    place: Station, capsys: pytest.CaptureFixture[str]
) -> None:
    assert place.folder is not None

    ran = bulletin(capsys, "outlet", "test", "pigeon", "--station", place.folder)

    assert ran.status == 2
    assert "The station has: studio." in ran.err


def test_proof_of_a_silent_address_is_one_line_and_exit_1(
    place: Station, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.support.servers import closed_port

    assert place.folder is not None
    address = f"http://127.0.0.1:{closed_port()}/live.mp3"

    ran = bulletin(capsys, "proof", "--listen", address, "--for", "5", "--station", place.folder)

    assert ran.status == 1
    assert "nothing listens there" in ran.err
