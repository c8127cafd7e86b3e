"""Reading: once for each article, and ahead of the time where something is waited for."""

from __future__ import annotations

from bulletin.summarise.reading import read, read_ahead
from tests.summarise.copy_desk import article


def test_articles_are_read_ahead_until_there_is_something_better_to_do() -> None:
    some = [article(f"The fair in Elderby has {number} stalls.", id=f"fair-{number}") for number in range(4)]
    read.cache_clear()

    read_ahead(some, home=(), until=lambda: read.cache_info().currsize == 2)

    assert read.cache_info().currsize == 2
    read(some[0], ())
    assert read.cache_info().hits == 1
