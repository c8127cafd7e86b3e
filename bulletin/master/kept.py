"""Kept: a rendered sound on disk, found again by what it was made of; a damaged one counts as none."""

from __future__ import annotations

import contextlib
import struct
import zlib
from pathlib import Path

from bulletin.audio.samples import Samples, from_pcm, to_pcm
from bulletin.system.files import part_file

# Mark, checksum, frames a second, bytes.
HEAD = struct.Struct("<4sIII")
MAGIC = b"BSND"


def find_sound(path: Path) -> tuple[Samples, int] | None:
    """Read a kept sound and its rate."""
    try:
        kept = path.read_bytes()
    except OSError:
        return None
    if len(kept) < HEAD.size:
        return None
    magic, checksum, rate_hz, size = HEAD.unpack_from(kept)
    pcm = memoryview(kept)[HEAD.size :]
    if magic != MAGIC or len(pcm) != size or zlib.crc32(pcm) != checksum:
        return None
    return from_pcm(pcm), rate_hz


def keep_sound(path: Path, samples: Samples, *, rate_hz: int) -> None:
    """Keep a sound, whole or not at all; where there is no room for it, it is made again next time."""
    pcm = to_pcm(samples)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with part_file(path) as part:
            part.write_bytes(HEAD.pack(MAGIC, zlib.crc32(pcm), rate_hz, len(pcm)) + pcm)
            part.replace(path)
