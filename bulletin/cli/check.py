"""`bulletin check`: what works on this machine, and what to do about the rest."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from bulletin.errors import Exit


@click.command()
@click.option("--station", type=click.Path(path_type=Path), help="Station folder with bulletin.toml.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def check(*, station: Path | None, as_json: bool) -> int:
    """
    Check what a bulletin needs: settings, voice, ffmpeg, clock, folders, disk, sources.

    The exit status is 1 when a bulletin could not be made.

    \b
    bulletin check
    bulletin check --station radio
    """
    from bulletin.edition.checking import check_all

    findings = check_all(station)
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            mark = "ok  " if finding.good else ("FAIL" if finding.needed else "note")
            click.echo(f"{mark}  {finding.what}: {finding.found}")
            if finding.cure:
                click.echo(f"      {finding.cure}")
    return Exit.FAILED if any(not finding.good and finding.needed for finding in findings) else Exit.DONE
