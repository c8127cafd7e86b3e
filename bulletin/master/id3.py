"""ID3: the frames that ffmpeg does not write into an MP3: the words, and the station's picture."""

from __future__ import annotations

import shutil
import struct
from dataclasses import dataclass
from pathlib import Path

from bulletin.system.files import part_file

# Source: id3.org, ID3v2.3.0, sections 3.1 (header), 3.3 (frames), 4.9 (USLT) and 4.15 (APIC).
HEADER = struct.Struct(">3sBBB4s")
FRAME = struct.Struct(">4sIH")
VERSION = 3
UTF16 = b"\x01"
LATIN1 = b"\x00"
FRONT_COVER = b"\x03"
BOM = b"\xff\xfe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What players show."""

    data: bytes
    mime: str
    """image/jpeg or image/png."""


def add_frames(path: Path, *, words: str, language: str, picture: Picture | None) -> None:
    """
    Put what is read along, and a picture, into the tag that a file begins with.

    Args:
        path: An MP3 with an ID3v2.3 tag; any other file stays as it is.
        words: All that is said.
        language: ISO 639-2.
        picture: What players show.
    """
    frames = (_words(words, language) if words else b"") + (_picture(picture) if picture else b"")
    with path.open("rb") as file:
        begins = file.read(HEADER.size)
        if not frames or len(begins) < HEADER.size:
            return
        mark, version, revision, flags, size = HEADER.unpack(begins)
        if mark != b"ID3" or version != VERSION or flags:
            return
        head = HEADER.pack(mark, version, revision, flags, _safe(_plain(size) + len(frames)))
        # An hour of sound is 54 MB, so it is not read whole.
        with part_file(path) as part:
            with part.open("wb") as longer:
                longer.write(head + frames)
                shutil.copyfileobj(file, longer, 1 << 20)
            file.close()  # Windows replaces no open file
            part.replace(path)


def _words(words: str, language: str) -> bytes:
    body = UTF16 + language.encode("ascii", "replace")[:3].ljust(3) + BOM + b"\0\0"
    return _frame(b"USLT", body + BOM + words.encode("utf-16-le"))


def _picture(picture: Picture) -> bytes:
    return _frame(b"APIC", LATIN1 + picture.mime.encode() + b"\0" + FRONT_COVER + b"\0" + picture.data)


def _frame(name: bytes, body: bytes) -> bytes:
    return FRAME.pack(name, len(body), 0) + body


def _plain(size: bytes) -> int:
    """A number of four times seven bits."""
    return sum((byte & 0x7F) << (21 - 7 * place) for place, byte in enumerate(size))


def _safe(size: int) -> bytes:
    return bytes(size >> (21 - 7 * place) & 0x7F for place in range(4))
