"""A notice says where, when and whom to ring twice."""

from __future__ import annotations

import pytest

from bulletin.script.said_twice import said_twice


@pytest.mark.parametrize(
    ("notice", "places"),
    [
        (["The choir sings this week.", "It sings at two o'clock in the chapel."], (1,)),
        (["The sale is in the main entrance.", "Come at 10.30am on Friday.", "Cakes are welcome."], (0, 1)),
        (["Bingo is back in the day room at 2pm.", "To book, ring 01632 960417."], (0, 1)),
        (["Volunteers are wanted.", "Call 4471 to help."], (1,)),
        (["The hairdresser visits Ward 7 on 3 May."], (0,)),
        (["Everybody is welcome.", "Bring a friend."], ()),
    ],
)
def test_the_fewest_sentences_that_tell_it_are_said_again(notice: list[str], places: tuple[int, ...]) -> None:
    assert said_twice(notice) == places
