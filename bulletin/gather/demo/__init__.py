"""The articles that come with the program: six stories from a town that does not exist."""

from __future__ import annotations

from datetime import datetime
from importlib import resources

from bulletin.gather.names import file_id
from bulletin.gather.source import Batch, Limits, Source
from bulletin.model import Document, Form


class DemoReader:
    """Reads the packaged articles, in order."""

    def read(self, source: Source, *, now: datetime, limits: Limits, max_items: int) -> Batch:  # noqa: ARG002
        """Give the articles; nothing can fail."""
        files = sorted(
            (file for file in resources.files(__package__).iterdir() if file.name.endswith(".txt")),
            key=lambda file: file.name,
        )
        return Batch(
            documents=tuple(
                Document(
                    id=file_id(file.name),
                    source=source.title,
                    address=file.name,
                    form=Form.TEXT,
                    content=file.read_bytes(),
                    fetched_at=now,
                )
                for file in files[:max_items]
            )
        )
