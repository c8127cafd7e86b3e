"""Gather: from the places where news comes from to documents. Source -> Document."""

from __future__ import annotations

from bulletin.gather.reading import demo_sources, fetchers, gather
from bulletin.gather.source import (
    DEFAULT_LIMITS,
    TYPED,
    Access,
    Batch,
    Gathered,
    Limits,
    Source,
    SourceReader,
    agent_of,
)

__all__ = [
    "DEFAULT_LIMITS",
    "TYPED",
    "Access",
    "Batch",
    "Gathered",
    "Limits",
    "Source",
    "SourceReader",
    "agent_of",
    "demo_sources",
    "fetchers",
    "gather",
]
