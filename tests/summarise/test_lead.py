"""The built-in summariser."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.model import Article
from bulletin.summarise import find_summariser, words_of
from bulletin.summarise.cures import freed
from bulletin.summarise.hangs import needs
from bulletin.summarise.units import units
from tests.summarise.copy_desk import LIBRARY, article, kept, said

SENTENCES = st.sampled_from(
    [
        "The fair opens on Friday.",
        "She said it would be warm.",
        "But the rides stay shut.",
        "“We are pleased.",
        "“Everybody is welcome,” said Rosa Fenwick.",
        "Rosa Fenwick runs it. There is music. It lasts a week.",
        "It will would rain.",
        "These are open:",
        "READ MORE: Ten walks",
        "Fenwick said no.",
        "",
    ]
)
ARTICLES = st.lists(SENTENCES, max_size=10).map(lambda texts: article(*texts))


def test_the_first_paragraph_and_the_order_are_kept() -> None:
    places = kept(LIBRARY, words=60)

    assert places[0] == 0
    assert places == sorted(places)


def test_everything_is_said_when_there_is_room() -> None:
    assert kept(LIBRARY, words=1000) == list(range(7))


def test_what_a_listener_must_do_goes_before_colour() -> None:
    found = article(
        "The fair opens on Friday.",
        "Rides stand beside the river.",
        "Lanterns hang from every tree.",
        "Music drifts over the water.",
        "Visitors should leave by noon on Friday.",
    )

    for words in (12, 17, 22):
        places = kept(found, words=words)
        assert places[0] == 0
        assert places[-1] == 4


def test_where_most_fits_the_story_is_covered_before_its_headline_is_said_again() -> None:
    found = article(
        "The Elmsworth lantern fair opens on Friday beside the river at Thornbury Vale.",
        "The lantern fair at Elmsworth has opened beside the river since Thornbury Vale was built.",
        "A storm broke the landing stage last autumn, so four joiners made another from larch.",
        "Thornbury Vale and Elmsworth sell lantern oil for the fair all the year.",
    )
    found = replace(found, headline="Elmsworth lantern fair opens beside the river at Thornbury Vale")

    assert 2 not in kept(found, words=32)
    assert 2 in kept(found, words=44)


def test_the_budget_is_filled_with_first_sentences() -> None:
    found = article(
        "The fair opens on Friday.",
        "Rides stand by the river. Stalls stand in the square beside the old town hall.",
    )

    story = find_summariser().select(found, budget_s=11, seconds_of=words_of)

    assert said(story) == "The fair opens on Friday. Rides stand by the river."
    assert story is not None
    assert story.passages[1].edits == ("later sentences left out",)


def test_the_time_that_is_left_is_filled_with_colour_last() -> None:
    found = article(
        "The fair at Thornbury Vale opens on Friday.",
        "“I have sold four teas and a bun,” said Rosa Fenwick.",
        "Visitors must be at the river gate before half past five.",
    )

    assert kept(found, words=20) == [0, 2]


def test_of_a_long_article_a_set_is_taken_that_leaves_little_time_free() -> None:
    letters = "bcdefghijklmnopqrstu"
    whole = " ".join(f"lamp{letter}aa lamp{letter}ab" for letter in letters) + "."
    parts = [" ".join(f"lamp{one}a{two}" for two in "abcdefghijklmnopqrstuvwxyzäö") + "." for one in letters]

    assert kept(article("The fair opens on Friday.", whole, *parts), words=90) == [0, 2, 3, 4]
    assert kept(article("The fair opens on Friday.", whole, *parts), words=76) == [0, 1, 2]


def test_a_quotation_is_never_cut_in_two() -> None:
    found = article(
        "The fair opens.", "Rosa Fenwick said: “It is warm. It is dry. It is bright and it is free.”"
    )

    assert kept(found, words=12) == [0]


def test_a_first_paragraph_longer_than_the_budget_is_cut_to_its_first_sentence() -> None:
    found = article("The fair opens on Friday. It lasts a week. It is free.")

    story = find_summariser().select(found, budget_s=2, seconds_of=words_of)

    assert said(story) == "The fair opens on Friday."


def test_what_hangs_on_a_misprint_goes_with_it() -> None:
    found = article(
        "The fair opens on Friday.", "Traders will would stay away.", "But he said no.", "Dogs may come."
    )

    assert kept(found, words=100) == [0, 3]


def test_an_article_with_nothing_to_speak_gives_no_story() -> None:
    assert find_summariser().select(article("Rosa Fenwick", "***"), budget_s=60, seconds_of=words_of) is None


def test_every_passage_says_why_it_is_there() -> None:
    story = find_summariser().select(LIBRARY, budget_s=60, seconds_of=words_of)

    assert story is not None
    assert all(passage.why for passage in story.passages)


@pytest.mark.parametrize("mark", ['<break time="20s"/>', "[[inserted]]", "{{ station }}", "\0", "\N{BELL}"])
def test_hostile_text_passes_through_as_text(mark: str) -> None:
    story = find_summariser().select(
        article(f"The fair opens {mark} on Friday."), budget_s=9, seconds_of=words_of
    )

    assert said(story).startswith("The fair opens")


@pytest.mark.parametrize(
    "again",
    [
        "is on during ",
        "A",
        "“Hi,” said Bob. ",
        "Alpha Beta Gamma ",
        "The Hale Coast Trust (HCT) said Lily ran. ",
    ],
)
def test_a_paragraph_of_a_hundred_thousand_characters_is_read_in_a_moment(again: str) -> None:
    found = article("The fair opens on Friday.", again * (100_000 // len(again)))

    began_s = time.process_time()
    assert kept(found, words=50)[0] == 0
    # A second or two; what looks at all of a text for each of its words takes minutes.
    assert time.process_time() - began_s < 20


@given(ARTICLES, st.integers(min_value=0, max_value=60))
def test_nothing_kept_hangs_on_what_is_left_out(found: Article, words: int) -> None:
    story = find_summariser().select(found, budget_s=words, seconds_of=words_of)
    passages = story.passages if story else ()
    places = {passage.paragraph for passage in passages}
    cured = {passage.paragraph for passage in passages if passage.why == "made to stand alone"}
    parts = freed(units(found))

    for part, need in zip(parts, needs(parts), strict=True):
        is_opening = bool(places) and part.passages[0].paragraph == min(places)
        if part.passages[0].paragraph in places - cured and not is_opening:
            assert all(parts[at].passages[0].paragraph in places for at in need)


@given(ARTICLES, st.integers(min_value=0, max_value=60))
def test_the_budget_is_never_passed_but_by_an_opening_alone(found: Article, words: int) -> None:
    story = find_summariser().select(found, budget_s=words, seconds_of=words_of)

    if story is not None and story.seconds > words:
        shortest = find_summariser().select(found, budget_s=0, seconds_of=words_of)
        assert said(story) == said(shortest)


@given(ARTICLES, st.integers(min_value=0, max_value=60))
def test_no_word_is_said_that_its_paragraph_does_not_hold(found: Article, words: int) -> None:
    story = find_summariser().select(found, budget_s=words, seconds_of=words_of)

    for passage in story.passages if story else ():
        source = [found.texts[place] for place in (passage.paragraph, *passage.beside)]
        allowed = set(re.findall(r"\w+", " ".join(source).casefold())) | {"said"}
        assert set(re.findall(r"\w+", passage.text.casefold())) <= allowed


def test_the_first_sentences_of_more_than_one_paragraph_fill_the_time() -> None:
    tail = " The wheel came by barge that summer and it was painted by a dozen hands in green and white and gold."
    asked = article(
        "The fair at Cheverley opens on Friday.",
        "Stalls on Mill Lane sell cider." + tail,
        "Buses from Wend run until midnight."
        + tail.replace("wheel", "engine").replace("painted", "polished"),
    )

    story = find_summariser().select(asked, budget_s=20, seconds_of=words_of)

    assert story is not None
    assert [passage.paragraph for passage in story.passages] == [0, 1, 2]


def test_what_had_not_happened_is_not_heard_without_what_came_of_it() -> None:
    asked = article(
        "The fair at Cheverley has been saved.",
        "Organisers said on Friday that no money had been found. The mill paid at nine.",
    )

    assert kept(asked, words=16) == [0]
    assert kept(asked, words=22) == [0, 1]


def test_a_dateline_is_not_said_under_a_headline_either() -> None:
    found = article(
        "Fair opens", "MILLFORD, Vale. — The fair opens on Friday.", "It is free.", headline="Fair opens"
    )
    story = find_summariser().select(found, budget_s=30, seconds_of=words_of)

    assert said(story) == "The fair opens on Friday. It is free."
    assert story and story.passages[0].edits == ("left out: where the report was filed",)
