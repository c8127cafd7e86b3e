"""A programme that is started on the second of its time says what time it is; any other does not."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from bulletin.audio.samples import Samples
from bulletin.errors import Exit, MisuseError
from bulletin.master.ffmpeg import decode
from bulletin.model import CueName
from bulletin.publish.mode import Mode, ModeName, write_mode
from tests.audio.sounds import tone, write_wav
from tests.schedule.conftest import HOURLY, ONE, START, Radio, settings_of
from tests.support.cli import bulletin

ON_THE_SECOND = f"{HOURLY}\non_the_second = true"
WITH_SIGNAL = f"{ON_THE_SECOND}\ntime_signal = true"


def choose(radio: Radio, when: str) -> None:
    (radio.folder / "bulletin.toml").write_text(settings_of(when=when), encoding="utf-8")


def said(radio: Radio) -> str:
    return " ".join(line["text"] for line in radio.record["lines"])


@pytest.mark.parametrize("when", [HOURLY, ON_THE_SECOND, WITH_SIGNAL])
def test_only_what_is_started_on_the_second_says_what_time_it_is(radio: Radio, when: str) -> None:
    choose(radio, when)

    assert radio.run(ONE).status == Exit.DONE

    assert ("at one o'clock" in said(radio)) == (when != HOURLY)
    assert ("Good afternoon." in said(radio)) == (when != HOURLY)
    signals = [item for item in radio.record["script"] if item.get("name") == CueName.PIPS]
    assert len(signals) == (when == WITH_SIGNAL)


def test_what_says_its_time_is_gone_when_it_has_been_heard(radio: Radio) -> None:
    choose(radio, ON_THE_SECOND)

    radio.run(ONE)

    assert radio.live.expires_at - ONE.airs_at == timedelta(minutes=1, seconds=30)


def test_what_comes_too_late_to_be_started_in_time_says_no_time(radio: Radio) -> None:
    choose(radio, WITH_SIGNAL)
    radio.clock.forward(minutes=10, seconds=20)

    assert radio.run(ONE).status == Exit.DONE

    assert "at one o'clock" not in said(radio)
    assert radio.record["script"][0]["name"] == CueName.OPENING


def test_the_signal_ends_on_the_minute_and_is_not_sped_up_or_stretched(radio: Radio) -> None:
    choose(radio, WITH_SIGNAL)

    assert radio.run(ONE).edition is not None

    edition = radio.record
    with decode(radio.places.audio, timeout_s=30) as sound:
        heard = np.concatenate(list(sound.blocks)).reshape(-1, sound.channels)[:, 0]
    strokes = [float(np.abs(part).max()) for part in (block(heard, sound.rate_hz, at) for at in (0, 1, 2))]
    before = [float(np.abs(block(heard, sound.rate_hz, at - 0.1)).max()) for at in (1, 2)]
    assert edition["duration_s"] == pytest.approx(30.0, abs=0.1)
    assert edition["script"][1]["start_s"] == pytest.approx(3.0, abs=0.001)
    assert min(strokes) > 2 * max(before)


def block(heard: Samples, rate_hz: int, at_s: float) -> Samples:
    return heard[round(at_s * rate_hz) : round((at_s + 0.1) * rate_hz)]


def test_it_begins_ahead_of_its_time_by_the_signal(radio: Radio) -> None:
    choose(radio, WITH_SIGNAL)

    edition = radio.run(ONE).edition

    assert edition is not None
    assert ONE.airs_at - edition.begins_at == timedelta(seconds=3)


def test_the_schedule_says_when_to_start_the_file(radio: Radio, capsys: pytest.CaptureFixture[str]) -> None:
    choose(radio, WITH_SIGNAL)

    shown = bulletin(capsys, "schedule", "next", "--station", radio.folder, "-n", "1")

    assert ":00 GMT" in shown.out or ":00 BST" in shown.out
    assert ":59:57)" in shown.out


def test_a_signal_of_the_stations_own_ends_on_the_minute_silence_and_all(radio: Radio) -> None:
    choose(radio, f'{WITH_SIGNAL}\n[sound]\nset = "ours"')
    ours = radio.folder / "sounds" / "ours"
    ours.mkdir(parents=True)
    stroke = tone(-12, 0.5, hz=880, rate_hz=44_100)
    write_wav(ours / "signal.wav", np.pad(stroke, (22_050, 66_150)), rate_hz=44_100)
    (ours / "sounds.toml").write_text('pips = "signal.wav"\n', encoding="utf-8")

    edition = radio.run(ONE).edition

    assert edition is not None
    assert edition.time_signal_s == pytest.approx(2.5, abs=0.001)
    assert edition.begins_at.second == 57


def test_in_mourning_there_is_no_signal(radio: Radio) -> None:
    choose(radio, WITH_SIGNAL)
    (radio.folder / "output").mkdir()
    write_mode(radio.folder / "output", Mode(name=ModeName.OBITUARY, by="Jo", at=START))

    edition = radio.run(ONE).edition

    assert edition is not None
    assert edition.begins_at == ONE.airs_at


@pytest.mark.parametrize(
    ("when", "cure"),
    [
        ("on_the_second = true", 'needs the times at which it airs: "at" or "every"'),
        (f"{HOURLY}\ntime_signal = true", "time_signal = true needs on_the_second = true"),
    ],
)
def test_a_time_that_nothing_guarantees_is_misuse(radio: Radio, when: str, cure: str) -> None:
    choose(radio, when)

    with pytest.raises(MisuseError, match=cure):
        _ = radio.station
