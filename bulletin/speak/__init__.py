"""Speak: lines in, clips out. An engine may hang, exit or stay silent; nobody outside notices."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bulletin.speak.engine import Availability, Engine, Offer, engine_names
    from bulletin.speak.lines import Spoken, speak
    from bulletin.speak.pace import Pace, measure_pace
    from bulletin.speak.voices import default_voice, find_voice, load_voices
    from bulletin.speak.workers import availability, offers, rest

__all__ = [
    "Availability",
    "Engine",
    "Offer",
    "Pace",
    "Spoken",
    "availability",
    "default_voice",
    "engine_names",
    "find_voice",
    "load_voices",
    "measure_pace",
    "offers",
    "rest",
    "speak",
]

# Imported when asked for: a worker, which is this package too, then holds its engine and little else.
_HOMES = {
    "engine": ("Availability", "Engine", "Offer", "engine_names"),
    "lines": ("Spoken", "speak"),
    "pace": ("Pace", "measure_pace"),
    "voices": ("default_voice", "find_voice", "load_voices"),
    "workers": ("availability", "offers", "rest"),
}


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
