"""Bext: the broadcast extension chunk, by which archives and playouts know where a WAV comes from."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from datetime import datetime

# Source: EBU Tech 3285 version 2, section 2.3. Texts are ASCII, padded with zeros.
LAYOUT = struct.Struct("<256s32s32s10s8sQH64s5h180s")
VERSION = 2
UNKNOWN = 0x7FFF
"""A loudness that is not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bext:
    """What a broadcast WAV says of its origin."""

    description: str
    originator: str
    reference: str = ""
    made_at: datetime
    """By the station's clock."""
    loudness_lufs: float = math.nan
    true_peak_dbtp: float = math.nan
    history: str = ""
    """How the sound was coded before."""


def bext_chunk(told: Bext) -> bytes:
    """Write the body of a bext chunk: 602 bytes and the history."""
    texts = ((told.description, 256), (told.originator, 32), (told.reference, 32))
    return (
        LAYOUT.pack(
            *(text.encode("ascii", "replace")[: size - 1] for text, size in texts),
            f"{told.made_at:%Y-%m-%d}".encode(),
            f"{told.made_at:%H:%M:%S}".encode(),
            0,
            VERSION,
            b"",
            _hundredths(told.loudness_lufs),
            UNKNOWN,
            _hundredths(told.true_peak_dbtp),
            UNKNOWN,
            UNKNOWN,
            b"",
        )
        + told.history.encode("ascii", "replace")
        + b"\r\n"
    )


def read_bext(body: bytes) -> Bext:
    """Read the body of a bext chunk."""
    description, originator, reference, day, time, _, _, _, loudness, _, peak, *_ = LAYOUT.unpack_from(body)
    return Bext(
        description=_text(description),
        originator=_text(originator),
        reference=_text(reference),
        made_at=datetime.fromisoformat(f"{day.decode()}T{time.decode()}"),
        loudness_lufs=math.nan if loudness == UNKNOWN else loudness / 100,
        true_peak_dbtp=math.nan if peak == UNKNOWN else peak / 100,
        history=_text(body[LAYOUT.size :]).strip(),
    )


def _hundredths(value: float) -> int:
    return round(value * 100) if math.isfinite(value) else UNKNOWN


def _text(body: bytes) -> str:
    return body.rstrip(b"\0").decode("ascii", "replace")
