"""What a person should listen to."""

from __future__ import annotations

import pytest

from bulletin.script.speakable import Entry, Lexicon, explain, packaged_lexicon, tokenise
from bulletin.script.speakable.common import is_common


def _unsure(text: str, lexicon: Lexicon | None = None) -> list[str]:
    lexicon = lexicon or packaged_lexicon()
    return [row.was for row in explain(tokenise(text, lexicon=lexicon), lexicon=lexicon) if row.is_unsure]


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        ("The answer was 2-1.", ["2-1"]),
        ("Town won 2-1.", []),
        ("The US team left.", ["US"]),
        ("The IT staff left.", ["IT"]),
        ("It closes on 5 May.", ["5 May"]),
        ("It closes on 5 June.", []),
        ("The fire was in High St.", ["St"]),
        ("RELATED: new road opens", []),
        ("The NHS said 1,250 people came at 8am.", []),
    ],
)
def test_a_reading_that_could_be_another_is_marked(text: str, unsure: list[str]) -> None:
    assert _unsure(text) == unsure


def test_a_word_that_is_neither_common_nor_in_the_lexicon_is_marked() -> None:
    assert _unsure("The road at Frobisham, near Keogh's, reopened.") == ["Frobisham"]


def test_a_word_that_was_added_is_no_longer_marked() -> None:
    lexicon = Lexicon((Entry(written="Frobisham", spoken="frobb shum"),))

    (row,) = explain(tokenise("Frobisham", lexicon=lexicon), lexicon=lexicon)

    assert (row.told, row.is_unsure) == ("frobb shum", False)


@pytest.mark.parametrize(
    "word", ["hospital", "Hospitals", "government's", "It’s", "carried", "reopened", "London"]
)
def test_common_words_are_known_by_their_stem(word: str) -> None:
    assert is_common(word)


@pytest.mark.parametrize("word", ["Frobisham", "Llanfechain", "Xhosan", "Weobley"])
def test_names_of_places_are_not_common(word: str) -> None:
    assert not is_common(word)
