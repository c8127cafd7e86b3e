"""Encode: one pass from samples to the finished file, tags and chapters in it."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from bulletin.audio.samples import Samples
from bulletin.master.ffmpeg import Running, feed, ffmpeg
from bulletin.master.formats import Format
from bulletin.master.id3 import add_frames
from bulletin.master.tags import Tags, write_metadata

PATIENCE_S = 60.0
PATIENCE_PER_S = 0.5  # the slowest machine tried encodes 20 s in one


class Encoder:
    """A started encoder, which waits for sound."""

    def __init__(self, running: Running, tags: Tags, out: Path, form: Format) -> None:
        self._running = running
        self._tags = tags
        self._out = out
        self._form = form

    def encode(self, blocks: Iterable[Samples]) -> None:
        """
        Write the file.

        Args:
            blocks: float32, shape (frames,) each.

        Raises:
            BulletinError: ffmpeg failed; the message has its words.
            DeadlineError: ffmpeg did not end in time.
        """
        feed(self._running, blocks)
        self._running.finish(f"Cannot encode {self._out.name}")
        if self._form.muxer == "mp3":
            tags = self._tags
            add_frames(self._out, words=tags.words, language=tags.language, picture=tags.picture)


@contextlib.contextmanager
def encoder(*, rate_hz: int, seconds: float, tags: Tags, form: Format, out: Path) -> Iterator[Encoder]:
    """
    Start an encoder, which takes a tenth of a second, while there is other work.

    Args:
        rate_hz: Frames per second; ffmpeg brings them to the format's rate.
        seconds: How long the sound will be, to know when ffmpeg hangs.
        tags: What the file says of itself.
        form: The format.
        out: Where, without regard to its suffix.
    """
    with tempfile.TemporaryDirectory(prefix="bulletin-") as folder:
        metadata = Path(folder) / "metadata.txt"
        # Before the start: newer ffmpegs open it at once, older ones when the first sound has come.
        metadata.write_text(write_metadata(tags), encoding="utf-8", newline="\n")
        words = _words(metadata, rate_hz=rate_hz, form=form, out=out)
        with ffmpeg(words, timeout_s=PATIENCE_S + PATIENCE_PER_S * seconds) as running:
            yield Encoder(running, tags, out, form)


def encode(
    blocks: Iterable[Samples], *, rate_hz: int, seconds: float, tags: Tags, form: Format, out: Path
) -> None:
    """Write one audio file of sound that is there; as `encoder` and `Encoder.encode`."""
    with encoder(rate_hz=rate_hz, seconds=seconds, tags=tags, form=form, out=out) as started:
        started.encode(blocks)


def _words(metadata: Path, *, rate_hz: int, form: Format, out: Path) -> list[str]:
    return [
        "-f", "f32le", "-ar", str(rate_hz), "-ac", "1", "-i", "pipe:0",
        "-f", "ffmetadata", "-i", f"file:{metadata}",
        "-map", "0:a", "-map_metadata", "1", "-map_chapters", "1" if form.chapters else "-1",
        *form.encoder, "-fflags", "+bitexact", "-flags:a", "+bitexact",
        "-f", form.muxer, "-y", f"file:{out}",
    ]  # fmt: skip
