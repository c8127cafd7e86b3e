"""The contract that every engine keeps, over a worker as in real life."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from bulletin.errors import EngineError
from bulletin.model import Clip, Dialect
from bulletin.speak.engine import BUILT_IN, Engine, Offer, best_voice, find_engine
from bulletin.speak.job import SpeakJob
from bulletin.speak.workers import Workers
from tests.support.neural import write_voice

SENTENCE = "The bridge over the river at Marlow Vale will open again on Monday."
LONGER = SENTENCE[:-1] + ", the county council has said, after a year of work by two hundred people."

Say = Callable[..., Clip]


@pytest.fixture(params=sorted(BUILT_IN), scope="module")
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    pool = Workers()
    yield pool
    pool.close()


@pytest.fixture(scope="module")
def offers(name: str, workers: Workers, tmp_path_factory: pytest.TempPathFactory) -> tuple[Offer, ...]:
    if name == "piper":
        # It has no voices but those that a station puts into its folder.
        model = write_voice(tmp_path_factory.mktemp("voices"))
        return (*workers.offers(name), Offer(id=str(model), label=model.stem, language="en-GB"))
    return workers.offers(name)


@pytest.fixture
def say(name: str, workers: Workers, offers: tuple[Offer, ...]) -> Say:
    chosen = best_voice(offers).id

    def run(text: str, *, voice: str = chosen, rate_wpm: int = 160, pitch: int = 50) -> Clip:
        version = find_engine(name).version
        job = SpeakJob(
            given=text,
            engine=name,
            version=version,
            voice=voice,
            rate_wpm=rate_wpm,
            pitch=pitch,
            cache="unused",
        )
        return workers.speak(job)

    return run


def test_an_engine_is_what_the_protocol_says(name: str) -> None:
    engine = find_engine(name)

    assert isinstance(engine, Engine)
    assert isinstance(engine.dialect, Dialect)
    assert engine.version not in ("", "missing")


def test_it_is_usable_on_this_machine(name: str, workers: Workers) -> None:
    found = workers.availability(name)

    assert found.usable, found.reason
    assert found.version


def test_it_lists_an_english_voice(offers: tuple[Offer, ...]) -> None:
    assert best_voice(offers).language.casefold().startswith("en-gb")
    assert all(offer.id and offer.label for offer in offers)


def test_a_clip_is_audible_speech_with_its_origin(name: str, say: Say) -> None:
    clip = say(SENTENCE)

    samples = np.frombuffer(clip.pcm, "<i2").astype(float)
    level_dbfs = 20 * np.log10(np.sqrt((samples**2).mean()) / 32768)
    assert clip.rate_hz >= 16_000
    assert 2.5 < clip.seconds < 7
    assert -30 < level_dbfs < -10
    assert (clip.engine, clip.version) == (name, find_engine(name).version)
    assert clip.voice


def test_a_longer_text_takes_longer(say: Say) -> None:
    assert say(LONGER).seconds > 1.7 * say(SENTENCE).seconds


def test_a_faster_rate_takes_less_time(say: Say) -> None:
    slow, fast = say(SENTENCE, rate_wpm=120), say(SENTENCE, rate_wpm=200)

    assert fast.seconds == pytest.approx(slow.seconds * 120 / 200, rel=0.12)


def test_the_first_line_of_a_worker_has_its_rate_and_length(name: str, say: Say, workers: Workers) -> None:
    later = [say(SENTENCE, rate_wpm=210).seconds for _ in range(3)]

    workers.rest()
    first = say(SENTENCE, rate_wpm=210).seconds

    assert first == pytest.approx(later[-1], rel=0.01)


def test_an_unknown_voice_is_refused_by_name(say: Say) -> None:
    with pytest.raises(EngineError, match="no-such-voice"):
        say(SENTENCE, voice="no-such-voice")


def test_markup_control_characters_and_emoji_are_no_trouble(say: Say) -> None:
    clip = say('The <break time="20s"/> [[ ward \0 ]] & "café" \U0001f600 opens on Monday.')

    assert 1.5 < clip.seconds < 12


def test_a_very_long_sentence_is_spoken_to_its_end(say: Say) -> None:
    text = ", and ".join([SENTENCE[:-1]] * 25) + "."

    assert say(text).seconds > 20 * say(SENTENCE).seconds


def test_a_line_without_words_is_an_error_and_not_a_silent_clip(say: Say) -> None:
    with pytest.raises(EngineError, match=r"gave (silence|no sound|only 0\.\d+ s of sound)"):
        say(" \0 ", pitch=51)


def test_four_threads_at_once_get_each_their_own_clip(say: Say) -> None:
    texts = [SENTENCE[:-1] + " morning" * count + "." for count in range(1, 9)]

    with ThreadPoolExecutor(4) as executor:
        lengths = [clip.seconds for clip in executor.map(say, texts)]

    assert lengths == sorted(lengths)
    assert len(set(lengths)) == len(lengths)
