"""MPEG audio frames: where each begins and how long it sounds, so that a stream keeps its own pace."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

# Source: ISO/IEC 11172-3 and 13818-3, layer III. Indexes 0 and 15 are "free" and "bad".
BITRATES_1 = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
BITRATES_2 = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
RATES_HZ = (44_100, 48_000, 32_000)
ID3_HEAD = 10
# The first frame of most files holds no sound but a table of contents under one of these words.
CONTENTS = (b"Xing", b"Info", b"VBRI")
CONTENTS_WITHIN = 64

Data: TypeAlias = bytes | mmap.mmap
"""A file, read or mapped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One frame of a file."""

    start: int
    size: int
    seconds: float


def frames_of(data: Data) -> Iterator[Frame]:
    """Find the sounding frames of an MP3 in order; tags and the table of contents are passed over."""
    place = sound_start(data[:ID3_HEAD])
    first = True
    while place + 4 <= len(data):
        frame = frame_at(data, place)
        if frame is None:
            place += 1
            continue
        head = data[place : place + CONTENTS_WITHIN]
        if not (first and any(word in head for word in CONTENTS)):
            yield frame
        first = False
        place += frame.size


def sound_start(data: bytes) -> int:
    """Tell where the tag at the head of a file ends, by its first bytes; 0 where there is none."""
    if data[:3] != b"ID3" or len(data) < ID3_HEAD:
        return 0
    # Four bytes of seven bits each; bit 4 of the flags says that a footer follows.
    size = sum((byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
    return ID3_HEAD + size + (ID3_HEAD if data[5] & 0x10 else 0)


def frame_at(data: Data, place: int) -> Frame | None:
    """Read the frame that begins at a place; None when none does, or it is cut short."""
    head = int.from_bytes(data[place : place + 4], "big")
    version, layer = head >> 19 & 3, head >> 17 & 3
    bitrate_index, rate_index = head >> 12 & 15, head >> 10 & 3
    if head >> 21 != 0x7FF or layer != 1 or version == 1 or rate_index == 3 or bitrate_index in (0, 15):
        return None
    first = version == 3
    kbps = (BITRATES_1 if first else BITRATES_2)[bitrate_index - 1]
    rate_hz = RATES_HZ[rate_index] >> {3: 0, 2: 1, 0: 2}[version]
    samples = 1152 if first else 576
    size = samples // 8 * kbps * 1000 // rate_hz + (head >> 9 & 1)
    if place + size > len(data):
        return None
    return Frame(start=place, size=size, seconds=samples / rate_hz)
