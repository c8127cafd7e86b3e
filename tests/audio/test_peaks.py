from __future__ import annotations

import numpy as np
import pytest

from bulletin.audio.meter import Meter, measure_samples
from bulletin.audio.peaks import Peaks, runs, true_peak
from bulletin.audio.samples import Samples, ratio
from bulletin.audio.trim import fade_edges
from tests.audio.sounds import speech, tone

RATE_HZ = 48000


def soft(samples: Samples) -> Samples:
    """Without the step at either end, which has a true peak of its own."""
    return fade_edges(samples, frames=4800)


# EBU Tech 3341 (2016), table 1, cases 15 to 18: part of the rate, and phase, at -6 dBFS.
@pytest.mark.parametrize(("part", "degrees"), [(4, 0.0), (4, 45.0), (6, 60.0), (8, 67.5)])
def test_true_peaks_between_samples_are_found(part: int, degrees: float) -> None:
    signal = soft(tone(-6.02, 1, hz=RATE_HZ / part, degrees=degrees, rate_hz=RATE_HZ))

    heard = true_peak(signal, rate_hz=RATE_HZ)

    assert -6.0 - 0.4 <= heard <= -6.0 + 0.2


def test_a_true_peak_over_full_scale_is_told() -> None:
    # Case 19: the samples of a +3 dBTP tone that all stay at full scale.
    signal = soft(tone(3.0, 1, hz=RATE_HZ / 4, degrees=45.0, rate_hz=RATE_HZ))

    heard = true_peak(signal, rate_hz=RATE_HZ)

    assert np.abs(signal).max() <= 1.0
    assert 3.0 - 0.4 <= heard <= 3.0 + 0.2


def test_a_peak_in_the_last_frames_is_found() -> None:
    signal = np.zeros(10007, dtype=np.float32)
    signal[-1] = 0.5

    assert true_peak(signal, rate_hz=RATE_HZ) == pytest.approx(-6.02, abs=0.01)


def test_silence_has_no_peak() -> None:
    assert true_peak(np.zeros(5000, dtype=np.float32), rate_hz=RATE_HZ) == -np.inf


def test_both_channels_are_watched() -> None:
    quiet, loud = soft(tone(-20, 1)), soft(tone(-3, 1))

    heard = true_peak(np.stack([quiet, loud], axis=1), rate_hz=RATE_HZ)

    assert heard == pytest.approx(-3.0, abs=0.1)


def test_blocks_give_the_peak_of_the_whole() -> None:
    voice = speech(4)
    peaks = Peaks(rate_hz=22050)

    for block in np.array_split(voice, 37):
        peaks.feed(block)

    assert peaks.true_peak_dbtp() == pytest.approx(true_peak(voice, rate_hz=22050), abs=1e-4)


def test_a_silence_is_told_with_its_times() -> None:
    gap = np.zeros(2 * RATE_HZ, dtype=np.float32)
    programme = np.concatenate([tone(-20, 3), gap, tone(-20, 1)])

    silences = measure_samples(programme, rate_hz=RATE_HZ).silences

    assert len(silences) == 1
    assert silences[0].start_s == pytest.approx(3.0, abs=0.01)
    assert silences[0].end_s == pytest.approx(5.0, abs=0.01)


def test_what_lies_under_minus_50_counts_as_silence_and_short_gaps_do_not() -> None:
    hum = tone(-55, 1)
    breath = np.zeros(round(0.4 * RATE_HZ), dtype=np.float32)
    programme = np.concatenate([tone(-20, 1), breath, tone(-20, 1), hum])

    silences = measure_samples(programme, rate_hz=RATE_HZ).silences

    assert [round(silence.start_s, 1) for silence in silences] == [2.4]
    assert silences[0].end_s == pytest.approx(3.4, abs=1e-6)


def test_a_meter_tells_the_length_to_the_sample() -> None:
    meter = Meter(rate_hz=22050)

    for size in (1, 999, 22050):
        meter.feed(np.zeros(size, dtype=np.float32))

    assert meter.read().duration_s == 23050 / 22050


def test_an_envelope_follows_the_level() -> None:
    meter = Meter(rate_hz=RATE_HZ)
    meter.feed(np.concatenate([tone(-20, 2), tone(-6, 2), np.zeros(RATE_HZ, dtype=np.float32)]))

    envelope = meter.envelope()

    assert envelope.step_s == pytest.approx(0.1)
    assert len(envelope.peaks) == len(envelope.loudness_lufs) == 50
    assert envelope.peaks[10] == pytest.approx(ratio(-20), abs=0.001)
    assert envelope.loudness_lufs[30] == pytest.approx(-6.0, abs=0.1)
    assert envelope.loudness_lufs[-1] == -np.inf


def test_an_envelope_of_an_hour_stays_small_enough_to_draw() -> None:
    meter = Meter(rate_hz=8000)
    for _ in range(60):
        meter.feed(np.full(8000 * 10, 0.1, dtype=np.float32))

    envelope = meter.envelope()

    assert len(envelope.peaks) <= 800
    assert envelope.step_s * len(envelope.peaks) == pytest.approx(600, abs=1)


def test_runs_are_half_open() -> None:
    assert runs(np.array([True, False, True, True])) == [(0, 1), (2, 4)]
    assert runs(np.zeros(0, dtype=np.bool_)) == []
