"""Voice profiles."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.errors import MisuseError
from bulletin.speak import default_voice, engine_names, find_voice, load_voices
from bulletin.speak.voices import PACKAGED

GOOD = 'engine = "tone"\nvoice = "low"\n'


def profile(folder: Path, name: str, written: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(written, "utf-8")
    return path


def test_the_packaged_profiles_are_whole() -> None:
    voices = load_voices()

    assert {"newsreader", "second", "windows", "macos"} <= set(voices)
    assert {voice.engine for voice in voices.values()} <= set(engine_names())
    assert all(voice.label and voice.name == name for name, voice in voices.items())


def test_on_linux_each_newsreader_has_a_twin_of_the_other_engine() -> None:
    voices = load_voices()

    for name in ("newsreader", "second"):
        voice, twin = voices[name], voices[voices[name].fallback or ""]
        assert (voice.engine, twin.engine) == ("pyttsx3", "espeak")
        assert (voice.voice, voice.rate_wpm, voice.pitch) == (twin.voice, twin.rate_wpm, twin.pitch)


@pytest.mark.parametrize(
    ("system", "name"),
    [("linux", "newsreader"), ("win32", "windows"), ("darwin", "macos"), ("aix", "newsreader")],
)
def test_every_system_has_a_default(system: str, name: str) -> None:
    voices = load_voices()

    voice = default_voice(voices, system=system)

    assert voice == voices[name]
    assert voice.engine == "pyttsx3"


def test_a_default_for_one_engine_uses_it() -> None:
    assert default_voice(load_voices(), engine="espeak", system="linux").name == "newsreader-espeak"


def test_an_engine_without_a_voice_is_misuse() -> None:
    with pytest.raises(MisuseError, match=r'No voice uses the engine "festival"\. Voices exist for: espeak'):
        default_voice(load_voices(), engine="festival")


def test_a_stations_profile_takes_the_place_of_the_packaged_one(tmp_path: Path) -> None:
    profile(tmp_path, "newsreader", GOOD + 'label = "Ours"\nrate = 140\ngain = -1.5\n')
    profile(tmp_path, "guest", GOOD + 'fallback = "newsreader"\n')

    voices = load_voices(tmp_path)

    assert voices["newsreader"].label == "Ours"
    assert (voices["newsreader"].rate_wpm, voices["newsreader"].gain_db) == (140, -1.5)
    assert voices["guest"].label == "guest"
    assert "second" in voices


def test_a_profile_called_default_is_the_default(tmp_path: Path) -> None:
    profile(tmp_path, "default", GOOD)

    assert default_voice(load_voices(tmp_path)).name == "default"


def test_a_station_without_voices_has_the_packaged_ones(tmp_path: Path) -> None:
    assert load_voices(tmp_path / "missing") == load_voices()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('engine = "tone"\nvoice = "low"\nspeed = 3\n', 'no key "speed". The keys are: label, engine, voice'),
        ('engine = "tone"\n', 'the key "voice" is missing'),
        ('voice = "low"\n', 'the key "engine" is missing'),
        ("engine = tone\n", "cannot be read"),
        (GOOD + "rate = 500\n", "rate = 500 is not a whole number of words a minute from 80 to 300"),
        (GOOD + "rate = 175.5\n", "rate = 175.5 is not a whole number"),
        (GOOD + "rate = true\n", "rate = True is not a whole number"),
        (GOOD + "pitch = -1\n", "pitch = -1 is not a whole number from 0 to 99"),
        (GOOD + 'gain = "loud"\n', "gain = 'loud' is not a number of dB from -20 to 20"),
        (GOOD + "gain = nan\n", "gain = nan is not a number"),
        (GOOD + 'label = ""\n', "label = '' is not a name"),
        (GOOD + 'fallback = "nobody"\n', 'fallback = "nobody" is no voice. The voices are: bad, '),
        (GOOD + 'name = "other"\n', 'no key "name"'),
    ],
)
def test_a_bad_profile_is_misuse_that_names_the_file_and_the_key(
    written: str, said: str, tmp_path: Path
) -> None:
    path = profile(tmp_path, "bad", written)

    with pytest.raises(MisuseError) as caught:
        load_voices(tmp_path)

    assert said in str(caught.value)
    assert str(path) in str(caught.value)


def test_bytes_that_are_no_text_are_misuse(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_bytes(b"label = \xff\xfe")

    with pytest.raises(MisuseError, match=r"bad\.toml cannot be read"):
        load_voices(tmp_path)


def test_an_unknown_voice_names_those_that_exist() -> None:
    with pytest.raises(MisuseError, match=r'no voice "nobody"\. The voices are: macos, newsreader'):
        find_voice(load_voices(), "nobody")


def test_the_profiles_lie_where_a_wheel_and_a_checkout_have_them() -> None:
    wheel, checkout = PACKAGED

    assert wheel.parent.name == "bulletin"
    assert checkout.parent == wheel.parent.parent
    assert [folder for folder in PACKAGED if folder.is_dir()]
