"""The seam: summarisers by name."""

from __future__ import annotations

import pytest

from bulletin.errors import MisuseError
from bulletin.summarise import find_summariser, words_of
from bulletin.summarise.summariser import BUILT_IN
from tests.summarise.copy_desk import LIBRARY


@pytest.mark.parametrize("name", sorted(BUILT_IN))
def test_every_summariser_keeps_its_promises(name: str) -> None:
    summariser = find_summariser(name)

    story = summariser.select(LIBRARY, budget_s=50, seconds_of=words_of)

    assert story is not None
    assert story.article is LIBRARY
    assert 0 < story.seconds <= 50
    assert story.seconds == sum(words_of(passage.text) for passage in story.passages)
    assert story == summariser.select(LIBRARY, budget_s=50, seconds_of=words_of)


def test_an_unknown_summariser_is_named_with_the_known_ones() -> None:
    with pytest.raises(MisuseError, match=r"'oracle'.*lead"):
        find_summariser("oracle")
