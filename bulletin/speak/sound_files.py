"""WAV and AIFF read by their content; a name's suffix says nothing about what an engine wrote."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.errors import EngineError


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """What a sound file holds, as mono 16-bit."""

    pcm: bytes
    """Signed, little-endian."""
    rate_hz: int


def read_sound(written: bytes) -> Sound:
    """
    Read 16-bit PCM from a WAV or AIFF file; more channels than one are averaged.

    A chunk that claims more than the file holds is taken as far as the file goes: writers that stream leave
    such lengths.

    Raises:
        EngineError: It is neither, or its samples are not 16-bit PCM.
    """
    form = written[:4], written[8:12]
    if form == (b"RIFF", b"WAVE"):
        return _read_wav(dict(_chunks(written, "<")))
    if form in ((b"FORM", b"AIFF"), (b"FORM", b"AIFC")):
        return _read_aiff(dict(_chunks(written, ">")), compressed=form[1] == b"AIFC")
    raise EngineError(f"The engine wrote no WAV or AIFF file but {len(written)} bytes of something else.")


def _chunks(written: bytes, order: str) -> Iterator[tuple[bytes, bytes]]:
    place = 12
    while place + 8 <= len(written):
        name, size = struct.unpack_from(f"{order}4sI", written, place)
        yield name, written[place + 8 : place + 8 + size]
        place += 8 + size + size % 2


def _read_wav(chunks: dict[bytes, bytes]) -> Sound:
    head = chunks.get(b"fmt ", b"")
    if len(head) < 16:
        raise EngineError("The engine wrote a WAV file without a format.")
    code, channels, rate_hz, _, _, bits = struct.unpack_from("<HHIIHH", head)
    # 0xFFFE is the extensible form, whose own code follows; 1 is PCM.
    if code == 0xFFFE and len(head) >= 26:
        (code,) = struct.unpack_from("<H", head, 24)
    _require(code == 1 and bits == 16, f"a WAV file of {bits}-bit samples, code {code}")
    return Sound(pcm=_to_mono(chunks.get(b"data", b""), channels), rate_hz=rate_hz)


def _read_aiff(chunks: dict[bytes, bytes], *, compressed: bool) -> Sound:
    head = chunks.get(b"COMM", b"")
    if len(head) < (22 if compressed else 18):
        raise EngineError("The engine wrote an AIFF file without a format.")
    channels, _, bits, exponent, mantissa = struct.unpack_from(">hIhHQ", head)
    kind = head[18:22] if compressed else b"NONE"
    _require(bits == 16 and kind in (b"NONE", b"sowt"), f"an AIFF file of {bits}-bit samples, kind {kind!r}")
    # Samples follow eight bytes of offset and block size.
    samples = chunks.get(b"SSND", b"")[8:]
    if kind == b"NONE":
        samples = _swapped(samples)
    # An 80-bit float: 64 bits of mantissa with its point after the first bit, exponent biased by 16383.
    rate_hz = round(mantissa * 2.0 ** ((exponent & 0x7FFF) - 16383 - 63))
    return Sound(pcm=_to_mono(samples, channels), rate_hz=rate_hz)


def _require(right: bool, what: str) -> None:
    if not right:
        raise EngineError(f"The engine wrote {what}; only 16-bit PCM can be read.")


def _swapped(samples: bytes) -> bytes:
    import numpy as np

    return np.frombuffer(samples[: len(samples) // 2 * 2], ">i2").astype("<i2").tobytes()


def _to_mono(samples: bytes, channels: int) -> bytes:
    frame = 2 * max(channels, 1)
    whole = samples[: len(samples) // frame * frame]
    if channels <= 1:
        return whole
    import numpy as np

    frames = np.frombuffer(whole, "<i2").reshape(-1, channels)
    mono: bytes = frames.mean(axis=1).round().astype("<i2").tobytes()
    return mono
