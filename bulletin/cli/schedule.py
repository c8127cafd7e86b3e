"""`bulletin schedule`: the next slots, and what starts us at them."""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import Path

import click

from bulletin.cli.stations import Command, require_station, station_option


@click.group()
def schedule() -> None:
    """
    Show when bulletins air, and let this machine start them by itself.

    \b
    bulletin schedule next --station radio
    bulletin schedule install --station radio
    """


@schedule.command("next")
@station_option
@click.option("-n", "count", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def show_next(*, station: Path | None, count: int, as_json: bool) -> None:
    """
    List the next slots, in local time and UTC, with what clock changes do to them.

    \b
    bulletin schedule next --station radio -n 20
    """
    from bulletin.config.station import read_station
    from bulletin.schedule.preview import beginnings, next_slots
    from bulletin.system.clock import now

    read = read_station(require_station(station))
    found = next_slots(read, after=now(), count=count)
    begins = beginnings(found, read)
    if as_json:
        rows = [
            {
                "programme": slot.programme,
                "airs_at": slot.airs_at.isoformat(),
                "begins_at": begins[slot].isoformat(),
                "utc": slot.airs_at.astimezone(UTC).isoformat(),
                "local_date": slot.local_date.isoformat(),
                "oddity": slot.oddity,
            }
            for slot in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for slot in found:
        utc = slot.airs_at.astimezone(UTC)
        odd = f"  ({slot.oddity})" if slot.oddity else ""
        ahead = "" if begins[slot] == slot.airs_at else f"  (start the file at {begins[slot]:%H:%M:%S})"
        click.echo(f"{slot.airs_at:%a %d %b %Y %H:%M %Z}  {utc:%H:%M} UTC  {slot.programme}{odd}{ahead}")
    if not found:
        click.echo('No programme has times. Give it at = ["13:00"] or every = "hour".', err=True)


def _way_options(command: Command) -> Command:
    for option in reversed(
        (
            station_option,
            click.option("--systemd", "way", flag_value="systemd", help="A systemd service and timer."),
            click.option("--cron", "way", flag_value="cron", help="One line in your crontab."),
            click.option("--windows", "way", flag_value="windows", help="A task of Task Scheduler."),
            click.option("--user", is_flag=True, help="systemd: for you alone, without sudo."),
        )
    ):
        command = option(command)
    return command


@schedule.command()
@_way_options
@click.option("--print", "only_show", is_flag=True, help="Show what would be written, and write nothing.")
def install(*, station: Path | None, way: str | None, user: bool, only_show: bool) -> None:
    """
    Let this machine call bulletin every five minutes; it then does what is due.

    \b
    bulletin schedule install --station radio --user
    bulletin schedule install --station radio --cron --print
    """
    from bulletin.config.station import read_station
    from bulletin.schedule.install import Way, plan, usual_way
    from bulletin.schedule.install import install as put_in

    chosen = Way(way) if way else usual_way()
    wanted = plan(read_station(require_station(station)), way=chosen, user=user)
    if only_show:
        for name, text in wanted.files:
            click.echo(f"# {name}\n{text}" if len(wanted.files) > 1 else text, nl=False)
        return
    click.echo(put_in(wanted), err=True)


@schedule.command()
@_way_options
def uninstall(*, station: Path | None, way: str | None, user: bool) -> None:
    """
    Take that back.

    \b
    bulletin schedule uninstall --station radio --user
    """
    from bulletin.config.station import read_station
    from bulletin.schedule.install import Way, plan, usual_way
    from bulletin.schedule.install import uninstall as take_out

    chosen = Way(way) if way else usual_way()
    click.echo(take_out(plan(read_station(require_station(station)), way=chosen, user=user)), err=True)
