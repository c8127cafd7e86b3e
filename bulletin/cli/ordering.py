"""The options that tell what bulletin is wanted, and what runs the slow work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from bulletin.cli.values import Day, Duration, LengthWanted, Moment
from bulletin.errors import MisuseError

Command = Callable[..., Any]

SHARED = (
    click.argument("sources", nargs=-1, metavar="[SOURCE]..."),
    click.option("--demo", is_flag=True, help="Use the six packaged articles."),
    click.option("--length", type=LengthWanted(), help="Such as 2:00, or 1:45-2:00.  [default: 2:00]"),
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


@contextmanager
def executor(*, jobs: int | None, cluster: str | None) -> Iterator[Executor]:
    """
    Lend what runs the slow work: threads, or a Dask cluster.

    Raises:
        MisuseError: Dask is not installed, or the cluster cannot be reached.
    """
    from bulletin.edition.ordering import default_jobs

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
