"""Encode: one pass from samples to the finished file, tags and chapters in it."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bulletin.audio.samples import Samples
from bulletin.master.ffmpeg import Running, feed, ffmpeg
from bulletin.master.formats import Format
from bulletin.master.id3 import add_frames
from bulletin.master.seam import Seam, join, seam_of
from bulletin.master.tags import Tags, write_metadata
from bulletin.system.files import PART_SUFFIX

PATIENCE_S = 60.0
PATIENCE_PER_S = 0.5  # the slowest machine tried encodes 20 s in one

Sound: TypeAlias = Callable[[int, int], Iterable[Samples]]
"""Gives the samples from a place to before another, float32, in blocks of shape (frames,)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A started ffmpeg, what of the sound it hears, and where it writes."""

    running: Running
    start: int
    end: int
    path: Path

    def fill(self, sound: Sound) -> None:
        feed(self.running, sound(self.start, self.end))


class Encoder:
    """A started encoder, which waits for sound."""

    def __init__(self, parts: Sequence[_Part], *, seam: Seam | None, tags: Tags, form: Format) -> None:
        self._parts = parts
        self._seam = seam
        self._tags = tags
        self._form = form

    def encode(self, sound: Sound) -> None:
        """
        Write the file.

        Args:
            sound: Asked from two threads where the file is made in two halves.

        Raises:
            BulletinError: ffmpeg failed; the message has its words.
            DeadlineError: ffmpeg did not end in time.
        """
        first, *others = self._parts
        with ThreadPoolExecutor(1) as aside:
            filled = [aside.submit(part.fill, sound) for part in others]
            first.fill(sound)
            for one in filled:
                one.result()
        for part in self._parts:
            part.running.finish(f"Cannot encode {first.path.name}")
        if self._seam is not None:
            join(first.path, others[0].path, self._seam)
        if self._form.muxer == "mp3":
            tags = self._tags
            add_frames(first.path, words=tags.words, language=tags.language, picture=tags.picture)


@contextlib.contextmanager
def encoder(*, rate_hz: int, samples: int, tags: Tags, form: Format, out: Path) -> Iterator[Encoder]:
    """
    Start an encoder, which takes a tenth of a second, while there is other work.

    Args:
        rate_hz: Samples per second; ffmpeg brings them to the format's rate.
        samples: How long the sound will be.
        tags: What the file says of itself.
        form: The format.
        out: Where, without regard to its suffix.
    """
    seam = seam_of(samples, rate_hz) if form.muxer == "mp3" else None
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bulletin-")))
        metadata = folder / "metadata.txt"
        # Before the start: newer ffmpegs open it at once, older ones when the first sound has come.
        metadata.write_text(write_metadata(tags), encoding="utf-8", newline="\n")

        def part(start: int, end: int, path: Path, about: Sequence[str]) -> _Part:
            words = [*_words(rate_hz), *about, *_written(form, path)]
            timeout_s = PATIENCE_S + PATIENCE_PER_S * samples / rate_hz
            running = stack.enter_context(ffmpeg(words, timeout_s=timeout_s))
            return _Part(running=running, start=start, end=end, path=path)

        parts = [part(0, seam.first_end if seam else samples, out, _tagged(metadata, form=form))]
        if seam is not None:
            # Beside the first: the disk of temporary files is small on some machines.
            rest = out.with_name(f"{out.name}.rest{PART_SUFFIX}")
            stack.callback(rest.unlink, missing_ok=True)
            parts.append(part(seam.second_start, samples, rest, ()))
        yield Encoder(parts, seam=seam, tags=tags, form=form)


def encode(sound: Samples, *, rate_hz: int, tags: Tags, form: Format, out: Path) -> None:
    """Write one audio file of sound that is there; as `encoder` and `Encoder.encode`."""
    with encoder(rate_hz=rate_hz, samples=len(sound), tags=tags, form=form, out=out) as started:
        started.encode(lambda start, end: [sound[start:end]])


def _words(rate_hz: int) -> list[str]:
    # Beside a second input, the tags, ffmpeg 5 looks for more sound every 10 ms only: it has some in store.
    return [
        "-thread_queue_size", "128", "-f", "f32le", "-ar", str(rate_hz), "-ac", "1", "-i", "pipe:0",
    ]  # fmt: skip


def _tagged(metadata: Path, *, form: Format) -> list[str]:
    return [
        "-f", "ffmetadata", "-i", f"file:{metadata}",
        "-map", "0:a", "-map_metadata", "1", "-map_chapters", "1" if form.chapters else "-1",
    ]  # fmt: skip


def _written(form: Format, out: Path) -> list[str]:
    return [
        *form.encoder, "-fflags", "+bitexact", "-flags:a", "+bitexact",
        "-f", form.muxer, "-y", f"file:{out}",
    ]  # fmt: skip
