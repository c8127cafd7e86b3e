"""Stitch: clips, pauses and furniture become one reel, joined once, with the time of every part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from bulletin.audio.resample import resample
from bulletin.audio.samples import Samples, from_pcm
from bulletin.audio.trim import sounding, trim
from bulletin.errors import UnfitError
from bulletin.master.reel import Reel, segment_type
from bulletin.master.sounds import PACKAGED, Sounds
from bulletin.model import Clip, Cue, CueName, Line, Script

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

    reel: Reel
    pieces: tuple[Piece, ...]
    """One for each item of the script, in order."""
    script: Script
    """With the time of every item."""
    is_level: bool = False
    """Whether its voices and sounds are equally loud already."""

    @property
    def rate_hz(self) -> int:
        """Frames per second."""
        return self.reel.rate_hz

    @property
    def seconds(self) -> float:
        """Length to the sample, last pause included."""
        return len(self.reel) / self.rate_hz


def stitch(
    script: Script, clips: Mapping[int, Clip], *, sounds: Sounds = PACKAGED, folder: Path | None = None
) -> Timeline:
    """
    Lay out a script in time.

    Args:
        script: What is heard.
        clips: The clip of every line, by the line's place in `script.items`. Each is asked for twice
            and not kept, so that an hour of clips can stay on disk.
        sounds: What is played.
        folder: On whose disk the reel lies; none is the system's for temporary files.

    Raises:
        UnfitError: A line has no clip, or one without sound.
    """
    rate_hz = max([sounds.rate_hz, *(clip.rate_hz for clip in clips.values())])
    reel, items, pieces = Reel(rate_hz=rate_hz, folder=folder), [], []
    for sound, group, item in _sounds(script, clips, sounds, rate_hz):
        start = len(reel)
        reel.lay([sound])
        end = len(reel)
        reel.lay_silence(round(item.pause_after_ms * rate_hz / 1000))
        pieces.append(Piece(group=group, start=start, end=end))
        items.append(replace(item, start_s=start / rate_hz, end_s=end / rate_hz))
    return Timeline(reel=reel, pieces=tuple(pieces), script=Script(items=tuple(items)))


def prepare(sounds: Sounds) -> None:
    """Have at hand what most timelines need; it takes a twentieth of a second, and may be done ahead."""
    segment_type()
    for name in (CueName.OPENING, CueName.SEPARATOR, CueName.CLOSE):
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
