"""Stories: what the sources gave, and what was said of it on air."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from bulletin.model import Article, Story
from bulletin.model.article_row import article_row, read_article
from bulletin.store.database import Database, as_value
from bulletin.store.keys import digest, story_key
from bulletin.store.rows import SeenStory, Told
from bulletin.store.schema import appearances, stories

Record = Mapping[str, Any]
# A late bulletin is made after the slot that it is for.
LATE = timedelta(minutes=15)


class Stories(Database):
    """The part of the store that knows old news from new."""

    def saw(self, seen: Iterable[Article | Story]) -> int:
        """
        Keep what the sources gave, whole, so that it can be used again when they are silent.

        Returns:
            How many were never seen before.
        """
        articles = (item.article if isinstance(item, Story) else item for item in seen)
        # Rows are made before the transaction begins: nobody waits for our thinking.
        rows = {story_key(article): _stored(article) for article in articles}
        with self._writing() as connection:
            return _see(connection, rows, at=self._now())

    def first_seen(self, articles: Iterable[Article]) -> dict[str, datetime]:
        """
        Tell since when articles are known.

        Returns:
            Article id -> moment, for those that were seen before. A file that was written anew since then is
            new; a page of the web is as old as its address, since pages change by themselves.
        """
        keys = {story_key(article): article for article in articles}
        wanted = select(stories.c.key, stories.c.content_key, stories.c.first_seen, stories.c.changed_at)
        with self._reading() as connection:
            rows = connection.execute(wanted.where(stories.c.key.in_(keys))).all()
        found = {}
        for row in rows:
            article = keys[row.key]
            if article.url:
                found[article.id] = row.first_seen
            elif row.content_key == _stored(article)["content_key"]:
                found[article.id] = row.changed_at
        return found

    def aired(self, record: Record) -> None:
        """
        Write down what an edition said of which stories; said again for the same slot, it replaces the first.

        Args:
            record: The edition's record, as `edition.json` holds it.
        """
        articles = {row["id"]: read_article(row) for row in record["articles"]}
        told = [(row, articles[row["article"]]) for row in record["stories"]]
        slot = {"programme": record["programme"], "airs_at": datetime.fromisoformat(record["slot"])}
        with self._writing() as connection:
            _see(connection, {story_key(one): _stored(one) for _, one in told}, at=self._now())
            connection.execute(
                delete(appearances).where(
                    appearances.c.programme == slot["programme"], appearances.c.airs_at == slot["airs_at"]
                )
            )
            ids = _ids(connection, [story_key(article) for _, article in told])
            # Two pages of one address are one story; the first place it had counts.
            rows = {ids[story_key(article)]: _appearance(row, record) for row, article in reversed(told)}
            if rows:
                connection.execute(
                    insert(appearances), [{"story_id": id_, **slot, **row} for id_, row in rows.items()]
                )

    def articles(self, keys: Iterable[str]) -> tuple[Article, ...]:
        """Give the articles of stories, as they were last seen."""
        wanted = select(stories.c.article).where(stories.c.key.in_(list(keys))).order_by(stories.c.id)
        with self._reading() as connection:
            return tuple(read_article(row) for row in connection.scalars(wanted))

    def airings(self, programme: str, articles: Iterable[Article], before: datetime) -> dict[str, Told]:
        """
        Tell how often articles were told in a programme since their text last changed.

        Args:
            programme: Another programme has listeners of its own.
            articles: Those that wait to be told.
            before: The slot that is being made; what was said for it is said again, and counts as nothing.

        Returns:
            Article id -> how often, when last, and at which place; nothing for one that was never told.
        """
        keys = {story_key(article): article.id for article in articles}
        wanted = (
            select(stories.c.key, stories.c.changed_at, appearances.c.airs_at, appearances.c.place)
            .join(appearances, appearances.c.story_id == stories.c.id)
            .where(
                stories.c.key.in_(list(keys)),
                appearances.c.programme == programme,
                appearances.c.airs_at < before,
            )
            .order_by(appearances.c.airs_at)
        )
        told: dict[str, Told] = {}
        with self._reading() as connection:
            for row in connection.execute(wanted):
                if row.airs_at < row.changed_at - LATE:
                    continue
                had = told.get(keys[row.key])
                times = had.times + 1 if had else 1
                told[keys[row.key]] = Told(times=times, last=row.airs_at, place=row.place)
        return told

    def recent_stories(self, since: datetime) -> tuple[SeenStory, ...]:
        """List the stories that a source still gave at or after a moment, newest first."""
        times = (
            select(
                appearances.c.story_id,
                func.count().label("times_aired"),
                func.max(appearances.c.airs_at).label("last_aired"),
            )
            .group_by(appearances.c.story_id)
            .subquery()
        )
        wanted = (
            select(stories, func.coalesce(times.c.times_aired, 0).label("times_aired"), times.c.last_aired)
            .outerjoin(times, times.c.story_id == stories.c.id)
            .where(stories.c.last_seen >= since)
            .order_by(stories.c.first_seen.desc(), stories.c.id)
        )
        with self._reading() as connection:
            return tuple(_seen(row) for row in connection.execute(wanted))


def _see(connection: Connection, rows: Mapping[str, dict[str, Any]], *, at: datetime) -> int:
    known = {
        row.key: row.content_key
        for row in connection.execute(
            select(stories.c.key, stories.c.content_key).where(stories.c.key.in_(rows))
        )
    }
    new = [
        {"key": key, **row, "first_seen": at, "last_seen": at, "changed_at": at}
        for key, row in rows.items()
        if key not in known
    ]
    if new:
        connection.execute(insert(stories), new)
    if known:
        # Also where its words are the same: a notice may have another header now.
        again = update(stories).where(stories.c.key == bindparam("known"))
        connection.execute(
            again.values(article=bindparam("given"), last_seen=at),
            [{"known": key, "given": rows[key]["article"]} for key in known],
        )
    for key, content_key in known.items():
        if rows[key]["content_key"] != content_key:
            changed = update(stories).where(stories.c.key == key)
            connection.execute(changed.values(content_key=rows[key]["content_key"], changed_at=at))
    return len(new)


def _ids(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    found = connection.execute(select(stories.c.key, stories.c.id).where(stories.c.key.in_(keys)))
    return {row.key: row.id for row in found}


def _appearance(row: Record, record: Record) -> dict[str, Any]:
    said = (line["text"] for line in record["lines"] if line["story"] == row["id"])
    return {
        "place": row["rank"],
        "start_s": row["start_s"],
        "seconds": row["seconds"],
        "headline": row["headline"],
        "said": "\n".join(said),
    }


def _stored(article: Article) -> dict[str, Any]:
    row = article_row(article)
    content = json.dumps([row["headline"], row["paragraphs"]])
    return {"article": row, "content_key": digest(content)}


def _seen(row: Row[Any]) -> SeenStory:
    return as_value(SeenStory, row, article=read_article(row.article))
