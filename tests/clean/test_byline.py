"""Who wrote it, by the line beside the headline."""

from __future__ import annotations

import pytest

from bulletin.clean.blocks import Block
from bulletin.clean.byline import byline_author
from bulletin.clean.verdict import Verdict
from bulletin.model import Kind

TOP = Verdict(block=Block(text="Trees for the river", tag="h1", kind=Kind.HEADING), rule="headline repeated")
PROSE = Verdict(block=Block(text="The council met on Monday to talk about the plan and agreed to wait."))


def author(line: str, *, rule: str | None = "byline") -> str | None:
    return byline_author([TOP, Verdict(block=Block(text=line), rule=rule), PROSE])


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Jo Bell", "Jo Bell"),
        ("By Jo Bell, Health Reporter", "Jo Bell"),
        ("By Jo Bell Health Reporter", "Jo Bell"),
        ("BY Jo R. Bell and Sam Oak", "Jo R. Bell and Sam Oak"),
        ("Written by Siân O'Hara-Finch Published 2 March", "Siân O'Hara-Finch"),
        ("By Jo BellUpdated", "Jo Bell"),
        ("Written by:Jo Bell", "Jo Bell"),
        ("ByJo Bell", "Jo Bell"),
        ("By Tina Marsh", "Tina Marsh"),
        ("By Rob Martin and Sue Forbes", "Rob Martin and Sue Forbes"),
        ("By May Thewlis Mon 2 March", "May Thewlis"),
    ],
)
def test_the_name_in_a_byline_is_the_author(line: str, name: str) -> None:
    assert author(line) == name


@pytest.mark.parametrize("line", ["By the river", "By Monday", "Passed by Jo Bell", "3 min read"])
def test_other_lines_name_nobody(line: str) -> None:
    assert author(line) is None


def test_a_sentence_of_the_story_is_no_byline() -> None:
    assert author("By Jo Bell and all who know her, the oaks were planted.", rule=None) is None


def test_a_byline_far_below_is_another_story_s() -> None:
    below = Verdict(block=Block(text="By Jo Bell"), rule="byline")

    assert byline_author([TOP, *[PROSE] * 4, below]) is None


@pytest.mark.parametrize(
    ("line", "called", "name"),
    [
        ("Jo Bell", "author", "Jo Bell"),
        ("Jo Bell", "meta", None),
        ("Written By", "author", None),
        ("Jo Bell covers health and the river", "author", None),
    ],
)
def test_a_name_alone_is_the_author_s_where_its_place_is_called_so(
    line: str, called: str, name: str | None
) -> None:
    block = Block(text=line, called=frozenset({called}))

    assert byline_author([TOP, Verdict(block=block, rule="byline"), PROSE]) == name
