"""`bulletin measure`: is an audio file fit for air?"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli.ordering import executor
from bulletin.errors import Exit

if TYPE_CHECKING:
    from bulletin.edition.accounting import Account
    from bulletin.edition.measuring import Heard


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--profile", default="stream", show_default=True, metavar="NAME", help="Loudness that is wanted."
)
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.option(
    "--html", "page", type=click.Path(path_type=Path), help="Write a page with a picture to this file."
)
@click.option(
    "--edition",
    "with_lines",
    is_flag=True,
    help="Look for every line of its script in it; FILE may be an edition's folder.",
)
@click.option("--station", type=click.Path(path_type=Path), help="Whose voices they are, with --edition.")
def measure(
    *, file: Path, profile: str, as_json: bool, page: Path | None, with_lines: bool, station: Path | None
) -> int:
    """
    Measure an audio file: length, loudness, true peak, silences, chapters, tags, expiry.

    The exit status is 1 when it is not fit for air; an expired file is not.

    \b
    bulletin measure output/bulletin/latest.mp3
    bulletin measure output/bulletin/2026-11-23/1300 --edition
    """
    account = _account(file, station) if with_lines else None
    file = account.audio if account else file
    from bulletin.config.level import profile_named
    from bulletin.edition.measuring import hear, heard_html
    from bulletin.system.clock import now
    from bulletin.system.files import write_whole

    target_lufs = profile_named(profile).target_lufs
    heard = hear(file, target_lufs=target_lufs, now=now())
    if page is not None:
        write_whole(page, heard_html(heard, target_lufs=target_lufs))
    if account:
        heard = replace(heard, faults=(*heard.faults, *account.missing))
    if as_json:
        click.echo(json.dumps(_as_record(heard) | _lines_record(account), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join([*_as_lines(heard), *_lines_told(account)]))
    return Exit.FAILED if heard.faults else Exit.DONE


def _account(path: Path, station: Path | None) -> Account:
    from bulletin.edition.accounting import account_for
    from bulletin.edition.ordering import read_voices

    _, known, cache = read_voices([], engine=None, station=station)
    with executor(jobs=None, cluster=None) as runner:
        return account_for(path, voices=known, executor=runner, cache=cache)


def _lines_record(account: Account | None) -> dict[str, Any]:
    if account is None:
        return {}
    return {
        "lines": account.lines,
        "lines_missing": list(account.missing),
        "lines_unsure": list(account.unsure),
    }


def _lines_told(account: Account | None) -> list[str]:
    if account is None:
        return []
    there = account.lines - len(account.missing) - len(account.unsure)
    told = [f"  {there} of {account.lines} lines are there, whole and in their place"]
    return told + [f"  cannot be compared: {line}" for line in account.unsure]


def _as_record(heard: Heard) -> dict[str, Any]:
    measured, second, tags = heard.measured, heard.second, heard.tags
    return {
        "file": str(heard.file),
        "fit": not heard.faults,
        "faults": list(heard.faults),
        "duration_s": round(measured.duration_s, 4),
        "loudness_lufs": round(measured.loudness_lufs, 2),
        "true_peak_dbtp": round(measured.true_peak_dbtp, 2),
        "ffmpeg": {"loudness_lufs": second.loudness_lufs, "true_peak_dbtp": second.true_peak_dbtp},
        "silences": [{"start_s": round(s.start_s, 3), "end_s": round(s.end_s, 3)} for s in measured.silences],
        "chapters": [{"start_s": c.start_s, "end_s": c.end_s, "title": c.title} for c in tags.chapters],
        "tags": {"title": tags.title, "artist": tags.artist, "album": tags.album, "date": tags.date},
        "expires_at": tags.expires_at.isoformat() if tags.expires_at else None,
    }


def _as_lines(heard: Heard) -> list[str]:
    measured, second, tags = heard.measured, heard.second, heard.tags
    longest = max((span.end_s - span.start_s for span in measured.silences), default=0.0)
    expiry = tags.expires_at.astimezone().isoformat(" ", "minutes") if tags.expires_at else "never"
    lines = [
        f"{heard.file}",
        f"  length          {measured.duration_s:.2f} s",
        f"  loudness        {measured.loudness_lufs:.1f} LUFS (ffmpeg: {second.loudness_lufs:.1f})",
        f"  true peak       {measured.true_peak_dbtp:.1f} dBTP (ffmpeg: {second.true_peak_dbtp:.1f})",
        f"  longest silence {longest:.2f} s",
        f"  title           {tags.title or 'none'}",
        f"  expires         {expiry}",
    ]
    lines += [f"  chapter {c.start_s:8.2f}  {c.title}" for c in tags.chapters]
    lines += [f"  NOT FIT: {fault}" for fault in heard.faults] or ["  fit for air"]
    return lines
