"""Files that are whole or not there: temp file in the same folder, fsync, rename."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bulletin.errors import HeldOpenError, MisuseError

log = logging.getLogger(__name__)

PART_SUFFIX = ".part"
# Access denied, sharing violation, lock violation: what Windows answers while a playout has the file open.
HELD_OPEN_WINERRORS = frozenset({5, 32, 33})
# A cart is re-read in well under a second; six tries over 3.1 s outlast that and stay inside a run.
REPLACE_WAITS_S = (0.1, 0.2, 0.4, 0.8, 1.6)

Replace = Callable[[Path, Path], None]


def write_whole(path: Path, data: bytes | str) -> None:
    """
    Write a file so that a reader sees the old one or the new one, never a part.

    Args:
        path: Where it goes; its folder is made.
        data: Bytes, or text that becomes UTF-8.

    Raises:
        HeldOpenError: Another program keeps the file open (Windows).
        OSError: The disk is full or the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with part_file(path) as part:
        part.write_bytes(data.encode() if isinstance(data, str) else data)
        put_in_place(part, path)


def copy_whole(source: Path, path: Path, *, replace: Replace = os.replace) -> None:
    """Copy a file so that a reader sees the old one or the new one, never a part; raises as `write_whole`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with part_file(path) as part:
        shutil.copyfile(source, part)
        put_in_place(part, path, replace=replace)


@contextlib.contextmanager
def part_file(path: Path) -> Iterator[Path]:
    """Lend a new name beside `path` for work in progress; what is left of it goes at the end."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=PART_SUFFIX, dir=path.parent)
    os.close(handle)
    part = Path(name)
    # mkstemp gives 600; a playout that runs as another user must be able to read what we publish.
    part.chmod(0o644)
    try:
        yield part
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def put_in_place(part: Path, path: Path, *, replace: Replace = os.replace) -> None:
    """
    Make a finished file durable under its own name.

    Args:
        part: The finished file, in the same folder as `path`.
        path: Its name; what stood there before is replaced in one step, never unlinked first.
        replace: The renaming call; tests inject a refusal here.

    Raises:
        HeldOpenError: Windows refused to the end, because another program has `path` open.
    """
    _sync_file(part)
    for wait_s in (*REPLACE_WAITS_S, None):
        try:
            replace(part, path)
            break
        except OSError as error:
            if getattr(error, "winerror", None) not in HELD_OPEN_WINERRORS:
                raise
            if wait_s is None:
                raise HeldOpenError(
                    f"{path} is held open by another program, so it could not be replaced. "
                    "Close it there, or let the playout read the dated file."
                ) from error
            time.sleep(wait_s)
    _sync_folder(path.parent)


def require_folder(folder: Path) -> None:
    """
    Make sure that a folder exists and can be written.

    Raises:
        MisuseError: It cannot; the line names the folder.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        reason = error.strerror or str(error)
        raise MisuseError(
            f"Cannot write in the folder {folder}: {reason}. "
            "Give another with --out, or change its permissions."
        ) from error


def sweep_parts(folder: Path, *, older_than_s: float = 3600.0) -> int:
    """Remove what killed runs left half written; return how many files went."""
    swept = 0
    for part in folder.rglob(f".*{PART_SUFFIX}"):
        with contextlib.suppress(OSError):
            if time.time() - part.stat().st_mtime > older_than_s:
                part.unlink()
                swept += 1
    return swept


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable; Windows keeps its directory journal without being asked."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
