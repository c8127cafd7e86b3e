"""Outlets: what each needs before it is sent to. Nothing is sent; `bulletin outlet test` does that."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bulletin.config.outlets import secret_of
from bulletin.config.secrets import FILE_NAME, heading, variable_of
from bulletin.edition.checks.finding import Finding, Visit, note, well
from bulletin.errors import BulletinError
from bulletin.publish.outlet import find_outlet

WANT_PASSWORD = ("azuracast", "ftp", "icecast", "libretime")
FOLDERS_HERE = ("folder", "podcast")
"""Kinds whose `folder` lies on this machine."""


def look_at_outlets(visit: Visit) -> Iterator[Finding]:
    """Look at every outlet of the station."""
    for row in visit.station.settings.outlet:
        faults = list(_faults(row, visit))
        for found, cure in faults:
            yield note(f"outlet {row.name}", found, cure)
        if not faults:
            yield well(f"outlet {row.name}", f"{row.kind}; try it with: bulletin outlet test {row.name}")


Fault = tuple[str, str]


def _faults(row: Any, visit: Visit) -> Iterator[Fault]:
    try:
        find_outlet(row.kind)
    except ImportError as error:
        yield f"{row.kind} needs the library {error.name}", f"pip install {error.name}"
    except BulletinError as error:
        yield str(error), "Choose another kind, or install what it needs."
    yield from _password(row, visit)
    yield from _folder(row, visit)
    yield from _files(row, visit)
    yield from _program(row)


def wants_password(row: Any) -> bool:
    """Tell whether an outlet cannot be reached without a password."""
    return row.kind in WANT_PASSWORD or (row.kind == "sftp" and row.key is None)


def _password(row: Any, visit: Visit) -> Iterator[Fault]:
    key = secret_of(row.name)
    if wants_password(row) and not visit.station.secrets.get(key):
        table = key.rpartition(".")[0]
        yield (
            "its password is missing",
            f"Write it into {FILE_NAME} under {heading(table)}, or into the variable {variable_of(key)}.",
        )


def _folder(row: Any, visit: Visit) -> Iterator[Fault]:
    folder = getattr(row, "folder", None)
    if row.kind not in FOLDERS_HERE or folder is None:
        return
    path = Path(visit.station.address(str(folder)))
    # No file is tried there: a playout that watches the folder would take it in.
    if not path.is_dir():
        yield f"its folder {path} is not there", "Make it, mount the share, or correct it in bulletin.toml."
    elif not os.access(path, os.W_OK):
        yield f"its folder {path} cannot be written", "Change its permissions for the user who runs bulletin."


def _files(row: Any, visit: Visit) -> Iterator[Fault]:
    for key in ("key", "known_hosts", "ca_file"):
        named = getattr(row, key, None)
        if isinstance(named, Path) and not Path(visit.station.address(str(named.expanduser()))).is_file():
            yield f"its {key} {named} is not there", "Put the file there, or correct it in bulletin.toml."


def _program(row: Any) -> Iterator[Fault]:
    if row.kind == "command" and shutil.which(row.command[0]) is None:
        yield (
            f"its program {row.command[0]} is not on this machine",
            "Install it, or write its whole path in bulletin.toml.",
        )
