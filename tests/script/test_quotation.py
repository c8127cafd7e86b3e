"""Quotations for the ear: the speaker is heard before the quotation ends."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin.model import Passage
from bulletin.script.quotation import Attributor, Sentence

GOES_ON = ("added", "went on", "continued")


def read_out(*paragraphs: str, keep: list[int] | None = None) -> list[Sentence]:
    attributor = Attributor(paragraphs, goes_on=GOES_ON)
    places = range(len(paragraphs)) if keep is None else keep
    return [
        sentence for at in places for sentence in attributor.say(Passage(paragraph=at, text=paragraphs[at]))
    ]


def texts(*paragraphs: str, keep: list[int] | None = None) -> list[str]:
    return [sentence.text for sentence in read_out(*paragraphs, keep=keep)]


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        (
            "“We are pleased,” said Mrs Jane Dow, the matron.",
            ["Mrs Jane Dow, the matron, said: “We are pleased.”"],
        ),
        (
            "“We are pleased,” Mrs Dow said, “and thankful.”",
            ["Mrs Dow said: “We are pleased, and thankful.”"],
        ),
        ("“Is it safe?” asked Owen Price.", ["Owen Price asked: “Is it safe?”"]),
        ("“It is safe!” Owen Price said.", ["Owen Price said: “It is safe!”"]),
        ('"We are pleased," she said. "It was hard."', ['She said: "We are pleased."', '"It was hard."']),
        ("'We are pleased,' said Dr Hale.", ["Dr Hale said: 'We are pleased.'"]),
        (
            "“We won. We sang. We slept,” said Owen Price.",
            ["Owen Price said: “We won.", "We sang.", "We slept.”"],
        ),
        (
            "“We are pleased,” he said, adding that rain was forecast.",
            ["He said: “We are pleased.”", "He added that rain was forecast."],
        ),
        ("The plan was “hopeless”, said Mrs Dow.", ["Mrs Dow said the plan was “hopeless”."]),
        ("“It is late,” according to the council.", ["According to the council: “It is late.”"]),
    ],
)
def test_an_attribution_behind_a_quotation_moves_in_front(written: str, heard: list[str]) -> None:
    found = read_out(written)

    assert [sentence.text for sentence in found] == heard
    assert found[0].edits == ("attribution moved in front of the quotation",)


@pytest.mark.parametrize(
    "written",
    [
        "Mrs Dow said: “We are pleased.”",
        "“Thank you” cards were sold at the fair.",
        "The trust said it hoped to “keep any delay short” during the work.",
        "Don't park in the doctors' car park or the nurses' yard.",
        "The ward, known as “the ark”, will close.",
    ],
)
def test_a_sentence_that_says_who_speaks_in_time_stays_as_it_is(written: str) -> None:
    assert read_out(written) == [Sentence(text=written, paragraphs=(0,))]


SPOKESMAN = (
    "A spokesman for the trust said: “We have moved some clinics.",
    "“If patients do not hear from us, nothing has changed.”",
    "“Every ward stays open.”",
)


def test_a_quotation_over_paragraphs_gets_its_speaker_again() -> None:
    found = read_out(*SPOKESMAN)

    assert [sentence.text for sentence in found] == [
        "The trust said it has moved some clinics.",
        "The trust added: “If patients do not hear from us, nothing has changed.”",
        "The trust went on: “Every ward stays open.”",
    ]
    assert found[2].edits == ("speaker named again: The trust",)
    assert found[2].paragraphs == (0, 2)


def test_a_speaker_whose_paragraph_is_not_kept_is_named_in_full() -> None:
    assert texts(*SPOKESMAN, keep=[2]) == ["A spokesman for the trust said: “Every ward stays open.”"]


def test_a_title_is_used_only_where_the_article_gives_it() -> None:
    with_title = texts("Rosa Fenwick, a baker, said: “It rose.", "“It fell.”", "Ms Fenwick baked again.")
    without = texts("Rosa Fenwick, a baker, said: “It rose.", "“It fell.”")

    assert with_title[1] == "Ms Fenwick added: “It fell.”"
    assert without[1] == "Rosa Fenwick added: “It fell.”"


def test_a_long_quotation_names_its_speaker_again_after_twenty_five_words() -> None:
    ten = "beds are here and ready for whoever comes in tonight."

    found = texts(f"Mrs Dow said: “One {ten} Two {ten} Three {ten} Four {ten}”")

    assert found[:3] == [f"Mrs Dow said: “One {ten}", f"Two {ten}", f"Mrs Dow added: “Three {ten}"]
    assert found[3:] == [f"Four {ten}”"]


def test_a_quotation_behind_a_narrative_takes_the_one_who_is_named_there() -> None:
    assert texts("Rosa Fenwick runs the stall. “It is warm.”") == [
        "Rosa Fenwick runs the stall.",
        "Rosa Fenwick said: “It is warm.”",
    ]


def test_a_quotation_that_is_announced_needs_no_second_announcement() -> None:
    assert texts("Rosa Fenwick said:", "“It is warm.”") == ["Rosa Fenwick said:", "“It is warm.”"]


@pytest.mark.parametrize("paragraphs", [["“We are pleased.”"], ["Rain fell all night.", "“We are wet.”"]])
def test_a_quotation_without_a_speaker_is_left_out(paragraphs: list[str]) -> None:
    assert not any("“" in text for text in texts(*paragraphs))


@pytest.mark.parametrize(
    "text", ["“", "”", "“”", '"', "'", "“ ”", "“a", "a”", "“,” said", "“.” said he", "said: “", ""]
)
def test_stray_marks_do_no_harm(text: str) -> None:
    assert isinstance(texts(text), list)


WORDS = st.lists(
    st.sampled_from(["we", "cannot", "wait", "twelve", "beds", "are", "gone"]), min_size=2, max_size=8
)
QUOTED = st.lists(WORDS.map(lambda words: " ".join(words).capitalize()), min_size=1, max_size=6)
SHAPES = st.sampled_from(
    [
        "“{0},” said Mrs Jane Dow, the matron.",
        "“{0},” she said.",
        "Mrs Jane Dow said: “{0}.”",
        "Mrs Jane Dow said: “{0}.",
        "“{0}.”",
        "“{0}.",
        "The plan was “{0}”, Mrs Jane Dow said.",
        "“{0},” said Mrs Jane Dow, adding that it rained. “{0}.”",
    ]
)
PARAGRAPHS = st.lists(
    st.tuples(SHAPES, QUOTED).map(lambda drawn: drawn[0].format(". ".join(drawn[1]))), min_size=1, max_size=5
)


def bag(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PARAGRAPHS)
def test_no_word_is_invented_but_a_link_verb(paragraphs: list[str]) -> None:
    allowed = set(bag(" ".join(paragraphs))) | set(bag(" ".join(GOES_ON))) | {"said"}

    assert set(bag(" ".join(texts(*paragraphs)))) <= allowed


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PARAGRAPHS)
def test_no_word_of_a_quotation_is_changed_or_lost(paragraphs: list[str]) -> None:
    attributor = Attributor(paragraphs, goes_on=GOES_ON)

    for at, paragraph in enumerate(paragraphs):
        heard = attributor.say(Passage(paragraph=at, text=paragraph))
        quoted = [word for part in re.findall(r"“([^”]*)", paragraph) for word in bag(part)]
        remaining = iter(bag(" ".join(sentence.text for sentence in heard)))
        assert not heard or all(word in remaining for word in quoted)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PARAGRAPHS)
def test_no_quotation_begins_before_somebody_was_heard_to_speak(paragraphs: list[str]) -> None:
    is_speaker_known = False

    for sentence in read_out(*paragraphs):
        before, mark, _ = sentence.text.partition("“")
        is_speaker_known = is_speaker_known or bool(
            re.search(r"\b(?:said|added|went on|continued)\b", before)
        )
        assert is_speaker_known or not mark


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PARAGRAPHS)
def test_every_change_of_words_is_logged_where_it_begins(paragraphs: list[str]) -> None:
    attributor = Attributor(paragraphs, goes_on=GOES_ON)

    for at, paragraph in enumerate(paragraphs):
        heard = attributor.say(Passage(paragraph=at, text=paragraph))
        is_logged = False
        for sentence in heard:
            is_logged = is_logged or bool(sentence.edits)
            assert is_logged or " ".join(bag(sentence.text)) in " ".join(bag(paragraph))


@given(st.text(alphabet="ab “”\"'.,?!: said", max_size=60), st.text(alphabet="A “”\"'. said", max_size=30))
def test_any_marks_end_in_sentences(first: str, second: str) -> None:
    assert all(sentence.text for sentence in read_out(first, second))


def test_words_of_somebody_who_is_told_of_otherwise_are_not_given_to_who_spoke_before() -> None:
    heard = texts(
        "Council leader Owen Price said the bridge would stay shut until the end of the summer at least.",
        "Builder Rosa Fenwick made it plain that nothing would move before the river falls, being sure that "
        "all the firms on the site “have seen what the water did to the second pier. It will take a dry month”.",
    )

    assert not [line for line in heard[1:] if "Price" in line]
