"""Engine: a program that speaks. The table of them, and how another one joins it.

An engine is made without cost in the main process, which asks it only for its dialect and version. What
loads a library (`availability`, `voices`, `speak`) is called in a worker process alone: see `workers`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, runtime_checkable

from bulletin.errors import EngineError, MisuseError
from bulletin.model import Clip, Dialect
from bulletin.system.packages import added

BUILT_IN = {
    "espeak": "bulletin.speak.engines.espeak:Espeak",
    "piper": "bulletin.speak.engines.piper:Piper",
    "pyttsx3": "bulletin.speak.engines.pyttsx3:Pyttsx3",
    "tone": "bulletin.speak.engines.tone:Tone",
}
ENTRY_POINTS = "bulletin.engines"
# The tongue of a British station first, then any English. Received pronunciation is espeak-ng's clearest.
LANGUAGES = ("en-gb-x-rp", "en-gb", "en-ie", "en-au", "en-nz", "en-us", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How an engine is to speak."""

    voice: str
    """The engine's own name for the voice; empty lets the engine choose."""
    rate_wpm: int
    pitch: int
    """0 to 99; 50 is the voice's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A voice that an engine has."""

    id: str
    label: str
    language: str
    """A tag such as en-GB or en-gb-x-rp; empty where the engine does not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """Whether an engine works on this machine and, where it does not, the cure."""

    usable: bool
    version: str
    reason: str = ""
    remedy: str = ""


@runtime_checkable
class Engine(Protocol):
    """A program that speaks one sentence a call."""

    @property
    def dialect(self) -> Dialect:
        """The spelling that this engine reads right."""
        ...

    @property
    def version(self) -> str:
        """What would change its sound: the versions of its libraries. Cheap; loads none of them."""
        ...

    def availability(self) -> Availability:
        """Find out, by loading it, whether it can speak here."""
        ...

    def voices(self) -> tuple[Offer, ...]:
        """Name the voices it can speak with."""
        ...

    def speak(self, text: str, setting: Setting) -> Clip:
        """
        Speak one sentence.

        Returns:
            Mono 16-bit samples at the engine's own rate, edge silence and all.

        Raises:
            EngineError: The voice is not one of `voices`, or no sound came.
        """
        ...


def best_voice(offers: tuple[Offer, ...]) -> Offer:
    """
    Choose the voice of a British station: en-GB before any other English, in the system's own order.

    Raises:
        EngineError: No English voice is installed.
    """
    for language in LANGUAGES:
        for offer in offers:
            tag = offer.language.replace("_", "-").casefold()
            if tag == language or (language == "en" and tag.startswith("en-")):
                return offer
    raise EngineError(
        "No English voice is installed. Add one in the system's settings: Time and language, Speech, "
        "Add voices, English (United Kingdom)."
    )


def engine_names() -> tuple[str, ...]:
    """Name every engine: our own, and those that other packages add."""
    return tuple(sorted({*BUILT_IN, *added(ENTRY_POINTS)}))


def find_engine(name: str) -> Engine:
    """
    Make the engine of that name.

    Raises:
        MisuseError: There is none; the line names those that are.
        EngineError: An engine of another package cannot be imported.
    """
    make = _load_built_in(name) if name in BUILT_IN else _load_added(name)
    return make()


def _load_built_in(name: str) -> Callable[[], Engine]:
    module, _, attribute = BUILT_IN[name].partition(":")
    make: Callable[[], Engine] = getattr(import_module(module), attribute)
    return make


def _load_added(name: str) -> Callable[[], Engine]:
    points = added(ENTRY_POINTS)
    if name not in points:
        raise MisuseError(
            f'There is no speech engine "{name}". The engines are: {", ".join(sorted({*BUILT_IN, *points}))}.'
        )
    try:
        make: Callable[[], Engine] = points[name].load()
    except Exception as error:
        raise EngineError(
            f'The added speech engine "{name}" cannot be loaded: {error}. '
            "Install its package again, or choose another engine."
        ) from error
    return make
