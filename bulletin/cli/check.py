"""`bulletin check`: what works on this machine, and what to do about the rest."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from bulletin.cli.stations import station_here, station_option
from bulletin.errors import Exit


@click.command()
@station_option
@click.option("--offline", is_flag=True, help="Leave the network alone.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def check(*, station: Path | None, offline: bool, as_json: bool) -> int:
    """
    Check what a station needs, with a cure for each fault: settings and secrets, voice and accent, ffmpeg,
    clock, folders and disk, every source and outlet, schedule, database, playout.

    Nothing is sent or changed. The exit status is 1 when a bulletin could not be made.

    \b
    bulletin check
    bulletin check --station radio
    bulletin check --station radio --offline
    """
    from bulletin.config.secrets import redact
    from bulletin.edition.checking import check_all

    findings = check_all(station_here(station), offline=offline)
    if as_json:
        rows = json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1)
        click.echo(redact(rows))
    else:
        for finding in findings:
            mark = "ok  " if finding.good else ("FAIL" if finding.needed else "note")
            click.echo(redact(f"{mark}  {finding.what}: {finding.found}"))
            if finding.cure:
                click.echo(f"      {finding.cure}")
    return Exit.FAILED if any(not finding.good and finding.needed for finding in findings) else Exit.DONE
