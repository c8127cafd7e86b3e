"""`bulletin extract`: the articles in pages, feeds and files."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli.stages import stage_status
from bulletin.errors import RefusedError
from bulletin.model import Kind

if TYPE_CHECKING:
    from bulletin.model import Article, Document

# A folder may hold thousands of pages, and a person who names it wants them all.
ALL_ITEMS = 100_000
# A feed's pages are asked for four in a second.
FEED_S = 120.0

# Programs know four kinds; a table's row is one of a list to them.
_LISTED = {Kind.ROW: Kind.ITEM}


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--url", metavar="ADDRESS", help="The address of what comes on standard input.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--text", "as_text", is_flag=True, help="One paragraph a line, nothing else.")
@click.option("--explain", is_flag=True, help="Show what was dropped, and by which rule.")
def extract(*, sources: tuple[str, ...], url: str | None, as_json: bool, as_text: bool, explain: bool) -> int:
    """
    Show the articles in pages, feeds and files, as they would be used.

    \b
    bulletin extract page.html --explain
    bulletin extract https://paper.example/feed.xml --json
    """
    from bulletin.clean import clean
    from bulletin.gather import DEFAULT_LIMITS, TYPED, Source, fetchers, gather
    from bulletin.system.clock import now

    wanted = [
        Source(address=address, url=url if address == "-" else None, access=TYPED) for address in sources
    ]
    limits = replace(DEFAULT_LIMITS, pages=ALL_ITEMS, deadline_s=FEED_S)
    with fetchers() as threads:
        gathered = gather(wanted, executor=threads, now=now(), limits=limits, max_items=ALL_ITEMS)
    for skip in gathered.skipped:
        click.echo(skip.line, err=True)
    show = _show_json if as_json else _show_text if as_text else _show_page
    refused = 0
    for document in gathered.documents:
        try:
            show(clean(document), explain=explain)
        except RefusedError as error:
            refused += 1
            _show_refused(document, str(error), as_json=as_json)
    return stage_status(done=len(gathered.documents) - refused, failed=refused + len(gathered.skipped))


def _show_json(article: Article, *, explain: bool) -> None:
    row: dict[str, Any] = {
        "id": article.id,
        "url": article.url,
        "headline": article.headline,
        "standfirst": article.standfirst,
        "paragraphs": list(article.texts),
        "kinds": [_LISTED.get(paragraph.kind, paragraph.kind).value for paragraph in article.paragraphs],
        "published": article.published.isoformat() if article.published else None,
        "author": article.author,
        "site": article.site,
        "language": article.language,
    }
    if explain:
        row["dropped"] = [{"text": drop.text, "rule": drop.rule} for drop in article.dropped]
    click.echo(json.dumps(row, ensure_ascii=False))


def _show_text(article: Article, *, explain: bool) -> None:
    for text in article.texts:
        click.echo(" ".join(text.split()))
    if explain:
        _show_drops(article)


def _show_page(article: Article, *, explain: bool) -> None:
    about = (
        article.site,
        article.author,
        article.published and f"{article.published:%d %B %Y}",
        article.language,
    )
    click.echo(article.headline or article.id)
    click.echo("  " + ", ".join(str(fact) for fact in about if fact))
    for paragraph in article.paragraphs:
        mark = "" if paragraph.kind == "paragraph" else f"[{paragraph.kind}] "
        click.echo(f"\n{mark}{paragraph.text}")
    if explain:
        _show_drops(article)
    click.echo()


def _show_drops(article: Article) -> None:
    for drop in article.dropped:
        click.echo(f"dropped, {drop.rule}: {drop.text}", err=True)


def _show_refused(document: Document, why: str, *, as_json: bool) -> None:
    if as_json:
        row = {"id": document.id, "url": document.address if document.is_web else None, "refused": why}
        click.echo(json.dumps(row, ensure_ascii=False))
    click.echo(f"{document.address}: {why}", err=True)
