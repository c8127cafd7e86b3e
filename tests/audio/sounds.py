"""Sounds made for tests: tones, and a voice of sorts with syllables, formants and pauses."""

from __future__ import annotations

import subprocess
import wave
from functools import lru_cache
from pathlib import Path

import numpy as np

from bulletin.audio.samples import Samples, ratio, to_pcm
from bulletin.system.programs import find_ffmpeg


def tone(
    level_dbfs: float, seconds: float, *, hz: float = 1000.0, rate_hz: int = 48000, degrees: float = 0.0
) -> Samples:
    """A sine of a given peak level and starting phase."""
    time_s = np.arange(round(seconds * rate_hz)) / rate_hz
    return (ratio(level_dbfs) * np.sin(2 * np.pi * hz * time_s + np.radians(degrees))).astype(np.float32)


@lru_cache(maxsize=64)
def speech(seconds: float, *, rate_hz: int = 22050, pitch_hz: float = 120.0, seed: int = 1) -> Samples:
    """Harmonics under moving formants, in syllables, with a short rest after each phrase; peaky like a voice."""
    random = np.random.default_rng(seed)
    time_s = np.arange(round(seconds * rate_hz)) / rate_hz
    vibrato = 1 + 0.03 * np.sin(2 * np.pi * 2.3 * time_s + seed)
    phase = 2 * np.pi * np.cumsum(pitch_hz * vibrato) / rate_hz
    formants = (600 + 250 * np.sin(2 * np.pi * 1.9 * time_s), 1700 + 400 * np.sin(2 * np.pi * 1.3 * time_s))
    sound = np.zeros(len(time_s))
    for number in range(1, int(4000 / pitch_hz)):
        near = sum(np.exp(-(((number * pitch_hz - formant) / 260) ** 2)) for formant in formants)
        sound += (near + 0.02) / number**0.4 * np.cos(number * phase + random.uniform(0, 2 * np.pi))
    sound += 0.05 * random.standard_normal(len(time_s))
    syllables = np.maximum(0.0, np.sin(2 * np.pi * 2.1 * time_s)) ** 0.6
    rests = (time_s % 3.1) < 2.7
    shaped = sound * syllables * rests
    voice = (0.6 * shaped / np.abs(shaped).max()).astype(np.float32)
    voice.setflags(write=False)
    return voice


def write_wav(path: Path, samples: Samples, *, rate_hz: int) -> Path:
    """A WAV file of 16 bits, mono or with as many channels as there are columns."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1 if samples.ndim == 1 else samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(to_pcm(samples))
    return path


def encode_as_found(path: Path, samples: Samples, *, rate_hz: int, words: tuple[str, ...] = ()) -> Path:
    """A file such as anyone may bring, made by ffmpeg from samples without our mastering."""
    wav = write_wav(path.with_name(path.stem + "-source.wav"), samples, rate_hz=rate_hz)
    subprocess.run([str(find_ffmpeg()), "-v", "error", "-y", "-i", str(wav), *words, str(path)], check=True)
    return path
