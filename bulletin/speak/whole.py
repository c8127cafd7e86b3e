"""Whole: whether a clip can be all of its line."""

from __future__ import annotations

from bulletin.errors import EngineError
from bulletin.model import Clip

# espeak-ng at R words a minute spends 60 / R / 6 s on a letter: 0.67 to 2 times that on each of 3,000 news
# sentences (measured), and other engines at the same rate are not twice as fast.
FLOOR = 0.3
LETTERS_A_WORD = 6.0
# -50 dBFS, what the gate calls silence.
AUDIBLE = 104
EXCERPT = 60


def require_whole(clip: Clip, given: str, *, rate_wpm: int) -> None:
    """
    Refuse a clip that is empty, silent, or too short for its text.

    Raises:
        EngineError: It is; the line says which, and quotes the text.
    """
    least_s = FLOOR * len(given) * 60 / rate_wpm / LETTERS_A_WORD
    if not clip.pcm:
        fault = "no sound"
    elif clip.seconds < least_s:
        fault = f"only {clip.seconds:.2f} s of sound"
    elif _peak(clip.pcm) < AUDIBLE:
        fault = "silence"
    else:
        return
    excerpt = given if len(given) <= EXCERPT else given[:EXCERPT] + "..."
    raise EngineError(f'{clip.engine} gave {fault} for "{excerpt}".')


def _peak(pcm: bytes) -> int:
    import numpy as np

    samples = np.frombuffer(pcm, "<i2")
    return max(int(samples.max()), -int(samples.min()))
