"""From wishes to an order: what was not asked for comes from the station, else from the packaged defaults."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from bulletin.config.level import profile_named
from bulletin.config.quantities import Length
from bulletin.config.sounds import read_sound_set
from bulletin.config.station import Station, read_station
from bulletin.edition.order import Order
from bulletin.edition.pronunciations import station_lexicon
from bulletin.edition.sourcing import access_of, station_source
from bulletin.errors import MisuseError
from bulletin.gather import TYPED, Source, demo_sources
from bulletin.master.formats import format_named
from bulletin.model import Voice
from bulletin.publish.mode import ModeName, read_mode
from bulletin.script.speakable import Knowledge, load_knowledge, profile_of
from bulletin.script.wording import read_wording
from bulletin.speak import default_voice, engine_names, find_voice, load_voices
from bulletin.system.clock import machine_zone, now
from bulletin.system.folders import cache_folder

TABLES = "tables"
"""A station's own abbreviations, titles, initials..., in its voices folder: docs/normalisation.md."""


def read_order(
    *,
    sources: Sequence[str],
    demo: bool,
    length: Length | None,
    voices: Sequence[str],
    engine: str | None,
    station: Station | Path | None,
    programme: str | None,
    at: datetime | time | None,
    published: date | None,
    valid_for: timedelta | None,
    out: Path | None = None,
    profile: str | None = None,
    audio_format: str = "mp3",
) -> Order:
    """
    Turn options into an order; what was not given comes from the station, else from the packaged defaults.

    Raises:
        MisuseError: An option, setting, voice or engine that cannot be, or no source at all.
    """
    settings = station if isinstance(station, Station) else read_station(station)
    wanted = settings.programme(programme)
    names, known = _newsreaders(voices or wanted.voices, engine, settings)
    return Order(
        station=settings,
        programme=wanted.name,
        sources=_sources(sources, demo=demo, station=settings),
        length=length or wanted.length,
        newsreaders=names,
        voices=known,
        lexicon=station_lexicon(settings),
        knowledge=read_knowledge(settings),
        wording=read_wording(settings.settings.wording.changes),
        slot=_slot(at, settings),
        tells_time=at is not None,
        time_signal=wanted.time_signal,
        published=published,
        valid_for=valid_for or wanted.valid_for,
        profile=profile_named(profile or settings.settings.level.profile),
        sounds=read_sound_set(settings),
        format=format_named(audio_format).name,
        output=out or settings.output,
        cache=cache_of(settings),
        min_stories=wanted.min_stories,
        blocks=() if sources or demo else wanted.blocks,
        headlines=wanted.headlines,
        quotations=find_voice(known, wanted.quotations).name if wanted.quotations else "",
        mode=read_mode(settings.output).name if settings.folder else ModeName.NORMAL,
    )


def read_voices(
    names: Sequence[str], *, engine: str | None, station: Path | None
) -> tuple[tuple[str, ...], Mapping[str, Voice], Path]:
    """
    Find who speaks, for the commands that need no more of a station.

    Returns:
        Names of the newsreaders, every voice there is, and the folder of the clip cache.

    Raises:
        MisuseError: A voice, engine or setting that cannot be.
    """
    settings = read_station(station)
    names = names or settings.programme().voices
    return (*_newsreaders(names, engine, settings), cache_of(settings))


def default_jobs() -> int:
    """Speak two to four lines at once: pyttsx3 mostly waits, and each worker costs 28 MB."""
    return min(4, max(2, os.cpu_count() or 1))


def _newsreaders(
    names: Sequence[str], engine: str | None, station: Station
) -> tuple[tuple[str, ...], Mapping[str, Voice]]:
    known = load_voices(*filter(None, [station.voices_folder]))
    if engine is not None and engine not in engine_names():
        raise MisuseError(f"There is no engine {engine!r}. Choose from: {', '.join(engine_names())}.")
    if not names:
        return (default_voice(known, engine=engine).name,), known
    chosen = [find_voice(known, name) for name in names]
    if engine is not None:
        known = {**known, **{voice.name: replace(voice, engine=engine) for voice in chosen}}
    return tuple(names), known


def read_knowledge(station: Station, *, language: str | None = None) -> Knowledge:
    """
    The tables of the station's language (en-US, else British), and those of its own folder over them.

    What cannot be used of its own is in `problems`.
    """
    own = station.voices_folder and station.voices_folder / TABLES
    folders = (own,) if own and own.is_dir() else ()
    return load_knowledge(*folders, profile=profile_of(language or station.settings.station.language))


def cache_of(station: Station) -> Path:
    """Find the folder of the clip cache: the environment's, the station's, or the machine's."""
    return (None if os.environ.get("BULLETIN_CACHE") else station.cache) or cache_folder()


def _sources(addresses: Sequence[str], *, demo: bool, station: Station) -> tuple[Source, ...]:
    if demo:
        return demo_sources()
    if addresses:
        access = replace(TYPED, agent=access_of(station).agent)
        return tuple(Source(address=address, access=access) for address in addresses)
    found: list[Source] = []
    empty: list[Source] = []
    for row in station.settings.source:
        source = station_source(row, station)
        (empty if _is_empty_folder(source.address) else found).append(source)
    # A copy folder with nothing in it is no loss while there is other news.
    found = found or empty
    if not found:
        raise MisuseError(
            "No source was given. Name a feed, a page, a file or a folder, or try: bulletin make --demo"
        )
    return tuple(found)


def _is_empty_folder(address: str) -> bool:
    path = Path(address)
    return path.is_dir() and all(inside.name.startswith(".") for inside in path.iterdir())


def _slot(at: datetime | time | None, station: Station) -> datetime:
    zone = station.settings.station.zone or machine_zone()
    present = now(zone)
    if at is None:
        return present
    if isinstance(at, time):
        return datetime.combine(present.date(), at.replace(tzinfo=None), tzinfo=zone)
    return at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone)
