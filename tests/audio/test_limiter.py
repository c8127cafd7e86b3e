from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.audio.limiter import edge_gains_db, limit
from bulletin.audio.loudness import integrated_loudness
from bulletin.audio.peaks import true_peak
from bulletin.audio.samples import Samples, ratio
from bulletin.audio.trim import fade_edges
from tests.audio.sounds import speech, tone

CEILING_DBTP = -1.5


def noise(seed: int, *, frames: int) -> Samples:
    return np.random.default_rng(seed).standard_normal(frames).astype(np.float32)


@settings(deadline=None, max_examples=40)
@given(
    seed=st.integers(0, 10**6),
    gain_db=st.floats(-20, 30),
    bursts=st.lists(st.tuples(st.integers(0, 20000), st.integers(1, 3000)), max_size=5),
)
def test_nothing_ever_passes_the_ceiling(seed: int, gain_db: float, bursts: list[tuple[int, int]]) -> None:
    sound = 0.05 * noise(seed, frames=22050)
    for first, length in bursts:
        sound[first : first + length] *= 30
    sound *= np.float32(ratio(gain_db))

    held = limit(sound, rate_hz=22050, ceiling_dbtp=CEILING_DBTP)

    assert len(held) == len(sound)
    assert np.abs(held).max() <= ratio(CEILING_DBTP) * 1.0001
    # A gain that moves within a row shifts what lies between its samples by a trace.
    assert true_peak(held, rate_hz=22050) <= CEILING_DBTP + 0.1


@pytest.mark.parametrize("hz", [80.0, 440.0, 3000.0, 22050 / 4])
def test_a_tone_between_samples_is_held_too(hz: float) -> None:
    loud = tone(4, 1, hz=hz, rate_hz=22050, degrees=45)

    held = limit(loud, rate_hz=22050, ceiling_dbtp=CEILING_DBTP)

    assert true_peak(fade_edges(held, frames=4000), rate_hz=22050) == pytest.approx(CEILING_DBTP, abs=0.1)


def test_what_is_under_the_ceiling_is_left_alone() -> None:
    voice = speech(3) * np.float32(0.5)

    held = limit(voice, rate_hz=22050, ceiling_dbtp=CEILING_DBTP)

    np.testing.assert_array_equal(held, voice)


def test_far_from_a_peak_nothing_changes() -> None:
    sound = tone(-20, 4, rate_hz=22050)
    sound[44100] = 1.0

    held = limit(sound, rate_hz=22050, ceiling_dbtp=CEILING_DBTP)

    np.testing.assert_array_equal(held[:43000], sound[:43000])
    np.testing.assert_array_equal(held[60000:], sound[60000:])


def test_the_gain_turns_down_ahead_of_a_peak_and_slowly_up_after_it() -> None:
    room_db = np.full(400, 10.0, dtype=np.float32)
    room_db[200] = -4.0

    edges = edge_gains_db(room_db)

    assert edges[200] == edges[201] == -4.0
    assert edges[195] == 0.0
    assert -4.0 < edges[199] < 0.0
    assert -4.0 < edges[220] < -1.0
    assert edges[300] == 0.0


def test_limiting_speech_by_a_few_db_costs_little_loudness() -> None:
    voice = speech(6)
    gain = np.float32(ratio(-true_peak(voice, rate_hz=22050) + 2))

    held = limit(voice * gain, rate_hz=22050, ceiling_dbtp=CEILING_DBTP)

    lost = integrated_loudness(voice * gain, rate_hz=22050) - integrated_loudness(held, rate_hz=22050)
    assert 0 <= lost < 2.5
