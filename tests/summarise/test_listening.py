"""What somebody who hears a story once does not understand: short articles of invented towns, both ways about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin.summarise import find_summariser, words_of
from tests.summarise.copy_desk import article, hanging, said

ARTICLES = Path(__file__).parent / "listening"
OPENING = "A fair opens at Hale on Friday."
ASKED = re.compile(r" >(?: (\d))?$")


def asked() -> Iterator[tuple[list[str], int, int | None]]:
    """The paragraphs, the place of the one that is asked about, and of what must be told with it."""
    for path in sorted(ARTICLES.glob("*.txt")):
        for block in _blocks(path):
            texts = [ASKED.sub("", line) for line in block]
            for place, line in enumerate(block):
                if found := ASKED.search(line):
                    yield texts, place, int(found[1]) if found[1] else None


def signs() -> Iterator[list[str]]:
    """Lines with signs, and what is read of each."""
    for block in _blocks(ARTICLES / "signs.tsv"):
        yield from (line.split("\t") for line in block)


def _blocks(path: Path) -> Iterator[list[str]]:
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        if lines:
            yield lines


@pytest.mark.parametrize(("texts", "place", "needed"), list(asked()))
def test_a_listener_is_told_what_a_line_hangs_on(texts: list[str], place: int, needed: int | None) -> None:
    direct = hanging(*texts)
    with_it = set(direct[place])
    for _ in texts:
        with_it |= {further for at in with_it for further in direct[at]}

    assert needed in with_it if needed is not None else not with_it


@pytest.mark.parametrize(("written", "read"), list(signs()))
def test_a_sign_on_the_page_is_not_read(written: str, read: str) -> None:
    story = find_summariser().select(article(OPENING, written), budget_s=100, seconds_of=words_of)

    assert said(story).removeprefix(OPENING).strip() == read
