"""Voices: the profiles in `voices/`, packaged ones first, the station's own over them."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from bulletin.errors import MisuseError
from bulletin.model import Voice
from bulletin.speak.models import ENGINE, SUFFIX, dropped_in

# A checkout has them at its root; the wheel carries them inside the package.
PACKAGED = (Path(__file__).parents[1] / "voices", Path(__file__).parents[2] / "voices")

BY_SYSTEM = {"win32": "windows", "darwin": "macos"}
ELSEWHERE = "newsreader"

# What a profile's keys are called in our own types, where a quantity carries its unit.
FIELDS = {"rate": "rate_wpm", "gain": "gain_db"}
KEYS = ("label", "engine", "voice", "rate", "pitch", "gain", "fallback")
RATE_WPM = (80, 300)
PITCH = (0, 99)
GAIN_DB = (-20.0, 20.0)


def load_voices(*folders: Path) -> dict[str, Voice]:
    """
    Read the packaged profiles and those in `folders`; a later folder's take the place of earlier ones.

    A model file without a profile is a voice as well, of its own name.

    Args:
        folders: Such as a station's `voices/`; one that does not exist adds nothing.

    Returns:
        Profiles by name, which is the file's name without `.toml`.

    Raises:
        MisuseError: Bad TOML, an unknown key, a value out of range, a fallback that does not exist.
    """
    voices: dict[str, Voice] = {}
    paths: dict[str, Path] = {}
    for folder in (*PACKAGED, *folders):
        for path in sorted(folder.glob("*.toml")):
            voices[path.stem] = read_voice(path)
            paths[path.stem] = path
        for voice in dropped_in(folder):
            voices[voice.name] = replace(voice, fallback=BY_SYSTEM.get(sys.platform, ELSEWHERE))
            paths[voice.name] = Path(voice.voice)
    for name, voice in voices.items():
        _require_fallback(voice, voices, paths[name])
    return voices


def read_voice(path: Path) -> Voice:
    """
    Read one profile.

    Raises:
        MisuseError: It is not valid; the line names file and key.
    """
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise MisuseError(f"The voice profile {path} cannot be read: {error}.") from error
    for key in told:
        if key not in KEYS:
            raise MisuseError(f'{path}: there is no key "{key}". The keys are: {", ".join(KEYS)}.')
    for key in ("engine", "voice"):
        if key not in told:
            raise MisuseError(f'{path}: the key "{key}" is missing.')
    checked = {FIELDS.get(key, key): _checked(path, key, value) for key, value in told.items()}
    if checked["engine"] == ENGINE and checked["voice"]:
        # A model lies beside its profile; an absolute path stays what it is.
        checked["voice"] = str((path.parent / checked["voice"]).resolve()).removesuffix(SUFFIX) + SUFFIX
    return Voice(name=path.stem, **{"label": path.stem, **checked})


def at_tempo(voices: Mapping[str, Voice], tempo: float) -> Mapping[str, Voice]:
    """Let every voice speak faster, or slower where `tempo` is under 1, to a whole word a minute."""
    if tempo == 1:
        return voices
    return {name: replace(voice, rate_wpm=round(voice.rate_wpm * tempo)) for name, voice in voices.items()}


def find_voice(voices: Mapping[str, Voice], name: str) -> Voice:
    """
    Look a voice up by name.

    Raises:
        MisuseError: There is none of that name; the line names those that are.
    """
    if name not in voices:
        raise MisuseError(f'There is no voice "{name}". The voices are: {", ".join(sorted(voices))}.')
    return voices[name]


def default_voice(
    voices: Mapping[str, Voice], *, engine: str | None = None, system: str = sys.platform
) -> Voice:
    """
    Choose the voice for a station that names none.

    Args:
        voices: What `load_voices` gave; a profile called "default" wins.
        engine: Only voices of this engine, for `--engine`.
        system: The operating system, as `sys.platform` names it.

    Raises:
        MisuseError: No voice uses the engine.
    """
    preferred = ("default", BY_SYSTEM.get(system, ELSEWHERE))
    names = (*(name for name in preferred if name in voices), *sorted(voices))
    for name in names:
        if engine is None or voices[name].engine == engine:
            return voices[name]
    engines = sorted({voice.engine for voice in voices.values()})
    raise MisuseError(f'No voice uses the engine "{engine}". Voices exist for: {", ".join(engines)}.')


def _checked(path: Path, key: str, value: Any) -> Any:
    """Give the value back if its key can take it."""
    test, wanted = CHECKS[key]
    if isinstance(value, bool) or not test(value):
        raise MisuseError(f"{path}: {key} = {value!r} is not {wanted}.")
    return value


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_whole_between(low: int, high: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int) and low <= value <= high


def _is_gain(value: Any) -> bool:
    return isinstance(value, int | float) and GAIN_DB[0] <= value <= GAIN_DB[1]


CHECKS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "label": (_is_name, "a name in quotation marks"),
    "engine": (_is_name, "the name of an engine in quotation marks"),
    "voice": (_is_text, "a name in quotation marks"),
    "rate": (
        _is_whole_between(*RATE_WPM),
        f"a whole number of words a minute from {RATE_WPM[0]} to {RATE_WPM[1]}",
    ),
    "pitch": (_is_whole_between(*PITCH), f"a whole number from {PITCH[0]} to {PITCH[1]}"),
    "gain": (_is_gain, f"a number of dB from {GAIN_DB[0]:g} to {GAIN_DB[1]:g}"),
    "fallback": (_is_name, "the name of another voice in quotation marks"),
}


def _require_fallback(voice: Voice, voices: Mapping[str, Voice], path: Path) -> None:
    if voice.fallback is not None and voice.fallback not in voices:
        raise MisuseError(
            f'{path}: fallback = "{voice.fallback}" is no voice. The voices are: {", ".join(sorted(voices))}.'
        )
