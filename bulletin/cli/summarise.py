"""`bulletin summarise`: what would be kept of an article."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli.stages import stage_status
from bulletin.errors import MisuseError

if TYPE_CHECKING:
    from bulletin.model import Article, Passage, Story

# What is told with the name in full: "an IBRT", "LEZs"; nothing of the paragraph is lost.
_INITIALS = re.compile(r"(?:[Aa]n? )?[A-Z][A-Za-z&]*[A-Z]s?")


@click.command()
@click.argument("file", required=False, metavar="[FILE]")
@click.option("--seconds", type=click.FloatRange(min=1), help="Time for the story, at the voice's own pace.")
@click.option("--words", type=click.IntRange(min=1), help="Words for the story, instead of seconds.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
@click.option("--jsonl", is_flag=True, help="Read and write one JSON object a line.")
@click.option("--voice", metavar="NAME", help="Whose pace counts.")
@click.option("--engine", metavar="NAME", help="Speech engine: pyttsx3, espeak.")
@click.option("--station", type=click.Path(path_type=Path), help="Station folder with bulletin.toml.")
def summarise(
    *,
    file: str | None,
    seconds: float | None,
    words: int | None,
    as_json: bool,
    jsonl: bool,
    voice: str | None,
    engine: str | None,
    station: Path | None,
) -> int:
    """
    Show what would be kept of an article in the time or words there are, and why.

    \b
    bulletin summarise copy/story.txt --seconds 30
    bulletin summarise --jsonl --words 82 < articles.jsonl
    """
    from bulletin.cli.ordering import executor
    from bulletin.config.station import read_station
    from bulletin.edition.ordering import read_voices
    from bulletin.edition.preferring import home_of
    from bulletin.edition.summarising import Budget, keep, read_articles

    if (seconds is None) == (words is None):
        raise MisuseError("Give either --seconds or --words.")
    if (file is None) != jsonl:
        raise MisuseError("Give a FILE, or --jsonl with the articles on standard input.")
    newsreaders, known, cache = read_voices([voice] if voice else [], engine=engine, station=station)
    with executor(jobs=None, cluster=None) as runner:
        budget = Budget.of(
            seconds=seconds,
            words=words,
            voice=known[newsreaders[0]],
            voices=known,
            executor=runner,
            cache=cache,
        )
        if file is not None:
            articles, failed = read_articles(file, executor=runner)
        else:
            articles, failed = list(_parsed(sys.stdin.buffer)), 0
    home = home_of(read_station(station))
    kept = [(article, keep(article, budget, home=home)) for article in articles]
    for article, story in kept:
        if story is None and not jsonl:
            click.echo(f"{article.id}: nothing in it can be spoken.", err=True)
        elif as_json or jsonl:
            click.echo(json.dumps(_row(article, story), ensure_ascii=False))
        elif story is not None:
            _show(article, story)
    done = sum(story is not None for _, story in kept)
    return stage_status(done=done, failed=len(kept) - done + failed)


def _parsed(lines: Iterator[bytes] | Any) -> Iterator[Article]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _article(json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            raise MisuseError(
                f"Line {number} of standard input is no article. "
                'Each is {"id", "title", "paragraphs"} in JSON.'
            ) from error


def _article(row: dict[str, Any]) -> Article:
    from bulletin.model import Article, Paragraph

    return Article(
        id=str(row["id"]),
        source="stdin",
        headline=str(row.get("title") or ""),
        paragraphs=tuple(Paragraph(text=str(text)) for text in row["paragraphs"]),
    )


def _row(article: Article, story: Story | None) -> dict[str, Any]:
    passages = story.passages if story else ()
    return {
        "id": article.id,
        "keep": _whole(article, passages),
        "text": "\n".join(kept.text for kept in passages),
        "seconds": round(story.seconds, 2) if story else 0.0,
        "edits": [edit for kept in passages for edit in kept.edits],
        "heard": list(story.heard) if story else [],
        "not_heard": list(story.not_heard) if story else [],
    }


def _whole(article: Article, passages: Sequence[Passage]) -> list[int]:
    """Name those that are said whole, but for a dateline, agency or initials; `text` has all."""
    whole = [
        kept.paragraph
        for kept in passages
        if _words(kept.text) in map(_words, _as_read(article.texts[kept.paragraph], kept.edits))
    ]
    return whole or [kept.paragraph for kept in passages[:1]]


def _as_read(text: str, edits: Sequence[str]) -> tuple[str, str]:
    from bulletin.summarise.captions import OF_A_PICTURE
    from bulletin.text.datelines import without_dateline

    for edit in edits:
        before, arrow, after = edit.partition(" -> ")
        if arrow and _INITIALS.fullmatch(before):
            text = text.replace(before, after, 1)
        if edit.startswith(OF_A_PICTURE):
            text = text.replace(edit.removeprefix(OF_A_PICTURE), "", 1)
    return text, without_dateline(text)


def _words(text: str) -> list[str]:
    """Without the bullet in front of a list item, and the stop that was set behind it."""
    return re.findall(r"\w+", text)


def _show(article: Article, story: Story) -> None:
    click.echo(story.headline or article.id)
    for kept in story.passages:
        reasons = "; ".join(filter(None, (kept.why, *kept.edits)))
        click.echo(f"\n{kept.text}\n    [paragraph {kept.paragraph + 1}: {reasons}]")
    for name, who in (("Heard", story.heard), ("Not heard", story.not_heard)):
        if who:
            click.echo(f"\n{name}: {', '.join(who)}")
    click.echo(f"\n{story.seconds:.0f} s, {len(story.passages)} of {len(article.paragraphs)} paragraphs")
