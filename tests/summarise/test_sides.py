"""In a dispute both sides are heard, or neither."""

from __future__ import annotations

from bulletin.summarise import find_summariser, words_of
from bulletin.summarise.sides import answers, pleas, views
from tests.summarise.copy_desk import article, said

DISPUTE = (
    "Porters at Alder Infirmary will stop work on Friday and Saturday.",
    "The Porters' Guild said the rota was unfair and put patients at risk.",
    "Its secretary, Rosa Fenwick, said the trust had broken a promise.",
    "The trust said it was disappointed and that the rota met every rule.",
    "Chief executive Owen Price said nobody had told him of a promise.",
    "Operations will go ahead, and visitors may come as usual.",
)


def test_a_charge_needs_the_other_side() -> None:
    found = dict(answers(DISPUTE))

    assert found[1] in (3, 4)
    assert found[2] in (3, 4)


def test_an_answer_needs_the_charge() -> None:
    found = dict(answers(DISPUTE))

    assert found[3] in (1, 2)


def test_where_one_party_speaks_alone_nothing_is_paired() -> None:
    assert answers([DISPUTE[0], DISPUTE[1], DISPUTE[2], DISPUTE[5]]) == []


def test_calm_statements_of_two_bodies_are_no_dispute() -> None:
    calm = [
        "A new bench stands by the weir.",
        "The council said the bench was made of oak.",
        "The school said pupils had carved the arms.",
    ]

    assert answers(calm) == []


def test_a_denial_makes_a_charge_of_what_stands_before_it() -> None:
    texts = [
        "A porter was sent home.",
        "Rosa Fenwick said he had asked for a chair.",
        "The trust said it could not comment on one member of staff.",
    ]

    assert (1, 2) in answers(texts)


def test_an_ally_of_the_same_side_is_no_answer() -> None:
    texts = [
        *DISPUTE[:3],
        "Speaking in the council chamber, the mayor said the town would not give in to a threat.",
        "Sir Alan Quill, a former matron, said a strike would put patients at risk.",
    ]

    assert dict(answers(texts))[3] in (1, 2)


def test_an_answer_that_names_its_speaker_comes_before_the_rest_of_a_quotation() -> None:
    texts = [
        DISPUTE[0],
        "Guild secretary Rosa Fenwick said: “The rota is unfair and nobody told us of it.”",
        "“We are not asking for gold, and it is wrong to say so.”",
        "The trust said it had made a fair offer.",
    ]

    assert dict(answers(texts))[3] == 1


def test_a_want_of_people_that_a_body_gives_as_its_reason_is_no_charge() -> None:
    texts = [
        "Alder ward will close at night because there are not enough nurses, the trust said.",
        "Nurses will meet the children at the gate.",
        "But campaigners said the plan would put children at risk.",
    ]

    assert 0 not in dict(answers(texts))


def test_who_cannot_be_heard_is_nobody_s_answer() -> None:
    found = article(
        *DISPUTE[:3],
        "The trust will would answer the charge, it said, and was disappointed.",
        DISPUTE[4],
        DISPUTE[5],
    )

    text = said(find_summariser().select(found, budget_s=85, seconds_of=words_of))

    assert "unfair" in text
    assert "told him" in text


TRIAL = (
    "A baker stole £9,000 from the fair and hid it in a loaf, a jury was told on Monday.",
    "Elmsworth Crown Court heard that the loaf was found by a dog.",
    "Ellen Marsh, 40, of Mill Row, denies four counts of theft.",
    "The mill is open as usual, and the trial will last nine days.",
)


def test_what_a_court_hears_is_never_told_without_the_plea() -> None:
    assert pleas(TRIAL) == [(0, 2), (1, 2)]


def test_who_has_been_sentenced_needs_no_plea() -> None:
    assert pleas(["A baker has been jailed for a year for theft.", *TRIAL[1:]]) == []


def test_a_trial_of_which_no_plea_is_told_is_told_as_it_stands() -> None:
    assert pleas([*TRIAL[:2], TRIAL[3]]) == []


def test_a_charge_in_court_and_its_denial_are_heard_in_twenty_seconds() -> None:
    story = find_summariser().select(
        article(*TRIAL, headline="Baker hid £9,000 in a loaf"), budget_s=34, seconds_of=words_of
    )

    assert "denies four counts" in said(story)


def test_at_every_length_both_are_heard_or_neither() -> None:
    guild, trust = ("unfair", "broken a promise"), ("disappointed", "told him")

    for words in range(5, 90):
        text = said(find_summariser().select(article(*DISPUTE), budget_s=words, seconds_of=words_of))

        assert any(part in text for part in guild) == any(part in text for part in trust), text


def test_who_says_sorry_charges_nobody() -> None:
    texts = [
        "Vale Ferries has apologised to two singers who were put off a boat after a steward accused them of theft.",
        "The firm said the steward was wrong.",
        "Rosa Fenwick, one of the singers, said the steward had insulted her.",
    ]

    assert not [pair for pair in answers(texts) if pair[0] == 0]


def test_calm_news_that_a_report_begins_with_waits_for_no_answer() -> None:
    texts = [
        "The trust said on Friday that the new ward would open in May.",
        "The Porters' Guild said the rota for the ward was unfair.",
        "The trust said the guild had broken a promise, and that the rota was fair.",
    ]

    found = dict(answers(texts))

    assert 0 not in found
    assert found[1] == 2


def test_no_threat_is_no_charge() -> None:
    texts = [
        "A wheel has come off a cart in Hale.",
        "The council said the wheel did not pose a threat to anybody.",
        "The guild said carts were unsafe.",
        "The mayor said nobody need fear.",
    ]

    assert 1 not in dict(answers(texts[:2] + texts[3:]))


def test_each_side_first_says_what_it_holds() -> None:
    assert views(DISPUTE) == {1, 3}


def test_a_quotation_goes_into_what_a_side_holds() -> None:
    texts = [DISPUTE[0], "“The rota is unfair and nobody wants it,” said the Porters' Guild.", *DISPUTE[2:]]

    assert 1 not in views(texts)


def test_where_nobody_disputes_anything_there_are_no_views() -> None:
    assert views([DISPUTE[0], DISPUTE[1], DISPUTE[2], DISPUTE[5]]) == frozenset()
