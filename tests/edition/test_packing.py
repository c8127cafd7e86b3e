"""A station packed, unpacked elsewhere, and making the same bulletin; and packs that nobody should trust."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bulletin.config.station import read_station
from bulletin.edition.manifest import Manifest, is_safe
from bulletin.edition.memory import open_memory
from bulletin.edition.packing import last_pack, note_pack, pack_station
from bulletin.edition.unpacking import unpack_station
from bulletin.errors import BulletinError, MisuseError
from tests.support.news import write_copy

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PASSWORD = "swordfish-and-chips"
SETTINGS = """\
[station]
name = "Radio Wend"
zone = "Europe/London"

[[source]]
name = "Our own copy"
address = "copy"

[[programme]]
name = "news"
voices = ["tone"]
at = ["13:00"]

[[outlet]]
name = "stream"
kind = "icecast"
host = "127.0.0.1"
mount = "/live"
"""


@pytest.fixture
def radio(tmp_path: Path) -> Path:
    """A station with a bit of everything."""
    folder = tmp_path / "radio"
    folder.mkdir()
    (folder / "bulletin.toml").write_text(SETTINGS, encoding="utf-8")
    secrets = folder / "secrets.toml"
    secrets.write_text(f'[outlet.stream]\npassword = "{PASSWORD}"\n')
    secrets.chmod(0o600)
    write_copy(folder / "copy")
    (folder / "voices").mkdir()
    (folder / "voices" / "lexicon.tsv").write_text("Wend\twend\n")
    (folder / "sounds").mkdir()
    (folder / "sounds" / "ident.wav").write_bytes(b"RIFF" + bytes(range(256)))
    return folder


def edition(radio: Path, *, days_ago: int) -> str:
    day = (NOW - timedelta(days=days_ago)).date().isoformat()
    folder = radio / "output" / "news" / day / "1300"
    folder.mkdir(parents=True)
    (folder / "edition.json").write_text("{}")
    (folder / "bulletin.mp3").write_bytes(b"ID3")
    return f"output/news/{day}/1300"


def packed(radio: Path, target: Path, **options: Any) -> Manifest:
    return pack_station(read_station(radio), target, now=NOW, **options)


def paths(manifest: Manifest) -> list[str]:
    return [item.path for item in manifest.items]


def test_a_pack_holds_the_station_and_unpacks_as_it_was(radio: Path, tmp_path: Path) -> None:
    packed(radio, tmp_path / "a.zip")

    unpack_station(tmp_path / "a.zip", tmp_path / "elsewhere" / "radio")

    for name in ("bulletin.toml", "copy/story-0.txt", "voices/lexicon.tsv", "sounds/ident.wav"):
        there = tmp_path / "elsewhere" / "radio" / name
        assert there.read_bytes() == (radio / name).read_bytes()
        assert there.stat().st_mtime == pytest.approx((radio / name).stat().st_mtime, abs=0.01)


def test_no_byte_of_a_secret_is_packed_and_each_is_asked_for_again(radio: Path, tmp_path: Path) -> None:
    manifest = packed(radio, tmp_path / "a.zip")

    with zipfile.ZipFile(tmp_path / "a.zip") as pack:
        everything = b"".join(pack.read(name) for name in pack.namelist())
    assert PASSWORD.encode() not in everything
    assert not any("secrets" in name for name in paths(manifest))
    assert manifest.secrets == ("outlet.stream.password",)


def test_a_secret_from_a_variable_is_asked_for_again_too(radio: Path, tmp_path: Path) -> None:
    (radio / "secrets.toml").unlink()

    assert packed(radio, tmp_path / "a.zip").secrets == ("outlet.stream.password",)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bulletin.toml", SETTINGS + '\n# password = "forgotten"\n'),
        ("bulletin.toml", SETTINGS + f"\n# it was {PASSWORD} once\n"),
        ("voices/notes.txt", f"the stream: {PASSWORD}"),
    ],
)
def test_a_password_in_a_note_stops_the_packing(radio: Path, tmp_path: Path, name: str, text: str) -> None:
    (radio / name).write_text(text, encoding="utf-8")

    with pytest.raises(BulletinError, match="Take it out") as caught:
        packed(radio, tmp_path / "a.zip")

    assert PASSWORD not in str(caught.value)
    assert list(tmp_path.glob("*.zip*")) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_an_unpacked_station_has_a_file_for_what_must_be_typed(radio: Path, tmp_path: Path) -> None:
    packed(radio, tmp_path / "a.zip")

    unpack_station(tmp_path / "a.zip", tmp_path / "new")

    waiting = tmp_path / "new" / "secrets.toml"
    assert '[outlet.stream]\npassword = ""' in waiting.read_text()
    assert stat.S_IMODE(waiting.stat().st_mode) == 0o600


def test_the_record_of_six_weeks_is_packed_and_its_sound_when_asked_for(radio: Path, tmp_path: Path) -> None:
    new, old = edition(radio, days_ago=41), edition(radio, days_ago=43)

    without = packed(radio, tmp_path / "a.zip")
    with_audio = packed(radio, tmp_path / "b.zip", with_audio=True)

    assert f"{new}/edition.json" in paths(without)
    assert f"{new}/bulletin.mp3" not in paths(without)
    assert f"{new}/bulletin.mp3" in paths(with_audio)
    assert not any(path.startswith(old) for path in paths(with_audio))


def test_the_database_is_copied_while_it_is_in_use(radio: Path, tmp_path: Path) -> None:
    with open_memory(read_station(radio)) as store:
        store.claim("news", NOW, by="a run")
        packed(radio, tmp_path / "a.zip")

    unpack_station(tmp_path / "a.zip", tmp_path / "new")

    with open_memory(read_station(tmp_path / "new")) as store:
        row = store.slot("news", NOW)
    assert row is not None
    assert row.claimed_by == "a run"


def test_what_is_left_out_is_named(radio: Path, tmp_path: Path) -> None:
    (radio / "rota.xlsx").write_bytes(b"x")
    (radio / "copy" / "What's on?.txt").write_text("What's on\n\nA fete.\n")
    (radio / "voices" / "link.toml").symlink_to("/etc/hostname")
    settings = SETTINGS + f'\n[paths]\noutput = "{(tmp_path / "out").as_posix()}"\n'
    (radio / "bulletin.toml").write_text(settings)

    told = "\n".join(packed(radio, tmp_path / "a.zip").outside)

    assert "rota.xlsx in the station folder was not packed" in told
    assert "copy/What's on?.txt has a name that Windows refuses" in told
    assert "voices/link.toml is a link" in told
    assert "[paths] output is" in told


def test_a_file_that_is_there_is_never_packed_over(radio: Path, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_text("precious")

    with pytest.raises(MisuseError, match="left as it is"):
        packed(radio, tmp_path / "a.zip")

    assert (tmp_path / "a.zip").read_text() == "precious"


def test_where_the_last_pack_is_stands_in_the_station(radio: Path, tmp_path: Path) -> None:
    note_pack(read_station(radio), tmp_path / "a.zip", now=NOW)

    assert last_pack(radio).startswith("2026-11-23 12:00")
    assert str(tmp_path / "a.zip") in last_pack(radio)
    assert last_pack(tmp_path) == ""


def test_a_station_that_is_there_is_left_alone(radio: Path, tmp_path: Path) -> None:
    packed(radio, tmp_path / "a.zip")
    before = (radio / "bulletin.toml").stat().st_ino

    with pytest.raises(MisuseError, match="--force"):
        unpack_station(tmp_path / "a.zip", radio)

    assert (radio / "bulletin.toml").stat().st_ino == before


def test_force_moves_it_aside_and_takes_its_passwords_over(radio: Path, tmp_path: Path) -> None:
    packed(radio, tmp_path / "a.zip")
    (radio / "bulletin.toml").write_text('[station]\nname = "Changed"\n')

    _, aside = unpack_station(tmp_path / "a.zip", radio, force=True)

    assert aside == tmp_path / "radio.before-1"
    assert read_station(aside).settings.station.name == "Changed"
    assert read_station(radio).settings.station.name == "Radio Wend"
    assert read_station(radio).secrets.get("outlet.stream.password") == PASSWORD


def forged(
    target: Path,
    files: dict[str, bytes],
    *,
    claims: dict[str, dict[str, Any]] | None = None,
    change: Callable[[zipfile.ZipInfo], None] = lambda _: None,
    **told: Any,
) -> Path:
    """A pack that somebody made by hand: `claims` changes what its list says of a file."""
    rows = [
        {
            "path": name,
            "size_bytes": len(data),
            "sha256": hashlib.sha256(data).hexdigest(),
            "modified": 0,
            **(claims or {}).get(name, {}),
        }
        for name, data in files.items()
    ]
    manifest = {
        "version": 1,
        "station": "X",
        "made_by": "1",
        "packed_at": NOW.isoformat(),
        "items": rows,
        "secrets": [],
        "outside": [],
        **told,
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in files.items():
            info = zipfile.ZipInfo(f"station/{name}")
            info.compress_type = zipfile.ZIP_DEFLATED
            change(info)
            pack.writestr(info, data)
        pack.writestr("pack.json", json.dumps(manifest))
    return target


GOOD = {"bulletin.toml": b'[station]\nname = "X"\n'}


def refused(pack: Path, tmp_path: Path) -> str:
    """Unpack, expect one plain error, and make sure that nothing at all was left anywhere."""
    (tmp_path / "target").mkdir(exist_ok=True)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(BulletinError) as caught:
        unpack_station(pack, tmp_path / "target" / "radio")
    assert sorted(tmp_path.rglob("*")) == before
    return str(caught.value)


def test_a_pack_made_by_hand_unpacks_when_it_is_honest(tmp_path: Path) -> None:
    unpack_station(forged(tmp_path / "a.zip", GOOD), tmp_path / "radio")

    assert read_station(tmp_path / "radio").settings.station.name == "X"


@pytest.mark.parametrize(
    "name",
    [
        "../evil.txt",
        "copy/../../evil.txt",
        "/etc/evil.txt",
        "C:/evil.txt",
        "copy\\..\\evil.txt",
        "copy//evil.txt",
        "nul.txt",
        "copy/evil.txt.",
        "copy/evil.txt:stream",
        "copy/\x00evil.txt",
        "",
    ],
)
def test_a_name_that_leaves_the_station_is_refused(tmp_path: Path, name: str) -> None:
    pack = forged(tmp_path / "a.zip", {**GOOD, name: b"evil"})

    assert "no station may have" in refused(pack, tmp_path)


def test_two_names_that_are_one_on_windows_are_refused(tmp_path: Path) -> None:
    pack = forged(tmp_path / "a.zip", {**GOOD, "copy/A.txt": b"1", "copy/a.TXT": b"2"})

    assert "twice" in refused(pack, tmp_path)


def test_a_file_that_is_not_listed_is_refused(tmp_path: Path) -> None:
    pack = forged(tmp_path / "a.zip", GOOD)
    with zipfile.ZipFile(pack, "a") as more:
        more.writestr("station/../../evil.txt", b"evil")

    assert "not what it says" in refused(pack, tmp_path)


def test_a_link_is_refused(tmp_path: Path) -> None:
    def as_link(info: zipfile.ZipInfo) -> None:
        if info.filename.endswith("link"):
            info.external_attr = (stat.S_IFLNK | 0o777) << 16

    pack = forged(tmp_path / "a.zip", {**GOOD, "copy/link": b"/etc/passwd"}, change=as_link)

    assert "no plain file" in refused(pack, tmp_path)


def test_a_bomb_is_refused_before_it_grows(tmp_path: Path) -> None:
    pack = forged(tmp_path / "a.zip", {**GOOD, "copy/zeros.txt": bytes(120_000_000)})

    assert "would grow" in refused(pack, tmp_path)


def test_a_bomb_that_lies_about_its_size_is_stopped(tmp_path: Path) -> None:
    pack = forged(
        tmp_path / "a.zip",
        {**GOOD, "copy/zeros.txt": bytes(120_000_000)},
        claims={"copy/zeros.txt": {"size_bytes": 10}},
    )

    assert "larger than it says" in refused(pack, tmp_path)


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    pack = forged(
        tmp_path / "a.zip", {**GOOD, "copy/a.txt": b"a"}, claims={"copy/a.txt": {"sha256": "0" * 64}}
    )

    assert "damaged" in refused(pack, tmp_path)


def test_a_cut_pack_is_refused(radio: Path, tmp_path: Path) -> None:
    packed(radio, tmp_path / "a.zip")
    whole = (tmp_path / "a.zip").read_bytes()
    cut = tmp_path / "cut.zip"

    for size in (0, 10, len(whole) // 2, len(whole) - 1):
        cut.write_bytes(whole[:size])
        assert "no whole zip file" in refused(cut, tmp_path)


def test_a_pack_with_a_flipped_byte_is_refused_or_the_same(radio: Path, tmp_path: Path) -> None:
    packed(radio, tmp_path / "a.zip")
    whole = bytearray((tmp_path / "a.zip").read_bytes())
    bad = tmp_path / "bad.zip"

    for place in range(0, len(whole), 97):
        flipped = bytearray(whole)
        flipped[place] ^= 0xFF
        bad.write_bytes(flipped)
        target = tmp_path / f"radio-{place}"
        try:
            unpack_station(bad, target)
        except BulletinError:
            assert not target.exists()
        else:
            assert (target / "bulletin.toml").read_bytes() == (radio / "bulletin.toml").read_bytes()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"version": 2}, "newer bulletin"),
        ({"items": "none"}, "no pack of a station"),
        ({"packed_at": "yesterday"}, "no pack of a station"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused(tmp_path: Path, told: dict[str, Any], said: str) -> None:
    assert said in refused(forged(tmp_path / "a.zip", GOOD, **told), tmp_path)


def test_another_zip_file_is_no_pack(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as other:
        other.writestr("holiday.txt", "sun")

    assert "no pack of a station" in refused(tmp_path / "a.zip", tmp_path)


def test_a_pack_whose_settings_cannot_be_read_is_refused_with_the_line(tmp_path: Path) -> None:
    pack = forged(tmp_path / "a.zip", {"bulletin.toml": b'[station]\nnmae = "X"\n'})

    assert "bulletin.toml, line 2" in refused(pack, tmp_path)


def test_names_of_ours_are_safe() -> None:
    assert all(map(is_safe, ("output/news/2026-11-23/1300-2/edition.json", "copy/Fête on Ward 7.txt")))
