"""The record of an edition: its dated folder, whole before anything goes live."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bulletin.errors import PublishError
from bulletin.system.files import put_in_place, write_whole


def keep(folder: Path, *, audio: Path, audio_name: str, papers: Mapping[str, str]) -> Path:
    """
    Put an edition's files into its dated folder.

    Args:
        folder: The dated folder.
        audio: The checked audio, on the same disk; it is moved.
        audio_name: Its name there.
        papers: File name to text; the record comes last, so that a folder with one is whole.

    Returns:
        The audio under its dated name.

    Raises:
        PublishError: The disk is full or the folder cannot be written.
    """
    kept = folder / audio_name
    try:
        put_in_place(audio, kept)
        for name, text in papers.items():
            write_whole(folder / name, text)
    except OSError as error:
        raise PublishError(
            f"Cannot write the edition to {folder}: {error.strerror or error}. "
            "Free some space or change the folder's permissions; what was live still is."
        ) from error
    return kept
