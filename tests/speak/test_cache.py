"""The clip cache."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.errors import BulletinError
from bulletin.model import Clip
from bulletin.speak.cache import ClipCache, ClipKey, Clips

KEY = ClipKey("ab" * 32)
CLIP = Clip(pcm=b"\x01\x02" * 500, rate_hz=22_050, engine="tone", version="1", voice="low\nvoice ü")


def test_a_clip_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    assert cache.find(KEY) is None

    cache.keep(KEY, CLIP)

    assert cache.find(KEY) == CLIP
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [f"{KEY}.clip"]


@given(cut=st.integers(0, 1150))
def test_a_torn_clip_counts_as_missing(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    cache = ClipCache(tmp_path_factory.mktemp("cache"))
    cache.keep(KEY, CLIP)
    path = cache.path_of(KEY)
    whole = path.read_bytes()

    path.write_bytes(whole[: min(cut, len(whole) - 1)])

    assert cache.find(KEY) is None


@given(place=st.integers(0, 1150), bit=st.integers(0, 7))
def test_a_flipped_bit_counts_as_missing(
    tmp_path_factory: pytest.TempPathFactory, place: int, bit: int
) -> None:
    cache = ClipCache(tmp_path_factory.mktemp("cache"))
    cache.keep(KEY, CLIP)
    path = cache.path_of(KEY)
    damaged = bytearray(path.read_bytes())
    damaged[place % len(damaged)] ^= 1 << bit

    path.write_bytes(damaged)

    assert cache.find(KEY) is None


def test_a_damaged_clip_can_be_kept_again(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    cache.keep(KEY, CLIP)
    cache.path_of(KEY).write_bytes(b"zeros after a power cut")

    cache.keep(KEY, CLIP)

    assert cache.find(KEY) == CLIP


def test_many_threads_may_keep_and_find_the_same_clip(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)

    def use(_: int) -> Clip | None:
        cache.keep(KEY, CLIP)
        return cache.find(KEY)

    with ThreadPoolExecutor(8) as executor:
        found = set(executor.map(use, range(64)))

    assert found == {CLIP}


def test_a_clip_that_another_run_is_reading_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = ClipCache(tmp_path)
    cache.keep(KEY, CLIP)

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "The file is in use by another program")

    monkeypatch.setattr(Path, "replace", refuse)
    cache.keep(KEY, CLIP)

    assert cache.find(KEY) == CLIP


def test_a_full_disk_is_one_plain_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fill)

    with pytest.raises(BulletinError, match=r"No space left on device\. Free some space"):
        ClipCache(tmp_path).keep(KEY, CLIP)

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_clips_unused_for_a_week_go_and_others_stay(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    old, used, new = (ClipKey(letter * 64) for letter in "abc")
    for key in (old, used, new):
        cache.keep(key, CLIP)
    long_ago = time.time() - 8 * 24 * 3600
    for key in (old, used):
        os.utime(cache.path_of(key), (long_ago, long_ago))
    cache.find(used)

    removed = cache.tidy()

    assert removed == 1
    assert [cache.find(key) for key in (old, used, new)] == [None, CLIP, CLIP]


def test_tidying_happens_once_a_day(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    cache.keep(KEY, CLIP)
    cache.tidy()
    long_ago = time.time() - 30 * 24 * 3600
    os.utime(cache.path_of(KEY), (long_ago, long_ago))

    assert cache.tidy() == 0
    assert cache.find(KEY) == CLIP


def test_clips_are_a_sequence_read_when_asked_for(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    cache.keep(KEY, CLIP)

    clips = Clips(cache, (KEY, KEY, KEY))

    assert list(clips) == [CLIP, CLIP, CLIP]
    assert clips[-1] == CLIP
    assert list(clips[1:]) == [CLIP, CLIP]


def test_a_clip_that_went_in_the_meantime_is_named(tmp_path: Path) -> None:
    with pytest.raises(BulletinError, match=r"no longer at .*\.clip\. Run the command again"):
        Clips(ClipCache(tmp_path), (KEY,))[0]
