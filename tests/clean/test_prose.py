"""The second look for the story."""

from __future__ import annotations

from bulletin.clean.blocks import Block
from bulletin.clean.prose import prose_shares, widened
from bulletin.model import Kind

SENTENCE = (
    "The council will mend the old footbridge at the mill before the end of the summer, it said on Monday."
)
STORY, ASIDE = 1, 2


def _story(count: int) -> list[Block]:
    return [Block(text=f"{at}. {SENTENCE}", holders=(STORY, 10 + at)) for at in range(count)]


def test_prose_that_the_finder_missed_is_added_from_the_element_with_most_of_it() -> None:
    blocks = _story(8)
    chosen = [1.0, 1.0, *[0.0] * 6]

    assert widened(blocks, chosen, {}) == [1.0] * 8


def test_what_the_finder_kept_nearly_whole_stays_as_it_is() -> None:
    blocks = _story(8)
    chosen = [1.0] * 7 + [0.0]

    assert widened(blocks, chosen, {}) == chosen


def test_a_short_page_is_left_to_the_finder() -> None:
    assert widened(_story(3), [0.0] * 3, {}) == [0.0] * 3


def test_a_short_story_is_found_where_the_finder_took_a_teaser_for_it() -> None:
    teaser = Block(text="Join us under the tree on Sunday for carols and candles.", holders=(ASIDE, 30))

    assert widened([*_story(3), teaser], [0.0, 0.0, 0.0, 1.0], {}) == [1.0] * 4


def test_the_prose_of_comments_and_teasers_is_no_story() -> None:
    comment = Block(text=SENTENCE, holders=(ASIDE, 30))
    heading = Block(
        text="Mill footbridge to be mended", kind=Kind.HEADING, link_share=1.0, holders=(STORY, 31)
    )
    teaser = Block(text=SENTENCE, holders=(STORY, 32))

    assert prose_shares([comment], {ASIDE: frozenset({"comments"})}) == [0.0]
    assert prose_shares([heading, teaser], {}) == [0.0, 0.0]
    assert prose_shares([teaser], {}) == [1.0]
