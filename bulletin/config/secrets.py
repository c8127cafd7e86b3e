"""Secrets: passwords and keys, from `secrets.toml` or the environment, and kept out of everything we write.

They are never in `bulletin.toml`, a log, the database, a process list, an error or a page.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import re
import stat
import threading
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus, unquote

from bulletin.errors import MisuseError

log = logging.getLogger(__name__)

FILE_NAME = "secrets.toml"
PREFIX = "BULLETIN_"
NOT_SECRET = frozenset({"BULLETIN_CACHE", "BULLETIN_FFMPEG", "BULLETIN_STATION"})
OWNER_ONLY = 0o600
HIDDEN = "[hidden]"
# A shorter one could not be taken out of a log without taking out half of its words.
FEWEST_LETTERS = 4
# Lines of a key file are hidden one by one, for a library may quote one of them.
FEWEST_OF_A_LINE = 8

HEADING = """\
# Passwords and keys. They stay in this file: bulletin never packs, logs or shows them.
# Each stands in the table of the part that needs it, for example:
#
# [outlet.stream]
# password = "..."
"""

_IN_ADDRESS = re.compile(r"://[^/@\s:]*:([^/@\s]+)@")
_POSITION = re.compile(r"line \d+, column \d+")


class Secrets:
    """Values by dotted key, such as `outlet.stream.password`; what is printed of it names keys alone."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = dict(values)

    def get(self, key: str) -> str | None:
        """Find a secret: its variable, else the file; None where neither has it."""
        value = os.environ.get(variable_of(key)) or self._values.get(key)
        if value:
            _hide(value)
        return value or None

    @property
    def keys(self) -> tuple[str, ...]:
        """What the file holds, by name."""
        return tuple(sorted(self._values))

    def __repr__(self) -> str:
        return f"Secrets({', '.join(self.keys)})"

    def __reduce__(self) -> Any:
        raise TypeError("Secrets do not travel to other processes or files.")


def variable_of(key: str) -> str:
    """Name the variable of a key: `outlet.stream.password` is BULLETIN_OUTLET_STREAM_PASSWORD."""
    return PREFIX + re.sub(r"[^A-Z0-9]", "_", key.upper())


def read_secrets(folder: Path | None) -> Secrets:
    """
    Read a station's secrets; a file that other users could read is closed to them first.

    Args:
        folder: The station folder; without one, only variables count.

    Raises:
        MisuseError: The file cannot be read, is no TOML, holds what is no text, or stays open to others; the
            line never shows a value.
    """
    if folder is None or not (folder / FILE_NAME).exists():
        return Secrets({})
    path = folder / FILE_NAME
    try:
        if close_to_others(path):
            log.warning("%s could be read by other users; it is closed to them now", path)
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise MisuseError(f"Cannot read the secrets {path}: {error.strerror or error}.") from None
    except ValueError as error:
        # A parser's message may quote the line that it stumbled over, and its trace holds the whole file.
        where = _POSITION.search(str(error))
        raise MisuseError(
            f"{path} is no valid TOML{f', {where[0]}' if where else ''}. "
            'Write each secret in quotation marks: password = "..."'
        ) from None
    values = dict(_flat(told, path))
    for value in values.values():
        _hide(value)
    return Secrets(values)


def close_to_others(path: Path) -> bool:
    """
    Make sure that only its owner can read a file; True when it was open until now.

    On Windows the folder's permissions hold, and `bulletin check` looks at them.

    Raises:
        MisuseError: It stays open: the disk knows no permissions, or the file belongs to somebody else.
    """
    if os.name == "nt" or not is_open_to_others(path):
        return False
    try:
        path.chmod(OWNER_ONLY)
    except OSError:
        log.info("the mode of %s cannot be changed", path)
    if is_open_to_others(path):
        raise MisuseError(
            f"Other users of this machine can read {path}. Its owner can close it with: chmod 600 {path}  "
            f"or use variables instead, such as {variable_of('outlet.NAME.password')}."
        )
    return True


def is_open_to_others(path: Path) -> bool:
    """Tell whether the file's mode lets anybody but its owner in (POSIX)."""
    return bool(stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO))


def redact(text: str) -> str:
    """Take every secret that this process has read out of a text, however it is quoted there."""
    with _lock:
        forms = tuple(_forms)
    for form in forms:
        text = text.replace(form, HIDDEN)
    return text


def new_secrets(folder: Path, *, wanted: Sequence[str] = ()) -> Path:
    """
    Make the file for secrets, readable by its owner alone, unless there is one.

    Args:
        folder: The station folder.
        wanted: Keys that are to be typed in; each becomes a line that needs its value.

    Returns:
        Its path.
    """
    path = folder / FILE_NAME
    tables: dict[str, list[str]] = {}
    for key in wanted:
        table, _, name = key.rpartition(".")
        tables.setdefault(table, []).append(name)
    with contextlib.suppress(FileExistsError):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(HEADING)
            for table, names in tables.items():
                file.write(f"\n{heading(table)}\n" + "".join(f'{name} = ""\n' for name in names))
    return path


def heading(table: str) -> str:
    """Write a table's heading as TOML wants it: `outlet.my stream` is `[outlet."my stream"]`."""
    kind, _, name = table.partition(".")
    if not name:
        return f"[{kind}]"
    return f"[{kind}.{name}]" if re.fullmatch(r"[A-Za-z0-9_-]+", name) else f"[{kind}.{json.dumps(name)}]"


class RedactingFormatter(logging.Formatter):
    """Formats a log record, trace and all, without secrets."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the record as a line."""
        return redact(super().format(record))


def hide_environment() -> None:
    """Keep the values of our secret variables out of what is written from now on."""
    for name, value in os.environ.items():
        if name.startswith(PREFIX) and name not in NOT_SECRET and len(value) >= FEWEST_LETTERS:
            _hide(value)


_lock = threading.Lock()
_forms: list[str] = []
"""Every way in which a known secret may be written; the longest first, so that none leaves its tail."""


def _hide(value: str) -> None:
    lines = [line.strip() for line in value.splitlines()]
    parts = {value, *(line for line in lines if len(line) >= FEWEST_OF_A_LINE), *_passwords_in(value)}
    written = {form for part in parts for form in _written(part) if len(form) >= FEWEST_LETTERS}
    with _lock:
        if not written.issubset(_forms):
            _forms[:] = sorted({*_forms, *written}, key=lambda form: (-len(form), form))


def _passwords_in(value: str) -> Iterator[str]:
    """An address that is a secret holds a smaller one, which a server or a library may quote alone."""
    if found := _IN_ADDRESS.search(value):
        yield from (found[1], unquote(found[1]))


def _written(value: str) -> Iterator[str]:
    """As itself, in an address, in a page, and as Python and JSON quote it."""
    yield from (value, quote(value, safe=""), quote(value), quote_plus(value), escape(value))
    yield repr(value)[1:-1]
    yield value.replace("\\", "\\\\").replace('"', '\\"')


def _flat(table: Mapping[str, Any], path: Path, before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        key = f"{before}{name}"
        if isinstance(value, dict):
            yield from _flat(value, path, f"{key}.")
        elif not isinstance(value, str):
            raise MisuseError(f'{path}: {key} is no text. Put it in quotation marks: {name} = "..."')
        elif 0 < len(value) < FEWEST_LETTERS:
            raise MisuseError(f"{path}: {key} has fewer than {FEWEST_LETTERS} letters. Choose a longer one.")
        elif value:
            yield key, value
