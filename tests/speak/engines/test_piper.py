"""Piper: natural voices from model files, proved with a model of our own making."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.errors import EngineError
from bulletin.model import Line
from bulletin.speak import Spoken, load_voices
from bulletin.speak.casting import cast_voice
from bulletin.speak.engine import Setting
from bulletin.speak.engines.piper import Piper
from tests.support.neural import RATE_HZ, write_voice

NEWS = "The ward has moved to the third floor."


def setting(path: Path, *, rate_wpm: int = 165) -> Setting:
    return Setting(voice=str(path), rate_wpm=rate_wpm, pitch=50)


def test_a_model_speaks_as_long_as_its_phonemes_ask_for(tmp_path: Path) -> None:
    piper, path = Piper(), write_voice(tmp_path)

    clip = piper.speak(NEWS, setting(path))
    longer = piper.speak(NEWS + " Visitors are welcome", setting(path))

    assert clip.rate_hz == RATE_HZ
    assert 2.0 < clip.seconds < longer.seconds


def test_words_a_minute_set_the_pace(tmp_path: Path) -> None:
    piper, path = Piper(), write_voice(tmp_path)

    usual, slow = (piper.speak(NEWS, setting(path, rate_wpm=rate)).seconds for rate in (165, 110))

    assert slow / usual == pytest.approx(1.5, rel=0.01)


def test_a_model_that_draws_numbers_says_a_line_the_same_way_each_time(tmp_path: Path) -> None:
    path = write_voice(tmp_path, noise=True)
    first, second = Piper(), Piper()

    alone = first.speak(NEWS, setting(path)).pcm
    second.speak("Visitors are welcome.", setting(path))
    behind_another = second.speak(NEWS, setting(path)).pcm
    other = second.speak(NEWS.replace("third", "first"), setting(path)).pcm

    assert alone == behind_another == first.speak(NEWS, setting(path)).pcm
    assert alone != other
    assert alone != Piper().speak(NEWS, setting(write_voice(tmp_path / "pure"))).pcm


def test_the_models_own_level_is_kept(tmp_path: Path) -> None:
    clip = Piper().speak(NEWS, setting(write_voice(tmp_path)))

    peak = max(abs(int.from_bytes(clip.pcm[at : at + 2], "little", signed=True)) for at in range(0, 4000, 2))
    assert 0.25 * 32767 < peak < 0.35 * 32767


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: path.unlink(), "There is no voice file"),
        (lambda path: Path(f"{path}.json").unlink(), "needs en_GB-hum-low.onnx.json beside it"),
        (lambda path: path.write_text("<html>Not found</html>"), "is no ONNX model"),
        (lambda path: path.write_bytes(path.read_bytes()[:200]), "is no voice that piper can load"),
        (lambda path: Path(f"{path}.json").write_text("[]"), "does not describe a Piper voice"),
        (lambda path: Path(f"{path}.json").write_text("{"), "cannot be read"),
        (lambda path: Path(f"{path}.json").write_text(json.dumps({"audio": {}})), "does not describe"),
    ],
)
def test_what_is_no_voice_is_told_in_one_line(
    tmp_path: Path, spoil: Callable[[Path], object], said: str
) -> None:
    path = write_voice(tmp_path)
    spoil(path)

    with pytest.raises(EngineError, match=said) as caught:
        Piper().speak(NEWS, setting(path))

    assert "\n" not in str(caught.value)


def test_a_model_that_is_dropped_in_is_a_voice_of_its_name(tmp_path: Path) -> None:
    path = write_voice(tmp_path, "en_GB-amy-low")

    voice = load_voices(tmp_path)["en_GB-amy-low"]

    assert (voice.engine, voice.voice, voice.rate_wpm) == ("piper", str(path.resolve()), 165)
    assert voice.fallback in load_voices()


def test_a_profile_names_the_model_beside_it(tmp_path: Path) -> None:
    path = write_voice(tmp_path, "en_GB-amy-low")
    (tmp_path / "amy.toml").write_text('engine = "piper"\nvoice = "en_GB-amy-low"\nrate = 150\n')

    voice = load_voices(tmp_path)["amy"]

    assert (voice.voice, voice.rate_wpm) == (str(path.resolve()), 150)


def test_another_model_of_the_same_name_is_spoken_anew(tmp_path: Path) -> None:
    write_voice(tmp_path)
    before = cast_voice(load_voices(tmp_path)["en_GB-hum-low"])

    write_voice(tmp_path, pitch=0.005)

    assert cast_voice(load_voices(tmp_path)["en_GB-hum-low"]).version != before.version


def test_a_model_without_its_description_is_replaced_by_its_fallback(
    tmp_path: Path, line: Callable[..., Line], speak_lines: Callable[..., Spoken]
) -> None:
    Path(f"{write_voice(tmp_path)}.json").unlink()
    (tmp_path / "steady.toml").write_text('engine = "tone"\nvoice = "low"\n')
    (tmp_path / "amy.toml").write_text('engine = "piper"\nvoice = "en_GB-hum-low"\nfallback = "steady"\n')
    known = load_voices(tmp_path)

    spoken = speak_lines([line(NEWS, "amy")], known["amy"], known["steady"])

    assert spoken.engines == ("tone",)
    assert "needs en_GB-hum-low.onnx.json" in spoken.skipped[0].why
