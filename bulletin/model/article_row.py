"""An article as JSON holds it, in an edition's record and in the station's memory."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bulletin.model.article import Article, Kind, Paragraph, Terms

Row = Mapping[str, Any]


def article_row(article: Article) -> dict[str, Any]:
    """Write an article; what was dropped of it is left out."""
    return {
        "id": article.id,
        "url": article.url,
        "source": article.source,
        "headline": article.headline,
        "standfirst": article.standfirst,
        "published": article.published.isoformat() if article.published else None,
        "author": article.author,
        "site": article.site,
        "language": article.language,
        "paragraphs": [paragraph.text for paragraph in article.paragraphs],
        "kinds": [paragraph.kind.value for paragraph in article.paragraphs],
        "terms": _terms(article.terms),
        "recording": article.recording,
    }


def _terms(terms: Terms | None) -> dict[str, Any] | None:
    if terms is None:
        return None
    return {
        "from": terms.starts and terms.starts.isoformat(),
        "until": terms.ends and terms.ends.isoformat(),
        "days": sorted(terms.days),
        "ward": terms.ward,
    }


def _read_terms(row: Row | None) -> Terms | None:
    if row is None:
        return None
    return Terms(
        starts=row["from"] and datetime.fromisoformat(row["from"]),
        ends=row["until"] and datetime.fromisoformat(row["until"]),
        days=frozenset(row["days"]),
        ward=row["ward"],
    )


def read_article(row: Row) -> Article:
    """Read an article back; rows of older versions know no header and no recording."""
    return Article(
        id=row["id"],
        url=row["url"],
        source=row["source"],
        headline=row["headline"],
        standfirst=row["standfirst"],
        published=datetime.fromisoformat(row["published"]) if row["published"] else None,
        author=row["author"],
        site=row["site"],
        language=row["language"],
        paragraphs=tuple(
            Paragraph(text=text, kind=Kind(kind))
            for text, kind in zip(row["paragraphs"], row["kinds"], strict=True)
        ),
        terms=_read_terms(row.get("terms")),
        recording=row.get("recording"),
    )
