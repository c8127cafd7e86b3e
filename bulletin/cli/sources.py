"""`bulletin sources`: where news comes from, and how each source fares."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli.progress import progress
from bulletin.cli.stages import stage_status
from bulletin.cli.stations import require_station, station_here, station_option
from bulletin.errors import Exit
from bulletin.model import SourceState

if TYPE_CHECKING:
    from bulletin.config.station import Station
    from bulletin.edition.source_health import Health
    from bulletin.edition.source_trial import Trial
    from bulletin.gather.discovery import Offer
    from bulletin.model import Article

permission_option = click.option(
    "--permission", default="", metavar="TEXT", help="Who allowed you to broadcast it, and when."
)


@click.group()
def sources() -> None:
    """
    List the sources and how they fare; try them, find and add new ones.

    \b
    bulletin sources list --station radio
    bulletin sources test "The local paper" --station radio
    bulletin sources discover https://paper.example/news
    bulletin sources add https://paper.example/feed.xml --permission "Jo Bell, editor, 3 March 2026"
    bulletin sources import feeds.opml --station radio
    """


@sources.command(name="list")
@station_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def list_(*, station: Path | None, as_json: bool) -> int:
    """List the sources and how each fared when it was last asked; none is asked now."""
    from bulletin.edition.source_health import look_at_health

    read = _read(require_station(station))
    healths = look_at_health(read, now=_now(read))
    if as_json:
        click.echo(json.dumps([_row(health) for health in healths], ensure_ascii=False, indent=1))
        return Exit.DONE
    for health in healths:
        click.echo(f"{'ok  ' if health.is_well else 'note'}  {health.name}: {health.words}")
        click.echo(f"      {health.address}")
        if health.permission:
            click.echo(f"      allowed: {health.permission}")
    if not healths:
        click.echo("There are no sources. Add one with: bulletin sources add ADDRESS", err=True)
    return Exit.DONE


@sources.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@station_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def test(*, names: tuple[str, ...], station: Path | None, as_json: bool) -> int:
    """
    Ask sources now, and show what each gives: every story, how old it is, and what was left out and why.

    NAME is a source of the station, or any address; without one, all sources are asked, even those that are
    left alone for a while.
    """
    from bulletin.edition.source_trial import try_sources, wanted_sources

    read = _read(station_here(station))
    wanted = wanted_sources(names, read)
    present = _now(read)
    with progress() as tell:
        tell(f"Asking {', '.join(source.title for source in wanted)}")
        trials = try_sources(wanted, read, now=present)
    if as_json:
        rows = [_tried(trial) for trial in trials]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for line in (line for trial in trials for line in _lines(trial, now=present)):
            click.echo(line)
    well = sum(trial.is_well for trial in trials)
    return stage_status(done=well, failed=len(trials) - well)


@sources.command()
@click.argument("address")
@station_option
@click.option("--name", metavar="TEXT", help="What the report calls it.  [default: the feed's own title]")
@permission_option
@click.option("--no-robots", is_flag=True, help="Its owner allows more than robots.txt says.")
def add(*, address: str, station: Path | None, name: str | None, permission: str, no_robots: bool) -> int:
    """
    Try a feed, and write it into the station's settings.

    \b
    bulletin sources add https://paper.example/feed.xml --permission "Jo Bell, editor, 3 March 2026"
    """
    from bulletin.edition.source_adding import add_source

    folder = require_station(station)
    present = _now(_read(folder))
    added = add_source(folder, address, name=name, permission=permission, robots=not no_robots, now=present)
    offer = f": {_offered(added.offer, now=present)}" if added.offer else ""
    click.echo(f"Added {added.source.name!r}{offer}")
    return Exit.DONE


@sources.command()
@click.argument("page", metavar="PAGE")
@station_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def discover(*, page: str, station: Path | None, as_json: bool) -> int:
    """Find the feeds that a page offers."""
    from bulletin.edition.source_adding import offers_of

    read = _read(station_here(station))
    present = _now(read)
    offers = offers_of(page, read, now=present)
    if as_json:
        rows = [
            {"address": one.address, "title": one.title, "entries": one.entries, "newest": _iso(one.newest)}
            for one in offers
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return Exit.DONE
    for offer in offers:
        click.echo(f"{offer.address}  {offer.title}: {_offered(offer, now=present)}")
    return Exit.DONE


@sources.command(name="import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@station_option
@permission_option
def import_(*, file: Path, station: Path | None, permission: str) -> int:
    """
    Write the feeds of an OPML file into the station's settings.

    Feed readers export such a file. Without --permission they are written down and not read: note under each
    who allowed it.
    """
    from bulletin.edition.source_adding import import_sources

    added, known = import_sources(require_station(station), file, permission=permission)
    for one in added:
        click.echo(f"Added {one.source.name!r}: {one.source.address}")
    for address in known:
        click.echo(f"{address} is there already.", err=True)
    if added and not permission:
        click.echo('They are not read before each has its permission = "..." in bulletin.toml.', err=True)
    return Exit.DONE


def _read(folder: Path | None) -> Station:
    from bulletin.config.station import read_station

    return read_station(folder)


def _now(station: Station) -> datetime:
    from bulletin.system.clock import machine_zone, now

    return now(station.settings.station.zone or machine_zone())


def _row(health: Health) -> dict[str, Any]:
    state = health.state or SourceState(name=health.name)
    return {
        "name": health.name,
        "address": health.address,
        "permission": health.permission,
        "is_well": health.is_well,
        "words": health.words,
        "asked_at": _iso(state.asked_at),
        "fetched_at": _iso(state.fetched_at),
        "gave": state.gave,
        "newest": _iso(state.newest),
        "failures": state.failures,
        "next_try": _iso(state.next_try),
        "error": state.error,
    }


def _tried(trial: Trial) -> dict[str, Any]:
    return {
        "name": trial.name,
        "is_well": trial.is_well,
        "articles": [
            {"headline": one.headline, "published": _iso(one.published), "url": one.url}
            for one in trial.articles
        ],
        "moved_to": trial.moved_to or None,
        "failed": [{"what": one.what, "why": one.why} for one in trial.failed],
        "left_out": [{"what": one.what, "why": one.why} for one in trial.left_out],
    }


def _lines(trial: Trial, *, now: datetime) -> Iterator[str]:
    count = len(trial.articles)
    yield f"{trial.name}: {count} {'story' if count == 1 else 'stories'} that can be read"
    if trial.moved_to:
        from bulletin.edition.source_health import moved

        yield f"  It {moved(trial.moved_to)}"
    for article in trial.articles:
        yield f"  in      {article.headline or article.id} ({_age(article, now=now)})"
    for skip in trial.left_out:
        yield f"  out     {skip.line}"
    for skip in trial.failed:
        yield f"  failed  {skip.line}"


def _age(article: Article, *, now: datetime) -> str:
    from bulletin.edition.source_health import ago

    return f"{ago(now - article.published)} old" if article.published else "without a date"


def _offered(offer: Offer, *, now: datetime) -> str:
    from bulletin.edition.source_health import ago

    stories = f"{offer.entries} {'story' if offer.entries == 1 else 'stories'}"
    return f"{stories}, the newest {ago(now - offer.newest)} old" if offer.newest else stories


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
