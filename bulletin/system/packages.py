"""Installed packages: which version of one there is, and what they add to ours.

The standard library's `importlib.metadata` is loaded only where it is needed: it brings the mail and the zip
reader, a third of the time in which a speaking worker starts.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


def version_of(package: str) -> str | None:
    """
    Tell a package's version; None when it is not installed.

    It is read off the name of the folder that every installer leaves, NAME-VERSION.dist-info.

    Source: https://packaging.python.org/en/latest/specifications/recording-installed-packages
    """
    for folder in sys.path:
        for about in Path(folder or ".").glob("*.dist-info"):
            name, _, version = about.name.removesuffix(".dist-info").partition("-")
            if _normal(name) == _normal(package):
                return version
    return _version_told_elsewhere(package)


def added(group: str) -> dict[str, EntryPoint]:
    """Find what other packages add to ours, by its name in a group of entry points."""
    from importlib.metadata import entry_points

    return {point.name: point for point in entry_points(group=group)}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "_", name).casefold()


def _version_told_elsewhere(package: str) -> str | None:
    """Ask the standard library: the package lies in a zip file, or came from an old installer."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return None
