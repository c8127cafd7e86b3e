"""A programme's samples on disk."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.audio.samples import Samples, from_pcm, to_pcm
from bulletin.master.reel import Reel


def noise(frames: int, *, seed: int = 1) -> Samples:
    samples: Samples = np.random.default_rng(seed).uniform(-0.5, 0.5, frames).astype(np.float32)
    return from_pcm(to_pcm(samples))


@given(
    parts=st.lists(st.tuples(st.integers(0, 900), st.integers(0, 300)), max_size=6),
    start=st.integers(0, 3000),
    frames=st.integers(0, 3000),
)
def test_any_passage_is_what_was_laid_there(parts: list[tuple[int, int]], start: int, frames: int) -> None:
    reel, laid = Reel(rate_hz=22_050), [np.zeros(0, dtype=np.float32)]
    for number, (sounding, silent) in enumerate(parts):
        laid += [noise(sounding, seed=number), np.zeros(silent, dtype=np.float32)]
        reel.lay([laid[-2]])
        reel.lay_silence(silent)

    whole = np.concatenate(laid)
    assert len(reel) == len(whole)
    assert np.array_equal(reel.samples(start, start + frames), whole[start : start + frames])


def test_a_passage_is_a_segment_of_pydub() -> None:
    reel = Reel(rate_hz=22_050)
    reel.lay([noise(22_050)])

    passage = reel.passage(0, 11_025)

    assert (passage.channels, passage.sample_width, passage.frame_rate, len(passage)) == (1, 2, 22_050, 500)


def test_two_threads_read_each_their_own_part() -> None:
    reel, sound = Reel(rate_hz=22_050), noise(400_000)
    reel.lay([sound])

    def read(first: int) -> bool:
        places = range(first, first + 200_000, 1000)
        return all(np.array_equal(reel.samples(at, at + 1000), sound[at : at + 1000]) for at in places)

    with ThreadPoolExecutor(2) as threads:
        assert all(threads.map(read, (0, 200_000)))


@pytest.mark.skipif(sys.platform == "win32", reason="there the file has a name until it is closed")
def test_a_killed_run_leaves_no_file_behind(tmp_path: Path) -> None:
    reel = Reel(rate_hz=22_050, folder=tmp_path)
    reel.lay([noise(22_050)])

    assert list(tmp_path.iterdir()) == []
