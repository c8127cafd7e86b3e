"""Changes that people make to words: a story's, and the lexicon's. Written once, never changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select

from bulletin.store.database import Database, as_value
from bulletin.store.rows import Edit, LexiconChange
from bulletin.store.schema import edits, lexicon_changes


class Changes(Database):
    """The part of the store that answers: who wrote that?"""

    def edit(
        self, story: str, *, by: str, before: str, after: str, field: str = "text", reason: str = ""
    ) -> None:
        """
        Write down a change to a story.

        Args:
            story: Its `SeenStory.key` or id.
            by: Who made it.
            before: The words as they were.
            after: The words as they are now.
            field: What was changed: text, headline, place.
            reason: Why, if somebody said.
        """
        with self._writing() as connection:
            connection.execute(
                insert(edits).values(
                    at=self._now(),
                    by=by,
                    story=story,
                    field=field,
                    before=before,
                    after=after,
                    reason=reason,
                )
            )

    def edits(self, *, story: str | None = None, since: datetime | None = None) -> tuple[Edit, ...]:
        """List edits in the order they were made: all, those of a story, those from a moment on."""
        wanted = select(edits).order_by(edits.c.id)
        if story is not None:
            wanted = wanted.where(edits.c.story == story)
        if since is not None:
            wanted = wanted.where(edits.c.at >= since)
        with self._reading() as connection:
            return tuple(as_value(Edit, row) for row in connection.execute(wanted))

    def lexicon_change(self, written: str, *, by: str, before: str, after: str) -> None:
        """Write down that a word is said differently from now on; an empty `after` took it out."""
        with self._writing() as connection:
            connection.execute(
                insert(lexicon_changes).values(
                    at=self._now(), by=by, written=written, before=before, after=after
                )
            )

    def lexicon_history(self, written: str | None = None) -> tuple[LexiconChange, ...]:
        """List the changes to one word, or to all, in order."""
        wanted = select(lexicon_changes).order_by(lexicon_changes.c.id)
        if written is not None:
            wanted = wanted.where(lexicon_changes.c.written == written)
        with self._reading() as connection:
            return tuple(as_value(LexiconChange, row) for row in connection.execute(wanted))
