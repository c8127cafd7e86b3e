"""Stitch: clips, pauses and furniture become one segment, joined once, with the time of every part."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bulletin.audio.resample import resample
from bulletin.audio.samples import Samples, from_pcm, to_pcm
from bulletin.audio.trim import sounding, trim
from bulletin.errors import UnfitError
from bulletin.master.sounds import PACKAGED, Sounds
from bulletin.model import Clip, Cue, CueName, Line, Script

if TYPE_CHECKING:
    from pydub import AudioSegment

Group: TypeAlias = tuple[str, ...]
"""Pieces of one group are levelled together: all that one voice of one engine says, or one cue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Where a line or cue lies in the timeline."""

    group: Group
    start: int
    """First frame of its sound."""
    end: int
    """The frame after the last of its sound; its pause follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The whole programme at the speech rate, not yet level."""

    segment: AudioSegment
    """Mono, 16 bit."""
    pieces: tuple[Piece, ...]
    """One for each item of the script, in order."""
    script: Script
    """With the time of every item."""
    is_level: bool = False
    """Whether its voices and sounds are equally loud already."""

    @property
    def rate_hz(self) -> int:
        """Frames per second."""
        return int(self.segment.frame_rate)

    @property
    def frames(self) -> NDArray[np.int16]:
        """The samples, shape (frames,); a view, not a copy."""
        return np.frombuffer(self.segment.raw_data, dtype="<i2")

    @property
    def seconds(self) -> float:
        """Length to the sample, last pause included."""
        return len(self.frames) / self.rate_hz


def stitch(script: Script, clips: Mapping[int, Clip], *, sounds: Sounds = PACKAGED) -> Timeline:
    """
    Lay out a script in time.

    Args:
        script: What is heard.
        clips: The clip of every line, by the line's place in `script.items`. Each is asked for twice
            and not kept, so that an hour of clips can stay on disk.
        sounds: What is played.

    Raises:
        UnfitError: A line has no clip, or one without sound.
    """
    rate_hz = max([sounds.rate_hz, *(clip.rate_hz for clip in clips.values())])
    joined, items, pieces = io.BytesIO(), [], []
    for sound, group, item in _sounds(script, clips, sounds, rate_hz):
        start = joined.tell() // 2
        joined.write(to_pcm(sound))
        end = joined.tell() // 2
        joined.write(bytes(2 * round(item.pause_after_ms * rate_hz / 1000)))
        pieces.append(Piece(group=group, start=start, end=end))
        items.append(replace(item, start_s=start / rate_hz, end_s=end / rate_hz))
    return Timeline(
        segment=as_segment(joined.getvalue(), rate_hz=rate_hz),
        pieces=tuple(pieces),
        script=Script(items=tuple(items)),
    )


def prepare(sounds: Sounds) -> None:
    """Have at hand what every timeline needs; it takes a tenth of a second, and may be done ahead."""
    _segment_type()
    for name in CueName:
        sounds.sound(name, longer_s=0.0, rate_hz=sounds.rate_hz)


def spoken_seconds(script: Script, clips: Mapping[int, Clip]) -> float:
    """How much of the timeline of a script will be speech, to the millisecond, without laying it out."""
    return sum(
        _sounding_s(_clip_of(item, clips.get(index)))
        for index, item in enumerate(script.items)
        if isinstance(item, Line)
    )


def unspoken_seconds(script: Script, *, sounds: Sounds = PACKAGED) -> float:
    """How much of it will be pauses and furniture."""
    return sum(
        item.pause_after_ms / 1000
        + (sounds.seconds(item.name) + item.longer_s if isinstance(item, Cue) else 0.0)
        for item in script
    )


def as_segment(pcm: bytes, *, rate_hz: int) -> AudioSegment:
    """Mono 16-bit samples as pydub's segment; nothing is copied."""
    # pydub's own ways of joining, overlaying, resampling and exporting are quadratic or lossy.
    return _segment_type()(data=pcm, sample_width=2, frame_rate=rate_hz, channels=1)


@cache
def _segment_type() -> type[AudioSegment]:
    with warnings.catch_warnings():
        # It warns of an ffmpeg off PATH, which we never ask it to run, and of its own old escapes.
        warnings.simplefilter("ignore")
        from pydub import AudioSegment
    segment_type: type[AudioSegment] = AudioSegment
    return segment_type


def _sounds(
    script: Script, clips: Mapping[int, Clip], sounds: Sounds, rate_hz: int
) -> Iterator[tuple[Samples, Group, Line | Cue]]:
    for index, item in enumerate(script.items):
        if isinstance(item, Cue):
            played = sounds.sound(item.name, longer_s=item.longer_s, rate_hz=rate_hz)
            yield played, ("cue", item.name), item
        else:
            clip = _clip_of(item, clips.get(index))
            yield _heard(item, clip, rate_hz), ("voice", item.voice, clip.engine, clip.voice), item


def _clip_of(line: Line, clip: Clip | None) -> Clip:
    if clip is None:
        raise UnfitError(
            f'The line "{line.text[:60]}" has not been spoken, so the bulletin cannot be stitched.'
        )
    return clip


def _sounding_s(clip: Clip) -> float:
    first, last = sounding(from_pcm(clip.pcm), rate_hz=clip.rate_hz)
    return (last - first) / clip.rate_hz


def sounding_clip(clip: Clip) -> Samples:
    """What of a clip goes into a programme, at the clip's own rate and level."""
    return trim(from_pcm(clip.pcm), rate_hz=clip.rate_hz)


def _heard(line: Line, clip: Clip, rate_hz: int) -> Samples:
    sound = sounding_clip(clip)
    if not len(sound):
        raise UnfitError(f'The voice {line.voice} gave silence for "{line.text[:60]}".')
    return resample(sound, rate_hz=clip.rate_hz, to_hz=rate_hz)
