"""Store: what was due, made, seen, aired, held, released, approved and changed; the station's memory."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from bulletin.store.keys import story_key

if TYPE_CHECKING:
    from bulletin.store.open import open_store
    from bulletin.store.rows import (
        Alert,
        Approval,
        Artefact,
        Edit,
        Event,
        Hold,
        LexiconChange,
        Outcome,
        Pruned,
        Run,
        SeenStory,
        SlotRow,
        Stop,
        Tally,
        Told,
    )
    from bulletin.store.store import Store

__all__ = [
    "Alert",
    "Approval",
    "Artefact",
    "Edit",
    "Event",
    "Hold",
    "LexiconChange",
    "Outcome",
    "Pruned",
    "Run",
    "SeenStory",
    "SlotRow",
    "Stop",
    "Store",
    "Tally",
    "Told",
    "open_store",
    "story_key",
]

# Imported when asked for: the database library takes a fifth of a second, and a run without a station folder
# needs none of it.
_HOMES = {"Store": "store", "open_store": "open"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'rows')}"), name)
