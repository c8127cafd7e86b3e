"""The nouns, frozen. Standard library only; see docs/architecture.md for the way they flow."""

from bulletin.model.article import Article, Dropped, Kind, Paragraph, Terms
from bulletin.model.audio import Clip, Envelope, Master, Measurement, Span
from bulletin.model.document import Document, Entry, Form
from bulletin.model.edition import Edition, Receipt, State
from bulletin.model.script import Cue, CueName, Dialect, Line, Recording, Script, Token, Trace
from bulletin.model.skipped import Skipped
from bulletin.model.source_state import SourceState
from bulletin.model.story import BlockKind, Passage, Rundown, Story
from bulletin.model.voice import Voice

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
