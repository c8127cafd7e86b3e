"""Carts: a WAV of the edition with the chunks that playouts and archives read, expiry included."""

from __future__ import annotations

import hashlib
import math
import struct
import wave
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bulletin.errors import PublishError
from bulletin.model import Edition
from bulletin.publish.bext import Bext, bext_chunk, read_bext
from bulletin.system.programs import find_ffmpeg, run

VERSION = b"0101"
PRODUCER = "bulletin"
# Sources: AES46-2002, table 1. A text is ASCII, padded with zeros; dates are YYYY-MM-DD, times HH:MM:SS.
LAYOUT = struct.Struct("<4s64s64s64s64s64s64s64s10s8s10s8s64s64s64sI64s276s1024s")
TIMER = struct.Struct("<4sI")
# Full scale of 16-bit samples, the value that AES46 gives for 0 dBFS.
LEVEL_REFERENCE = 32768
RATE_HZ = 44_100
TRANSCODE_S = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cart:
    """What a cart says of itself. Times are those of the station's clock."""

    title: str
    artist: str = ""
    cut: str = ""
    """The cart number."""
    category: str = "NEWS"
    starts_at: datetime
    ends_at: datetime
    duration_s: float = 0.0
    made_at: datetime | None = None
    loudness_lufs: float = math.nan
    true_peak_dbtp: float = math.nan


def cart_of(edition: Edition, station: str, *, cut: str = "") -> Cart:
    """Tell of an edition what a cart tells: times without a zone, as the station's clock shows them."""
    zone = edition.slot.tzinfo
    return Cart(
        title=f"{station} news, {edition.slot:%d %B %Y, %H:%M}",
        artist=station,
        cut=cut,
        starts_at=min(edition.slot, edition.made_at).astimezone(zone).replace(tzinfo=None),
        ends_at=edition.expires_at.astimezone(zone).replace(tzinfo=None),
        duration_s=edition.duration_s or 0.0,
        made_at=edition.made_at.astimezone(zone).replace(tzinfo=None),
        loudness_lufs=math.nan if edition.loudness_lufs is None else edition.loudness_lufs,
        true_peak_dbtp=math.nan if edition.true_peak_dbtp is None else edition.true_peak_dbtp,
    )


def write_wav(audio: Path, out: Path, *, cart: Cart) -> None:
    """
    Decode an edition to 16-bit PCM with a cart chunk.

    Args:
        audio: The edition's MP3.
        out: The WAV; replaced.
        cart: What it says of itself.

    Raises:
        PublishError: ffmpeg failed.
        MissingToolError, DeadlineError: There is no ffmpeg, or it did not end.
    """
    # Plain PCM with one `fmt ` and one `data`: some importers stop at a chunk they do not know.
    words = [
        "-hide_banner",
        "-nostdin",
        "-v",
        "error",
        "-protocol_whitelist",
        "file,pipe",
        "-i",
        f"file:{audio}",
    ]
    form = ["-map", "0:a:0", "-map_metadata", "-1", "-fflags", "+bitexact", "-ar", str(RATE_HZ)]
    done = run(
        [find_ffmpeg(), *words, *form, "-c:a", "pcm_s16le", "-f", "wav", "-y", f"file:{out}"],
        timeout_s=TRANSCODE_S,
    )
    if done.code:
        raise PublishError(f"Cannot make a WAV of {audio.name}: {done.last_words}")
    stamp(out, cart, history="A=MPEG1L3,F=44100,B=128,M=mono,T=bulletin")


def stamp_edition(edition: Edition, station: str) -> Edition:
    """Add the chunks to an edition that is a WAV itself; any other stays as it is."""
    if edition.audio is None or edition.audio.suffix != ".wav":
        return edition
    stamp(edition.audio, cart_of(edition, station))
    with edition.audio.open("rb") as file:
        return replace(edition, sha256=hashlib.file_digest(file, "sha256").hexdigest())


def stamp(path: Path, cart: Cart, *, history: str = "") -> None:
    """Add a broadcast extension and a cart chunk behind the sound of a WAV."""
    with wave.open(str(path)) as sound:
        rate_hz = sound.getframerate()
    own = f"A=PCM,F={rate_hz},W=16,M=mono,T=bulletin"
    told = Bext(
        description=cart.title,
        originator=cart.artist or PRODUCER,
        reference=cart.cut,
        made_at=cart.made_at or cart.starts_at,
        loudness_lufs=cart.loudness_lufs,
        true_peak_dbtp=cart.true_peak_dbtp,
        history="\r\n".join(filter(None, [history, own])),
    )
    _add_chunk(path, b"bext", bext_chunk(told))
    _add_chunk(path, b"cart", cart_chunk(cart, rate_hz=rate_hz))


def cart_chunk(cart: Cart, *, rate_hz: int = RATE_HZ) -> bytes:
    """Write the body of a cart chunk, 2,048 bytes."""
    return LAYOUT.pack(
        VERSION,
        *(_ascii(text, 64) for text in (cart.title, cart.artist, cart.cut, "", cart.category, "", "")),
        f"{cart.starts_at:%Y-%m-%d}".encode(),
        f"{cart.starts_at:%H:%M:%S}".encode(),
        f"{cart.ends_at:%Y-%m-%d}".encode(),
        f"{cart.ends_at:%H:%M:%S}".encode(),
        *(_ascii(text, 64) for text in (PRODUCER, "1", "")),
        LEVEL_REFERENCE,
        # EOD, end of data: where the next item may start.
        TIMER.pack(b"EOD ", round(cart.duration_s * rate_hz)),
        b"",
        b"",
    )


def read_cart(path: Path) -> Cart | None:
    """Read the cart chunk of a WAV; None where it has none."""
    for name, body in _chunks(path.read_bytes()):
        if name == b"cart":
            return _parse(body)
    return None


def read_origin(path: Path) -> Bext | None:
    """Read the broadcast extension of a WAV; None where it has none."""
    return next((read_bext(body) for name, body in _chunks(path.read_bytes()) if name == b"bext"), None)


def _parse(body: bytes) -> Cart:
    parts = LAYOUT.unpack(body[: LAYOUT.size])
    texts = [part.rstrip(b"\0").decode("ascii") for part in parts[:15]]
    usage, frames = TIMER.unpack(parts[16][: TIMER.size])
    return Cart(
        title=texts[1],
        artist=texts[2],
        cut=texts[3],
        category=texts[5],
        starts_at=datetime.fromisoformat(f"{texts[8]}T{texts[9]}"),
        ends_at=datetime.fromisoformat(f"{texts[10]}T{texts[11]}"),
        duration_s=frames / RATE_HZ if usage == b"EOD " else 0.0,
    )


def _chunks(wav: bytes) -> list[tuple[bytes, bytes]]:
    found, place = [], 12
    while place + 8 <= len(wav):
        name, size = struct.unpack_from("<4sI", wav, place)
        found.append((name, wav[place + 8 : place + 8 + size]))
        place += 8 + size + size % 2
    return found


def _add_chunk(path: Path, name: bytes, body: bytes) -> None:
    """Put a chunk at the end of a RIFF file and mend the length at its head."""
    with path.open("rb+") as file:
        file.seek(0, 2)
        if file.tell() % 2:
            file.write(b"\0")
        file.write(struct.pack("<4sI", name, len(body)) + body + b"\0" * (len(body) % 2))
        size = file.tell()
        file.seek(4)
        file.write(struct.pack("<I", size - 8))


def _ascii(text: str, size: int) -> bytes:
    # AES46 texts are ASCII; the last byte stays zero for readers that look for it.
    return text.encode("ascii", "replace")[: size - 1]
