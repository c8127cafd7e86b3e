"""Misprints are cured by one deletion, or the sentence is never spoken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.summarise.misprints import proofread


@pytest.mark.parametrize(
    ("written", "cured"),
    [
        ("The the bus is late.", "The bus is late."),
        ("Roads will be shut on during the fair.", "Roads will be shut during the fair."),
        ("A fair planned set to last a week opens.", "A fair set to last a week opens."),
        ("The council will now will pay.", "The council now will pay."),
        ("Nurses said that that was kind.", "Nurses said that was kind."),
    ],
)
def test_a_doubled_or_stray_word_is_deleted_and_logged(written: str, cured: str) -> None:
    read = proofread(written)

    assert read.text == cured
    assert "deleted" in read.edits[0]


@pytest.mark.parametrize(
    "written", ["It will would the strike.", "He lost a the dog.", "A team which which won."]
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
    ],
)
def test_good_english_is_left_alone(written: str) -> None:
    assert proofread(written).text == written
    assert not proofread(written).edits


def test_garble_is_not_mended_word_by_word() -> None:
    assert proofread("the " * 50 + "end.").text is None


@given(st.lists(st.sampled_from(["the", "will", "bus", "on", "during", "is", "runs", "to"]), max_size=20))
def test_proofreading_only_deletes_and_twice_is_once(words: list[str]) -> None:
    once = proofread(" ".join(words))

    if once.text is not None:
        remaining = iter(word.lower() for word in words)
        assert all(word.lower() in remaining for word in once.text.split())
        assert proofread(once.text).text == once.text
