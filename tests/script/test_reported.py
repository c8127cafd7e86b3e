"""An organisation's own statement is told in the third person, and nothing else is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bulletin.model import Article, Line, Paragraph, Passage, Rundown, Story
from bulletin.script.faithful import faults
from bulletin.script.writing import write_script
from tests.script.test_writing import MONDAY

FIRST = "A spokesman for the trust said: “As such, we have moved some outpatient clinics. All patients were told of it last week."
HANDS = "“If patients have not heard from us, they should come as usual."
CARE = "“We’ll be giving full maternity care, which doctors from our hospitals will provide.”"


def lines_of(*texts: str) -> tuple[Line, ...]:
    article = Article(id="a", source="Echo", paragraphs=tuple(Paragraph(text=text) for text in texts))
    passages = tuple(Passage(paragraph=at, text=text) for at, text in enumerate(texts))
    story = Story(id="s", article=article, headline="", passages=passages, seconds=9)
    script = write_script(
        Rundown(stories=(story,), budget_s=60), station_name="Ward FM", day=MONDAY, voices=["Ann"]
    )
    lines = tuple(line for line in script.lines if line.story)
    assert [faults(line, article) for line in lines] == [()] * len(lines)
    return lines


def test_a_trust_speaks_of_itself_in_the_third_person() -> None:
    texts = [line.text for line in lines_of(FIRST, HANDS, CARE, "All patients can park free.")]

    assert texts[:4] == [
        "The trust said it has moved some outpatient clinics.",
        "It added that all patients were told of it last week.",
        "The trust added: “If patients have not heard from us, they should come as usual.”",
        "The trust said it will be giving full maternity care, which doctors from its hospitals will provide.",
    ]


def test_the_changes_are_on_record() -> None:
    edits = [
        line.edits for line in lines_of("The council said: “We are sorry, and we will mend our bridge.”")
    ]

    assert edits == [
        ("a statement told in the third person", "We are -> it is", "we will -> it will", "our -> its")
    ]


@pytest.mark.parametrize(
    "written",
    [
        "Jane Dow said: “We are sorry, and we will mend the bridge.”",
        "The council said: “We are sorry that you had to wait.”",
        "The council said: “We hope to mend the bridge.”",
        "The council said: “Why should we mend the bridge?”",
        "The council said: “The bridge is safe.”",
        "The council said: “We’re sorry, but we aren’t to blame.”",
        "The council said it was “sorry that we have failed”.",
    ],
)
def test_what_cannot_be_turned_by_the_table_stays_a_quotation(written: str) -> None:
    assert [line.text for line in lines_of(written)] == [written]


def test_a_fact_that_was_changed_on_the_way_is_still_found() -> None:
    article = Article(
        id="a", source="Echo", paragraphs=(Paragraph(text="The council said: “We have 12 bridges.”"),)
    )
    (line,) = lines_of("The council said: “We have 12 bridges.”")

    assert line.text == "The council said it has 12 bridges."
    assert faults(replace(line, text="The council said it has 21 bridges."), article)
    assert faults(replace(line, text="The county said it has 12 bridges."), article)
