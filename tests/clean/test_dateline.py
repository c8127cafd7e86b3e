"""When it was put out, by the line beside the headline."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bulletin.clean.blocks import Block
from bulletin.clean.dateline import dateline, read_day
from bulletin.clean.verdict import Verdict
from bulletin.model import Kind

TOP = Verdict(block=Block(text="Trees for the river", tag="h1", kind=Kind.HEADING), rule="headline repeated")
PROSE = Verdict(block=Block(text="The council met on Monday to talk about the plan and agreed to wait."))
LINE = Verdict(block=Block(text="Published: Thursday, 17th September 2026"), rule="byline")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published: Thursday, 17th September 2026", (2026, 9, 17)),
        ("11th Nov 2026 | Local News", (2026, 11, 11)),
        ("14:20 22/09/2026", (2026, 9, 22)),
        ("03/04/2026", (2026, 4, 3)),
        ("September 4, 2026 6:44 pm", (2026, 9, 4)),
        ("31 February 2026", None),
        ("Reference 12/34/2026", None),
        ("Martin 3, Maybury 2026", None),
    ],
)
def test_a_day_is_read_the_british_way(line: str, day: tuple[int, int, int] | None) -> None:
    assert read_day(line) == (day and datetime(*day, tzinfo=UTC))


def test_the_line_stands_between_the_headline_and_the_story() -> None:
    assert dateline([TOP, LINE, PROSE]) == datetime(2026, 9, 17, tzinfo=UTC)
    assert dateline([TOP, PROSE, LINE]) is None


def test_a_day_that_the_story_tells_is_none_of_it() -> None:
    told = Verdict(block=Block(text="The fair opens on 3 May 2026 at noon in the lower field by the river."))

    assert dateline([TOP, told, PROSE]) is None


def test_a_council_s_page_without_claims_has_its_day(read) -> None:
    story = "<p>The road by the river will be shut while the bridge is mended, the council said.</p>"
    more = "<p>Buses will stop at the station, and the ferry will carry bicycles free of charge.</p>"

    article = read(
        "<html><head><title>Road to shut</title></head><body><main><h1>Road to shut</h1>"
        f"<p>Published: Thursday, 17th September 2026</p>{story}{more}</main></body></html>"
    )

    assert article.published is not None
    assert article.published.date().isoformat() == "2026-09-17"
