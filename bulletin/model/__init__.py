"""The nouns, frozen. Standard library only; see docs/architecture.md for the way they flow."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bulletin.model.article import Article, Dropped, Kind, Paragraph, Terms
    from bulletin.model.audio import Clip, Envelope, Master, Measurement, Span
    from bulletin.model.document import Document, Entry, Form
    from bulletin.model.edition import Edition, Receipt, State
    from bulletin.model.script import Cue, CueName, Line, Recording, Script, Token, Trace
    from bulletin.model.skipped import Skipped
    from bulletin.model.source_state import SourceState
    from bulletin.model.story import BlockKind, Passage, Rundown, Story
    from bulletin.model.voice import Dialect, Voice

__all__ = [
    "Article",
    "BlockKind",
    "Clip",
    "Cue",
    "CueName",
    "Dialect",
    "Document",
    "Dropped",
    "Edition",
    "Entry",
    "Envelope",
    "Form",
    "Kind",
    "Line",
    "Master",
    "Measurement",
    "Paragraph",
    "Passage",
    "Receipt",
    "Recording",
    "Rundown",
    "Script",
    "Skipped",
    "SourceState",
    "Span",
    "State",
    "Story",
    "Terms",
    "Token",
    "Trace",
    "Voice",
]

# Imported when asked for: a worker needs few of them, and each takes Python half a millisecond to make.
_HOMES = {
    "article": ("Article", "Dropped", "Kind", "Paragraph", "Terms"),
    "audio": ("Clip", "Envelope", "Master", "Measurement", "Span"),
    "document": ("Document", "Entry", "Form"),
    "edition": ("Edition", "Receipt", "State"),
    "script": ("Cue", "CueName", "Line", "Recording", "Script", "Token", "Trace"),
    "skipped": ("Skipped",),
    "source_state": ("SourceState",),
    "story": ("BlockKind", "Passage", "Rundown", "Story"),
    "voice": ("Dialect", "Voice"),
}


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            found = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
