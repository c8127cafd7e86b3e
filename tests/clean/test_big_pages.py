"""Pages of any size: the story on top comes out, in the time of a page that is no bigger than the longest read."""

from __future__ import annotations

import contextlib
import time

import pytest

from bench.big_pages import KINDS, STORY, page
from bulletin.clean.blocks import BEYOND
from bulletin.errors import RefusedError

# Of five times the page. How many seconds that is stands in docs/performance.md; bench/big_pages.py shows it.
MOST_GROWTH = 6.0
SPARE_S = 0.2


@pytest.mark.parametrize(
    "kind", ["one paragraph", "nested elements", "a script", "structured data", "spaces"]
)
def test_the_story_comes_out_of_a_page_of_any_kind(read, kind: str) -> None:
    article = read(page(kind, 300_000))

    assert article.texts[: len(STORY)] == STORY


def test_what_comes_after_the_longest_page_that_is_read_is_left_out_and_told(read) -> None:
    article = read(page("paragraphs", 1_500_000))

    assert article.texts[: len(STORY)] == STORY
    assert article.dropped[-1].rule == BEYOND


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_time_grows_no_faster_than_the_page(read, kind: str) -> None:
    def seconds(size: int) -> float:
        content = page(kind, size)
        begun = time.process_time()
        with contextlib.suppress(RefusedError):  # a page with a story and 50,000 headings is a list
            read(content)
        return time.process_time() - begun

    small, large = (min(seconds(size) for _ in range(2)) for size in (500_000, 2_500_000))

    assert large < MOST_GROWTH * small + SPARE_S
