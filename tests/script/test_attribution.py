"""Attributions that stand behind a quotation."""

from __future__ import annotations

import pytest

from bulletin.script.attribution import read_attribution


@pytest.mark.parametrize(
    ("tail", "front", "after"),
    [
        (" said Mrs Jane Dow, the matron.", "Mrs Jane Dow, the matron, said", ""),
        (" she said.", "She said", ""),
        (" the trust said in a statement.", "The trust said in a statement", ""),
        (" said Owen Price after the match.", "Owen Price said after the match", ""),
        (" Owen Price told the Elderby Echo.", "Owen Price told the Elderby Echo", ""),
        (" Rosa Fenwick, the librarian, added,", "Rosa Fenwick, the librarian, added", ""),
        (", said Dr Hale.", "Dr Hale said", ""),
        (" he said, adding that it would rain.", "He said", "adding that it would rain"),
        (" said Ms Dow, who runs the ward, and left.", "Ms Dow, who runs the ward, said", "and left"),
        (" according to the council.", "According to the council", ""),
        (" asked head teacher Owen Price.", "Head teacher Owen Price asked", ""),
    ],
)
def test_an_attribution_is_turned_to_stand_in_front(tail: str, front: str, after: str) -> None:
    attribution = read_attribution(tail)

    assert attribution is not None
    assert (attribution.front, attribution.after) == (front, after)


@pytest.mark.parametrize("tail", ["", " cards were sold.", " was painted on the wall.", " is their motto."])
def test_words_that_attribute_nothing_are_not_read_as_an_attribution(tail: str) -> None:
    assert read_attribution(tail) is None
