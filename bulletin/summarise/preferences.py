"""Preferences: what a station wants to hear first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bulletin.model import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Airing:
    """How often a story was told as it is now, and when last."""

    times: int
    last: datetime
    led: bool = False
    """Whether it led the bulletin before this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """How articles are weighed against each other."""

    now: datetime | None = None
    """The present; without it the newest article is of now."""
    weights: Mapping[str, float] = field(default_factory=dict)
    """Source -> how much it is trusted; 1 where nothing is said."""
    locality: tuple[str, ...] = ()
    """Words that make a story a local one: the town, its villages, the hospital."""
    seen: Mapping[str, datetime] = field(default_factory=dict)
    """Article id -> when a source first gave it, for articles without a date that can be."""

    aired: Mapping[str, Airing] = field(default_factory=dict)
    """Article id -> how often it was told; one that never was is not in it."""
    max_airings: int = 4
    """A story that was told so often comes back only when there is nothing else."""
    calm: frozenset[str] = frozenset()
    """Ids of articles that are told neither first nor last."""

    def weight(self, article: Article) -> float:
        """How much its source is trusted; more than 0."""
        return self.weights.get(article.source, 1.0)

    def told_at(self, article: Article) -> datetime | None:
        """When it was first seen, where that counts, else written; a date to come is a slip for now."""
        told = self.seen.get(article.id) or article.published
        return min(told, self.now) if told and self.now else told
