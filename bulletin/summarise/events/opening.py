"""The opening of an article: its first words, headings aside."""

from __future__ import annotations

from bulletin.model import Article, Kind

# A "word" of a page that is no text may be megabytes long.
_LONGEST_WORD = 20


def opening(article: Article, *, most: int) -> list[str]:
    """Give at most so many words of the text, in order."""
    words: list[str] = []
    for paragraph in article.paragraphs:
        if len(words) >= most:
            break
        if paragraph.kind not in (Kind.HEADING, Kind.ROW):
            words += paragraph.text[: most * _LONGEST_WORD].split()
    return words[:most]


def teller(article: Article) -> str:
    """Who tells it: the site, else the source."""
    return (article.site or article.source).casefold()
