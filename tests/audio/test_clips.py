"""Trimming, resampling and synthesis: what is done to one clip."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.audio.resample import resample
from bulletin.audio.samples import Grid, Samples, from_pcm, to_pcm
from bulletin.audio.synth import Note, pitch_hz, play
from bulletin.audio.trim import fade_edges, trim
from tests.audio.sounds import speech, tone


def spectrum_db(samples: Samples, *, rate_hz: int) -> tuple[np.ndarray, np.ndarray]:
    bins = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return np.fft.rfftfreq(len(samples), 1 / rate_hz), 20 * np.log10(np.maximum(bins / bins.max(), 1e-12))


def test_silence_at_both_edges_is_cut_and_the_sound_stays() -> None:
    quiet = np.zeros(11025, dtype=np.float32)
    sound = tone(-20, 1, hz=300, rate_hz=22050)

    kept = trim(np.concatenate([quiet, sound, quiet]), rate_hz=22050)

    assert len(sound) <= len(kept) <= len(sound) + 0.05 * 22050


def test_a_soft_consonant_before_a_vowel_is_kept() -> None:
    random = np.random.default_rng(3)
    hiss = (0.004 * random.standard_normal(2205)).astype(np.float32)
    vowel = tone(-3, 0.5, hz=200, rate_hz=22050)
    quiet = np.zeros(8000, dtype=np.float32)

    kept = trim(np.concatenate([quiet, hiss, vowel, quiet]), rate_hz=22050)

    assert len(kept) >= len(hiss) + len(vowel)


def test_a_trimmed_clip_begins_and_ends_at_zero() -> None:
    kept = trim(tone(-6, 0.3, rate_hz=22050, degrees=90), rate_hz=22050)

    assert kept[0] == 0.0
    assert abs(kept[-1]) < 1e-6


@pytest.mark.parametrize("frames", [0, 1, 50, 22050])
def test_a_clip_without_sound_becomes_empty(frames: int) -> None:
    assert len(trim(np.full(frames, 0.0001, dtype=np.float32), rate_hz=22050)) == 0


def test_a_fade_longer_than_the_clip_does_no_harm() -> None:
    assert len(fade_edges(np.ones(3, dtype=np.float32), frames=100)) == 3


@settings(deadline=None, max_examples=40)
@given(
    frames=st.integers(1, 30000),
    rates=st.sampled_from([(22050, 44100), (16000, 22050), (44100, 22050), (24000, 44100), (22050, 48000)]),
)
def test_a_resampled_clip_keeps_its_length_in_time(frames: int, rates: tuple[int, int]) -> None:
    rate_hz, to_hz = rates

    moved = resample(np.zeros(frames, dtype=np.float32), rate_hz=rate_hz, to_hz=to_hz)

    assert len(moved) == round(frames * to_hz / rate_hz)


def test_resampling_leaves_no_image_of_a_high_tone() -> None:
    high = fade_edges(tone(-6, 1, hz=9000, rate_hz=22050), frames=2000)

    moved = resample(high, rate_hz=22050, to_hz=44100)

    hz, db = spectrum_db(moved, rate_hz=44100)
    assert db[hz > 9200].max() < -90
    assert np.abs(moved).max() == pytest.approx(np.abs(high).max(), rel=0.01)


def test_resampling_down_folds_nothing_back() -> None:
    high = fade_edges(tone(-6, 1, hz=15000, rate_hz=44100), frames=2000)

    moved = resample(high, rate_hz=44100, to_hz=22050)

    assert np.abs(moved[2000:-2000]).max() < 1e-4


def test_a_resampled_clip_keeps_its_place_in_time() -> None:
    voice = speech(1)

    there = resample(voice, rate_hz=22050, to_hz=44100)

    np.testing.assert_allclose(there[::2], voice, atol=0.01)


def test_samples_survive_the_way_to_16_bits_and_back() -> None:
    voice = speech(1)

    back = from_pcm(to_pcm(voice))

    np.testing.assert_allclose(back, voice, atol=1 / 32768)


def test_what_is_over_full_scale_is_held_and_does_not_wrap() -> None:
    pcm = np.frombuffer(to_pcm(np.array([1.5, -1.5], dtype=np.float32)), dtype="<i2")

    assert pcm.tolist() == [32767, -32768]


@pytest.mark.parametrize("rate_hz", [8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000, 96000])
def test_a_grid_has_whole_rows_in_its_steps(rate_hz: int) -> None:
    grid = Grid.at(rate_hz)

    assert grid.step % grid.row == 0
    assert grid.step / rate_hz == pytest.approx(0.1, rel=0.001)
    assert 0.001 <= grid.row / rate_hz <= 0.003


def test_notes_have_the_pitch_of_their_names() -> None:
    assert pitch_hz("A4") == 440.0
    assert pitch_hz("C4") == pytest.approx(261.63, abs=0.01)


def test_a_note_begins_softly_at_its_time() -> None:
    piece = play([Note(name="A4", at_s=0.5)], seconds=1.0, rate_hz=22050)

    assert not piece[:11025].any()
    assert np.abs(piece[11025:11055]).max() < 0.05
    assert np.abs(piece[12000:]).max() > 0.3
