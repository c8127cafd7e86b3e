"""Furniture: the packaged opening, separator and close, made by our own synthesis and nobody else's sound.

They are for people who are ill, on a poor earpiece: soft attacks, nothing over 3 kHz that carries,
fundamentals where a small loudspeaker still has something to give (200 to 700 Hz), and no surprise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from bulletin.audio.samples import Samples
from bulletin.audio.synth import Note, fade_out, play, room
from bulletin.model import CueName

# C major, upwards: something begins.
OPENING = (
    Note(name="C4", at_s=0.00, decay_s=3.5, level=0.55),
    Note(name="E4", at_s=0.17, decay_s=3.5, level=0.55),
    Note(name="G4", at_s=0.34, decay_s=3.7, level=0.60),
    Note(name="C5", at_s=0.51, decay_s=5.3, level=0.60),
    Note(name="C3", at_s=0.68, decay_s=5.7, level=0.45, attack_s=0.03),
    Note(name="G3", at_s=0.68, decay_s=5.7, level=0.40, attack_s=0.03),
    Note(name="E4", at_s=0.68, decay_s=5.7, level=0.40, attack_s=0.03),
    Note(name="D5", at_s=0.68, decay_s=4.8, level=0.22, attack_s=0.03),
)
OPENING_S = 2.8

# A fourth: heard as a turned page.
SEPARATOR = (
    Note(name="G4", at_s=0.00, decay_s=1.8, level=0.6),
    Note(name="C5", at_s=0.14, decay_s=2.2, level=0.6),
    Note(name="C4", at_s=0.14, decay_s=2.2, level=0.3),
)
SEPARATOR_S = 0.95

# F major to C major, falling: something has ended.
CLOSE = (
    Note(name="F3", at_s=0.00, decay_s=4.4, level=0.45, attack_s=0.03),
    Note(name="A4", at_s=0.00, decay_s=3.3, level=0.50, attack_s=0.02),
    Note(name="C5", at_s=0.05, decay_s=3.3, level=0.40, attack_s=0.02),
    Note(name="C3", at_s=0.75, decay_s=7.5, level=0.45, attack_s=0.04),
    Note(name="G3", at_s=0.75, decay_s=7.0, level=0.40, attack_s=0.04),
    Note(name="E4", at_s=0.80, decay_s=6.6, level=0.45, attack_s=0.03),
    Note(name="G4", at_s=0.85, decay_s=6.2, level=0.40, attack_s=0.03),
    Note(name="C5", at_s=0.90, decay_s=5.7, level=0.35, attack_s=0.03),
)
CLOSE_S = 3.2

# A low open fifth that swells and goes: nothing begins, nothing is announced.
SOMBRE = (
    Note(name="C3", at_s=0.00, decay_s=6.0, level=0.55, attack_s=0.35),
    Note(name="G3", at_s=0.15, decay_s=6.0, level=0.45, attack_s=0.40),
    Note(name="C4", at_s=0.30, decay_s=5.0, level=0.25, attack_s=0.45),
)
SOMBRE_S = 3.0

# Three soft strokes, a second apart; on the minute itself the opening begins. No broadcaster's own signal.
PIPS = tuple(
    Note(name=name, at_s=at_s, decay_s=2.6, level=level)
    for at_s in (0.0, 1.0, 2.0)
    for name, level in (("G4", 0.6), ("G5", 0.2))
)
PIPS_S = 3.0

CUES: dict[CueName, tuple[tuple[Note, ...], float]] = {
    CueName.PIPS: (PIPS, PIPS_S),
    CueName.OPENING: (OPENING, OPENING_S),
    CueName.SEPARATOR: (SEPARATOR, SEPARATOR_S),
    CueName.CLOSE: (CLOSE, CLOSE_S),
    CueName.SOMBRE: (SOMBRE, SOMBRE_S),
}
PEAK = 0.5  # loudness is set when the programme is levelled


# Before the last chord has died away it is struck once more, softly: no ear takes the end for a fault.
AGAIN = (
    Note(name="C3", at_s=0.00, decay_s=8.5, level=0.30, attack_s=0.06),
    Note(name="G3", at_s=0.08, decay_s=8.0, level=0.30, attack_s=0.06),
    Note(name="E4", at_s=0.16, decay_s=7.6, level=0.32, attack_s=0.06),
    Note(name="C5", at_s=0.24, decay_s=7.0, level=0.24, attack_s=0.06),
)
AGAIN_EVERY_S = 2.2


@cache
def cue_sound(name: CueName, *, longer_s: float, rate_hz: int) -> Samples:
    """One piece of furniture, shape (frames,), and how much longer it rings; it begins and ends at zero."""
    notes, usual_s = CUES[name]
    seconds = usual_s + longer_s
    more = tuple(
        replace(note, at_s=note.at_s + (turn + 1) * AGAIN_EVERY_S)
        for turn in range(int((seconds - 1.0) / AGAIN_EVERY_S) if longer_s else 0)
        for note in AGAIN
    )
    return _finished((*notes, *more), seconds=seconds, fade_s=0.25 * usual_s, rate_hz=rate_hz)


def cue_seconds(name: CueName) -> float:
    """How long a piece of furniture is, to the frame."""
    return CUES[name][1]


FILLER_S = 20.0
CHORD_S = 4.75
CHORDS = ("C3 G3 C4 E4 D5", "A3 E4 G4 C5", "F3 C4 E4 A4", "G3 D4 G4 C5")


def filler_sound(*, rate_hz: int) -> Samples:
    """Twenty seconds of soft chords that say nothing, and so can never be out of date."""
    notes = [note for number, chord in enumerate(CHORDS) for note in _strummed(chord, number * CHORD_S)]
    return _finished(notes, seconds=FILLER_S, fade_s=3.0, rate_hz=rate_hz)


def _strummed(chord: str, at_s: float) -> Iterable[Note]:
    # Again and again, ever another string first: a pause of more than 1.5 s would be taken for silence.
    names = chord.split()
    for beat in range(4):
        for place, name in enumerate(names[beat % 2 :]):
            start = at_s + beat * CHORD_S / 4 + place * 0.11
            yield Note(name=name, at_s=start, decay_s=8.8, level=0.4 - 0.03 * beat, attack_s=0.06)


def _finished(notes: Iterable[Note], *, seconds: float, fade_s: float, rate_hz: int) -> Samples:
    dry = play(tuple(notes), seconds=seconds, rate_hz=rate_hz)
    wet = room(dry, rate_hz=rate_hz, wet=0.15, decay_s=2.0)
    faded = fade_out(wet, rate_hz=rate_hz, seconds=fade_s)
    scaled: Samples = faded * (PEAK / max(float(abs(faded).max()), 1e-9))
    return scaled
