"""Gather: from the places where news comes from to documents. Source -> Document."""

from __future__ import annotations

from bulletin.gather.reading import demo_sources, gather
from bulletin.gather.source import DEFAULT_LIMITS, Batch, Gathered, Limits, Source, SourceReader

__all__ = [
    "DEFAULT_LIMITS",
    "Batch",
    "Gathered",
    "Limits",
    "Source",
    "SourceReader",
    "demo_sources",
    "gather",
]
