"""A voice's own pace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.errors import EngineError
from bulletin.model import Voice
from bulletin.speak import Pace, load_voices, measure_pace
from bulletin.speak.engine import Setting
from bulletin.speak.engines.espeak import Espeak
from bulletin.speak.pace import PASSAGE, heard_seconds

# Written for this test and no other; the weights were fitted elsewhere.
NEWS = (
    "Two people have been rescued from a flat in Thornbury Vale after a chip pan caught light.",
    "Firefighters were called to Mill Lane shortly before midnight and found the kitchen well alight.",
    "The station manager, Priya Nandakumar, praised neighbours for raising the alarm.",
    '"They knocked on every door until people came out," she said.',
    "The county's buses will cost less from next month.",
    "A single ticket falls from three pounds to two, and children travel free at weekends.",
    "The council hopes that more passengers will make up for the lost income, but critics doubt it.",
    "Nurses on the stroke ward have won a national prize for the care they give to patients and relatives.",
    "Judges said the team, led by sister Grace Oyelaran, had changed the way that families are told bad news.",
    "In football, Marlow Vale Town lost at home for the first time since August.",
    "The visitors scored twice in the last ten minutes.",
    "It will be dry tonight, with a touch of frost in the valleys.",
    "Tomorrow starts bright; cloud will thicken from the west, and there may be drizzle on the hills by dusk.",
    "A charity that lends wheelchairs is appealing for somewhere to keep them.",
    "Its lease on the old fire station ends in the spring, and the trustees have found nothing they can afford.",
)


@pytest.fixture
def executor() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as threads:
        yield threads


@pytest.fixture
def measure(executor: Executor, tmp_path: Path) -> Callable[[Voice], Pace]:
    voices = load_voices()
    return lambda voice: measure_pace(voice, voices=voices, executor=executor, cache=tmp_path)


@pytest.mark.parametrize(
    ("voice", "rate_wpm"), [("gmw/en-gb-x-rp", 150), ("gmw/en-gb-x-rp+f4", 165), ("gmw/en-us", 120)]
)
def test_a_bulletin_is_as_long_as_was_estimated(
    measure: Callable[[Voice], Pace], voice: str, rate_wpm: int
) -> None:
    reader = replace(load_voices()["newsreader-espeak"], voice=voice, rate_wpm=rate_wpm)
    setting = Setting(voice=voice, rate_wpm=rate_wpm, pitch=50)

    pace = measure(reader)

    really = [heard_seconds(Espeak().speak(text, setting)) for text in NEWS]
    estimated = [pace.seconds(text) for text in NEWS]
    assert sum(estimated) == pytest.approx(sum(really), rel=0.03)
    assert max(abs(ours / truth - 1) for ours, truth in zip(estimated, really, strict=True)) < 0.2


def test_the_passage_is_spoken_once(
    measure: Callable[[Voice], Pace], monkeypatch: pytest.MonkeyPatch
) -> None:
    voice = load_voices()["tone"]
    first = measure(voice)
    monkeypatch.setattr("bulletin.speak.workers.Worker", None)

    assert measure(voice) == first


def test_when_a_voice_fails_its_fallback_is_measured(
    added_engines: None, voice: Callable[..., Voice], measure: Callable[[Voice], Pace]
) -> None:
    pace = measure(voice("silent", fallback="tone"))

    assert pace.voice == "tone"


def test_without_a_fallback_the_reason_is_told(
    added_engines: None, voice: Callable[..., Voice], measure: Callable[[Voice], Pace]
) -> None:
    with pytest.raises(EngineError, match="silence"):
        measure(voice("silent"))


def test_the_passage_needs_no_spelling() -> None:
    passage = PASSAGE.read_text("utf-8")

    assert not any(letter.isdigit() or letter in "£$%&@#/" for letter in passage)


@given(st.text(max_size=200), st.text(max_size=200))
def test_more_words_never_take_less_time(first: str, second: str) -> None:
    pace = Pace(voice="any", scale=1.0)

    assert 0 <= pace.seconds(first) <= pace.seconds(f"{first} {second}") + 1e-9


def test_spelled_letters_take_longer_than_a_word_of_as_many() -> None:
    pace = Pace(voice="any", scale=1.0)

    assert pace.seconds("The N H S") > pace.seconds("The nhs") + 0.2


def test_a_slower_voice_takes_its_time() -> None:
    assert Pace(voice="slow", scale=2.0).seconds("Good night.") == pytest.approx(
        2 * Pace(voice="fitted", scale=1.0).seconds("Good night.")
    )
