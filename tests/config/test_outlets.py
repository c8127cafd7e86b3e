"""[[outlet]] tables: one for each kind, mistakes named with file, line, key and cure, and no password in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.config.outlets import TABLES, OutletBase, secret_of
from bulletin.config.station import read_station
from bulletin.errors import MisuseError


def read(station: Path, *lines: str) -> tuple[OutletBase, ...]:
    (station / "bulletin.toml").write_text("\n".join(("[[outlet]]", *lines)) + "\n", encoding="utf-8")
    return read_station(station).settings.outlet


GOOD = {
    "folder": ('folder = "//NAS/news"', 'names = ["latest.mp3", "{date}/{time}.wav"]', 'cart = "3000"'),
    "podcast": ('address = "https://ward.example/news"', "episodes = 5"),
    "icecast": ('host = "radio.example"', 'mount = "/news.mp3"'),
    "soundcard": ('device = "USB"',),
    "sftp": ('host = "radio.example"', 'user = "news"', 'folder = "/srv/news"'),
    "ftp": ('host = "radio.example"', 'user = "news"'),
    "azuracast": ('address = "https://radio.example"', 'station = "ward_fm"', 'playlists = ["News"]'),
    "libretime": ('address = "https://radio.example"',),
    "command": ('command = ["import", "{audio}", "{expires}"]',),
}


def test_every_kind_has_its_table(station: Path) -> None:
    assert set(GOOD) == set(TABLES) - {"added"}
    for kind, lines in GOOD.items():
        (table,) = read(station, 'name = "there"', f'kind = "{kind}"', *lines)
        assert type(table) is TABLES[kind]


@pytest.mark.parametrize(
    ("kind", "line", "words"),
    [
        ("folder", "colour = 1", "line 4: there is no setting 'outlet.colour'. Known here: name"),
        ("folder", 'fodler = "a"', "Did you mean 'folder'?"),
        ("folder", 'names = ["../a.mp3"]', "write a name inside the folder"),
        ("folder", 'names = ["{what}.mp3"]', "{what} is no field; choose from station, programme"),
        ("folder", 'names = ["{date.mp3"]', "its braces do not match"),
        ("folder", 'names = ["{date.year}.mp3"]', "{date.year} is no field"),
        ("folder", 'names = ["news.exe"]', "a name ends in one of .mp3, .wav"),
        ("folder", "names = []", "at least 1 item"),
        ("icecast", 'mount = "news.mp3"', "outlet.mount = 'news.mp3' cannot be used"),
        ("icecast", "port = 0", "outlet.port = 0 cannot be used"),
        ("podcast", 'address = "ward.example"', "write an address such as https://radio.example"),
        ("azuracast", 'station = "1/../2"', "outlet.station = '1/../2' cannot be used"),
        ("command", 'command = ["import", "{secret}"]', "{secret} is no field; choose from audio, folder"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_cure(kind: str, line: str, words: str, station: Path) -> None:
    with pytest.raises(MisuseError) as caught:
        read(station, 'name = "there"', f'kind = "{kind}"', line)

    assert words in str(caught.value)
    assert "bulletin.toml, line" in str(caught.value)


def test_an_unknown_kind_is_told_which_there_are(station: Path) -> None:
    with pytest.raises(MisuseError, match="an outlet needs a kind, one of: folder, podcast, icecast"):
        read(station, 'name = "there"', 'kind = "pigeon"')


def test_a_password_in_the_settings_is_sent_where_it_belongs(station: Path) -> None:
    with pytest.raises(MisuseError, match=r"secrets\.toml") as caught:
        read(
            station,
            'name = "there"',
            'kind = "icecast"',
            'host = "h"',
            'mount = "/m"',
            'password = "hunter22"',
        )

    assert "hunter22" not in str(caught.value)


def test_the_secret_of_an_outlet_has_a_name() -> None:
    assert secret_of("main-stream") == "outlet.main-stream.password"
