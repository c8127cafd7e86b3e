"""Clean: what the article says, all of it, and nothing else. Document -> Article."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bulletin.model import Article, Document

__all__ = ["clean"]


def clean(document: Document) -> Article:
    """
    Take the readable text out of a document.

    Args:
        document: A page, plain text, Markdown or a feed's entry. When a page gives no article and the feed
            entry that led to it holds enough text, that text is used.

    Returns:
        The article; `dropped` tells what was left out, and by which rule.

    Raises:
        RefusedError: The document is no article; the message says why.
    """
    from bulletin.clean.article import make_article

    return make_article(document)
