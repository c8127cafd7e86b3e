"""The engine for tests."""

from __future__ import annotations

import pytest

from bulletin.errors import EngineError
from bulletin.speak.engine import Setting
from bulletin.speak.engines.tone import Tone

LOW = Setting(voice="low", rate_wpm=160, pitch=50)


def test_the_same_line_gives_the_same_bytes() -> None:
    assert Tone().speak("Good morning.", LOW) == Tone().speak("Good morning.", LOW)


def test_two_lines_of_one_length_differ() -> None:
    assert Tone().speak("Good morning.", LOW).pcm != Tone().speak("Good evening.", LOW).pcm


def test_the_length_follows_the_letters_and_the_rate() -> None:
    sixty_letters = "a" * 60

    assert Tone().speak(sixty_letters, LOW).seconds == pytest.approx(10 / 160 * 60 + 0.04, abs=0.001)


def test_an_empty_line_is_an_error() -> None:
    with pytest.raises(EngineError, match="without words"):
        Tone().speak("  ", LOW)
