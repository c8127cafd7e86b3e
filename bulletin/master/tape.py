"""Tape: a finished file, decoded from its start to its end, of which passages are cut in order."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bulletin.audio.samples import Samples
from bulletin.master.ffmpeg import Decoded


class Tape:
    """Passages of a decoded file; an hour is never held whole."""

    def __init__(self, decoded: Decoded) -> None:
        self.rate_hz = decoded.rate_hz
        self._blocks: Iterator[Samples] = iter(decoded.blocks)
        self._held: Samples = np.zeros(0, dtype=np.float32)
        self._first = 0

    def cut(self, start: int, end: int) -> Samples:
        """
        Cut out the frames from `start` to `end`, mixed to one channel; silence before and behind the file.

        Args:
            start: Never before the start of an earlier cut.
            end: The frame after the last.
        """
        while self._first + len(self._held) < end and (block := next(self._blocks, None)) is not None:
            mono = block if block.ndim == 1 else block.mean(axis=1)
            self._forget(start)
            self._held = np.concatenate([self._held, mono])
        self._forget(start)
        inside = self._held[max(0, start - self._first) : max(0, end - self._first)]
        before = min(end - start, max(0, self._first - start))
        return np.pad(inside, (before, max(0, end - start - before - len(inside))))

    def _forget(self, start: int) -> None:
        gone = min(len(self._held), max(0, start - self._first))
        self._held = self._held[gone:]
        self._first += gone
