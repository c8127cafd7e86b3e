"""Synthesis: soft tones from which the station's furniture is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bulletin.audio.samples import Samples

# A few weak partials over a strong first one: warm, and nothing shrill in a poor earpiece.
PARTIALS = (1.0, 0.38, 0.16, 0.07, 0.03)
ATTACK_S = 0.012
DETUNE = 0.0015  # a pair of strings that beat slowly sounds less like a test tone

HEARD_DECAYS = 1.3  # after that a note lies 78 dB under its start

SEMITONES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One struck string."""

    name: str
    """A letter and an octave: A4 is 440 Hz."""
    at_s: float = 0.0
    decay_s: float = 1.0
    """Time in which the first partial falls by 60 dB, about."""
    level: float = 1.0
    attack_s: float = ATTACK_S


def pitch_hz(name: str) -> float:
    """The frequency of a note in equal temperament."""
    semitone = SEMITONES[name[0]] + 12 * (int(name[1:]) + 1)
    return float(440.0 * 2 ** ((semitone - 69) / 12))


def play(notes: Sequence[Note], *, seconds: float, rate_hz: int) -> Samples:
    """Mix notes into a piece of a given length, shape (frames,)."""
    piece = np.zeros(round(seconds * rate_hz), dtype=np.float32)
    for note in notes:
        first = round(note.at_s * rate_hz)
        heard = min(len(piece) - first, round(HEARD_DECAYS * note.decay_s * rate_hz))
        piece[first : first + heard] += struck(note, frames=heard, rate_hz=rate_hz)
    return piece


def struck(note: Note, *, frames: int, rate_hz: int) -> NDArray[np.float32]:
    """One note: partials that die the faster the higher they are, after a soft attack."""
    time_s = np.arange(frames) / rate_hz
    fading = (-6.9 / note.decay_s * time_s).astype(np.float32)
    sound = np.zeros(frames, dtype=np.float32)
    for number, weight in enumerate(PARTIALS, start=1):
        hz = pitch_hz(note.name) * number
        if hz > 0.4 * rate_hz:
            break
        pair = _wave(hz * (1 - DETUNE) * time_s) + _wave(hz * (1 + DETUNE) * time_s)
        sound += np.float32(note.level * weight / 2) * pair * np.exp(fading * np.float32(number**0.7))
    rise = round(note.attack_s * rate_hz)
    sound[:rise] *= (np.sin(np.linspace(0, np.pi / 2, rise)) ** 2).astype(np.float32)[:frames]
    return sound


def _wave(cycles: NDArray[np.float64]) -> NDArray[np.float32]:
    # Whole cycles go before the sine, so that single precision, five times as quick, is exact enough.
    turned = (cycles - np.floor(cycles)).astype(np.float32)
    wave: NDArray[np.float32] = np.sin(np.float32(2 * np.pi) * turned)
    return wave


def room(samples: Samples, *, rate_hz: int, wet: float, decay_s: float) -> Samples:
    """Let a piece sound in a small room: a decaying noise with a fixed seed, its highs gone; same length."""
    frames = round(decay_s * rate_hz)
    # A hash of the frame's number: a library's random numbers may change with its version.
    steps = np.arange(frames, dtype=np.uint64) * np.uint64(2654435761) % np.uint64(2**32)
    scrambled = (steps ^ (steps >> np.uint64(13))) * np.uint64(1274126177) % np.uint64(2**32)
    noise = scrambled.astype(np.float64) / 2**31 - 1
    noise = np.convolve(noise, np.hanning(round(rate_hz / 2500) + 2), mode="same")
    tail = noise * np.exp(-6.9 * np.arange(frames) / frames)
    tail /= np.sqrt(np.sum(tail**2))
    length = len(samples) + frames
    wetted = np.fft.irfft(np.fft.rfft(samples, length) * np.fft.rfft(tail, length), length)
    mixed: Samples = ((1 - wet) * samples + wet * wetted[: len(samples)]).astype(np.float32)
    return mixed


def fade_out(samples: Samples, *, rate_hz: int, seconds: float) -> Samples:
    """A copy that ends at zero along half a cosine."""
    frames = min(len(samples), round(seconds * rate_hz))
    faded = samples.copy()
    faded[len(samples) - frames :] *= (0.5 + 0.5 * np.cos(np.linspace(0, np.pi, frames))).astype(np.float32)
    return faded
