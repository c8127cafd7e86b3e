"""Sensitivity: what a machine alone does not tell ill people, by rule and with the words that met it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.errors import MisuseError
from bulletin.model import Article, Paragraph
from bulletin.summarise.sensitivity import _PACKAGED, Action, judge, read_rules

OURS = "Wendle and St Brannock"


def article(headline: str, *paragraphs: str) -> Article:
    return Article(
        id="a", source="s", headline=headline, paragraphs=tuple(Paragraph(text=text) for text in paragraphs)
    )


def found(headline: str, *paragraphs: str, own: str = OURS) -> dict[str, Action]:
    return {
        finding.rule: finding.action
        for finding in judge(article(headline, *paragraphs), read_rules(), own=[own])
    }


@pytest.mark.parametrize(
    ("headline", "paragraph", "rule", "action"),
    [
        ("Nurses to walk out", "Wendle and St Brannock NHS Trust expects a strike.", "own trust", "hold"),
        ("Wards rated", "Inspectors visited St Brannock Hospital in May.", "own trust", "hold"),
        ("Unit to close", "Wendle & St. Brannock said the unit closes in June.", "own trust", "hold"),
        ("Patient dies", "A man died at Wendle General Hospital.", "death in our trust", "hold"),
        ("Note found", "He took his own life after an overdose.", "suicide and self-harm, how", "drop"),
        ("Suicide figures", "Charities asked for more help.", "suicide and self-harm", "hold"),
        ("Man on trial", "He denies rape and two other counts.", "sexual offences", "drop"),
        ("Girl, 6, killed on crossing", "Police want witnesses.", "death of a child", "hold"),
        ("Man stabbed in Mill Street", "Police want witnesses.", "graphic violence", "hold"),
        ("Attack in Mill Street", "A raider slashed the shopkeeper’s arm.", "graphic violence", "hold"),
        ("Attack in Mill Street", "The man was slashed with a knife.", "graphic violence", "hold"),
        ("Trial opens", "His throat had been cut.", "graphic violence", "hold"),
        ("Search goes on", "Two bodies were found in the woods.", "graphic violence", "hold"),
        ("Flu kills more", "The mortality rate rose to 3%.", "figures of illness and death", "hold"),
        ("Norovirus on two wards", "Visitors are asked to stay away.", "outbreaks", "middle"),
        ("A long stay", "Alan Pryce, 71, is being treated in Ward 4.", "named patients", "hold"),
        ("Driver in court", "He appeared before magistrates on Monday.", "court reports", "hold"),
        ("Two stand", "Polling day is Thursday 5 May.", "election", "hold"),
        ("Brass band founder", "Tributes have been paid to Joan Marsh.", "obituaries", "hold"),
    ],
)
def test_each_rule_finds_what_it_is_for(headline: str, paragraph: str, rule: str, action: str) -> None:
    assert found(headline, paragraph).get(rule) == Action(action)


@pytest.mark.parametrize(
    ("headline", "paragraph"),
    [
        ("New scanner opens", "Wendle and St Brannock NHS Trust opened it on Monday."),
        ("Strike at the depot", "Bus drivers in Marlow Vale begin a strike."),
        ("Bridge reopens", "The footbridge over the Arrow reopened after two years."),
        ("Council elects a chairman", "Councillors chose Ruth Bell on Monday."),
        ("Baby elephant named", "The zoo asked children for names."),
        ("Court Road closed", "A burst pipe closed the road."),
        ("Drapers open a shop", "Their grapes and drapes are popular."),
        ("Bus fares to fall", "The price of a day ticket was slashed by a third."),
        ("Council slashes its budget", "Spending on roads was slashed from £4m to £1m."),
        ("Pharmacists can now help", "They treat a sore throat and seven other complaints."),
        ("Cricket in the park", "Two sporting bodies will share the pavilion."),
    ],
)
def test_plain_news_is_free(headline: str, paragraph: str) -> None:
    assert found(headline, paragraph) == {}


def test_another_trusts_trouble_is_not_ours() -> None:
    told = ("Nurses to walk out", "Elmbridge NHS Trust expects a strike.")

    assert found(*told) == {}
    assert found(*told, own="Elmbridge") == {"own trust": Action.HOLD}


def test_the_town_of_a_trust_is_not_the_trust() -> None:
    own = "Elderby General NHS Trust"

    assert found("Strike in Elderby", "Bus drivers in Elderby begin a strike.", own=own) == {}
    assert found("Strike", "Nurses at Elderby General Hospital begin a strike.", own=own)
    assert found("Strike", "Nurses at the Elderby hospital begin a strike.", own=own)


def test_the_words_that_met_a_rule_are_shown() -> None:
    told = article("Nurses to walk out", "Wendle and St Brannock NHS Trust expects a strike.")

    (finding,) = judge(told, read_rules(), own=[OURS])

    assert str(finding) == "own trust (“Wendle and St Brannock”, “walk out”, “strike”)"


def test_what_stands_far_down_is_not_looked_at() -> None:
    assert found("Market opens", "One.", "Two.", "Three.", "A man was stabbed there in 1954.") == {}


def test_the_strictest_action_comes_first() -> None:
    told = article("Norovirus and a stabbing", "He took his own life after an overdose.")

    actions = [finding.action for finding in judge(told, read_rules())]

    assert actions == sorted(actions, key=list(Action).index)
    assert actions[0] is Action.DROP


def test_a_station_changes_an_action_and_adds_a_rule(tmp_path: Path) -> None:
    own = tmp_path / "rules.toml"
    own.write_text('["our patron"]\naction = "hold"\nwords = ["Lady Marchwood"]\n', encoding="utf-8")

    rules = read_rules(own, actions={"court reports": "allow"})
    told = article("Lady Marchwood opens fete", "A man appeared before magistrates.")

    assert [finding.rule for finding in judge(told, rules)] == ["our patron"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('["x"]\nwords = ["(unclosed"]', 'rule "x": the pattern "(unclosed" cannot be read'),
        (
            '["x"]\naction = "shout"\nwords = ["a"]',
            "'shout' is no action. Choose from: drop, hold, middle, allow",
        ),
        ('["x"]\nwords = "a"', '"words" is no list'),
        ('["x"]\naction = "hold"', '"words" is missing'),
        ('["x"]\nword = ["a"]', 'no key "word"'),
        ("x = 3", 'begin it with ["x"]'),
        ("[[", "cannot be read"),
    ],
)
def test_a_rule_file_that_cannot_be_is_told_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    own = tmp_path / "rules.toml"
    own.write_text(text, encoding="utf-8")

    with pytest.raises(MisuseError) as caught:
        read_rules(own)

    assert said in str(caught.value)
    assert "rules.toml" in str(caught.value)


def test_an_action_for_a_rule_that_there_is_not_is_misuse() -> None:
    with pytest.raises(MisuseError, match='no rule "courts"'):
        read_rules(actions={"courts": "allow"})


@given(st.text(max_size=400), st.text(max_size=40))
def test_any_text_is_judged(text: str, own: str) -> None:
    judge(article(text, text), read_rules(), own=[own])


def test_each_packaged_pattern_can_be_read_by_itself() -> None:
    # As a station's own file every pattern is compiled, and one that cannot be is an error.
    assert {rule.name for rule in read_rules(_PACKAGED)} == {rule.name for rule in read_rules()}
