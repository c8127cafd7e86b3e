"""The record of an edition: its dated folder, whole before anything goes live."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bulletin.errors import PublishError
from bulletin.system.files import write_whole


def keep(folder: Path, *, papers: Mapping[str, str]) -> None:
    """
    Put an edition's papers into its dated folder, beside its audio.

    Args:
        folder: The dated folder.
        papers: File name to text; the record comes last, so that a folder with one is whole.

    Raises:
        PublishError: The disk is full or the folder cannot be written.
    """
    try:
        for name, text in papers.items():
            write_whole(folder / name, text)
    except OSError as error:
        raise PublishError(
            f"Cannot write the edition to {folder}: {error.strerror or error}. "
            "Free some space or change the folder's permissions; what was live still is."
        ) from error
