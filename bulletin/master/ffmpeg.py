"""ffmpeg as we run it: fed or read through pipes, watched by a clock, its complaint kept."""

from __future__ import annotations

import contextlib
import struct
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

import numpy as np

from bulletin.audio.samples import Samples
from bulletin.errors import BulletinError, DeadlineError
from bulletin.system import limits
from bulletin.system.programs import find_ffmpeg, start

if TYPE_CHECKING:
    from subprocess import Popen

QUIET = ("-hide_banner", "-nostdin", "-v", "error")

# A file that is really a playlist must not make ffmpeg fetch what it names.
LOCAL_ONLY = ("-protocol_whitelist", "file,pipe")

BLOCK_FRAMES = 1 << 18


@dataclass(slots=True, kw_only=True)
class Running:
    """A started ffmpeg."""

    process: Popen[bytes]
    timeout_s: float
    words: list[bytes] = field(default_factory=list)
    """What it has complained of, by line."""
    late: threading.Event = field(default_factory=threading.Event)

    def finish(self, failed: str) -> None:
        """
        Wait for its end.

        Raises:
            DeadlineError: It was stopped because its time was over.
            BulletinError: It failed; the message begins with `failed`.
        """
        code = self.process.wait()
        if self.late.is_set():
            raise DeadlineError(
                f"{failed}: ffmpeg did not end within {self.timeout_s:.0f} s and was stopped."
            )
        if code:
            last = self.words[-1].decode("utf-8", "replace").strip() if self.words else f"exit status {code}"
            raise BulletinError(f"{failed}: {last}")


@contextlib.contextmanager
def ffmpeg(words: Iterable[str], *, timeout_s: float, memory_mb: int | None = None) -> Iterator[Running]:
    """Start ffmpeg with pipes; it is killed at its deadline, and when the block is left early."""
    with start([find_ffmpeg(), *QUIET, *words]) as process:
        held = limits.hold(process, memory_mb=memory_mb) if memory_mb else None
        running = Running(process=process, timeout_s=timeout_s)
        listener = threading.Thread(target=_listen, args=(running,), daemon=True)
        clock = threading.Timer(timeout_s, _stop_late, args=(running,))
        listener.start()
        clock.start()
        try:
            yield running
        finally:
            clock.cancel()
            if process.poll() is None:
                process.kill()
            listener.join()
            if held is not None:
                held.close()


def _listen(running: Running) -> None:
    # An ffmpeg whose complaints nobody reads stops at the pipe's end.
    for line in _pipe(running.process.stderr):
        running.words.append(line)
        del running.words[:-20]


def _stop_late(running: Running) -> None:
    running.late.set()
    running.process.kill()


def feed(running: Running, blocks: Iterable[Samples]) -> None:
    """Write blocks to its input, and close it; when it has died, `Running.finish` says of what."""
    stdin = _pipe(running.process.stdin)
    with contextlib.suppress(BrokenPipeError, OSError):
        for block in blocks:
            stdin.write(np.ascontiguousarray(block, dtype="<f4").data.cast("B"))
    with contextlib.suppress(BrokenPipeError, OSError):
        stdin.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Sound as it comes out of a decoder."""

    rate_hz: int
    channels: int
    """One or two, unless all were asked for."""
    blocks: Iterator[Samples]
    """
    float32, shape (frames,) or (frames, channels); each is read while the one before is worked on.
    After the last, BulletinError when the decoder failed.
    """


@contextlib.contextmanager
def decode(
    path: Path,
    *,
    timeout_s: float,
    mix: bool = True,
    longest_s: float | None = None,
    memory_mb: int | None = None,
    tags_to: Path | None = None,
) -> Iterator[Decoded]:
    """
    Decode a file's first sound at its own rate; left early, the decoder is stopped.

    Args:
        path: The file.
        timeout_s: When the decoder is stopped.
        mix: More than two channels become two; else they all come.
        longest_s: What comes later is left out.
        memory_mb: Address space that the decoder may use.
        tags_to: Where its tags and chapters are written by the time the last block has come, as ffmpeg's
            metadata text.

    Raises:
        BulletinError: It holds no sound that ffmpeg can read.
        DeadlineError: ffmpeg did not end in time.
    """
    failed = f"{path.name} holds no sound that can be read"
    words = [
        # Each thread of a decoder takes address space, which a limit counts.
        *(["-threads", "1"] if memory_mb else []),
        # Without -copyts chapters move by the 25 ms that a decoder of MP3 skips; the sound is the same.
        *(["-copyts"] if tags_to else []),
        *LOCAL_ONLY, "-i", f"file:{path}",
        *_as_sound(mix=mix, longest_s=longest_s),
        *(_as_metadata(path, tags_to) if tags_to else []),
    ]  # fmt: skip
    with ffmpeg(words, timeout_s=timeout_s, memory_mb=memory_mb) as running:
        stdout = _pipe(running.process.stdout)
        header = _read_wav_header(stdout)
        if header is None:
            running.finish(failed)
            raise BulletinError(f"{failed}. Is it an audio file?")
        rate_hz, channels = header
        yield Decoded(rate_hz=rate_hz, channels=channels, blocks=_blocks(running, channels, failed))


def _as_sound(*, mix: bool, longest_s: float | None) -> list[str]:
    return [
        "-map", "0:a:0", "-map_metadata", "-1", "-fflags", "+bitexact",
        *(["-t", f"{longest_s:g}"] if longest_s else []),
        *(["-af", "aformat=channel_layouts=mono|stereo"] if mix else []), "-c:a", "pcm_f32le",
        "-f", "wav", "pipe:1",
    ]  # fmt: skip


def _as_metadata(path: Path, to: Path) -> list[str]:
    with path.open("rb") as file:
        # Ogg keeps its tags with the stream, every other container with the file.
        place = "0:s:a:0" if file.read(4) == b"OggS" else "0:g"
    return ["-map_metadata", place, "-fflags", "+bitexact", "-f", "ffmetadata", "-y", f"file:{to}"]


def _read_wav_header(stdout: IO[bytes]) -> tuple[int, int] | None:
    """Rate and channels, the stream left at the first frame; a decoder's own words for its output."""
    if len(stdout.read(12)) < 12:
        return None
    found: tuple[int, int] | None = None
    while len(head := stdout.read(8)) == 8:
        name, size = struct.unpack("<4sI", head)
        if name == b"data":
            return found
        body = stdout.read(size + size % 2)
        if name == b"fmt ":
            channels, rate_hz = struct.unpack_from("<HI", body, 2)
            found = (rate_hz, channels)
    return None


def _blocks(running: Running, channels: int, failed: str) -> Iterator[Samples]:
    stdout, size = _pipe(running.process.stdout), 4 * channels * BLOCK_FRAMES
    with ThreadPoolExecutor(max_workers=1) as pool:
        coming = pool.submit(stdout.read, size)
        while block := coming.result():
            coming = pool.submit(stdout.read, size)
            frames = np.frombuffer(block[: len(block) // (4 * channels) * 4 * channels], dtype="<f4")
            yield frames if channels == 1 else frames.reshape(-1, channels)
    running.finish(failed)


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # `start` gives all three
    return pipe
