"""Live names: the order, the expiry, the filler."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bulletin.errors import HeldOpenError
from bulletin.publish import live
from bulletin.publish.live import put_filler, put_live, read_live
from bulletin.publish.places import Places

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class RefusedByWindowsError(PermissionError):
    """What Windows raises while another program has the file open."""

    winerror = 32


@pytest.fixture
def places(tmp_path: Path) -> Places:
    root = tmp_path / "bulletin"
    root.mkdir()
    (root / "filler.mp3").write_bytes(b"filler")
    return Places(root=root)


@pytest.fixture
def new_audio(tmp_path: Path) -> Path:
    audio = tmp_path / "new.mp3"
    audio.write_bytes(b"new audio")
    return audio


def put(places: Places, audio: Path, expires_at: datetime, **more: object) -> None:
    put_live(
        places, audio=audio, record='{"mode": "automatic"}', feed="<rss/>", expires_at=expires_at, **more
    )  # type: ignore[arg-type]


def test_an_edition_goes_to_every_live_name(places: Places, new_audio: Path) -> None:
    put(places, new_audio, NOON)

    assert places.audio.read_bytes() == b"new audio"
    assert json.loads(places.record.read_text())["mode"] == "automatic"
    assert places.feed.read_text() == "<rss/>"
    assert places.expiry.read_text() == f"{int(NOON.timestamp())}\n"


def test_the_expiry_is_written_last(places: Places, new_audio: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    real_put, real_write = live.put_in_place, live.write_whole
    monkeypatch.setattr(
        live, "put_in_place", lambda s, p, **k: (order.append(p.name), real_put(s, p, **k))[1]
    )
    monkeypatch.setattr(live, "write_whole", lambda p, d: (order.append(p.name), real_write(p, d))[1])

    put(places, new_audio, NOON)

    assert order == ["latest.mp3", "latest.json", "feed.xml", "latest.expires"]


def test_a_crash_after_the_filler_does_not_leave_a_bulletin_with_the_fillers_expiry(
    places: Places, new_audio: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_filler(places, now=NOON, programme="bulletin", title="News")

    def crash(*_: object, **__: object) -> None:
        raise OSError("power cut")

    real_put = live.put_in_place
    monkeypatch.setattr(live, "put_in_place", lambda s, p, **k: (real_put(s, p, **k), crash())[0])
    with pytest.raises(OSError, match="power cut"):
        put(places, new_audio, NOON + timedelta(hours=1))

    assert places.audio.read_bytes() == b"new audio"
    assert int(places.expiry.read_text()) == int((NOON + timedelta(hours=1)).timestamp())


def test_a_crash_keeps_an_earlier_expiry(
    places: Places, new_audio: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(places, new_audio, NOON)

    def crash(*_: object, **__: object) -> None:
        raise OSError("power cut")

    monkeypatch.setattr(live, "put_in_place", crash)
    with pytest.raises(OSError, match="power cut"):
        put(places, new_audio, NOON + timedelta(hours=1))

    assert int(places.expiry.read_text()) == int(NOON.timestamp())


def test_nothing_is_live_in_an_empty_folder(places: Places) -> None:
    assert read_live(places) is None


@pytest.mark.parametrize("name", ["latest.mp3", "latest.json", "latest.expires"])
def test_nothing_is_live_when_a_live_name_is_missing(places: Places, new_audio: Path, name: str) -> None:
    put(places, new_audio, NOON)

    (places.root / name).unlink()

    assert read_live(places) is None


def test_a_bulletin_is_fresh_until_it_expires(places: Places, new_audio: Path) -> None:
    put(places, new_audio, NOON)

    seen = read_live(places)

    assert seen is not None
    assert seen.is_fresh(NOON - timedelta(seconds=1))
    assert not seen.is_fresh(NOON)


def test_the_filler_is_never_taken_for_a_fresh_bulletin(places: Places) -> None:
    put_filler(places, now=NOON, programme="bulletin", title="News")

    seen = read_live(places)

    assert seen is not None
    assert seen.is_filler
    assert not seen.is_fresh(NOON)
    assert places.audio.read_bytes() == b"filler"


def test_a_file_held_open_leaves_the_old_expiry_and_points_to_the_dated_file(
    places: Places, new_audio: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(places, new_audio, NOON)
    other = new_audio.with_name("other.mp3")
    other.write_bytes(b"other")
    monkeypatch.setattr("bulletin.system.files.REPLACE_WAITS_S", (0.0, 0.0))
    tries: list[Path] = []

    def refuse(part: Path, path: Path) -> None:
        tries.append(path)
        raise RefusedByWindowsError(13, "The process cannot access the file")

    with pytest.raises(HeldOpenError, match=r"latest\.mp3 is held open"):
        put_live(
            places,
            audio=other,
            record='{"audio": "2026-11-23/1200/bulletin.mp3"}',
            feed="<rss/>",
            expires_at=NOON + timedelta(hours=1),
            replace=refuse,
        )

    assert len(tries) == 3
    assert places.audio.read_bytes() == b"new audio"
    assert json.loads(places.record.read_text())["audio"] == "2026-11-23/1200/bulletin.mp3"
    assert int(places.expiry.read_text()) == int(NOON.timestamp())
    assert not list(places.root.glob(".*"))
