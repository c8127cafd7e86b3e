"""What is said: whole sentences, and what no sentence may hold."""

from __future__ import annotations

import csv
import time
import unicodedata
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.model import Dialect
from bulletin.script.speakable import explain, load_knowledge, render, speak_text, tokenise
from bulletin.script.speakable.tokeniser import tokens_of

_ROWS = [
    tuple(row)
    for row in csv.reader(
        (Path(__file__).parent / "british.tsv").read_text(encoding="utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
    if row and not row[0].startswith("# ")
]
_FRAGMENTS = (
    "George V St Dr Gen Mr No. Oct 5 10 999 2-1 1990s £5 £3.5m 5p % & A&E NHS's MPs' 8am p.m. 12:30 23 "
    "November 2026 M25 A1(M) ' \" “ ” ‘ ’ ( ) [[ ]] - – … ... . , ; : ! ? / \\ * _ # @ + = < > <b> "
    '<break time="20s"/> 😀 \u200b \u00ad ½ ² ① ٣ km/h 30ft S U.S. www.a.com x@y.org plc etc. i.e. the said '
    "A B Co v Smith he/she A* IT US \x00 \ufeff 壱 é \ud7a3"
).split(" ")
_TEXT = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(_FRAGMENTS), max_size=12).map("".join),
    st.lists(st.sampled_from(_FRAGMENTS), max_size=12).map(" ".join),
)
_MARKUP = frozenset("<>[]{}|\\#@*/=_^~%£$€")


@pytest.mark.parametrize(("written", "spoken"), _ROWS, ids=[row[0][:40] for row in _ROWS])
def test_a_sentence_is_read_as_a_british_newsreader_would(written: str, spoken: str) -> None:
    assert speak_text(written) == spoken


@given(_TEXT)
def test_joining_the_tokens_gives_the_text_back(text: str) -> None:
    tokens = tokenise(text)

    assert "".join(token.written for token in tokens) == text
    assert [token.start for token in tokens] == [0, *(token.end for token in tokens)][: len(tokens)]
    assert all(token.spoken == token.written for token in tokens if token.kind == "plain")


@given(_TEXT)
def test_neighbouring_plain_text_is_one_token(text: str) -> None:
    kinds = [token.kind for token in tokenise(text)]

    assert ("plain", "plain") not in list(pairwise(kinds))


@given(_TEXT)
def test_plain_speech_holds_no_digit_symbol_quotation_mark_or_control_character(text: str) -> None:
    said = speak_text(text)

    assert {char for char in said if unicodedata.category(char)[0] in "NSC"} == set()
    assert {char for char in said if unicodedata.category(char)[0] == "P"} <= set(".,;:!?'-")


@settings(max_examples=60)
@given(_TEXT, st.sampled_from(["en_gb", "en_us"]))
def test_saying_twice_changes_nothing(text: str, profile: str) -> None:
    knowledge = load_knowledge(profile=profile)

    once = speak_text(text, knowledge=knowledge)

    assert speak_text(once, knowledge=knowledge) == once


@given(_TEXT, st.sampled_from(list(Dialect)))
def test_no_dialect_lets_article_text_act_as_markup(text: str, dialect: Dialect) -> None:
    given_to_engine = _heard(render(tokenise(text), dialect), dialect)

    assert not set(given_to_engine) & _MARKUP
    assert {char for char in given_to_engine if unicodedata.category(char)[0] == "C"} == set()


def _heard(given_to_engine: str, dialect: Dialect) -> str:
    """What an engine takes for words: all of it, but in SSML the text within our own three elements."""
    if dialect is not Dialect.SSML:
        return given_to_engine
    root = ElementTree.fromstring(given_to_engine)
    assert {element.tag for element in root.iter()} <= {"speak", "say-as", "sub"}
    return "".join(root.itertext())


@pytest.mark.parametrize(
    "markup", ['<break time="20s"/>', "[[slnc 5000]]", "<speak>", '<prosody rate="x-slow">', "\\pau=900\\"]
)
def test_markup_in_an_article_is_never_obeyed(markup: str) -> None:
    for dialect in Dialect:
        said = _heard(render(tokenise(f"The ward {markup} is open."), dialect), dialect)

        assert said.startswith("The ward")
        assert said.endswith("is open.")
        assert not set(said) & _MARKUP


@pytest.mark.parametrize(
    "piece",
    ["1", "1-", "1,", "A", "AB ", "Det ", "x1", "a.", "'", "<a ", "£1", "((", "\u00ad", "😀", "9-8 9-8, ", "Dr ",
     "Town 2 Rovers 0 ", "a 5m boat ", "5 March - ", "10 000 ", "http://a", "7.30 "],
)  # fmt: skip
def test_a_hostile_text_takes_no_more_work_for_each_character_than_a_short_one(piece: str) -> None:
    short, long = (min(_work_s(piece * count) for _ in range(2)) for count in (300, 2_400))

    # Eight times the text: linear work takes eight times as long, quadratic work sixty-four times.
    assert long < 30 * max(short, 0.0005)


def _work_s(text: str) -> float:
    began = time.process_time()
    tokens = tuple(tokens_of(text, known=load_knowledge()))
    worked = time.process_time() - began
    assert "".join(token.written for token in tokens) == text
    return worked


def test_plain_prose_is_left_alone() -> None:
    prose = "The bus will stop outside the main gate, where nobody waits; will it rain? I think so."

    assert [token.kind for token in tokenise(prose)] == ["plain"]
    assert speak_text(prose) == prose


def test_an_explanation_names_what_was_and_what_it_became() -> None:
    rows = explain(tokenise("The NHS opens at 8am."))

    assert [(row.was, row.now, row.kind) for row in rows] == [
        ("NHS", "N H S", "letters"),
        ("8am", "eight a m", "time"),
    ]
    assert all(row.rule for row in rows)


def test_an_unsure_reading_says_so() -> None:
    sure, unsure = tokenise("Vale won 2-1."), tokenise("The answer was 2-1.")

    assert sure[1].spoken == unsure[1].spoken == "two one"
    assert unsure[1].confidence < sure[1].confidence
