"""`bulletin lexicon`: how the station says its names."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bulletin.cli.stages import stage_status
from bulletin.cli.stations import require_station, station_here, station_option
from bulletin.errors import Exit, MisuseError

if TYPE_CHECKING:
    from bulletin.config.station import Station
    from bulletin.edition.pronunciations import Changed
    from bulletin.script.speakable import Entry

by_option = click.option("--by", metavar="NAME", help="Who says so.  [default: your name on this machine]")
all_option = click.option("--all", "is_all", is_flag=True, help="With the names that come with the program.")


@click.group()
def lexicon() -> None:
    """
    Say how names are said: hear one, fix it, and it stays fixed.

    \b
    bulletin say "Leominster"
    bulletin lexicon add Leominster Lemster --station radio
    bulletin lexicon list --station radio
    """


@lexicon.command()
@click.argument("written")
@click.argument("spoken", required=False, default="")
@click.option("--ipa", default="", metavar="IPA", help="In phonetic signs, for the voices that take them.")
@click.option("--note", default="", metavar="TEXT", help="A reminder, such as who was asked.")
@by_option
@station_option
def add(*, written: str, spoken: str, ipa: str, note: str, by: str | None, station: Path | None) -> int:
    """
    Have the word or name WRITTEN be said as SPOKEN, in plain letters, from the next edition on.

    \b
    bulletin lexicon add Leominster Lemster
    bulletin lexicon add "St Osyth" "Saint Ozith" --note "asked at the parish hall"
    bulletin lexicon add Keogh keeoh --ipa ˈkiːəʊ
    """
    from bulletin.edition.pronunciations import add_words
    from bulletin.script.speakable import make_entry

    if not (spoken or ipa):
        raise MisuseError(f'Write how it sounds: bulletin lexicon add "{written}" SPOKEN')
    who = by or _own_name()
    entry = make_entry(written, spoken, ipa=ipa, note=note, by=who)
    changed = add_words(_station(station), [entry], by=who)
    if changed.same:
        click.echo(f"{entry.written} is said so already.", err=True)
    return _tell(changed)


@lexicon.command()
@click.argument("written")
@by_option
@station_option
def remove(*, written: str, by: str | None, station: Path | None) -> int:
    """
    Take a word out of the station's lexicon.

    \b
    bulletin lexicon remove Leominster
    """
    from bulletin.edition.pronunciations import remove_word

    return _tell(remove_word(_station(station), written, by=by or _own_name()))


@lexicon.command(name="list")
@all_option
@click.option("--history", "is_history", is_flag=True, help="Who changed what, and when.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@station_option
def list_words(*, is_all: bool, is_history: bool, as_json: bool, station: Path | None) -> int:
    """
    List how words are said: written, spoken, IPA, note, who added it.

    \b
    bulletin lexicon list
    bulletin lexicon list --all
    bulletin lexicon list --history
    """
    from bulletin.edition.pronunciations import history

    known = _station(station, is_all=is_all)
    if is_history:
        for change in history(known):
            was = f" (before: {change.before})" if change.before else ""
            click.echo(
                f"{change.at:%Y-%m-%d %H:%M}\t{change.by}\t{change.written}\t{change.after or 'removed'}{was}"
            )
        return Exit.DONE
    entries, problems = _words(known, is_all=is_all)
    if as_json:
        click.echo(json.dumps([_row(entry) for entry in entries], ensure_ascii=False, indent=1))
    else:
        for entry in entries:
            click.echo("\t".join(_row(entry).values()).rstrip("\t"))
    return _told_problems(problems)


@lexicon.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@by_option
@station_option
def import_words(*, file: Path, by: str | None, station: Path | None) -> int:
    """
    Take in a lexicon from FILE: W3C PLS 1.0 (.pls), or a table such as ours. It goes over what is there.

    \b
    bulletin lexicon import names.pls
    bulletin lexicon import other-station/voices/lexicon.tsv
    """
    from bulletin.edition.pronunciations import add_words, read_foreign

    who = by or _own_name()
    read = read_foreign(file, by=who)
    changed = add_words(_station(station), read.entries, by=who)
    _told_problems(read.problems)
    click.echo(f"{_count(len(changed.entries))} taken in, {changed.same} said so already.", err=True)
    return _told_unwritten(changed) or stage_status(done=len(read.entries), failed=len(read.problems))


@lexicon.command(name="export")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["pls", "tsv"]), help="[default: by FILE's name, else pls]"
)
@all_option
@station_option
def export_words(*, file: Path | None, form: str | None, is_all: bool, station: Path | None) -> int:
    """
    Write the station's lexicon for another program, as W3C PLS 1.0 or as a table.

    \b
    bulletin lexicon export names.pls
    bulletin lexicon export --format tsv > names.tsv
    """
    from bulletin.script.speakable.lexicon_table import write_table
    from bulletin.script.speakable.pls import write_pls
    from bulletin.system.files import write_whole

    known = _station(station, is_all=is_all)
    entries, problems = _words(known, is_all=is_all)
    is_table = form == "tsv" or (form is None and file is not None and file.suffix in (".tsv", ".txt"))
    language = known.settings.station.language
    written = write_table(entries) if is_table else write_pls(entries, language=language)
    if file is None:
        click.echo(written, nl=False)
    else:
        write_whole(file, written)
        click.echo(f"{_count(len(entries))} written to {file}.", err=True)
    return _told_problems(problems)


def _station(folder: Path | None, *, is_all: bool = False) -> Station:
    """The station that was named or that we are in; the packaged names can be seen without one."""
    from bulletin.config.station import read_station

    return read_station(station_here(folder) if is_all else require_station(folder))


def _words(station: Station, *, is_all: bool) -> tuple[list[Entry], Sequence[str]]:
    """The entries in the order of a dictionary, and a line for each row that cannot be used."""
    from bulletin.edition.pronunciations import own_lexicon, station_lexicon

    found = station_lexicon(station) if is_all else own_lexicon(station)
    return sorted(found.entries, key=lambda entry: (entry.written.casefold(), entry.written)), found.problems


def _own_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a machine that does not know who we are
        return "unknown"


def _tell(changed: Changed) -> int:
    from bulletin.edition.pronunciations import shown

    by_itself = "as the voice reads it"
    for entry, before in zip(changed.entries, changed.before, strict=True):
        click.echo(
            f"{entry.written}: {shown(entry) or by_itself} (before: {shown(before) or by_itself})", err=True
        )
    return _told_unwritten(changed)


def _told_unwritten(changed: Changed) -> int:
    if changed.unwritten:
        click.echo(f"Done, but it could not be written down who did it: {changed.unwritten}", err=True)
        return Exit.WITH_LOSS
    return Exit.DONE


def _told_problems(problems: Sequence[str]) -> int:
    for problem in problems:
        click.echo(f"Left out: {problem}", err=True)
    return Exit.WITH_LOSS if problems else Exit.DONE


def _row(entry: Entry) -> dict[str, str]:
    return {
        "written": entry.written,
        "spoken": entry.spoken,
        "ipa": entry.ipa or "",
        "note": entry.note,
        "by": entry.by,
    }


def _count(number: int) -> str:
    return f"{number} {'word' if number == 1 else 'words'}"
