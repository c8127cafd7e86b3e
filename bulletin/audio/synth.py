"""Synthesis: soft tones from which the station's furniture is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    time_s, hz = np.arange(frames) / rate_hz, pitch_hz(note.name)
    fading = (-6.9 / note.decay_s * time_s).astype(np.float32)
    angle, beating = _angle(hz * time_s), _angle(DETUNE * hz * time_s)
    # Two strings a little apart are one between them that swells and fades: sin(a - b) + sin(a + b) is
    # 2 sin(a) cos(b). Of each partial both come from those of the two partials before.
    tones, swells = _multiples(np.sin(angle), np.cos(angle), first=0), _multiples(np.cos(beating), first=1)
    sound = np.zeros(frames, dtype=np.float32)
    for number, (weight, tone, swell) in enumerate(zip(PARTIALS, tones, swells, strict=False), start=1):
        if hz * number > 0.4 * rate_hz:
            break
        fade = np.exp(fading * np.float32(number**0.7))
        sound += np.float32(note.level * weight) * tone * swell * fade
    rise = round(note.attack_s * rate_hz)
    sound[:rise] *= (np.sin(np.linspace(0, np.pi / 2, rise)) ** 2).astype(np.float32)[:frames]
    return sound


def _angle(cycles: NDArray[np.float64]) -> Samples:
    # Whole cycles go before the sine, so that single precision, five times as quick, is exact enough.
    angle: Samples = np.float32(2 * np.pi) * (cycles - np.floor(cycles)).astype(np.float32)
    return angle


def _multiples(wave: Samples, cosine: Samples | None = None, *, first: int) -> Iterator[Samples]:
    """
    The sine, or the cosine, of an angle, of twice the angle, and so on.

    Args:
        wave: Of the angle itself.
        cosine: Of the angle, where the wave is its sine.
        first: The wave of no angle: 0 for a sine, 1 for a cosine.
    """
    twice = 2 * (wave if cosine is None else cosine)
    before, now = np.full_like(wave, first), wave
    while True:
        yield now
        before, now = now, twice * now - before


def room(samples: Samples, *, rate_hz: int, wet: float, decay_s: float) -> Samples:
    """Let a piece sound in a small room: a decaying noise with a fixed seed, its highs gone; same length."""
    frames = round(decay_s * rate_hz)
    # A hash of the frame's number: a library's random numbers may change with its version.
    steps = np.arange(frames, dtype=np.uint64) * np.uint64(2654435761) % np.uint64(2**32)
    scrambled = (steps ^ (steps >> np.uint64(13))) * np.uint64(1274126177) % np.uint64(2**32)
    noise = scrambled.astype(np.float64) / 2**31 - 1
    noise = np.convolve(noise, np.hanning(round(rate_hz / 2500) + 2), mode="same")
    tail = noise * np.exp(-6.9 * np.arange(frames) / frames)
    tail = (tail / np.sqrt(np.sum(tail**2))).astype(np.float32)
    # A power of two: other lengths take up to three times as long.
    length = 1 << (len(samples) + frames).bit_length()
    wetted = np.fft.irfft(np.fft.rfft(samples, length) * np.fft.rfft(tail, length), length)
    mixed: Samples = ((1 - wet) * samples + wet * wetted[: len(samples)]).astype(np.float32)
    return mixed


def fade_out(samples: Samples, *, rate_hz: int, seconds: float) -> Samples:
    """A copy that ends at zero along half a cosine."""
    frames = min(len(samples), round(seconds * rate_hz))
    faded = samples.copy()
    faded[len(samples) - frames :] *= (0.5 + 0.5 * np.cos(np.linspace(0, np.pi, frames))).astype(np.float32)
    return faded
