"""Bring: a station's own sound file, decoded within limits, checked, and made ready to be played."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bulletin.audio.loudness import integrated_loudness
from bulletin.audio.resample import resample
from bulletin.audio.samples import Samples
from bulletin.audio.trim import fade_edges, trim
from bulletin.errors import BulletinError
from bulletin.master.ffmpeg import Decoded, decode
from bulletin.master.kept import find_sound, keep_sound

FORMAT = 1
RATE_HZ = 44_100
DECODE_S = 60.0
MEMORY_MB = 1024
LARGEST_BYTES = 300 * 1024 * 1024
# How long each sound may be; longer ones are songs, put there by mistake.
SECONDS = {
    "pips": (1.0, 15.0),
    "opening": (0.3, 30.0),
    "separator": (0.1, 6.0),
    "close": (0.3, 30.0),
    "sombre": (0.3, 30.0),
    "bed": (4.0, 900.0),
    "recorded item": (0.5, 900.0),
}
QUIETEST_LUFS = -50.0
DULL_HZ = 16_000
# Two loudspeakers out of phase: what is left of it on one is a ghost.
CANCELS_LU = 6.0
FADE_S = 0.005
CENTRE = np.sqrt(0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A sound of the station's, ready to be played."""

    samples: Samples
    """float32, shape (frames,)."""
    rate_hz: int
    notes: tuple[str, ...] = ()
    """What a station should know of it, in plain lines."""

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / self.rate_hz


def bring(path: Path, *, role: str, cache: Path | None = None) -> Brought:
    """
    Bring a station's file in.

    Args:
        path: The file, of any kind that ffmpeg reads.
        role: What it is to be: pips, opening, separator, close, sombre, bed or recorded item.
        cache: Where what was decoded is kept.

    Raises:
        BulletinError: It is no sound, is silent, or is too long or short for what it is to be.
        DeadlineError: It could not be decoded in time.
    """
    kept = cache and cache / "sounds" / f"{_name(path, role)}.sound"
    found = find_sound(kept) if kept else None
    if found:
        return Brought(samples=found[0], rate_hz=found[1])
    decoded, rate_hz, channels = _decoded(path, longest_s=SECONDS[role][1])
    mono = _mixed(decoded)
    _require_fit(path, role, decoded, mono, rate_hz)
    notes = tuple(_notes(path, rate_hz, channels))
    ready = resample(_edged(mono, role, rate_hz), rate_hz=rate_hz, to_hz=RATE_HZ)
    # A peak between two samples of the old rate may be higher than full scale at the new one.
    ready = (ready / max(1.0, float(np.abs(ready).max(initial=0.0)))).astype(np.float32)
    if kept and not notes:
        keep_sound(kept, ready, rate_hz=RATE_HZ)
    return Brought(samples=ready, rate_hz=RATE_HZ, notes=notes)


def _name(path: Path, role: str) -> str:
    told = hashlib.sha256(f"{FORMAT} {role} ".encode())
    try:
        with path.open("rb") as file:
            while part := file.read(1 << 20):
                told.update(part)
    except OSError as error:
        raise BulletinError(f"The sound {path} cannot be read: {error.strerror or error}.") from error
    return told.hexdigest()


def _decoded(path: Path, *, longest_s: float) -> tuple[Samples, int, int]:
    """All of it up to a little over the longest that is allowed, shape (frames, channels)."""
    if path.stat().st_size > LARGEST_BYTES:
        raise BulletinError(f"The sound {path} is larger than 300 MB. Make a short one of it.")
    with decode(path, timeout_s=DECODE_S, memory_mb=MEMORY_MB, mix=False, longest_s=longest_s + 1.0) as sound:
        whole = _joined(sound)
    return whole, sound.rate_hz, sound.channels


def _joined(sound: Decoded) -> Samples:
    blocks = [block.reshape(len(block), sound.channels) for block in sound.blocks]
    return np.concatenate(blocks) if blocks else np.zeros((0, sound.channels), dtype=np.float32)


def _mixed(decoded: Samples) -> Samples:
    """
    One channel of any number.

    Of six and eight channels the fourth is the subwoofer's, and the centre is heard on both sides.

    Source: ITU-R BS.775-4, annex 4.
    """
    channels = decoded.shape[1]
    weights = np.ones(channels)
    if channels in (6, 8):
        weights[2:4] = (2 * CENTRE, 0.0)
        weights[4:] = CENTRE
    mono: Samples = (decoded @ (weights / weights.sum())).astype(np.float32)
    return mono


def _edged(mono: Samples, role: str, rate_hz: int) -> Samples:
    """Without silence at the edges, a hole on air; a loop, and what ends on the minute, stay as they are."""
    if role in ("bed", "pips"):
        return fade_edges(mono, frames=round(FADE_S * rate_hz))
    return fade_edges(trim(mono, rate_hz=rate_hz), frames=round(FADE_S * rate_hz))


def _require_fit(path: Path, role: str, decoded: Samples, mono: Samples, rate_hz: int) -> None:
    least_s, most_s = SECONDS[role]
    seconds = len(mono) / rate_hz
    if not least_s <= seconds <= most_s:
        length = f"{seconds:.1f} s long" if seconds <= most_s else f"longer than {most_s:g} s"
        raise BulletinError(
            f"The sound {path} is {length}; {_a(role)} lasts {least_s:g} to {most_s:g} s. Cut it to length."
        )
    padded = np.pad(mono, (0, rate_hz))  # the meter needs 400 ms
    heard = integrated_loudness(padded, rate_hz=rate_hz)
    sides = integrated_loudness(np.pad(decoded[:, :2], ((0, rate_hz), (0, 0))), rate_hz=rate_hz)
    if max(heard, sides) < QUIETEST_LUFS:
        raise BulletinError(f"The sound {path} is silent, or nearly so. Record it again, or choose another.")
    if decoded.shape[1] == 2 and heard < sides - CANCELS_LU:
        raise BulletinError(
            f"The sound {path} cannot be heard on one loudspeaker: its two channels cancel each other out. "
            "Turn the phase of one of them round, or use one of them alone."
        )


def _notes(path: Path, rate_hz: int, channels: int) -> list[str]:
    notes = []
    if rate_hz < DULL_HZ:
        notes.append(
            f"The sound {path.name} was recorded at {rate_hz / 1000:g} kHz and sounds like a telephone. "
            "Ask for the original."
        )
    if channels > 2:
        notes.append(f"The sound {path.name} has {channels} channels, which are mixed down to one.")
    return notes


def _a(role: str) -> str:
    name = "time signal" if role == "pips" else role
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"
