"""The outlet seam: what a station's settings become, and how another package adds a kind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bulletin.config.station import read_station
from bulletin.errors import BulletinError, MisuseError
from bulletin.model import Edition
from bulletin.publish.off_air import OffAir, write_off_air
from bulletin.publish.outlet import find_outlet, outlets_of
from bulletin.system.clock import now
from tests.support.servers import PASSWORD
from tests.support.source_stub import source_stub

PIGEON = """
from bulletin.model import Receipt

class Pigeon:
    def __init__(self, table, around):
        self.name, self.loft, self.station = table.name, table.loft, around.station

    def send(self, edition):
        return Receipt(outlet=self.name, where=self.loft, at=edition.made_at, checked=f"cooed at {self.station}")

    def recall(self, edition, *, filler):
        return self.send(edition)
"""


@pytest.fixture
def pigeons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that brings a kind of its own."""
    info = tmp_path / "site" / "pigeons-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: pigeons\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(
        "[bulletin.outlets]\npigeon = pigeons_outlet:Pigeon\nlame = pigeons_outlet:Gone\n", encoding="utf-8"
    )
    (info.parent / "pigeons_outlet.py").write_text(PIGEON, encoding="utf-8")
    monkeypatch.syspath_prepend(str(info.parent))


def write(station: Path, *tables: str) -> Path:
    text = '[station]\nname = "Ward FM"\n' + "\n".join(f"[[outlet]]\n{table}" for table in tables) + "\n"
    (station / "bulletin.toml").write_text(text, encoding="utf-8")
    return station


@pytest.mark.usefixtures("pigeons")
def test_another_package_adds_a_kind_with_settings_of_its_own(station: Path) -> None:
    write(station, 'name = "bird"\nkind = "pigeon"\nloft = "the roof"')
    moment = now()

    (outlet,) = outlets_of(read_station(station))
    receipt = outlet.send(Edition(programme="bulletin", slot=moment, made_at=moment, expires_at=moment))

    assert (receipt.where, receipt.checked) == ("the roof", "cooed at Ward FM")


@pytest.mark.usefixtures("pigeons")
def test_an_added_kind_that_cannot_be_loaded_is_one_line(station: Path) -> None:
    write(station, 'name = "bird"\nkind = "lame"')

    with pytest.raises(MisuseError, match="'lame' cannot be loaded"):
        outlets_of(read_station(station))


def test_a_kind_that_nobody_brings_is_told_which_there_are() -> None:
    with pytest.raises(MisuseError, match="The kinds are: azuracast, command, folder"):
        find_outlet("pigeon")


def test_a_programme_goes_to_its_own_outlets_and_to_those_of_all(station: Path) -> None:
    folder = 'kind = "folder"\nfolder = "x"\n'
    write(station, f'name = "all"\n{folder}', f'name = "sport"\n{folder}programmes = ["sport"]')
    read = read_station(station)

    assert [outlet.name for outlet in outlets_of(read, programme="news")] == ["all"]
    assert [outlet.name for outlet in outlets_of(read, programme="sport")] == ["all", "sport"]
    assert [outlet.name for outlet in outlets_of(read)] == ["all", "sport"]


def test_a_stop_by_another_program_ends_a_push_and_the_password_comes_from_the_stations_secrets(
    station: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.support.editions import keep_edition, write_sound

    monkeypatch.setenv("BULLETIN_OUTLET_MAIN_STREAM_PASSWORD", PASSWORD)
    with source_stub() as stub:
        write(
            station,
            f'name = "main-stream"\nkind = "icecast"\nhost = "127.0.0.1"\nport = {stub.port}\nmount = "/n.mp3"',
        )
        read = read_station(station)
        edition = keep_edition(read.output, write_sound(tmp_path / "sound.mp3"))
        write_off_air(read.output, OffAir(by="Jo", reason="wrong name", at=now()))
        (outlet,) = outlets_of(read)

        with pytest.raises(BulletinError, match="was stopped"):
            outlet.send(replace(edition, slot=now()))

        assert len(stub.sound) < 20_000
