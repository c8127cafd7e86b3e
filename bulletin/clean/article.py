"""Document to article: the way by form, and the refusals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bulletin.clean.blocks import BEYOND, MOST_LETTERS
from bulletin.clean.byline import byline_author
from bulletin.clean.decode import decode
from bulletin.clean.header import read_header
from bulletin.clean.judge import judge
from bulletin.clean.language import language_of
from bulletin.clean.plain import read_markdown, read_text
from bulletin.clean.refuse import LEAST_WORDS, check
from bulletin.clean.titles import site_in
from bulletin.clean.verdict import Verdict
from bulletin.errors import RefusedError
from bulletin.model import Article, Document, Dropped, Form, Kind, Paragraph

if TYPE_CHECKING:
    from bulletin.clean.page import Page

NOTICE_WORDS = 4
"""A notice that somebody typed is as short as it is; a page of so few words is a menu."""


def make_article(document: Document) -> Article:
    """Make an article of a document of any form, or refuse it."""
    if document.form is not Form.HTML or document.entry is None:
        return _FORMS[document.form](document)
    try:
        return _witnessed(_from_page(document), document)
    except RefusedError as refused:
        try:
            return make_article(_entry_alone(document))
        except RefusedError:
            raise refused from None


def _from_page(document: Document) -> Article:
    from bulletin.clean.page import read_page

    page = read_page(decode(document), address=document.address)
    check(page.verdicts, headline=page.headline, about=page.about, address=document.address)
    article = _article(document, page.verdicts, headline=page.headline, claim=page.about.language)
    return replace(
        article,
        url=page.about.canonical,
        standfirst=page.standfirst,
        # A day that was found in the page's text may be any day; the feed's own time goes before it.
        published=page.about.published or (document.entry and document.entry.published) or page.published,
        author=_author(page),
        site=page.about.site or site_in(page.about.titles, page.headline),
    )


def _author(page: Page) -> str | None:
    """Whoever is named; a site that names itself is the last to be believed."""
    about = page.about
    named = about.author if about.author != about.site else None
    return named or about.marked_author or byline_author(page.verdicts) or about.author


def _from_text(document: Document) -> Article:
    header = read_header(decode(document).replace("\r\n", "\n"), today=document.fetched_at.date())
    text = header.text
    read = read_markdown if document.form is Form.MARKDOWN else read_text
    copy = read(text[:MOST_LETTERS])
    verdicts = judge(copy.blocks, headlines=(copy.headline,))
    if len(text) > MOST_LETTERS and verdicts:
        verdicts[-1] = Verdict(block=verdicts[-1].block, rule=BEYOND)
    check(verdicts, headline=copy.headline, least_words=LEAST_WORDS if document.is_web else 0)
    article = _article(document, verdicts, headline=copy.headline)
    _require_a_sentence(article)
    return replace(
        article,
        url=document.address if document.is_web else None,
        terms=header.terms,
        recording=document.recording,
    )


def _require_a_sentence(article: Article) -> None:
    told = [block.text for block in article.paragraphs if block.kind is not Kind.HEADING]
    words = sum(len(text.split()) for text in told)
    if words < NOTICE_WORDS:
        raise RefusedError(
            f"It holds no sentence to read out: {words} of the {NOTICE_WORDS} words that one has at least."
        )


def _from_entry(document: Document) -> Article:
    from bulletin.clean.blocks import Walk
    from bulletin.clean.tree import parse

    root = parse(decode(document))
    blocks = Walk().over(root).blocks if root is not None else []
    entry = document.entry
    headline = entry.title if entry is not None else ""
    verdicts = judge(blocks, headlines=(headline,))
    check(verdicts, headline=headline)
    article = _article(document, verdicts, headline=headline)
    return _witnessed(replace(article, url=document.address if document.is_web else None), document)


_FORMS = {
    Form.HTML: _from_page,
    Form.TEXT: _from_text,
    Form.MARKDOWN: _from_text,
    Form.ENTRY: _from_entry,
}


def _article(
    document: Document, verdicts: Sequence[Verdict], *, headline: str, claim: str | None = None
) -> Article:
    kept = [verdict.block for verdict in verdicts if verdict.is_kept]
    return Article(
        id=document.id,
        source=document.source,
        headline=headline,
        paragraphs=tuple(Paragraph(text=block.text, kind=block.kind) for block in kept),
        language=language_of(" ".join(block.text for block in kept), claim),
        dropped=tuple(
            Dropped(text=verdict.block.text, rule=verdict.rule)
            for verdict in verdicts
            if verdict.rule is not None
        ),
    )


def _witnessed(article: Article, document: Document) -> Article:
    """Fill what the page did not tell from what the feed told."""
    entry = document.entry
    if entry is None:
        return article
    return replace(
        article,
        headline=article.headline or entry.title,
        published=article.published or entry.published,
        author=article.author or entry.author,
        url=article.url or entry.address,
    )


def _entry_alone(document: Document) -> Document:
    entry = document.entry
    html = entry.html if entry is not None else ""
    return replace(document, form=Form.ENTRY, content=html.encode("utf-8", "replace"), charset="utf-8")
