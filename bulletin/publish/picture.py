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
TICKS_S = (10, 30, 60, 300, 600, 1800)
MOST_TICKS = 12
BAR_HEIGHT = 22
BAR_LEFT = 150
BAR_WIDTH = 770


def draw(envelope: Envelope, *, chapters: Sequence[Span], target_lufs: float) -> str:
    """Draw a programme's level; the line across is the loudness target."""
    length_s = max(envelope.step_s * len(envelope.peaks), envelope.step_s)
    marks = "".join(_mark(chapter, number, length_s) for number, chapter in enumerate(chapters, start=1))
    target_y = _loud_y(target_lufs)
    return (
        f'<svg viewBox="0 0 {WIDTH} {WAVE_HEIGHT + LOUD_HEIGHT + 30}" role="img" '
        'aria-label="Waveform above, loudness below, a dashed line at each chapter">'
        f'<path class="wave" d="{_wave(envelope.peaks)}"/>'
        f'<path class="loud" d="{_curve(envelope.loudness_lufs)}"/>'
        f'<line class="target" x1="0" x2="{WIDTH}" y1="{target_y:.1f}" y2="{target_y:.1f}"/>'
        f'<text x="4" y="{target_y - 4:.1f}">{target_lufs:g} LUFS</text>{marks}{_clock(length_s)}</svg>'
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


def _mark(chapter: Span, number: int, length_s: float) -> str:
    x = WIDTH * chapter.start_s / length_s
    return (
        f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{WAVE_HEIGHT + LOUD_HEIGHT + 10}"/>'
        f'<text x="{x + 4:.1f}" y="12">{number}<title>{escape(chapter.title)}</title></text>'
    )


def _clock(length_s: float) -> str:
    """A mark at each round time, few enough to be read."""
    step_s = next((step for step in TICKS_S if length_s / step <= MOST_TICKS), TICKS_S[-1])
    y = WAVE_HEIGHT + LOUD_HEIGHT + 24
    return "".join(
        f'<text class="tick" x="{WIDTH * at / length_s:.1f}" y="{y}">{at // 60}:{at % 60:02d}</text>'
        for at in range(step_s, int(length_s), step_s)
    )


def draw_times(times: Sequence[tuple[str, float]]) -> str:
    """Draw how long each step took, a bar for each."""
    whole_s = max(sum(seconds for _, seconds in times), 1e-6)
    bars, since_s = [], 0.0
    for row, (name, seconds) in enumerate(times):
        x, width = BAR_LEFT + BAR_WIDTH * since_s / whole_s, max(1.0, BAR_WIDTH * seconds / whole_s)
        y = row * BAR_HEIGHT
        bars.append(
            f'<text x="4" y="{y + 15}">{escape(name)}</text>'
            f'<rect class="bar" x="{x:.1f}" y="{y + 4}" width="{width:.1f}" height="{BAR_HEIGHT - 8}"/>'
            f'<text class="tick" x="{WIDTH - 30}" y="{y + 15}">{seconds:.2f} s</text>'
        )
        since_s += seconds
    return (
        f'<svg viewBox="0 0 {WIDTH} {len(times) * BAR_HEIGHT + 2}" role="img" '
        f'aria-label="What was done one after another, {whole_s:.1f} s in all">{"".join(bars)}</svg>'
    )
