"""Files that stations bring: what becomes of them, and what is said of those that cannot be played."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bulletin.audio.samples import Samples
from bulletin.errors import BulletinError
from bulletin.master.bring import RATE_HZ, bring
from tests.audio.sounds import encode_as_found, speech, tone, write_wav


def jingle(seconds: float = 2.0, *, rate_hz: int = RATE_HZ) -> Samples:
    return tone(-6, seconds, hz=440, rate_hz=rate_hz)


def test_a_jingle_comes_in_as_it_is(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "jingle.wav", jingle(), rate_hz=RATE_HZ)

    brought = bring(path, role="opening")

    assert brought.seconds == pytest.approx(2.0, abs=0.01)
    assert np.abs(brought.samples[RATE_HZ // 2 : RATE_HZ]).max() == pytest.approx(0.5, abs=0.01)
    assert not brought.notes


def test_silence_around_a_jingle_is_no_hole_on_air(tmp_path: Path) -> None:
    padded = np.pad(jingle(), (RATE_HZ, RATE_HZ))

    brought = bring(write_wav(tmp_path / "late.wav", padded, rate_hz=RATE_HZ), role="opening")

    assert brought.seconds == pytest.approx(2.0, abs=0.1)


def test_a_telephone_recording_plays_at_its_own_pitch_and_is_told(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "phone.wav", jingle(rate_hz=8000), rate_hz=8000)

    brought = bring(path, role="opening")

    spectrum = np.abs(np.fft.rfft(brought.samples * np.hanning(len(brought.samples))))
    hz = np.fft.rfftfreq(len(brought.samples), 1 / RATE_HZ)
    assert hz[spectrum.argmax()] == pytest.approx(440, abs=1)
    # No image of the tone over the old rate's half: it was not drawn from point to point.
    assert 20 * np.log10(spectrum[hz > 4200].max() / spectrum.max()) < -80
    assert "8 kHz" in brought.notes[0]


def test_six_channels_become_one_in_which_the_centre_is_heard(tmp_path: Path) -> None:
    centre = np.zeros((2 * RATE_HZ, 6), dtype=np.float32)
    centre[:, 2] = jingle()
    path = encode_as_found(tmp_path / "film.flac", centre, rate_hz=RATE_HZ)

    brought = bring(path, role="opening")

    assert np.abs(brought.samples).max() > 0.1
    assert "6 channels" in brought.notes[0]


def test_an_mp3_is_brought_in_once_and_then_found(tmp_path: Path) -> None:
    path = encode_as_found(tmp_path / "jingle.mp3", jingle(), rate_hz=RATE_HZ)

    first, again = (bring(path, role="opening", cache=tmp_path / "cache") for _ in range(2))

    assert len(list((tmp_path / "cache" / "sounds").iterdir())) == 1
    assert np.allclose(first.samples, again.samples, atol=1e-4)


def test_a_damaged_copy_in_the_cache_is_made_again(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "jingle.wav", jingle(), rate_hz=RATE_HZ)
    bring(path, role="opening", cache=tmp_path)
    (kept,) = (tmp_path / "sounds").iterdir()
    kept.write_bytes(kept.read_bytes()[:-100])

    assert bring(path, role="opening", cache=tmp_path).seconds == pytest.approx(2.0, abs=0.01)


def test_a_text_file_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "jingle.wav"
    path.write_text("Play the new jingle here, please. " * 40, encoding="utf-8")

    with pytest.raises(BulletinError, match=r"jingle\.wav holds no sound that can be read") as told:
        bring(path, role="opening")

    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("sound", "role", "said"),
    [
        (jingle(8.0), "separator", "longer than 6 s; a separator lasts 0.1 to 6 s"),
        (jingle(0.1), "opening", "0.1 s long; an opening lasts 0.3 to 30 s"),
        (jingle() * 1e-4, "close", "is silent"),
        (np.stack([jingle(), -jingle()], axis=1), "opening", "cancel each other out"),
    ],
)
def test_what_cannot_be_played_is_told_with_its_cure(
    sound: Samples, role: str, said: str, tmp_path: Path
) -> None:
    path = write_wav(tmp_path / "jingle.wav", sound, rate_hz=RATE_HZ)

    with pytest.raises(BulletinError, match=said):
        bring(path, role=role)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BulletinError, match=r"gone\.wav"):
        bring(tmp_path / "gone.wav", role="opening", cache=tmp_path)


def test_a_recorded_voice_may_be_a_sound(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "ident.wav", speech(4.0), rate_hz=22050)

    assert bring(path, role="opening").seconds == pytest.approx(4.0, abs=0.6)
