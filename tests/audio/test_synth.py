"""Struck notes, against the sum of all their strings."""

from __future__ import annotations

import numpy as np
import pytest

from bulletin.audio.synth import DETUNE, PARTIALS, Note, pitch_hz, struck

RATE_HZ = 22050


@pytest.mark.parametrize("name", ["C3", "E4", "D5"])
def test_a_note_is_the_sum_of_two_detuned_strings_of_each_partial(name: str) -> None:
    note = Note(name=name, decay_s=5.0, level=0.5, attack_s=0.0)
    time_s = np.arange(4 * RATE_HZ) / RATE_HZ
    strings = np.zeros(len(time_s))
    for number, weight in enumerate(PARTIALS, start=1):
        angle = 2 * np.pi * pitch_hz(name) * number * time_s
        pair = np.sin((1 - DETUNE) * angle) + np.sin((1 + DETUNE) * angle)
        strings += 0.25 * weight * pair * np.exp(-6.9 / 5.0 * number**0.7 * time_s)

    sound = struck(note, frames=len(time_s), rate_hz=RATE_HZ)

    assert np.abs(sound - strings).max() < 1e-5


def test_partials_that_the_rate_cannot_carry_are_left_out() -> None:
    high = struck(Note(name="A8", decay_s=2.0), frames=RATE_HZ, rate_hz=RATE_HZ)

    loud = np.abs(np.fft.rfft(high * np.hanning(len(high))))
    assert np.argmax(loud) == pytest.approx(7040, abs=20)
    assert loud[8500:].max() < 0.001 * loud.max()
