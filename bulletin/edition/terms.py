"""Terms: a text of the station's own is told from when, until when and on the days that its writer wants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo

from bulletin.config.station import Station
from bulletin.edition.age import is_own, limit_of, told_at
from bulletin.model import Article, Skipped, Story, Terms

DAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


def dated_by_header(article: Article, *, zone: tzinfo | None) -> Article:
    """Give an article the date that its header tells, in the station's zone."""
    if article.terms is None or article.terms.published is None:
        return article
    return replace(article, published=article.terms.published.replace(tzinfo=zone))


def in_force(articles: Iterable[Article], *, airs: datetime) -> tuple[list[Article], tuple[Skipped, ...]]:
    """Keep what may be told at a time; name the others, with the line of the header that says so."""
    kept: list[Article] = []
    left: list[Skipped] = []
    for article in articles:
        why = _why_not(article.terms, airs) if article.terms else ""
        if why:
            left.append(Skipped(what=article.name, why=why))
        else:
            kept.append(article)
    return kept, tuple(left)


def _why_not(terms: Terms, airs: datetime) -> str:
    local = airs.replace(tzinfo=None)
    if terms.starts and local < terms.starts:
        return f"its header says from: {_shown(terms.starts)}"
    if terms.ends and local >= terms.ends:
        return f"its header says until: {_shown(terms.ends)}, which has passed"
    if terms.days and airs.weekday() not in terms.days:
        return f"its header says days, and {DAYS[airs.weekday()]} are not among them"
    return ""


def last_moments(stories: Iterable[Story], *, zone: tzinfo | None) -> Iterator[datetime]:
    """When each story that says so ends: no edition with it is played later."""
    for story in stories:
        terms = story.article.terms
        if terms is not None and terms.ends is not None:
            yield terms.ends.replace(tzinfo=zone)


def endless(
    stories: Iterable[Story], station: Station, *, now: datetime, seen: Mapping[str, datetime]
) -> Iterator[str]:
    """Warn of the station's own texts that do not say until when they are told."""
    own = {row.name: row for row in station.settings.source if is_own(row)}
    for story in stories:
        article = story.article
        row = own.get(article.source)
        if row is None or (article.terms is not None and article.terms.ends is not None):
            continue
        since = told_at(article, now=now, seen=seen.get(article.id)) or now
        day = (since + limit_of(row)).astimezone(now.tzinfo)
        yield (
            f"{article.name} does not say until when it is told, so it stops on "
            f"{day:%A} {day.day} {day:%B}. To say it, begin the file with a line such as "
            f"until: {day.day} {day:%B}"
        )


def _shown(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M}"
