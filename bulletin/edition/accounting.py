"""Accounting: every line of an edition looked for in its audio, so that none was lost, cut or swapped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from bulletin.audio.present import SLACK_S, present
from bulletin.audio.resample import resample
from bulletin.audio.samples import Samples
from bulletin.edition.record import read_record
from bulletin.errors import MisuseError
from bulletin.master.ffmpeg import decode
from bulletin.master.measure import LONGEST_DECODE_S
from bulletin.master.stitch import sounding_clip
from bulletin.master.tape import Tape
from bulletin.model import Clip, Dialect, Edition, Line, Voice
from bulletin.publish.places import RECORD_NAME
from bulletin.script.speakable import render, tokenise
from bulletin.speak import speak
from bulletin.speak.voices import at_tempo

LIVE_RECORD = "latest.json"
AUDIO_NAMES = (
    "bulletin.mp3",
    "bulletin.wav",
    "bulletin.flac",
    "bulletin.m4a",
    "bulletin.opus",
    "bulletin.mp2",
)
# Engines that are not deterministic say a line in another time when their clip is gone from the cache.
SAME_LENGTH_S = 0.003


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What was found of an edition's lines."""

    audio: Path
    lines: int
    missing: tuple[str, ...] = ()
    """What is not there, or not whole, in plain lines."""
    unsure: tuple[str, ...] = ()
    """Lines that cannot be compared: their clip is gone, and the engine says them otherwise each time."""


def account_for(path: Path, *, voices: Mapping[str, Voice], executor: Executor, cache: Path) -> Account:
    """
    Look for every line of an edition in its audio.

    Args:
        path: The edition's folder, its record, or its audio.
        voices: The profiles by name.
        executor: Speaks the lines whose clips are no longer in the cache.
        cache: Folder of the clips.

    Raises:
        MisuseError: There is no edition.
        EngineError: A line that is no longer in the cache cannot be spoken.
        BulletinError: The record or the audio cannot be read.
    """
    audio, edition = find_edition(path)
    lines = [line for line in edition.script.lines if line.start_s is not None and line.end_s is not None]
    spoken = speak(
        lines,
        voices=_as_spoken(voices, edition),
        render_line=lambda line, dialect: line.given or render(line.tokens, dialect),
        executor=executor,
        cache=cache,
    )
    with decode(audio, timeout_s=LONGEST_DECODE_S) as decoded:
        missing, unsure = compare(lines, spoken.clips, Tape(decoded))
    return Account(audio=audio, lines=len(lines), missing=missing, unsure=unsure)


def compare(
    lines: Sequence[Line], clips: Sequence[Clip], tape: Tape
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """
    Compare lines with what is on a tape.

    Args:
        lines: With their times, in order.
        clips: The clip of each.
        tape: The decoded file.

    Returns:
        Those that are missing or not whole, and those that cannot be compared, in plain lines.
    """
    missing: list[str] = []
    unsure: list[str] = []
    for line, clip in zip(lines, clips, strict=True):
        start_s, end_s = line.start_s or 0.0, line.end_s or 0.0
        sound, length_s = _expected(clip, tape.rate_hz)
        named = f'at {start_s:.1f} s, "{_short(line.text)}"'
        if abs(length_s - (end_s - start_s)) > SAME_LENGTH_S:
            unsure.append(f"{named}: spoken again it is {length_s - end_s + start_s:+.2f} s longer")
            continue
        missing.extend(f"{named}: {fault}" for fault in _faults(sound, start_s, tape))
    return tuple(missing), tuple(unsure)


def find_edition(path: Path) -> tuple[Path, Edition]:
    """
    Find an edition's audio and record.

    Raises:
        MisuseError: One of them is not there.
    """
    folder = path if path.is_dir() else path.parent
    records = (path, folder / RECORD_NAME, folder / LIVE_RECORD)
    record = next((one for one in records if one.is_file() and one.suffix == ".json"), None)
    if record is None:
        raise MisuseError(
            f"There is no edition beside {path}. Name its folder, or its audio where it was made."
        )
    audio = record.with_suffix(".mp3") if record.name == LIVE_RECORD else None
    found = [one for one in (path, audio, *(folder / name for name in AUDIO_NAMES)) if one and _is_audio(one)]
    if not found:
        raise MisuseError(f"The edition {record} has no audio beside it. Make the bulletin again.")
    edition = read_record(record, tokenise=tokenise, say=lambda tokens: render(tokens, Dialect.PLAIN))
    return found[0], edition


def _is_audio(path: Path) -> bool:
    return path.is_file() and path.suffix != ".json"


def _as_spoken(voices: Mapping[str, Voice], edition: Edition) -> Mapping[str, Voice]:
    """The voices as they spoke then: at that tempo, by that engine, and nobody in anybody's place."""
    engines = edition.engine.split(", ")
    same = {
        name: replace(voice, fallback=None, engine=voice.engine if voice.engine in engines else engines[0])
        for name, voice in voices.items()
    }
    return at_tempo(same, edition.tempo)


def _expected(clip: Clip, rate_hz: int) -> tuple[Samples, float]:
    sound = sounding_clip(clip)
    return resample(sound, rate_hz=clip.rate_hz, to_hz=rate_hz), len(sound) / clip.rate_hz


def _faults(sound: Samples, start_s: float, tape: Tape) -> Iterator[str]:
    slack, start = round(SLACK_S * tape.rate_hz), round(start_s * tape.rate_hz)
    around = tape.cut(start - slack, start + len(sound) + slack)
    found = present(sound, around, rate_hz=tape.rate_hz)
    if not found.is_whole:
        whole = found.worst < 0.3 and found.at_s == 0
        where = "it is not there" if whole else f"it is not whole {found.at_s:.1f} s after its start"
        yield f"{where} (likeness {max(0.0, found.worst):.2f})"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."
