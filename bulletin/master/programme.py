"""Master: a script and its clips become one level, tagged file that has passed the gate."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from bulletin.config.level import LevelProfile, profile_named
from bulletin.errors import NothingFitError
from bulletin.master.encode import encoder
from bulletin.master.formats import Format, format_named
from bulletin.master.furniture import filler_sound
from bulletin.master.gate import Promise, pass_gate
from bulletin.master.level import level, levelled
from bulletin.master.reel import Reel
from bulletin.master.shape import shaped
from bulletin.master.sounds import LOWEST_RATE_HZ, PACKAGED, Sounds
from bulletin.master.stitch import Piece, Timeline, stitch
from bulletin.master.tags import Tags
from bulletin.model import Clip, Line, Master, Script, Span
from bulletin.system.files import part_file, put_in_place

STREAM = profile_named("stream")


def master(
    script: Script,
    clips: Mapping[int, Clip],
    *,
    out: Path,
    tags: Tags,
    titles: Mapping[str, str] | None = None,
    gains_db: Mapping[str, float] | None = None,
    profile: LevelProfile = STREAM,
    sounds: Sounds = PACKAGED,
    format: str = "mp3",
) -> Master:
    """
    Make a bulletin's audio file.

    Args:
        script: What is heard, in order.
        clips: The clip of every line, by the line's place in `script.items`. Each is asked for twice
            and not kept, so that an hour of clips can stay on disk.
        out: Where the file goes; it appears there only once it has passed the gate.
        tags: What the file says of itself; its chapters are made here.
        titles: The headline of each story, for its chapter.
        gains_db: How much louder than the others a voice is wanted, by the name in its lines.
        profile: Loudness of the decoded file, and how its sound is shaped.
        sounds: What is played at the cues, and under the speech.
        format: A name in formats.toml.

    Raises:
        NothingFitError: The script is empty.
        UnfitError: A line has no sound, or the file failed the gate.
        MisuseError: There is no such format.
        MissingToolError: There is no ffmpeg.
    """
    form = format_named(format)
    if not script.items:
        raise NothingFitError("The script is empty, so there is no bulletin to make.")
    out.parent.mkdir(parents=True, exist_ok=True)
    # Beside the file: the disk of temporary files is small on some machines.
    stitched = stitch(script, clips, sounds=sounds, folder=out.parent)
    timeline = shaped(stitched, profile=profile, sounds=sounds, gains_db=gains_db, folder=out.parent)
    chapters = chapters_of(timeline.script, titles or {})
    tags = replace(tags, chapters=chapters)
    return _finish(
        timeline, out=out, tags=tags, form=form, target_lufs=profile.target_lufs, gains_db=gains_db
    )


def make_filler(path: Path, *, title: str = "Please stay tuned", artist: str = "") -> Master:
    """Make the 20 s of soft chords that take the place of an expired bulletin; the same every time."""
    reel = Reel(rate_hz=LOWEST_RATE_HZ)
    reel.lay([filler_sound(rate_hz=LOWEST_RATE_HZ)])
    whole = Piece(group=("cue", "filler"), start=0, end=len(reel))
    timeline = Timeline(reel=reel, pieces=(whole,), script=Script())
    form = format_named(path.suffix.lstrip(".") or "mp3")
    return _finish(
        timeline, out=path, tags=Tags(title=title, artist=artist), form=form, target_lufs=STREAM.target_lufs
    )


def chapters_of(script: Script, titles: Mapping[str, str]) -> tuple[Span, ...]:
    """One chapter a story, from its first word to the next story's, the last to its own end."""
    stretches = _stretches(script)
    starts = [start for _, start, _ in stretches[1:]] + [stretches[-1][2]] if stretches else []
    return tuple(
        Span(start_s=start, end_s=end, title=titles.get(story) or f"Story {number}")
        for number, ((story, start, _), end) in enumerate(zip(stretches, starts, strict=True), start=1)
    )


def _stretches(script: Script) -> list[tuple[str, float, float]]:
    """Story, start and end of the longest unbroken stretch of each story, in the order they are heard."""
    stretches: list[tuple[str, float, float]] = []
    earlier: str | None = None
    for line in (item for item in script if isinstance(item, Line)):
        start, end = line.start_s or 0.0, line.end_s or 0.0
        if line.story and line.story == earlier:
            stretches[-1] = (line.story, stretches[-1][1], end)
        elif line.story:
            stretches.append((line.story, start, end))
        earlier = line.story
    # A story that is also announced at the top has its chapter where it is told.
    longest: dict[str, tuple[str, float, float]] = {}
    for stretch in stretches:
        best = longest.get(stretch[0])
        if best is None or stretch[2] - stretch[1] > best[2] - best[1]:
            longest[stretch[0]] = stretch
    return sorted(longest.values(), key=lambda stretch: stretch[1])


def _finish(
    timeline: Timeline,
    *,
    out: Path,
    tags: Tags,
    form: Format,
    target_lufs: float,
    gains_db: Mapping[str, float] | None = None,
) -> Master:
    promise = Promise(seconds=timeline.seconds, target_lufs=target_lufs, tags=tags, form=form)
    out.parent.mkdir(parents=True, exist_ok=True)
    with part_file(out) as part:
        with encoder(
            rate_hz=timeline.rate_hz, samples=len(timeline.reel), tags=tags, form=form, out=part
        ) as started:
            edges_db = level(
                timeline,
                target_lufs=target_lufs + form.offset_db,
                ceiling_dbtp=form.ceiling_dbtp,
                gains_db=gains_db,
            )
            started.encode(partial(levelled, timeline, edges_db))
        meter = pass_gate(part, promise, name=out.name)
        sha256 = _sha256(part)
        put_in_place(part, out)
    return Master(
        audio=out,
        script=timeline.script,
        measured=meter.read(),
        chapters=tags.chapters,
        envelope=meter.envelope(),
        sha256=sha256,
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
