"""A folder on this machine or on a share: copied beside, read back, then renamed into place."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.errors import HeldOpenError, PublishError
from bulletin.publish.outlet import Surroundings
from bulletin.publish.outlets.copies import CopiesOutlet, told
from bulletin.system.files import PART_SUFFIX, Replace, put_in_place

if TYPE_CHECKING:
    from bulletin.config.outlets import FolderTable

# What shares answer when they cannot rename, or not over a file that is there.
NO_RENAME = frozenset(
    {errno.EXDEV, errno.EPERM, errno.EACCES, errno.EEXIST, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP}
)
OLD_PART_S = 3600.0


def directory_outlet(
    table: FolderTable, around: Surroundings, *, replace: Replace = os.replace
) -> CopiesOutlet:
    """
    Make the outlet of a folder.

    Args:
        table: Its settings.
        around: The station; relative folders lie in its folder.
        replace: The renaming call; tests inject a share that refuses here.
    """
    root = around.path(table.folder)
    work = around.path(table.work) if table.work else None

    @contextmanager
    def open_shelf() -> Iterator[DirectoryShelf]:
        with told(str(root)):
            yield DirectoryShelf(root, work=work, replace=replace)

    return CopiesOutlet(table, table, around, where=str(root), open_shelf=open_shelf)


class DirectoryShelf:
    """A folder."""

    def __init__(self, root: Path, *, work: Path | None, replace: Replace) -> None:
        """Use a folder that is there; `work` is where copies are made, beside their names without it."""
        for folder in filter(None, (root, work)):
            if not folder.is_dir():
                # Not made here: on a share that is not connected, it would be a folder on the local disk.
                raise PublishError(f"There is no folder {folder}. Make it, or connect the share it lies on.")
        self._root = root
        self._work = work
        self._replace = replace

    def put(self, local: Path, name: str) -> str:
        """Copy, read back, rename; where the share cannot rename, the next safest way."""
        path = self._root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(self._work or path.parent)
        with _part(self._work or path.parent, path.name) as part:
            wanted = _copy(local, part)
            try:
                return self._rename(part, path)
            except HeldOpenError:
                raise
            except OSError as error:
                if error.errno not in NO_RENAME:
                    raise
            with _part(path.parent, path.name) as beside:
                if self._work:
                    _copy(part, beside)
                return self._without_rename(beside if self._work else part, path, wanted)

    def read(self, name: str) -> bytes:
        """Read a file back."""
        return (self._root / name).read_bytes()

    def remove(self, name: str) -> None:
        """Remove a file."""
        (self._root / name).unlink(missing_ok=True)

    def _rename(self, part: Path, path: Path) -> str:
        try:
            put_in_place(part, path, replace=self._replace)
        except OSError:
            # Some shares rename and then will not make the folder durable.
            if part.exists():
                raise
        return "read back with the same SHA-256, then renamed into place"

    def _without_rename(self, part: Path, path: Path, wanted: str) -> str:
        for way in (self._replaced, self._aside, _overwritten):
            try:
                how = way(part, path)
            except OSError as error:
                if error.errno not in NO_RENAME:
                    raise
                continue
            if _digest(path) == wanted:
                return how
        raise PublishError(f"{path} cannot be replaced. Change the permissions of its folder.")

    def _replaced(self, part: Path, path: Path) -> str:
        self._replace(part, path)
        return "copied from the other disk, read back with the same SHA-256, then renamed into place"

    def _aside(self, part: Path, path: Path) -> str:
        """Move the old one away first: for a moment there is none, but never a part of one."""
        if not path.exists():
            raise OSError(errno.ENOSYS, "nothing is in the way, so renaming itself is refused")
        old = path.with_name(f".{path.name}.old")
        self._replace(path, old)
        try:
            self._replace(part, path)
        except OSError:
            self._replace(old, path)
            raise
        old.unlink(missing_ok=True)
        return (
            "the old file was moved away first, as this share replaces none; read back with the same SHA-256"
        )


def _overwritten(part: Path, path: Path) -> str:
    _copy(part, path)
    return (
        "written in place, as this share cannot rename, and read back with the same SHA-256; a player that "
        "opened it meanwhile heard a part, so let the playout take a dated name"
    )


@contextmanager
def _part(folder: Path, name: str) -> Iterator[Path]:
    part = folder / f".{name}.{os.getpid()}{PART_SUFFIX}"
    try:
        yield part
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _copy(local: Path, part: Path) -> str:
    """Copy a file, read the copy back, and give its checksum."""
    shutil.copyfile(local, part)
    with suppress(OSError):
        # A playout that runs as another user must be able to read it; some shares know no modes.
        part.chmod(0o644)
    wanted = _digest(local)
    if _digest(part) != wanted:
        raise PublishError(f"The copy at {part.parent} is not what was written. Check the disk or the share.")
    return wanted


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sweep(folder: Path) -> None:
    """Remove what killed runs left."""
    for part in folder.glob(f".*{PART_SUFFIX}"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > OLD_PART_S:
                part.unlink()
