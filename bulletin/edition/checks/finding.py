"""A finding: one plain line about one thing, with its cure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bulletin.config.station import Station


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    what: str
    good: bool
    found: str
    cure: str = ""
    needed: bool = True
    """Whether a bulletin cannot be made without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Whose things are looked at, and how far."""

    station: Station
    offline: bool = False
    """Whether to leave the network alone."""


Look = Callable[[Visit], Iterator[Finding]]


def well(what: str, found: str) -> Finding:
    """Say that a thing is as it should be."""
    return Finding(what=what, good=True, found=found)


def fault(what: str, found: str, cure: str) -> Finding:
    """Say what stands between the station and a bulletin."""
    return Finding(what=what, good=False, found=found, cure=cure)


def note(what: str, found: str, cure: str) -> Finding:
    """Say what should be mended, though a bulletin can be made without it."""
    return Finding(what=what, good=False, found=found, cure=cure, needed=False)
