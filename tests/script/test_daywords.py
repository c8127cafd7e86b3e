"""Day words said again for the day of airing, or not said at all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.script.daywords import resay

MONDAY = date(2026, 11, 23)


def said(text: str, *, days_later: int) -> str:
    """What is said so many days after a Monday; nothing where it would be false."""
    found = resay(text, written=MONDAY, airs=MONDAY + timedelta(days=days_later))
    return "" if found.false else found.text


@pytest.mark.parametrize(
    ("written", "days_later", "spoken"),
    [
        ("The pool will reopen tomorrow.", 1, "The pool will reopen today."),
        ("Tomorrow the pool will reopen.", 1, "Today the pool will reopen."),
        ("The pool will stay shut until tomorrow.", 1, "The pool will stay shut until today."),
        ("The fair opened today.", 1, "The fair opened yesterday."),
        ("The fair opened today.", 2, "The fair opened on Monday."),
        ("The fair opened today.", 8, "The fair opened on 23 November."),
        ("Today’s match was called off.", 1, "Yesterday’s match was called off."),
        ("Today's match was called off.", 3, "Monday's match was called off."),
        ("The lift failed this afternoon.", 1, "The lift failed yesterday afternoon."),
        ("The lift failed this afternoon.", 2, "The lift failed on Monday afternoon."),
        ("A man was found last night.", 1, "A man was found on Sunday night."),
        ("A man was found last night.", 7, "A man was found on the night of 22 November."),
        ("Yesterday the council voted.", 1, "On Sunday the council voted."),
        ("Buses were full from yesterday morning.", 1, "Buses were full from Sunday morning."),
        ("The choir will sing tomorrow night.", 1, "The choir will sing tonight."),
        ("The choir will sing on Thursday.", 3, "The choir will sing today."),
        ("The choir will sing on Thursday evening.", 3, "The choir will sing this evening."),
        ("The choir will sing on Thursday.", 2, "The choir will sing on Thursday."),
        ("The bridge closed on Friday.", 3, "The bridge closed on Friday."),
        ("The bridge closed on Friday.", 4, "The bridge closed on 20 November."),
        ("Police were called on Thursday evening.", 4, "Police were called on the evening of 19 November."),
        ("The library will close next week.", 7, "The library will close this week."),
        ("Numbers rose this month.", 9, "Numbers rose last month."),
        ("They met this morning and will meet again.", 1, "They met yesterday morning and will meet again."),
        ("It will open on Wednesday 25 November.", 2, "It will open on Wednesday 25 November."),
        # As Americans write: no "on" in front of the day.
        ("The mayor said Friday that it was over.", 3, "The mayor said Friday that it was over."),
        ("The mayor said Friday that it was over.", 4, "The mayor said on 20 November that it was over."),
        ("They met in the hall Thursday night.", 5, "They met in the hall on the night of 19 November."),
        ("Late Thursday, a barn burned down.", 5, "Late on 19 November, a barn burned down."),
        ("It had rained since Thursday night.", 5, "It had rained since the night of 19 November."),
        ("Friday was the coldest day.", 6, "20 November was the coldest day."),
        ("Today was the coldest day.", 8, "23 November was the coldest day."),
    ],
)
def test_a_day_word_is_said_for_the_day_it_airs(written: str, days_later: int, spoken: str) -> None:
    assert said(written, days_later=days_later) == spoken


@pytest.mark.parametrize(
    ("written", "days_later"),
    [
        ("The pool will reopen tomorrow.", 2),
        ("Doors open at 7pm tonight.", 1),
        ("The committee is due to vote today.", 1),
        ("The choir will sing on Thursday.", 4),
        ("The trust said the ward would reopen on Tuesday.", 2),
        ("It will open on Wednesday 25 November.", 3),
        ("The library will close next week.", 14),
        ("He said: “We open tomorrow.”", 1),
        ("“This morning was busy,” said Sister Dunn.", 1),
        ("The fair opens next Tuesday.", 1),
        ("The team lost a Friday night match.", 4),
        ("The club missed the Friday deadline.", 4),
    ],
)
def test_what_would_be_false_is_not_said(written: str, days_later: int) -> None:
    assert said(written, days_later=days_later) == ""


@pytest.mark.parametrize("written", ["The pool will reopen tomorrow.", "“See you tomorrow,” he said."])
def test_on_its_own_day_nothing_is_changed(written: str) -> None:
    assert said(written, days_later=0) == written
    assert said(written, days_later=-1) == written


def test_each_change_is_told() -> None:
    found = resay("It shut today and reopens tomorrow.", written=MONDAY, airs=MONDAY + timedelta(days=1))

    assert found.edits == ("today -> yesterday", "tomorrow -> today")


def test_somebodys_own_words_are_never_changed() -> None:
    text = "Sister Dunn opened the ward today and called it “a good day for Monday people”."

    assert said(text, days_later=2) == text.replace("today", "on Monday")


@given(st.text(max_size=300), st.integers(-3, 400))
def test_any_text_is_said_again_or_found_false(text: str, days: int) -> None:
    found = resay(text, written=MONDAY, airs=MONDAY + timedelta(days=days))

    assert found.text == text or found.edits


@given(st.sampled_from(["today", "tomorrow", "yesterday", "tonight"]), st.integers(1, 5))
def test_what_was_said_for_a_day_is_right_on_that_day(word: str, days: int) -> None:
    first = resay(f"It happened {word}.", written=MONDAY, airs=MONDAY + timedelta(days=days))
    day = MONDAY + timedelta(days=days)

    again = resay(first.text, written=day, airs=day)

    assert again.text == first.text
