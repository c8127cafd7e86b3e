"""Encode: one pass from samples to the finished file, tags and chapters in it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from bulletin.audio.samples import Samples
from bulletin.master.ffmpeg import feed, ffmpeg
from bulletin.master.formats import Format
from bulletin.master.tags import Tags, write_metadata

PATIENCE_S = 60.0
PATIENCE_PER_S = 0.5  # the slowest machine tried encodes 20 s in one


def encode(
    blocks: Iterable[Samples], *, rate_hz: int, seconds: float, tags: Tags, form: Format, out: Path
) -> None:
    """
    Write one audio file.

    Args:
        blocks: float32, shape (frames,) each.
        rate_hz: Frames per second; ffmpeg brings them to the format's rate.
        seconds: How long they are together, to know when ffmpeg hangs.
        tags: What the file says of itself.
        form: The format.
        out: Where, without regard to its suffix.

    Raises:
        BulletinError: ffmpeg failed; the message has its words.
        DeadlineError: ffmpeg did not end in time.
    """
    with tempfile.TemporaryDirectory(prefix="bulletin-") as folder:
        metadata = Path(folder) / "metadata.txt"
        metadata.write_text(write_metadata(tags), encoding="utf-8", newline="\n")
        words = _words(metadata, rate_hz=rate_hz, form=form, out=out)
        with ffmpeg(words, timeout_s=PATIENCE_S + PATIENCE_PER_S * seconds) as running:
            feed(running, blocks)
            running.finish(f"Cannot encode {out.name}")


def _words(metadata: Path, *, rate_hz: int, form: Format, out: Path) -> list[str]:
    return [
        "-f", "f32le", "-ar", str(rate_hz), "-ac", "1", "-i", "pipe:0",
        "-f", "ffmetadata", "-i", f"file:{metadata}",
        "-map", "0:a", "-map_metadata", "1", "-map_chapters", "1" if form.chapters else "-1",
        *form.encoder, "-fflags", "+bitexact", "-flags:a", "+bitexact",
        "-f", form.muxer, "-y", f"file:{out}",
    ]  # fmt: skip
