"""Vouching: no line of ours is spoken that says what its source does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bulletin.model import Article, Edition, Script, Skipped, Story
from bulletin.script.faithful import faults
from bulletin.script.rewritten import REWRITTEN
from bulletin.summarise import MISPRINT


def unfaithful(stories: Sequence[Story], script: Script) -> dict[str, str]:
    """
    Find the stories that a script does not tell as their articles do.

    Returns:
        Story id -> the first line that is wrong, and how.
    """
    articles = {story.id: _as_edited(story) for story in stories}
    found: dict[str, str] = {}
    for line in script.lines:
        is_guarded = any(edit.startswith(REWRITTEN) for edit in line.edits)  # by rules of its own
        if line.story in articles and line.story not in found and not is_guarded:
            wrong = faults(line, articles[line.story])
            if wrong:
                found[line.story] = f"“{line.text}”: {'; '.join(wrong)}"
    return found


def _as_edited(story: Story) -> Article:
    """The article with the changes that are on record: "tomorrow -> today"."""
    texts = list(story.article.texts)
    for passage in story.passages:
        for edit in passage.edits:
            before, arrow, after = edit.removeprefix(MISPRINT).partition(" -> ")
            if arrow:
                texts[passage.paragraph] = texts[passage.paragraph].replace(before, after)
    blocks = zip(story.article.paragraphs, texts, strict=True)
    return replace(story.article, paragraphs=tuple(replace(block, text=text) for block, text in blocks))


def held_back(stories: Sequence[Story], wrong: Mapping[str, str]) -> tuple[Skipped, ...]:
    """Name the stories that are not told, with the reason."""
    return tuple(
        Skipped(what=story.headline or story.article.name, why=f"held: {wrong[story.id]}")
        for story in stories
        if story.id in wrong
    )


def edits_to_tell(edition: Edition) -> Iterator[str]:
    """Say where lines that a person wrote leave their source; they are spoken: a person has the last word."""
    for wrong in unfaithful(edition.stories, edition.script).values():
        yield f"A line is not as its source has it: {wrong}"
