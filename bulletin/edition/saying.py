"""Saying: one line, as it would be said in a bulletin, into a WAV file."""

from __future__ import annotations

import io
import wave
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import MisuseError
from bulletin.model import Clip, Dialect, Line, Skipped, Voice
from bulletin.script.speakable import Knowledge, Lexicon, render, tokenise
from bulletin.speak import speak
from bulletin.system.files import require_folder, write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A line that was spoken, with what the engine was given."""

    line: Line
    skipped: tuple[Skipped, ...]


def say_line(
    text: str,
    *,
    voice: str,
    voices: Mapping[str, Voice],
    executor: Executor,
    cache: Path,
    out: Path,
    lexicon: Lexicon | None = None,
    knowledge: Knowledge | None = None,
) -> Said:
    """
    Speak one line into a WAV file, with the station's pronunciations and tables where they are given.

    Raises:
        MisuseError: There is nothing to say, or the file cannot be written.
        EngineError: No voice could speak it.
    """
    tokens = tokenise(text, lexicon=lexicon, knowledge=knowledge)
    spoken_text = render(tokens, Dialect.PLAIN)
    if not any(letter.isalnum() for letter in spoken_text):
        raise MisuseError(f"There is nothing to say in {text!r}. Give a word or a line.")
    line = Line(text=text, spoken=spoken_text, tokens=tokens, voice=voice, pause_after_ms=0)
    spoken = speak(
        [line],
        voices=voices,
        render_line=lambda line, dialect: render(line.tokens, dialect),
        executor=executor,
        cache=cache,
    )
    require_folder(out.parent)
    write_whole(out, _as_wav(spoken.clips[0]))
    return Said(line=spoken.lines[0], skipped=spoken.skipped)


def _as_wav(clip: Clip) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(clip.rate_hz)
        file.writeframes(clip.pcm)
    return buffer.getvalue()
