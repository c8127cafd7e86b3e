"""A paragraph that hangs on another is made to stand alone."""

from __future__ import annotations

import pytest

from bulletin.summarise import find_summariser, words_of
from bulletin.summarise.cures import Cured, cure, told_alone
from bulletin.summarise.units import units
from tests.summarise.copy_desk import article

NEWS = "The fair at Thornbury Vale opens on Friday."


def cured(*texts: str) -> Cured | None:
    return cure(units(article(*texts)), len(texts) - 1)


@pytest.mark.parametrize(
    ("before", "text", "said"),
    [
        (
            "A spokesman for the fair said: “It is warm.",
            "“Nobody has to queue in the rain.”",
            "A spokesman for the fair said: “Nobody has to queue in the rain.”",
        ),
        (
            "Rosa Fenwick, the mayor of Thornbury, opened it.",
            "Visitors cheered when Fenwick sang.",
            "Visitors cheered when Rosa Fenwick, the mayor of Thornbury, sang.",
        ),
        (
            "Council leader Rosa Fenwick opened it.",
            "Mrs Fenwick said the rides were safe.",
            "Council leader Rosa Fenwick said the rides were safe.",
        ),
        (
            "Rosa Fenwick opened it.",
            "She paid for the lanterns herself.",
            "Rosa Fenwick paid for the lanterns herself.",
        ),
        ("Stalls sell cider.", "But the council wants no music.", "The council wants no music."),
        ("Lily Marsh, nine, sang.", "Lily said it was cold.", "Lily Marsh, nine, said it was cold."),
        (
            "A girl called Nessa sang.",
            "The mayor gave Nessa a kite.",
            "The mayor gave a girl called Nessa a kite.",
        ),
        ("A girl called Nessa sang.", "Nessa won.", "A girl called Nessa won."),
        ("Not Alfie Denholm.", "Alfie set off at dawn.", "Alfie Denholm set off at dawn."),
        (
            "Vale Rail said trams were late.",
            "Its director, Rosa Fenwick, said it was ice.",
            "Vale Rail’s director, Rosa Fenwick, said it was ice.",
        ),
        (
            "The Seagulls said nests were safe.",
            "Its land officer, Amos Thorley, has counted nests.",
            "The Seagulls’ land officer, Amos Thorley, has counted nests.",
        ),
        ("When Rosa Fenwick sang, it rained.", "Visitors cheered Fenwick.", "Visitors cheered Rosa Fenwick."),
        ("Lily Marsh, nine, sang.", "Wind took Lily’s kites.", "Wind took Lily Marsh’s kites."),
        ("Beryl and Amos Thorley sang.", "Amos won a kite.", "Amos Thorley won a kite."),
        (
            "Rosa Fenwick, the mayor of Thornbury, sang.",
            "Nobody sang better than Fenwick.",
            "Nobody sang better than Rosa Fenwick, the mayor of Thornbury.",
        ),
    ],
)
def test_what_a_paragraph_hangs_on_is_said_in_it(before: str, text: str, said: str) -> None:
    found = cured(NEWS, before, text)

    assert found is not None
    assert found.passage.text == said
    assert 1 not in found.needs
    assert found.passage.edits


def test_the_paragraph_that_the_words_come_from_is_named() -> None:
    found = cured(NEWS, "Rosa Fenwick opened it.", "She paid for the lanterns herself.")

    assert found is not None
    assert found.passage.beside == (1,)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("Rosa Fenwick and Owen Price opened it.", "She paid for the lanterns herself."),
        ("Will it rain?", "But the council has tents."),
        ("Stalls sell cider.", "But it may rain."),
        ("Stalls sell cider.", "Visitors should come on foot."),
        ("Tom Reed sang and Tom Hale danced.", "Tom won a kite."),
        ("Ann Dow and Ian Dow sang.", "Dow won a kite."),
        ("A girl called Nessa sang.", "Wind took Nessa’s kites."),
        ("Her son Jude sang.", "Jude won a kite."),
        ("Ellen Grieve sang.", "“Ellen never misses a note,” the mayor said."),
        ("Vale Rail said the library was shut.", "Its manager, Rosa Fenwick, was glad."),
        ("Vale Rail said Swiftway was shut.", "Its manager, Rosa Fenwick, was glad."),
        ("Ellen Grieve said trams were late.", "Its manager, Rosa Fenwick, was glad."),
        ("Trams were late.", "Its manager, Rosa Fenwick, was glad."),
    ],
)
def test_where_two_may_be_meant_or_something_would_be_lost_nothing_is_done(before: str, text: str) -> None:
    assert cured(NEWS, before, text) is None


def test_what_was_cured_is_said_where_the_paragraph_it_hangs_on_does_not_fit() -> None:
    opener = (
        "Rosa Fenwick, who has lived beside the river for longer than anybody can say, opened it in the rain."
    )
    found = article(NEWS, opener, "She should be rung on 01632 960100 about stalls.", headline="Fair opens")

    story = find_summariser().select(found, budget_s=20, seconds_of=words_of)

    assert story is not None
    assert [passage.text for passage in story.passages] == [
        NEWS,
        "Rosa Fenwick should be rung on 01632 960100 about stalls.",
    ]
    assert story.passages[1].edits == ("She -> Rosa Fenwick",)


def test_what_hangs_on_a_misprint_is_cured_where_that_takes_no_new_word() -> None:
    found = article(
        NEWS,
        "The vicar will would bless the stalls at noon.",
        "But speaking at the mill, the mayor said the swings would stay shut.",
    )

    story = find_summariser().select(found, budget_s=40, seconds_of=words_of)

    assert story is not None
    assert [passage.text for passage in story.passages] == [
        NEWS,
        "Speaking at the mill, the mayor said the swings would stay shut.",
    ]
    assert story.passages[1].edits == ("“But” left out",)


def test_nobody_is_named_ahead_of_a_pronoun_that_means_somebody_else() -> None:
    found = article(
        "Owen Price opened the fair at Thornbury Vale on Friday.",
        "Lanterns hung from every tree and mast and roof beside the long river path, said Rosa Fenwick of the mill.",
        "But Fenwick stayed at home.",
        "He should be rung on 01632 960100 by noon, Owen Price being busy later.",
    )

    for words in range(12, 50):
        story = find_summariser().select(found, budget_s=words, seconds_of=words_of)
        places = [passage.paragraph for passage in story.passages] if story else []
        assert places != [0, 2, 3], words


SENTENCED = (
    "A man who let his goats eat a wedding cake at Thornbury Vale has been fined.",
    "Amos Thorley, 61, told a bailiff that he had only gone indoors for one minute to look for his other boot.",
    "Thorley, of Mill Lane, admitted letting animals stray.",
    "He was ordered to pay £400 and to keep the goats indoors until May 3.",
)


def test_who_is_told_of_is_introduced_where_that_makes_room_for_more() -> None:
    found = article(*SENTENCED, headline="Man fined over goats at Thornbury Vale")

    story = find_summariser().select(found, budget_s=42, seconds_of=words_of)

    assert story is not None
    assert [passage.text for passage in story.passages] == [
        SENTENCED[0],
        "Amos Thorley, 61, of Mill Lane, admitted letting animals stray.",
        SENTENCED[3],
    ]
    assert story.passages[1].why == "made to stand alone"


@pytest.mark.parametrize(
    ("before", "text"),
    [
        # A name alone says nothing of who it is, nor does what anybody may be called.
        ("Amos Thorley came back for his other boot.", "Thorley paid for the cake."),
        ("Dr Amos Thorley came back for his other boot.", "Dr Thorley paid for the cake."),
        ("Amos Thorley came back for his other boot.", "He paid for the cake."),
        # But to what? And who is she that is quoted?
        ("Stalls sell cider.", "But the mayor wants no music."),
        ("Rosa Fenwick said: “It is warm.", "“Nobody has to queue in the rain.”"),
    ],
)
def test_a_name_alone_does_not_stand_for_what_tells_who_it_is(before: str, text: str) -> None:
    assert told_alone(units(article(NEWS, before, text)), 2, spelled_out=frozenset()) is None


@pytest.mark.parametrize(
    ("before", "text", "said"),
    [
        ("Amos Thorley, 61, came back.", "Thorley paid.", "Amos Thorley, 61, paid."),
        ("Council leader Amos Thorley came.", "Thorley paid.", "Council leader Amos Thorley paid."),
    ],
)
def test_an_age_or_an_office_tells_who_it_is(before: str, text: str, said: str) -> None:
    told = told_alone(units(article(NEWS, before, text)), 2, spelled_out=frozenset())

    assert told is not None
    assert told[0][2].text == said
    assert not told[1][2]
