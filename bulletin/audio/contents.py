"""The contents frame of an MP3: how many frames follow, and what a decoder leaves out at both ends."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.audio.mpeg import CONTENTS_WITHIN, ID3_HEAD, Data, frame_at, sound_start

# Source: the Xing header (frames, bytes, table of 100 places) with LAME's extension behind it, as LAME's
# own documentation of its "info tag" lays them out, counted from the word "Info".
FRAMES, BYTES = 8, 12
GAPS = 141  # twelve bits of delay, twelve of padding
LENGTH = 148
MUSIC_CRC, TAG_CRC = 152, 154
TAG_END = 156
WORD = b"Info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Where a file's contents frame is, and what it tells."""

    start: int
    """The frame's first byte."""
    end: int
    word: int
    """Where "Info" stands."""
    frames: int
    """How many sounding frames follow."""
    padding: int
    """Frames of silence that the encoder has put behind the sound."""
    crc: int
    """Of all frames behind this one."""


def read_contents(head: Data) -> Contents | None:
    """
    Find the contents frame of an MP3 of constant bitrate.

    Args:
        head: The file from its first byte, its tag and this frame whole.

    Returns:
        None where there is none, or one without LAME's extension.
    """
    start = sound_start(head[:ID3_HEAD])
    frame = frame_at(head, start)
    if frame is None:
        return None
    word = head.find(WORD, start, start + CONTENTS_WITHIN)
    if word < 0 or word + TAG_END > start + frame.size:
        return None
    return Contents(
        start=start,
        end=start + frame.size,
        word=word,
        frames=_number(head, word + FRAMES, 4),
        padding=_number(head, word + GAPS, 3) & 0xFFF,
        crc=_number(head, word + MUSIC_CRC, 2),
    )


def with_totals(frame: bytes, *, word: int, frames: int, size: int, padding: int, crc: int) -> bytes:
    """
    Write a contents frame anew for other sound of the same bitrate: the places in it stay in proportion.

    Args:
        frame: The frame as it was.
        word: Where "Info" stands in it.
        frames: How many sounding frames follow.
        size: Bytes of this frame and all that follow.
        padding: As in `Contents`.
        crc: As in `Contents`.
    """
    made = bytearray(frame)
    gaps = _number(frame, word + GAPS, 3) & ~0xFFF | padding
    fields = ((FRAMES, 4, frames), (BYTES, 4, size), (GAPS, 3, gaps), (LENGTH, 4, size), (MUSIC_CRC, 2, crc))
    for place, length, value in fields:
        made[word + place : word + place + length] = value.to_bytes(length, "big")
    made[word + TAG_CRC : word + TAG_END] = crc16(made[: word + TAG_CRC]).to_bytes(2, "big")
    return bytes(made)


def _number(data: Data, place: int, length: int) -> int:
    return int.from_bytes(data[place : place + length], "big")


# CRC-16 with the polynomial 0x8005, its bits reflected, beginning with nothing ("CRC-16/ARC").
_POLYNOMIAL = 0xA001


def crc16(data: bytes | bytearray) -> int:
    """The checksum of some bytes, a byte at a time: for kilobytes."""
    crc = 0
    for byte in data:
        crc = crc >> 8 ^ _TABLE[(crc ^ byte) & 0xFF]
    return crc


def crc_behind(crc: int, size: int) -> int:
    """The checksum once `size` zero bytes have followed; exclusive or adds what really follows."""
    steps = _shifts(size)
    for bits in steps:
        crc = _turned(bits, crc)
    return crc


def crc_before(crc: int, size: int) -> int:
    """The checksum before `size` zero bytes followed."""
    for _ in range(8 * size):
        crc = (crc ^ _POLYNOMIAL) << 1 | 1 if crc & 0x8000 else crc << 1
    return crc


def _shifts(size: int) -> list[tuple[int, ...]]:
    """The linear maps whose product is `size` zero bytes: for each bit that is set, what 2**n bytes do."""
    found, power = [], tuple(_after_a_zero(1 << bit) for bit in range(16))
    while size:
        if size & 1:
            found.append(power)
        power = tuple(_turned(power, image) for image in power)
        size >>= 1
    return found


def _after_a_zero(crc: int) -> int:
    return crc >> 8 ^ _TABLE[crc & 0xFF]


def _turned(bits: tuple[int, ...], crc: int) -> int:
    """Apply a linear map, given by what it makes of each bit."""
    made = 0
    for bit, image in enumerate(bits):
        if crc >> bit & 1:
            made ^= image
    return made


def _entry(byte: int) -> int:
    for _ in range(8):
        byte = byte >> 1 ^ _POLYNOMIAL if byte & 1 else byte >> 1
    return byte


_TABLE = tuple(_entry(byte) for byte in range(256))
