"""The gate and `measure`: what is let through, and what is said of the rest."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from bulletin.audio.loudness import integrated_loudness
from bulletin.audio.samples import Samples, ratio
from bulletin.errors import BulletinError, DeadlineError, UnfitError
from bulletin.master.ffmpeg import decode, ffmpeg
from bulletin.master.formats import format_named
from bulletin.master.gate import Promise, faults, pass_gate
from bulletin.master.measure import measure, measure_with_ffmpeg
from bulletin.master.tags import Tags
from bulletin.model import Measurement, Span
from tests.audio.sounds import encode_as_found, speech, write_wav

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
MP3 = format_named("mp3")


def at_level(samples: Samples, lufs: float) -> Samples:
    """Brought to a loudness, pressed a little so that its peaks stay under -1 dBTP."""
    pressed = np.tanh(3 * samples / np.abs(samples).max()).astype(np.float32)
    return pressed * np.float32(ratio(lufs - integrated_loudness(pressed, rate_hz=22050)))


def promise(seconds: float, *, tags: Tags | None = None) -> Promise:
    return Promise(seconds=seconds, target_lufs=-16.0, tags=tags or Tags(title=""), form=MP3)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    return encode_as_found(folder / "good.mp3", at_level(speech(8), -15.55), rate_hz=22050)


def test_a_file_as_promised_passes(good: Path) -> None:
    measured = pass_gate(good, promise(8.0), name="good.mp3").read()

    assert measured.loudness_lufs == pytest.approx(-16.0, abs=0.2)


def test_a_file_that_is_too_loud_is_refused_with_both_figures(tmp_path: Path) -> None:
    loud = encode_as_found(tmp_path / "loud.mp3", at_level(speech(8), -11.0), rate_hz=22050)

    with pytest.raises(UnfitError, match=r"loud\.mp3 is not fit .*too loud: -11\.\d LUFS instead of -16"):
        pass_gate(loud, promise(8.0), name="loud.mp3")


def test_a_truncated_file_is_refused(good: Path, tmp_path: Path) -> None:
    half = tmp_path / "half.mp3"
    half.write_bytes(good.read_bytes()[: good.stat().st_size // 2])

    with pytest.raises(BulletinError, match=r"instead of 8\.0 s|no sound that can be read"):
        pass_gate(half, promise(8.0), name="half.mp3")


def test_a_silence_of_two_seconds_is_refused_with_its_place(tmp_path: Path) -> None:
    gap = np.zeros(44100, dtype=np.float32)
    holed = np.concatenate([at_level(speech(4), -15.5), gap, at_level(speech(4, seed=2), -15.5)])
    path = encode_as_found(tmp_path / "holed.mp3", holed, rate_hz=22050)

    with pytest.raises(UnfitError, match=r"silent from [34]\.\d s to [56]\.\d s"):
        pass_gate(path, promise(10.0), name="holed.mp3")


def test_a_file_of_silence_alone_is_refused(tmp_path: Path) -> None:
    silent = write_wav(tmp_path / "silent.wav", np.zeros(22050 * 3, dtype=np.float32), rate_hz=22050)

    with pytest.raises(UnfitError, match="silent from end to end"):
        pass_gate(silent, promise(3.0), name="silent.wav")


def test_missing_chapters_and_expiry_are_told(good: Path) -> None:
    wanted = Tags(title="x", expires_at=NOW, chapters=(Span(start_s=0.0, end_s=4.0, title="One"),))

    with pytest.raises(UnfitError, match="0 chapters instead of 1; it does not say when it expires"):
        pass_gate(good, promise(8.0, tags=wanted), name="good.mp3")


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("channels", [1, 2])
def test_our_meter_agrees_with_ffmpegs_on_speech(seed: int, channels: int, tmp_path: Path) -> None:
    voice = speech(7, seed=seed, pitch_hz=90.0 + 40 * seed)
    samples = voice if channels == 1 else np.stack([voice, 0.4 * np.roll(voice, 40)], axis=1)
    path = write_wav(tmp_path / "voice.wav", samples.astype(np.float32), rate_hz=22050)

    ours, theirs = measure(path), measure_with_ffmpeg(path)

    assert ours.loudness_lufs == pytest.approx(theirs.loudness_lufs, abs=0.1)
    assert ours.true_peak_dbtp == pytest.approx(theirs.true_peak_dbtp, abs=0.2)
    assert ours.duration_s == pytest.approx(theirs.duration_s, abs=0.02)


def test_a_file_with_six_channels_is_measured_as_two(tmp_path: Path) -> None:
    samples = np.stack([speech(3)] * 6, axis=1)
    path = write_wav(tmp_path / "surround.wav", samples, rate_hz=22050)

    measured = measure(path)

    assert measured.duration_s == pytest.approx(3.0)
    assert np.isfinite(measured.loudness_lufs)


@pytest.mark.parametrize("meter", [measure, measure_with_ffmpeg])
@pytest.mark.parametrize("content", [b"", b"Dear listeners,\n" * 50, bytes(range(256)) * 40])
def test_a_file_without_sound_is_told_in_one_line(meter: object, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "letter.mp3"
    path.write_bytes(content)

    with pytest.raises(BulletinError, match=r"^letter\.mp3 holds no sound that can be read") as caught:
        meter(path)  # type: ignore[operator]

    assert "\n" not in str(caught.value)


def test_a_playlist_cannot_make_ffmpeg_fetch_anything(tmp_path: Path) -> None:
    path = tmp_path / "list.m3u8"
    path.write_text("#EXTM3U\n#EXTINF:5,\nhttp://127.0.0.1:9/x.mp3\n#EXT-X-ENDLIST\n", encoding="utf-8")

    with pytest.raises(BulletinError, match=r"list\.m3u8 holds no sound"):
        measure(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BulletinError, match=r"There is no file .*nowhere\.mp3"):
        measure(tmp_path / "nowhere.mp3")


def test_a_decoder_left_early_is_stopped(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "long.wav", np.zeros(22050 * 60, dtype=np.float32), rate_hz=22050)

    began = time.monotonic()
    with decode(path, timeout_s=60) as sound:
        first = next(sound.blocks)

    assert len(first)
    assert time.monotonic() - began < 10


def test_an_ffmpeg_that_hangs_is_stopped_at_its_deadline() -> None:
    endless = ("-f", "f32le", "-ar", "22050", "-ac", "1", "-i", "pipe:0", "-f", "null", "-")

    with (
        pytest.raises(DeadlineError, match=r"Cannot encode x\.mp3: ffmpeg did not end"),
        ffmpeg(endless, timeout_s=0.3) as running,
    ):
        running.finish("Cannot encode x.mp3")


FIT = Measurement(duration_s=60.0, loudness_lufs=-16.05, true_peak_dbtp=-1.8)


def test_a_fit_file_has_no_faults() -> None:
    assert faults(FIT, Tags(title="x", expires_at=NOW + timedelta(hours=1)), now=NOW) == ()


def test_every_fault_of_a_file_is_told() -> None:
    measured = Measurement(
        duration_s=60.0,
        loudness_lufs=-20.0,
        true_peak_dbtp=0.4,
        silences=(Span(start_s=3.0, end_s=6.0), Span(start_s=9.0, end_s=9.8)),
    )

    found = faults(measured, Tags(title="x", expires_at=NOW - timedelta(hours=2)), now=NOW)

    assert found == (
        "it is too quiet: -20.0 LUFS instead of -16",
        "its true peak is 0.4 dBTP, over -1",
        "it is silent from 3.0 s to 6.0 s",
        "it expired at 10:00 on 04 March 2026",
    )
