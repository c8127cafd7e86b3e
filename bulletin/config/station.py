"""A station folder: `bulletin.toml` read and checked, with a line for every mistake in it."""

from __future__ import annotations

import difflib
import re
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bulletin.config import secrets
from bulletin.config.leaks import find_leaks, secret_key
from bulletin.config.outlets import TABLES as OUTLET_TABLES
from bulletin.config.settings import ProgrammeTable, Settings, SourceTable
from bulletin.config.tables import Table
from bulletin.errors import BulletinError, MisuseError
from bulletin.system.files import write_whole
from bulletin.system.typed import typed

FILE_NAME = "bulletin.toml"
LAST_GOOD = ".last-good.toml"
FOLDERS = ("copy", "sounds", "voices")
"""What every station folder holds, empty or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """Settings and the folder that they came from; none without `--station`."""

    settings: Settings
    folder: Path | None = None
    fault: str = ""
    """What is wrong with the settings file, where these are the last good ones; see `read_for_air`."""

    @property
    def output(self) -> Path:
        """Where editions go."""
        return self._inside(self.settings.paths.output)

    @property
    def cache(self) -> Path | None:
        """The clip cache that the station chose, if it chose one."""
        chosen = self.settings.paths.cache
        return self._inside(chosen) if chosen else None

    @property
    def voices_folder(self) -> Path | None:
        """The station's own voices and lexicon."""
        return self.folder / "voices" if self.folder else None

    @property
    def secrets(self) -> secrets.Secrets:
        """
        Passwords and keys, read from their file at each call.

        Raises:
            MisuseError: The file cannot be read, or others can read it.
        """
        return secrets.read_secrets(self.folder)

    def programme(self, name: str | None = None) -> ProgrammeTable:
        """
        Find a programme; the first one when no name is given.

        Raises:
            MisuseError: There is none of that name.
        """
        programmes = self.settings.programme
        for programme in programmes:
            if name in (None, programme.name):
                return programme
        names = ", ".join(programme.name for programme in programmes)
        raise MisuseError(f"There is no programme {name!r} in {FILE_NAME}. It has: {names}.")

    def source_address(self, row: SourceTable) -> str:
        """Find a source's address; one that holds a password stands whole in the secrets."""
        return self.secrets.get(f"source.{row.name}.address") or self.address(row.address)

    def address(self, written: str) -> str:
        """Find a written address: a relative path lies in the station folder."""
        if self.folder is None or "://" in written or written == "-":
            return written
        return str(self._inside(Path(written)))

    def _inside(self, path: Path) -> Path:
        return path if self.folder is None else self.folder / path


def read_station(folder: Path | None) -> Station:
    """
    Read a station folder, or take the packaged defaults when there is none.

    Raises:
        MisuseError: The file is missing, is no TOML, or holds a key or value that cannot be; the line names
            file, line, key, value and the cure.
    """
    if folder is None:
        return Station(settings=Settings())
    path = folder / FILE_NAME
    return Station(settings=parse_settings(_text_of(path), path), folder=folder)


def read_for_air(folder: Path) -> Station:
    """
    Read a station folder for what must not wait: while there is a mistake in it, by the last good settings.

    A typing mistake at noon must not take the one o'clock news off the air, nor leave the noon news on it,
    nor keep anybody from `bulletin stop`. The last good settings are kept in the station folder.

    Returns:
        The station; `fault` holds the mistakes, and is empty where there are none.

    Raises:
        MisuseError: There are mistakes, and no good settings were kept.
    """
    path, kept = folder / FILE_NAME, folder / LAST_GOOD
    try:
        text = _text_of(path)
        station = Station(settings=parse_settings(text, path), folder=folder)
    except MisuseError as error:
        try:
            return Station(settings=parse_settings(_text_of(kept), kept), folder=folder, fault=str(error))
        except MisuseError:
            raise error from None
    _keep(text, kept)
    return station


def _keep(text: str, kept: Path) -> None:
    """A disk that is full or a folder that cannot be written costs the copy and nothing else."""
    with suppress(OSError, BulletinError):
        if not kept.is_file() or kept.read_bytes() != text.encode():
            write_whole(kept, text)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = error.strerror or error
        raise MisuseError(
            f"Cannot read the station's settings {path}: {reason}. "
            f"Make a station with: bulletin init --station {typed(path.parent)}"
        ) from error
    except UnicodeDecodeError as error:
        raise MisuseError(f"{path} is not UTF-8 text. Save it again as UTF-8.") from error


def parse_settings(text: str, path: Path) -> Settings:
    """
    Read and check the text of a settings file.

    Raises:
        MisuseError: As `read_station` does.
    """
    try:
        told = tomllib.loads(text)
        _refuse_leaks(told, text, path)
        return Settings.model_validate(told)
    except tomllib.TOMLDecodeError as error:
        raise MisuseError(
            f"{path} is no valid TOML: {error}. Compare with the file that bulletin init writes."
        ) from error
    except ValidationError as error:
        raise MisuseError("\n".join(_explain(fault, text, path) for fault in error.errors())) from error


def _refuse_leaks(told: dict[str, Any], text: str, path: Path) -> None:
    """Send passwords where they belong; checked first, because other lines about mistakes quote the value."""
    lines = []
    for place in find_leaks(told):
        table, _, name = secret_key(told, place).rpartition(".")
        lines.append(
            f"{path}, line {_line_of(text, place)}: {name!r} holds a password, and others read this file. "
            f"Move it to {secrets.FILE_NAME} beside it, under {secrets.heading(table)}, "
            f"or into the variable {secrets.variable_of(f'{table}.{name}')}."
        )
    if lines:
        raise MisuseError("\n".join(lines))


def _explain(fault: ErrorDetails, text: str, path: Path) -> str:
    if not fault["loc"]:
        return f"{path}: {fault['msg'].removeprefix('Value error, ')}."
    where, outlet = _without_tag(fault["loc"])
    key = ".".join(str(part) for part in where if not isinstance(part, int)) or "the file"
    line = _line_of(text, where)
    place = f"{path}, line {line}" if line else f"{path}"
    if fault["type"] == "extra_forbidden":
        return f"{place}: there is no setting {key!r}. {_nearest(where, outlet)}"
    if fault["type"] == "missing":
        return f"{place}: {key!r} is missing. Add it."
    reason = fault["msg"].removeprefix("Value error, ")
    return f"{place}: {key} = {_shown(fault['input'])} cannot be used: {reason}."


def _shown(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def _without_tag(where: tuple[int | str, ...]) -> tuple[tuple[int | str, ...], type[Table] | None]:
    """The place without the kind of outlet that pydantic puts into it, and that kind's table."""
    if len(where) > 2 and where[0] == "outlet":
        return (*where[:2], *where[3:]), OUTLET_TABLES[str(where[2])]
    return where, None


def _nearest(where: tuple[int | str, ...], table: type[Table] | None) -> str:
    """Offer the known keys of the table, the likeliest first."""
    model: Any = table or Settings
    for part in where[:-1] if table is None else ():
        if isinstance(part, str):
            annotation = model.model_fields[part].annotation
            model = next(
                (inner for inner in getattr(annotation, "__args__", ()) if hasattr(inner, "model_fields")),
                annotation,
            )
    known = list(model.model_fields)
    close = difflib.get_close_matches(str(where[-1]), known, n=1)
    if close:
        return f"Did you mean {close[0]!r}?"
    return f"Known here: {', '.join(known)}." if known else "Remove it."


def _line_of(text: str, where: tuple[int | str, ...]) -> int | None:
    """Find the line of a key: tomllib gives none, so look for the key under its table's header."""
    lines = text.splitlines()
    table = str(where[0]) if where else ""
    wanted = next((part for part in where if isinstance(part, int)), 0)
    names = [part for part in where if isinstance(part, str)]
    start, seen = None, -1
    for number, line in enumerate(lines):
        if re.match(rf"\s*\[\[?\s*{re.escape(table)}\s*\]\]?", line):
            seen += 1
            if seen == wanted:
                start = number
                break
    if start is None or len(names) < 2:
        key = names[-1] if names else ""
        return next(
            (n for n, line in enumerate(lines, 1) if re.match(rf"\s*{re.escape(key)}\s*=", line)),
            start and start + 1,
        )
    for number in range(start + 1, len(lines)):
        if re.match(rf"\s*{re.escape(names[1])}\s*=", lines[number]):
            return number + 1
        if lines[number].lstrip().startswith("["):
            break
    return start + 1
