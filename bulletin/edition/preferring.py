"""Preferring: what a station's settings say about which stories come first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bulletin.config.station import Station
from bulletin.summarise import Preferences


def preferences_of(
    station: Station, *, now: datetime, seen: Mapping[str, datetime], calm: frozenset[str]
) -> Preferences:
    """Weigh the sources as the station does; its place, trust and locality words make a story local."""
    table = station.settings.station
    words = (*table.locality, table.place, table.trust)
    return Preferences(
        now=now,
        weights={row.name: row.weight for row in station.settings.source},
        locality=tuple(dict.fromkeys(word.strip() for word in words if word.strip())),
        seen=seen,
        calm=calm,
    )
