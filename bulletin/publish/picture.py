"""A picture of a programme for the report: waveform, loudness and chapters as inline SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from bulletin.model import Envelope, Span

WIDTH = 1000
WAVE_HEIGHT = 120
LOUD_HEIGHT = 100
QUIETEST_LUFS = -50.0
LOUDEST_LUFS = 0.0


def draw(envelope: Envelope, *, chapters: Sequence[Span], target_lufs: float) -> str:
    """Draw a programme's level; the line across is the loudness target."""
    length_s = max(envelope.step_s * len(envelope.peaks), envelope.step_s)
    marks = "".join(_mark(chapter, length_s) for chapter in chapters)
    target_y = _loud_y(target_lufs)
    return (
        f'<svg viewBox="0 0 {WIDTH} {WAVE_HEIGHT + LOUD_HEIGHT + 20}" role="img" '
        'aria-label="Waveform above, loudness below, a dashed line at each chapter">'
        f'<path class="wave" d="{_wave(envelope.peaks)}"/>'
        f'<path class="loud" d="{_curve(envelope.loudness_lufs)}"/>'
        f'<line class="target" x1="0" x2="{WIDTH}" y1="{target_y:.1f}" y2="{target_y:.1f}"/>'
        f'<text x="4" y="{WAVE_HEIGHT + LOUD_HEIGHT + 16}">dotted: {target_lufs:g} LUFS</text>{marks}</svg>'
    )


def _wave(peaks: Sequence[float]) -> str:
    if not peaks:
        return ""
    middle, step = WAVE_HEIGHT / 2, WIDTH / len(peaks)
    top = [f"{i * step:.1f},{middle - peak * middle:.1f}" for i, peak in enumerate(peaks)]
    bottom = [f"{i * step:.1f},{middle + peak * middle:.1f}" for i, peak in enumerate(peaks)]
    return "M" + " L".join(top + bottom[::-1]) + "Z"


def _curve(loudness_lufs: Sequence[float]) -> str:
    if not loudness_lufs:
        return ""
    step = WIDTH / len(loudness_lufs)
    return "M" + " L".join(f"{i * step:.1f},{_loud_y(lufs):.1f}" for i, lufs in enumerate(loudness_lufs))


def _loud_y(lufs: float) -> float:
    shown = QUIETEST_LUFS if math.isnan(lufs) else min(max(lufs, QUIETEST_LUFS), LOUDEST_LUFS)
    share = (LOUDEST_LUFS - shown) / (LOUDEST_LUFS - QUIETEST_LUFS)
    return WAVE_HEIGHT + 10 + share * LOUD_HEIGHT


def _mark(chapter: Span, length_s: float) -> str:
    x = WIDTH * chapter.start_s / length_s
    return (
        f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{WAVE_HEIGHT + LOUD_HEIGHT + 10}">'
        f"<title>{escape(chapter.title)}</title></line>"
    )
