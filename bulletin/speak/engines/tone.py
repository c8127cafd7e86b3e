"""Tone: an engine for tests. No words, but a sound of speech-like length, level and rhythm."""

from __future__ import annotations

import math
import struct
import zlib

from bulletin.errors import EngineError
from bulletin.model import Clip, Dialect
from bulletin.speak.engine import Availability, Offer, Setting

RATE_HZ = 22_050
EDGE_S = 0.02
# Letters of an English word with its space; at R words a minute a letter then takes 60 / R / 6 seconds.
LETTERS_A_WORD = 6.0
SYLLABLE_S = 0.2
# Peak of the voiced part; with the syllable rhythm about -20 dBFS RMS, where espeak-ng speaks too.
PEAK = 9_000
PITCHES_HZ = {"low": 110.0, "high": 196.0}
HARMONICS = (1.0, 0.7, 0.5, 0.35, 0.25, 0.18, 0.12, 0.08)


class Tone:
    """Hums a line: one syllable-like swell each 0.2 s, at a pitch that depends on the words."""

    dialect = Dialect.PLAIN
    version = "1"

    def availability(self) -> Availability:
        """It always works."""
        return Availability(usable=True, version=self.version)

    def voices(self) -> tuple[Offer, ...]:
        """Two, told apart by their pitch."""
        return tuple(Offer(id=name, label=f"{name} hum", language="en-GB") for name in PITCHES_HZ)

    def speak(self, text: str, setting: Setting) -> Clip:
        """Hum for as long as a reader at `rate_wpm` would take."""
        voice = setting.voice or "low"
        if voice not in PITCHES_HZ:
            raise EngineError(f'tone has no voice "{voice}"; it has: {", ".join(PITCHES_HZ)}.')
        letters = len(" ".join(text.split()))
        if not any(letter.isalnum() for letter in text):
            raise EngineError("tone gave no sound for a line without words.")
        seconds = letters * 60 / setting.rate_wpm / LETTERS_A_WORD
        # Each text has a tone of its own, within a semitone, so that clips can be told apart in a mix.
        detune = 1 + (zlib.crc32(text.encode()) % 1000) / 1000 * 0.06
        pitch_hz = PITCHES_HZ[voice] * detune * 2 ** ((setting.pitch - 50) / 100)
        pcm = _hum(seconds, pitch_hz)
        return Clip(pcm=pcm, rate_hz=RATE_HZ, engine="tone", version=self.version, voice=voice)


def _hum(seconds: float, pitch_hz: float) -> bytes:
    """One syllable-like swell after another between silent edges; 16-bit samples, little-endian."""
    edge = bytes(2 * round(EDGE_S * RATE_HZ))
    syllable = _syllable(pitch_hz)
    size = 2 * round(seconds * RATE_HZ)
    return edge + (syllable * (size // len(syllable) + 1))[:size] + edge


def _syllable(pitch_hz: float) -> bytes:
    """Without numpy, whose import would cost each worker more than a minute of humming."""
    count = round(SYLLABLE_S * RATE_HZ)
    samples = []
    for place in range(count):
        turn = 2 * math.pi * pitch_hz * place / RATE_HZ
        voiced = sum(gain * math.sin(turn * (above + 1)) for above, gain in enumerate(HARMONICS))
        swell = 0.15 + 0.85 * math.sin(math.pi * place / count) ** 2
        samples.append(round(PEAK * swell * voiced / 2))
    return struct.pack(f"<{count}h", *samples)
