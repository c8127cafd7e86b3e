"""Finding a programme in a recording: coded again, soft, under music, cut, torn, or another one altogether."""

from __future__ import annotations

import numpy as np
import pytest

from bulletin.audio.find import Found, Track, find, track
from bulletin.audio.resample import resample
from bulletin.audio.samples import Samples

RATE_HZ = 16_000
PROGRAMME_S = 24.0


def speech(seed: int, *, seconds: float = PROGRAMME_S) -> Samples:
    """Syllables as they come: bursts of coloured noise, each with its own colour, and pauses."""
    random = np.random.default_rng(seed)
    pieces: list[Samples] = []
    while sum(map(len, pieces)) < seconds * RATE_HZ:
        length = int(random.uniform(0.08, 0.28) * RATE_HZ)
        noise = np.fft.rfft(random.standard_normal(length))
        hertz = np.fft.rfftfreq(length, 1 / RATE_HZ)
        centre_hz = random.choice([350.0, 800.0, 1600.0, 3000.0])
        noise *= np.exp(-(((hertz - centre_hz) / (0.5 * centre_hz)) ** 2))
        burst = np.fft.irfft(noise, length) * np.hanning(length)
        pieces.append((random.uniform(0.3, 1.0) * burst / np.abs(burst).max()).astype(np.float32))
        if random.random() < 0.2:
            pieces.append(np.zeros(int(random.uniform(0.1, 0.5) * RATE_HZ), dtype=np.float32))
    return np.concatenate(pieces)[: int(seconds * RATE_HZ)]


def music(seconds: float) -> Samples:
    time_s = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    beat = 0.6 + 0.4 * np.sin(2 * np.pi * 2 * time_s)
    return (0.2 * beat * sum(np.sin(2 * np.pi * hz * time_s) for hz in (262, 330, 392, 1046))).astype(
        np.float32
    )


def seen(sound: Samples, *, rate_hz: int = RATE_HZ) -> Track:
    """The track of a sound that comes in blocks of odd sizes."""
    return track((sound[start : start + 7001] for start in range(0, len(sound), 7001)), rate_hz=rate_hz)


@pytest.fixture(scope="module")
def programme() -> Samples:
    return speech(1)


def on_air(*parts: Samples) -> Samples:
    return np.concatenate((music(9), *parts, music(7)))


def whole_at_nine(found: Found | None) -> bool:
    return found is not None and found.is_whole and abs(found.at_s - 9) < 0.05


def test_a_programme_between_music_is_found_whole_and_in_its_place(programme: Samples) -> None:
    assert whole_at_nine(find(seen(programme), seen(on_air(programme))))


@pytest.mark.parametrize("gain", [0.02, 0.3, 3.0])
def test_its_level_does_not_matter(programme: Samples, gain: float) -> None:
    assert whole_at_nine(find(seen(programme), seen(gain * on_air(programme))))


def test_another_rate_and_two_channels_do_not_matter(programme: Samples) -> None:
    slow = resample(on_air(programme), rate_hz=RATE_HZ, to_hz=11_025)

    assert whole_at_nine(find(seen(programme), seen(np.stack((slow, slow), axis=1), rate_hz=11_025)))


def test_music_under_it_does_not_hide_it(programme: Samples) -> None:
    air = on_air(programme)

    assert whole_at_nine(find(seen(programme), seen(air + 0.25 * music(len(air) / RATE_HZ))))


def test_a_clock_that_drifts_does_not_tear_it(programme: Samples) -> None:
    air = on_air(programme)
    drifting = np.interp(np.arange(0, len(air), 1.0005), np.arange(len(air)), air).astype(np.float32)

    found = find(seen(programme), seen(drifting))

    assert found is not None
    assert found.is_whole


def test_another_bulletin_of_the_same_voice_is_not_it(programme: Samples) -> None:
    assert find(seen(programme), seen(on_air(speech(2)))) is None


def test_the_same_opening_does_not_make_it_the_same_bulletin(programme: Samples) -> None:
    other = np.concatenate((programme[: 4 * RATE_HZ], speech(2, seconds=20)))

    assert find(seen(programme), seen(on_air(other))) is None


def test_music_and_silence_hold_no_bulletin(programme: Samples) -> None:
    assert find(seen(programme), seen(music(60))) is None
    assert find(seen(programme), seen(np.zeros(60 * RATE_HZ, dtype=np.float32))) is None


def test_a_recording_that_is_shorter_than_the_programme_is_no_fault(programme: Samples) -> None:
    assert find(seen(programme), seen(music(1))) is None
    assert find(seen(programme), seen(np.zeros(0, dtype=np.float32))) is None


def test_a_recording_that_began_too_late_has_the_rest(programme: Samples) -> None:
    found = find(seen(programme), seen(on_air(programme)[19 * RATE_HZ :]))

    assert found is not None
    assert found.at_s == pytest.approx(-10, abs=0.05)
    assert not found.is_whole
    assert found.lost[0][0] == 0
    assert found.lost_s == pytest.approx(10, abs=2)


def test_a_hole_is_found_where_it_is(programme: Samples) -> None:
    torn = programme.copy()
    torn[9 * RATE_HZ : 11 * RATE_HZ] = 0

    found = find(seen(programme), seen(on_air(torn)))

    assert found is not None
    assert [(round(since), round(to)) for since, to in found.lost] == [(9, 11)]


def test_a_break_between_two_sentences_is_told_though_nothing_is_missing(programme: Samples) -> None:
    first, second = programme[: 12 * RATE_HZ], programme[12 * RATE_HZ :]

    found = find(seen(programme), seen(on_air(first, music(6), second)))

    assert found is not None
    assert found.lost_s <= 4.1
    assert found.break_s == pytest.approx(6, abs=0.1)
    assert not found.is_whole
