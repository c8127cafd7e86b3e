"""Sourcing: a station's sources as they may be read."""

from __future__ import annotations

from dataclasses import replace

from bulletin.config.settings import SourceTable
from bulletin.config.station import Station
from bulletin.gather import Access, Source, agent_of, demo_sources

DEMO = "demo"
"""The address of the packaged articles."""
NO_PERMISSION = (
    "The source {name} was not read: nobody's permission to broadcast it is noted. Ask its publisher, and "
    "write under its [[source]] in bulletin.toml who said yes, and when: "
    'permission = "Jo Bell, editor, 3 March 2026"'
)


def access_of(station: Station) -> Access:
    """Say who asks, and which machines in the house may be asked."""
    settings = station.settings
    if station.folder is None:
        return Access()
    agent = agent_of(settings.station.name, settings.station.contact)
    return Access(agent=agent, allowed=settings.network.private_hosts)


def station_source(row: SourceTable, station: Station) -> Source:
    """Make a source of a row of the settings; one from the web that nobody allowed is barred."""
    if row.address == DEMO:
        return replace(demo_sources()[0], name=row.name)
    address = station.source_address(row)
    is_barred = is_remote(address) and not row.permission.strip()
    return Source(
        address=address,
        name=row.name,
        access=replace(access_of(station), robots=row.robots),
        max_age=row.max_age,
        barred=NO_PERMISSION.format(name=row.name) if is_barred else "",
    )


def is_remote(address: str) -> bool:
    """Whether an address is one of the web."""
    return address.lower().startswith(("http://", "https://"))
