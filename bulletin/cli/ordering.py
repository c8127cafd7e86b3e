"""From options to an order: what `make` and `script` have in common."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli.values import Day, Duration, Length, Moment
from bulletin.errors import MisuseError

if TYPE_CHECKING:
    from bulletin.config.station import Station
    from bulletin.edition.order import Order
    from bulletin.gather import Source
    from bulletin.model import Voice
    from bulletin.script.speakable import Lexicon

Command = Callable[..., Any]

LEXICON = "lexicon.tsv"
"""A station's pronunciations, in its voices folder."""
DEMO = "demo"
"""The address of the packaged articles."""

SHARED = (
    click.argument("sources", nargs=-1, metavar="[SOURCE]..."),
    click.option("--demo", is_flag=True, help="Use the six packaged articles."),
    click.option("--length", type=Length(), help="How long the bulletin is to be.  [default: 2:00]"),
    click.option(
        "--voice", "voices", multiple=True, metavar="NAME", help="Newsreader; give two and they alternate."
    ),
    click.option("--engine", metavar="NAME", help="Speech engine: pyttsx3, espeak."),
    click.option("--station", type=click.Path(path_type=Path), help="Station folder with bulletin.toml."),
    click.option("--programme", metavar="NAME", help="Which programme of the station.  [default: the first]"),
    click.option("--at", type=Moment(), help="When it airs; the opening then says the time.  [default: now]"),
    click.option("--published", type=Day(), help="Date of articles that have none of their own."),
    click.option(
        "--valid-for", type=Duration(), help="How long it may be played.  [default: to the end of the day]"
    ),
    click.option("--jobs", type=click.IntRange(1, 64), help="How many lines are spoken at once."),
    click.option(
        "--cluster", metavar="ADDRESS", help="Speak on a Dask cluster that shares the cache folder."
    ),
)


def order_options(command: Command) -> Command:
    """Add the options that tell what bulletin is wanted."""
    for option in reversed(SHARED):
        command = option(command)
    return command


def read_order(
    *,
    sources: Sequence[str],
    demo: bool,
    length: float | None,
    voices: Sequence[str],
    engine: str | None,
    station: Path | None,
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
    from bulletin.config.level import target_lufs
    from bulletin.config.station import read_station
    from bulletin.edition.order import Order
    from bulletin.master.formats import format_named
    from bulletin.script.wording import read_wording

    settings = read_station(station)
    wanted = settings.programme(programme)
    names, known = _newsreaders(voices or wanted.voices, engine, settings)
    return Order(
        station=settings,
        programme=wanted.name,
        sources=_sources(sources, demo=demo, station=settings),
        length_s=length or wanted.length,
        newsreaders=names,
        voices=known,
        lexicon=_lexicon(settings),
        wording=read_wording(settings.settings.wording.changes),
        slot=_slot(at, settings),
        tells_time=at is not None,
        published=published,
        valid_for=valid_for or wanted.valid_for,
        target_lufs=target_lufs(profile or settings.settings.level.profile),
        format=format_named(audio_format).name,
        output=out or settings.output,
        cache=_cache(settings),
        min_stories=wanted.min_stories,
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
    from bulletin.config.station import read_station

    settings = read_station(station)
    names = names or settings.programme().voices
    return (*_newsreaders(names, engine, settings), _cache(settings))


@contextmanager
def executor(*, jobs: int | None, cluster: str | None) -> Iterator[Executor]:
    """
    Lend what runs the slow work: threads, or a Dask cluster.

    Raises:
        MisuseError: Dask is not installed, or the cluster cannot be reached.
    """
    if cluster is None:
        with ThreadPoolExecutor(jobs or default_jobs(), thread_name_prefix="bulletin") as threads:
            yield threads
        return
    try:
        from distributed import Client
    except ImportError as error:
        raise MisuseError("--cluster needs Dask. Install it with: pip install distributed") from error
    try:
        client = Client(cluster, timeout="10s")
    except (OSError, ValueError) as error:
        raise MisuseError(f"Cannot reach the cluster {cluster}: {error}.") from error
    with client:
        yield client.get_executor()


def default_jobs() -> int:
    """Speak two to four lines at once: pyttsx3 mostly waits, and each worker costs 28 MB."""
    return min(4, max(2, os.cpu_count() or 1))


def _newsreaders(
    names: Sequence[str], engine: str | None, station: Station
) -> tuple[tuple[str, ...], Mapping[str, Voice]]:
    from bulletin.speak import default_voice, engine_names, find_voice, load_voices

    known = load_voices(*filter(None, [station.voices_folder]))
    if engine is not None and engine not in engine_names():
        raise MisuseError(f"There is no engine {engine!r}. Choose from: {', '.join(engine_names())}.")
    if not names:
        return (default_voice(known, engine=engine).name,), known
    chosen = [find_voice(known, name) for name in names]
    if engine is not None:
        known = {**known, **{voice.name: replace(voice, engine=engine) for voice in chosen}}
    return tuple(names), known


def _lexicon(station: Station) -> Lexicon:
    from bulletin.script.speakable import packaged_lexicon, read_lexicon

    own = station.voices_folder and station.voices_folder / LEXICON
    return packaged_lexicon().with_entries(read_lexicon(own).entries if own and own.is_file() else ())


def _cache(station: Station) -> Path:
    from bulletin.system.folders import cache_folder

    return (None if os.environ.get("BULLETIN_CACHE") else station.cache) or cache_folder()


def _sources(addresses: Sequence[str], *, demo: bool, station: Station) -> tuple[Source, ...]:
    from bulletin.gather import Source, demo_sources

    if demo:
        return demo_sources()
    if addresses:
        return tuple(Source(address=address) for address in addresses)
    found: list[Source] = []
    for row in station.settings.source:
        if row.address == DEMO:
            found.extend(demo_sources())
        else:
            found.append(Source(address=station.address(row.address), name=row.name))
    if not found:
        raise MisuseError(
            "No source was given. Name a feed, a page, a file or a folder, or try: bulletin make --demo"
        )
    return tuple(found)


def _slot(at: datetime | time | None, station: Station) -> datetime:
    from bulletin.system.clock import machine_zone, now

    zone = station.settings.station.zone or machine_zone()
    present = now(zone)
    if at is None:
        return present
    if isinstance(at, time):
        return datetime.combine(present.date(), at.replace(tzinfo=None), tzinfo=zone)
    return at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone)
