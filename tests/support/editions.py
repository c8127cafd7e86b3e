"""Small editions for tests: real MP3s, with their papers beside them."""

from __future__ import annotations

import hashlib
import json
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bulletin.model import Edition, Span, State
from bulletin.publish.places import Places
from bulletin.system.programs import find_ffmpeg


def write_sound(path: Path, *, seconds: float = 1.5, hz: int = 440) -> Path:
    """Make an MP3 as our editions are: 44.1 kHz, mono, 128 kbit/s; a tone that rises, so that no part is like another."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sound = f"aevalsrc=0.3*sin(2*PI*({hz}+60*t)*t):s=44100:d={seconds}"
    subprocess.run(
        [find_ffmpeg(), "-v", "error", "-y", "-f", "lavfi", "-i", sound, "-b:a", "128k", path],
        check=True,
        timeout=60,
    )
    return path


def keep_edition(
    output: Path, sound: Path, *, programme: str = "bulletin", slot: datetime | None = None, **changes: Any
) -> Edition:
    """Keep an edition in its dated folder as the program does, but with very short papers."""
    slot = slot or datetime.now(UTC).replace(microsecond=0)
    folder = Places(root=output / programme).claim(slot)
    audio = folder / "bulletin.mp3"
    audio.write_bytes(sound.read_bytes())
    edition = Edition(
        programme=programme,
        slot=slot,
        made_at=slot,
        expires_at=slot + timedelta(hours=1),
        state=State.PUBLISHED,
        audio=audio,
        duration_s=1.5,
        sha256=hashlib.sha256(audio.read_bytes()).hexdigest(),
        chapters=(
            Span(start_s=0, end_s=0.7, title="Opening"),
            Span(start_s=0.7, end_s=1.5, title="A new scanner"),
        ),
    )
    edition = replace(edition, **changes)
    (folder / "captions.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.500\nGood news.\n", encoding="utf-8")
    (folder / "script.txt").write_text("Good news.\n", encoding="utf-8")
    (folder / "chapters.json").write_text('{"version": "1.2.0", "chapters": []}\n', encoding="utf-8")
    (folder / "edition.json").write_text(json.dumps(_record(edition)), encoding="utf-8")
    return edition


def _record(edition: Edition) -> dict[str, Any]:
    return {
        "version": 1,
        "programme": edition.programme,
        "slot": edition.slot.isoformat(),
        "state": edition.state.value,
        "mode": edition.mode,
        "made_at": edition.made_at.isoformat(),
        "expires_at": edition.expires_at.isoformat(),
        "duration_s": edition.duration_s,
        "sha256": edition.sha256,
        "stories": [{"headline": "A new scanner"}],
    }
