"""The espeak-ng library: found in the wheel espeakng-loader, else on the system, with its data folder."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from bulletin.errors import EngineError, MissingToolError
from bulletin.system.packages import version_of

REMEDY = "Install it with: pip install espeakng-loader"
# espeak-ng keeps the path in 160 bytes: 158 works, 160 does not, and may end the process (measured).
LONGEST_DATA_PATH_BYTES = 158
DATA = "espeak-ng-data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Where espeak-ng lies."""

    path: str
    """What the loader of the operating system is given."""
    data: Path | None
    """Its data folder; None lets the library use the one it was built with."""
    version: str


@cache
def find_library() -> Library:
    """
    Find espeak-ng without loading it: the wheel first, because every machine then speaks alike.

    Raises:
        MissingToolError: Neither the wheel nor a system library is there.
    """
    found = _wheel_library() or _system_library()
    if found is None:
        raise MissingToolError(f"The speech library espeak-ng is missing. {REMEDY}")
    return found


def data_folder(library: Library) -> str | None:
    """
    Give the data folder under a name that espeak-ng can hold.

    A deep virtual environment makes the path too long, so a link to it, or where links are forbidden a copy,
    is made in a temporary folder. The caller's temporary folder is removed with its process.
    """
    if library.data is None or _fits(library.data):
        return None if library.data is None else str(library.data)
    for parent in (tempfile.gettempdir(), "/tmp", "/var/tmp"):
        if not Path(parent).is_dir() or not _fits(Path(parent) / "bulletin-12345678" / DATA):
            continue
        short = Path(tempfile.mkdtemp(prefix="bulletin-", dir=parent)) / DATA
        try:
            short.symlink_to(library.data, target_is_directory=True)
        except OSError:
            shutil.copytree(library.data, short)
        return str(short)
    raise MissingToolError(
        f"The path of the speech data is too long for espeak-ng: {library.data}. "
        "Set TMPDIR to a folder with a short path."
    )


def require_variant(voice: str, data: str | None) -> None:
    """
    Refuse a variant, such as +f4, that is not in the data: espeak-ng itself ignores it in silence.

    Raises:
        EngineError: There is none of that name.
    """
    _, plus, variant = voice.partition("+")
    if plus and data is not None and not (Path(data) / "voices" / "!v" / variant).is_file():
        raise EngineError(f'espeak-ng has no voice variant "+{variant}". Try +f1 to +f5, or +m1 to +m8.')


def _fits(path: Path) -> bool:
    return len(os.fsencode(path)) <= LONGEST_DATA_PATH_BYTES


def _wheel_library() -> Library | None:
    # Asked without importing it: the package is found by its spec, and its version by its metadata.
    spec = find_spec("espeakng_loader")
    if spec is None or spec.origin is None:
        return None
    import espeakng_loader

    path = Path(espeakng_loader.get_library_path())
    if not path.is_file():
        return None
    told = version_of("espeakng-loader") or "unknown"
    return Library(path=str(path), data=path.with_name(DATA), version=f"espeakng-loader {told}")


def _system_library() -> Library | None:
    for name in ("espeak-ng", "libespeak-ng"):
        found = ctypes.util.find_library(name)
        if found:
            return Library(path=found, data=None, version=f"system {found}")
    return None
