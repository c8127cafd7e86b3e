from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.audio.loudness import Energies, integrated_loudness
from bulletin.audio.samples import ratio
from tests.audio.sounds import speech, tone

# EBU Tech 3341 (2016), table 1, cases 1 to 5: stereo 1 kHz at these levels for so many seconds.
CASES = (
    (((-23.0, 20.0),), -23.0),
    (((-33.0, 20.0),), -33.0),
    (((-36.0, 10.0), (-23.0, 60.0), (-36.0, 10.0)), -23.0),
    (((-72.0, 10.0), (-36.0, 10.0), (-23.0, 60.0), (-36.0, 10.0), (-72.0, 10.0)), -23.0),
    (((-26.0, 20.0), (-20.0, 20.1), (-26.0, 20.0)), -23.0),
)


@pytest.mark.parametrize("rate_hz", [16000, 22050, 48000])
@pytest.mark.parametrize(("parts", "expected"), CASES)
def test_the_signals_of_tech_3341_read_what_the_standard_says(
    parts: tuple[tuple[float, float], ...], expected: float, rate_hz: int
) -> None:
    channel = np.concatenate([tone(level, seconds, rate_hz=rate_hz) for level, seconds in parts])

    heard = integrated_loudness(np.stack([channel, channel], axis=1), rate_hz=rate_hz)

    assert heard == pytest.approx(expected, abs=0.1)


def test_mono_is_metered_as_it_is_heard_from_two_loudspeakers() -> None:
    voice = speech(6)

    mono = integrated_loudness(voice, rate_hz=22050)
    stereo = integrated_loudness(np.stack([voice, voice], axis=1), rate_hz=22050)

    assert mono == pytest.approx(stereo, abs=0.001)


def test_one_channel_of_two_reads_three_less_than_both() -> None:
    channel = tone(-20, 5)

    both = integrated_loudness(np.stack([channel, channel], axis=1), rate_hz=48000)
    one = integrated_loudness(np.stack([channel, np.zeros_like(channel)], axis=1), rate_hz=48000)

    assert both - one == pytest.approx(3.01, abs=0.01)


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.39])
def test_less_than_a_gating_block_has_no_loudness(seconds: float) -> None:
    heard = integrated_loudness(tone(-10, seconds), rate_hz=48000)

    assert heard == -math.inf


def test_digital_silence_has_no_loudness() -> None:
    heard = integrated_loudness(np.zeros(48000, dtype=np.float32), rate_hz=48000)

    assert heard == -math.inf


def test_a_constant_voltage_is_not_heard() -> None:
    voice = speech(6)

    shifted = integrated_loudness(voice + np.float32(0.3), rate_hz=22050)

    assert shifted == pytest.approx(integrated_loudness(voice, rate_hz=22050), abs=0.05)


@settings(deadline=None, max_examples=25)
@given(gain_db=st.floats(-20, 10))
def test_gain_moves_loudness_by_as_much(gain_db: float) -> None:
    voice = speech(4) * np.float32(0.3)

    louder = integrated_loudness(voice * np.float32(ratio(gain_db)), rate_hz=22050)

    assert louder - integrated_loudness(voice, rate_hz=22050) == pytest.approx(gain_db, abs=0.01)


@settings(deadline=None, max_examples=25)
@given(sizes=st.lists(st.integers(1, 30000), min_size=1, max_size=12))
def test_blocks_of_any_size_read_the_same(sizes: list[int]) -> None:
    voice = speech(7)
    whole = Energies(rate_hz=22050)
    whole.feed(voice)

    parts = Energies(rate_hz=22050)
    first = 0
    for size in [*sizes, len(voice)]:
        parts.feed(voice[first : first + size])
        first += size

    np.testing.assert_allclose(parts.read(), whole.read(), rtol=1e-4, atol=1e-12)


@pytest.mark.parametrize("rate_hz", [8000, 11025, 22255])
def test_a_rate_that_divides_badly_is_metered_too(rate_hz: int) -> None:
    heard = integrated_loudness(tone(-23, 10, rate_hz=rate_hz), rate_hz=rate_hz)

    assert heard == pytest.approx(-23.0, abs=0.1)
