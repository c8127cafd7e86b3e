"""Lines, cues and clips to master, and a bulletin of two voices."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from bulletin.audio.samples import Samples, ratio, to_pcm
from bulletin.master.tags import Tags
from bulletin.model import Clip, Cue, CueName, Line, Script
from tests.audio.sounds import speech

RATE_HZ = 22050


def line(*, voice: str = "amy", story: str | None = None, pause_after_ms: int = 400) -> Line:
    return Line(
        text="A word.",
        spoken="A word.",
        tokens=(),
        voice=voice,
        pause_after_ms=pause_after_ms,
        story=story,
    )


def cue(name: CueName, *, pause_after_ms: int = 300) -> Cue:
    return Cue(name=name, pause_after_ms=pause_after_ms)


def clip(samples: Samples, *, rate_hz: int = RATE_HZ, voice: str = "en-gb") -> Clip:
    return Clip(pcm=to_pcm(samples), rate_hz=rate_hz, engine="tone", version="1", voice=voice)


def bulletin_of_two_voices() -> tuple[Script, dict[int, Clip]]:
    """Opening, two stories read by a loud and a soft voice, close."""
    loud = [clip(speech(seconds, seed=seed)) for seed, seconds in ((1, 5), (2, 6))]
    soft = [
        clip(speech(seconds, seed=seed, pitch_hz=210) * np.float32(ratio(-11)), voice="soft")
        for seed, seconds in ((3, 6), (4, 5))
    ]
    items = (
        cue(CueName.OPENING),
        line(story="a"),
        line(story="a"),
        cue(CueName.SEPARATOR),
        line(voice="brian", story="b"),
        line(voice="brian", story="b"),
        cue(CueName.CLOSE, pause_after_ms=0),
    )
    return Script(items=items), {1: loud[0], 2: loud[1], 4: soft[0], 5: soft[1]}


TAGS = Tags(
    title="News at noon",
    artist="Radio Thornbury Vale",
    album="The Bulletin",
    date="2026-03-04",
    comment="Made without a studio",
    expires_at=datetime(2026, 3, 4, 13, 5, tzinfo=UTC),
)
