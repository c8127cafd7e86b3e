"""Bed: music under speech, the packaged loop or the station's own, softer where someone speaks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from bulletin.audio.loudness import integrated_loudness
from bulletin.audio.samples import Samples
from bulletin.audio.synth import Note, play, room
from bulletin.model import Span

BEAT_S = 60 / 84
BAR_S = 4 * BEAT_S
# Open chords of one key with the opening and the close, low enough to leave the consonants alone.
CHORDS = ("C3 G3 C4 E4", "A2 E3 C4 E4", "F3 C4 E4 A4", "G3 D4 G4 B4")
LEVELS = (0.5, 0.4, 0.32, 0.22)
"""Of the notes of a chord, from the lowest."""
# Over each beat one note of the chord is struck softly: it breathes, and nothing in it calls for attention.
ARPEGGIO = (2, 3, 1, 3)
LOOP_S = len(CHORDS) * BAR_S
SWELL_S = 1.1
RING_S = 3.0

UNDER_SPEECH_LU = -18.0
BETWEEN_LU = -10.0
RAMP_S = 0.8
# A breath between two sentences is no place for the music to come up.
SHORTEST_GAP_S = 1.2
JOIN_S = 1.0
CURVE_S = 0.01


@cache
def bed_loop(*, rate_hz: int) -> Samples:
    """The packaged loop, shape (frames,); its end runs into its start."""
    frames = round(LOOP_S * rate_hz)
    whole = np.zeros(frames + round((SWELL_S + RING_S) * rate_hz), dtype=np.float32)
    for number, chord in enumerate(CHORDS):
        bar = _bar(chord.split(), rate_hz=rate_hz)
        first = round(number * BAR_S * rate_hz)
        whole[first : first + len(bar)] += bar[: len(whole) - first]
    sounding = room(whole, rate_hz=rate_hz, wet=0.3, decay_s=1.8)
    loop = sounding[:frames].copy()
    # What still rings when the loop is over rings into its next turn.
    loop[: len(sounding) - frames] += sounding[frames:]
    scaled: Samples = loop * np.float32(0.35 / float(np.abs(loop).max()))
    return scaled


def _bar(names: list[str], *, rate_hz: int) -> Samples:
    """A chord that swells and gives way to the next, its notes struck softly over it."""
    chord = tuple(
        Note(name=name, decay_s=40.0, level=level, attack_s=SWELL_S)
        for name, level in zip(names, LEVELS, strict=True)
    )
    pad = play(chord, seconds=BAR_S + SWELL_S, rate_hz=rate_hz)
    fall = round(SWELL_S * rate_hz)
    pad[-fall:] *= (np.cos(np.linspace(0, np.pi / 2, fall)) ** 2).astype(np.float32)
    strings = tuple(
        Note(name=names[place], at_s=beat * BEAT_S, decay_s=2.4, level=0.09, attack_s=0.05)
        for beat, place in enumerate(ARPEGGIO)
    )
    struck = play(strings, seconds=BAR_S + RING_S, rate_hz=rate_hz)
    struck[: len(pad)] += pad
    return struck


def crossfaded(samples: Samples, *, rate_hz: int) -> Samples:
    """Make a loop of any music: its last second fades out into its first, at equal power."""
    join = min(round(JOIN_S * rate_hz), len(samples) // 4)
    rise = np.sin(np.linspace(0, np.pi / 2, join)).astype(np.float32)
    loop = samples[: len(samples) - join].copy()
    loop[:join] = loop[:join] * rise + samples[len(samples) - join :] * rise[::-1]
    return loop


def bed_gains_db(speech: tuple[Span, ...], *, start_s: float, end_s: float, seconds: float) -> Samples:
    """
    Draw how loud the bed is, relative to the voice.

    Args:
        speech: When someone speaks, in order.
        start_s: When the bed has come in.
        end_s: When it begins to leave.
        seconds: Of the programme.

    Returns:
        In LU over the voice, one each 10 ms; its ramps of 0.8 s end where speech begins, and begin where
        it ends.
    """
    time_s = np.arange(round(seconds / CURVE_S) + 1) * CURVE_S
    up = np.full(len(time_s), BETWEEN_LU)
    slope = (BETWEEN_LU - UNDER_SPEECH_LU) / RAMP_S
    for span in _joined(speech):
        away_s = np.maximum(np.maximum(span.start_s - time_s, time_s - span.end_s), 0.0)
        np.minimum(up, UNDER_SPEECH_LU + slope * away_s, out=up)
    # In at the start and out at the end, along the same slope in amplitude.
    inside = np.clip(np.minimum(time_s - start_s + RAMP_S, end_s + RAMP_S - time_s) / RAMP_S, 1e-4, 1.0)
    drawn: Samples = (up + 20 * np.log10(inside)).astype(np.float32)
    return drawn


def _joined(speech: tuple[Span, ...]) -> list[Span]:
    """Spans with no more than a breath between them are one."""
    joined: list[Span] = []
    for span in speech:
        if joined and span.start_s - joined[-1].end_s < SHORTEST_GAP_S:
            joined[-1] = replace(joined[-1], end_s=max(joined[-1].end_s, span.end_s))
        else:
            joined.append(span)
    return joined


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidBed:
    """A bed under a whole programme, made a passage at a time."""

    loop: Samples
    gains_db: Samples
    """What the loop is turned by, one each 10 ms."""
    rate_hz: int

    def passage(self, start: int, frames: int) -> Samples:
        """So many frames of it from a frame on, as they are added to the programme."""
        at = np.arange(start, start + frames)
        places = at / (self.rate_hz * CURVE_S)
        gains_db = np.interp(places, np.arange(len(self.gains_db)), self.gains_db).astype(np.float32)
        music = self.loop[at % len(self.loop)]
        bed: Samples = (music * np.power(np.float32(10), gains_db / np.float32(20))).astype(np.float32)
        return bed


def laid(loop: Samples, drawn: Samples, *, voice_lufs: float, rate_hz: int) -> LaidBed:
    """Lay a bed under a programme whose voices are at a loudness, as `bed_gains_db` has drawn it."""
    heard = integrated_loudness(loop, rate_hz=rate_hz)
    return LaidBed(loop=loop, gains_db=drawn + np.float32(voice_lufs - heard), rate_hz=rate_hz)
