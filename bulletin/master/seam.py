"""The seam: a long MP3 is made by two encoders side by side, each with one half of the sound, and joined.

Without a bit reservoir a frame of an MP3 stands alone but for the window that it shares with its neighbours.
Each encoder therefore hears some of the other half as well. What it makes of that is thrown away, and by the
seam both have come to the same mind, so that most frames behind it are to the bit what one encoder makes.
"""

from __future__ import annotations

import mmap
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from math import gcd
from pathlib import Path

from bulletin.audio.contents import Contents, crc16, crc_before, crc_behind, read_contents, with_totals
from bulletin.audio.mpeg import frames_of
from bulletin.errors import BulletinError

RATE_HZ = 44_100
"""Of every MP3 that we make."""
FRAME = 1152
BEFORE_FRAMES = 16
AFTER_FRAMES = 4
# Starting a second encoder costs a tenth of a second of its own.
SHORTEST_S = 30.0
SIDE_INFO = 4  # behind the header; its first nine bits say how far back a frame's sound begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Seam:
    """Where the halves of a sound meet."""

    frame: int
    """So many frames are the first encoder's."""
    before: int
    """So many frames of the second's are thrown away."""
    first_end: int
    """The sample behind the last that the first encoder hears."""
    second_start: int
    """The first sample that the second encoder hears."""


def seam_of(samples: int, rate_hz: int) -> Seam | None:
    """
    Choose the seam of a sound.

    Args:
        samples: How long it is.
        rate_hz: Of the sound; the encoders bring it to `RATE_HZ`.

    Returns:
        None where one encoder is quick enough.
    """
    if samples < SHORTEST_S * rate_hz:
        return None
    # The second half begins with a frame and with a whole sample of the sound.
    grid = RATE_HZ // gcd(RATE_HZ, FRAME * rate_hz)
    before = -(-BEFORE_FRAMES // grid) * grid
    frame = max(before, round(samples * RATE_HZ / (rate_hz * FRAME) / 2 / grid) * grid)
    return Seam(
        frame=frame,
        before=before,
        first_end=min(samples, -(-(frame + AFTER_FRAMES) * FRAME * rate_hz // RATE_HZ)),
        second_start=(frame - before) * FRAME * rate_hz // RATE_HZ,
    )


def join(first: Path, second: Path, seam: Seam) -> None:
    """
    Put the second half behind the first, which keeps its tag, and tell the whole length in its contents.

    Raises:
        BulletinError: They are no MP3 as our encoders write them.
    """
    with first.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        contents = _contents(data)
        frame = data[contents.start : contents.end]
        cut = _place(data, seam.frame)
        crc = crc_before(contents.crc ^ crc16(data[cut:]), len(data) - cut)
    with second.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        rest = _contents(data)
        start = _place(data, seam.before)
        size = len(data) - start
        _require_alone(data[start + SIDE_INFO : start + SIDE_INFO + 2])
        crc = crc_behind(crc ^ crc16(data[rest.end : start]), size) ^ rest.crc
    totals = with_totals(
        frame,
        word=contents.word - contents.start,
        frames=seam.frame + rest.frames - seam.before,
        size=cut - contents.start + size,
        padding=rest.padding,
        crc=crc,
    )
    with first.open("r+b") as whole, second.open("rb") as file:
        whole.truncate(cut)
        whole.seek(cut)
        file.seek(start)
        shutil.copyfileobj(file, whole, 1 << 20)
        whole.seek(contents.start)
        whole.write(totals)


def _contents(data: mmap.mmap) -> Contents:
    # A tag with many chapters is long; slicing a mapped file reads what is asked for.
    found = read_contents(data)
    if found is None:
        raise BulletinError("Cannot join the halves of an MP3: the encoder wrote no table of contents.")
    return found


def _place(data: mmap.mmap, number: int) -> int:
    """Where a sounding frame begins."""
    frame = next(islice(frames_of(data), number, None), None)
    if frame is None:
        raise BulletinError("Cannot join the halves of an MP3: the encoder wrote too little.")
    return frame.start


def _require_alone(side_info: Sequence[int]) -> None:
    if side_info[0] << 1 | side_info[1] >> 7:
        raise BulletinError("Cannot join the halves of an MP3: the encoder used a bit reservoir.")
