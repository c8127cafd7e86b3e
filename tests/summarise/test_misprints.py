"""Misprints are cured by one deletion, or the sentence is never spoken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.model import Article, Paragraph
from bulletin.summarise.misprints import MISPRINT, misprint_notes, proofread


@pytest.mark.parametrize(
    ("written", "cured"),
    [
        ("The the bus is late.", "The bus is late."),
        ("Roads will be shut on during the fair.", "Roads will be shut during the fair."),
        ("A fair planned set to last a week opens.", "A fair set to last a week opens."),
        ("The council will now will pay.", "The council now will pay."),
        ("A letter from from the mayor came.", "A letter from the mayor came."),
    ],
)
def test_a_doubled_or_stray_word_is_deleted_and_logged(written: str, cured: str) -> None:
    read = proofread(written)

    assert read.text == cured
    (edit,) = read.edits
    printed, _, meant = edit.removeprefix(MISPRINT).partition(" -> ")
    assert edit.startswith(MISPRINT)
    assert written.replace(printed, meant) == cured


@pytest.mark.parametrize(
    "written",
    [
        "It will would the strike.",
        "He lost a the dog.",
        "A team which which won.",
        "The council could had told us.",
        "The road has be closed.",
        "The is open to all.",
        "It would be a sad day for the service it was to go ahead.",
    ],
)
def test_a_sentence_that_no_deletion_cures_is_unfit_to_read(written: str) -> None:
    read = proofread(written)

    assert read.text is None
    assert read.edits


@pytest.mark.parametrize(
    "written",
    [
        "Work carried on during the rain.",
        "The team had had enough.",
        "In May will the fair be held.",
        "Will Must won the cup.",
        "She logged in in June and moved on on Monday.",
        "It is set to last a week.",
        "He looks on during the match.",
        "The park, the pool and the hall open.",
        "The outrage that that caused is over.",
        "What they were was kind.",
        "It was to go ahead on Monday.",
        "The mayor said it was to go ahead.",
        "After the rain, it was to go ahead.",
        "On the day it was to take place she fell ill.",
        "He would, had he the time.",
    ],
)
def test_good_english_is_left_alone(written: str) -> None:
    assert proofread(written).text == written
    assert not proofread(written).edits


def test_garble_is_not_mended_word_by_word() -> None:
    assert proofread("the " * 50 + "end.").text is None


def test_every_sentence_that_is_unfit_to_read_is_quoted_in_a_line_of_its_own() -> None:
    texts = ("The fair opens. It will would rain.", "All is well.", "“The road has be shut.”")
    article = Article(
        id="fair",
        source="Echo",
        headline="The fair",
        paragraphs=tuple(Paragraph(text=text) for text in texts),
    )

    assert misprint_notes(article) == (
        "Not spoken, for it has a misprint: 'will would': “It will would rain.” (The fair)",
        "Not spoken, for it has a misprint: 'has be': “The road has be shut.” (The fair)",
    )


@given(st.lists(st.sampled_from(["the", "will", "bus", "on", "during", "is", "runs", "to"]), max_size=20))
def test_proofreading_only_deletes_and_twice_is_once(words: list[str]) -> None:
    once = proofread(" ".join(words))

    if once.text is not None:
        remaining = iter(word.lower() for word in words)
        assert all(word.lower() in remaining for word in once.text.split())
        assert proofread(once.text).text == once.text
