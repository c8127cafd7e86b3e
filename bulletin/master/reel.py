"""Reel: a programme's samples on disk, laid down once from start to end and then read anywhere."""

from __future__ import annotations

import tempfile
import threading
import warnings
import weakref
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.audio.samples import Samples, from_pcm, to_pcm
from bulletin.system.files import PART_SUFFIX

if TYPE_CHECKING:
    from pydub import AudioSegment

FRAME_BYTES = 2
WRITTEN_BYTES = 1 << 18


class Reel:
    """
    Mono, 16 bit; two threads may read it at once.

    An hour is 160 MB, which a donated PC has on its disk, and not in its memory.
    """

    def __init__(self, *, rate_hz: int, folder: Path | None = None) -> None:
        """
        Begin an empty reel.

        Args:
            rate_hz: Frames per second.
            folder: On whose disk it lies; none is the system's for temporary files.
        """
        self.rate_hz = rate_hz
        self._frames = 0
        self._lock = threading.Lock()
        # Nameless on Linux, and removed by Windows when it is closed: a killed run leaves none behind.
        self._file = tempfile.TemporaryFile(  # noqa: SIM115 - it is open for as long as there is a reel
            buffering=WRITTEN_BYTES, prefix=".reel.", suffix=PART_SUFFIX, dir=folder
        )
        weakref.finalize(self, self._file.close)

    def __len__(self) -> int:
        """How many frames there are."""
        return self._frames

    def lay(self, blocks: Iterable[Samples]) -> None:
        """
        Lay down sound behind what is there: float32, shape (frames,).

        Raises:
            OSError: The disk is full.
        """
        for block in blocks:
            self._file.write(to_pcm(block))
            self._frames += len(block)

    def lay_silence(self, frames: int) -> None:
        """Lay down a pause; raises as `lay`."""
        self._file.write(bytes(FRAME_BYTES * frames))
        self._frames += frames

    def passage(self, start: int, end: int) -> AudioSegment:
        """Cut out the frames from `start` to before `end`, or to the end of the reel."""
        with self._lock:
            self._file.seek(FRAME_BYTES * start)
            pcm = self._file.read(FRAME_BYTES * max(0, min(end, self._frames) - start))
        return segment_type()(data=pcm, sample_width=FRAME_BYTES, frame_rate=self.rate_hz, channels=1)

    def samples(self, start: int, end: int) -> Samples:
        """Read a passage as float32, shape (frames,)."""
        return from_pcm(self.passage(start, end).raw_data)


@cache
def segment_type() -> type[AudioSegment]:
    """Load pydub; its own ways of joining, overlaying, resampling and exporting are quadratic or lossy."""
    with warnings.catch_warnings():
        # It warns of an ffmpeg off PATH, which we never ask it to run, and of its own old escapes.
        warnings.simplefilter("ignore")
        from pydub import AudioSegment
    found: type[AudioSegment] = AudioSegment
    return found
