"""WAV and AIFF, told by their content."""

from __future__ import annotations

import io
import struct
import wave

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.errors import EngineError
from bulletin.speak.sound_files import read_sound

SAMPLES = struct.pack("<4h", 0, 1000, -1000, 32767)


def wav(samples: bytes, *, channels: int = 1, width: int = 2, rate_hz: int = 22_050) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((channels, width, rate_hz, 0, "NONE", ""))
        file.writeframes(samples)
    return buffer.getvalue()


def aiff(samples: bytes, *, kind: bytes = b"", rate: bytes = b"\x40\x0d\xac\x44" + bytes(6)) -> bytes:
    """Write big-endian samples; the rate is an 80-bit float, 22,050 unless told."""
    common = struct.pack(">hIh", 1, len(samples) // 2, 16) + rate + (kind + b"\x00\x00" if kind else b"")
    sound = bytes(8) + samples
    body = b"COMM" + struct.pack(">I", len(common)) + common
    # Apple puts a chunk of padding before the sound.
    body += b"FLLR" + struct.pack(">I", 3) + bytes(4)
    body += b"SSND" + struct.pack(">I", len(sound)) + sound
    form = b"AIFC" if kind else b"AIFF"
    return b"FORM" + struct.pack(">I", len(body) + 4) + form + body


@given(samples=st.lists(st.integers(-32768, 32767), max_size=50), rate_hz=st.integers(8000, 48000))
def test_a_mono_wav_gives_back_what_was_written(samples: list[int], rate_hz: int) -> None:
    pcm = struct.pack(f"<{len(samples)}h", *samples)

    sound = read_sound(wav(pcm, rate_hz=rate_hz))

    assert (sound.pcm, sound.rate_hz) == (pcm, rate_hz)


def test_a_stereo_wav_is_averaged() -> None:
    sound = read_sound(wav(struct.pack("<4h", 100, 300, -50, 50), channels=2))

    assert sound.pcm == struct.pack("<2h", 200, 0)


def test_an_aiff_is_turned_round() -> None:
    swapped = struct.pack(">4h", 0, 1000, -1000, 32767)

    sound = read_sound(aiff(swapped))

    assert (sound.pcm, sound.rate_hz) == (SAMPLES, 22_050)


def test_a_little_endian_aifc_is_not_turned_round() -> None:
    assert read_sound(aiff(SAMPLES, kind=b"sowt")).pcm == SAMPLES


def test_a_wav_whose_writer_never_knew_its_length_is_read_to_its_end() -> None:
    written = wav(SAMPLES)
    streamed = written[:40] + b"\xff\xff\xff\xff" + written[44:]

    assert read_sound(streamed).pcm == SAMPLES


def test_a_wav_with_a_head_only_has_no_samples() -> None:
    assert read_sound(wav(b"")).pcm == b""


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"", "no WAV or AIFF"),
        (b"ID3\x04 an MP3 under a false name", "no WAV or AIFF"),
        (wav(SAMPLES, width=1), "8-bit"),
        (b"RIFF\x04\x00\x00\x00WAVE", "without a format"),
        (b"FORM\x00\x00\x00\x04AIFF", "without a format"),
        (aiff(SAMPLES, kind=b"ima4"), "ima4"),
    ],
)
def test_anything_else_is_an_error_that_says_what_it_was(written: bytes, said: str) -> None:
    with pytest.raises(EngineError, match=said):
        read_sound(written)


@given(st.binary(max_size=80))
def test_no_bytes_are_more_than_an_engine_error(noise: bytes) -> None:
    for head in (b"", b"RIFF\x00\x00\x00\x00WAVE", b"FORM\x00\x00\x00\x00AIFF"):
        try:
            read_sound(head + noise)
        except EngineError:
            continue
