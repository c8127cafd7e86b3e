"""What a paragraph hangs on."""

from __future__ import annotations

import pytest

from bulletin.summarise.hangs import needs
from bulletin.summarise.units import units
from tests.summarise.copy_desk import NEWS, article, hanging


@pytest.mark.parametrize(
    "opening",
    [
        "But the rides stay shut.",
        "However, rain is forecast.",
        "Unlike last year, dogs may come.",
        "As a result, parking is free.",
        "They come from all over the county.",
        "It’s the biggest for years.",
        "That was good news for traders.",
        "The 27-year-old runs a stall.",
        "The pair met last year.",
        "The following day it will move on.",
        "Half an hour later the band went home.",
        "No appointment is needed.",
        "The one by the weir is free.",
        "In those streets cars are not let in.",
        "It is expected to last until ten.",
        "Those who were hurt had sat at the front.",
        "People with a pram should do so as well.",
        "Traders in Elmsworth did the same.",
        "Those with prizes went home early.",
    ],
)
def test_a_paragraph_that_leans_back_needs_the_one_before(opening: str) -> None:
    assert hanging(NEWS, "Stalls sell cider and cheese.", opening)[2] == {1}


@pytest.mark.parametrize(
    "opening",
    [
        "Stalls sell cider and cheese.",
        "This week the rides are tested.",
        "It is understood that rain is forecast.",
        "There will be a bus every hour.",
        "Visitors should come on foot.",
        "Both gates, at Mill Row and Elmsworth, are open.",
        "Those who cannot climb the steps should ring first.",
        "Those with a season ticket will be given the difference back.",
        "Those over 70 need not book.",
        "Anyone who would rather walk can do so by the weir.",
        "The first signs of it are a dry mouth and a rash.",
    ],
)
def test_a_paragraph_that_points_at_nothing_stands_alone(opening: str) -> None:
    assert hanging(NEWS, "Parking costs three pounds.", opening)[2] == set()


def test_she_needs_whoever_was_named_last_and_not_what_stands_between() -> None:
    found = hanging(NEWS, "Rosa Fenwick opened it.", "There was music.", "She sang as well.")

    assert found[3] == {1}


def test_she_needs_what_stands_between_where_somebody_else_may_be_meant() -> None:
    found = hanging(NEWS, "Rosa Fenwick opened it.", "A neighbour brought a cake.", "She sang as well.")

    assert found[3] == {1, 2}


@pytest.mark.parametrize("named", ["Fenwick, of Mill Row, sold them.", "It was a joy, said Fenwick."])
def test_a_bare_surname_names_somebody_too(named: str) -> None:
    found = hanging(
        NEWS, "Rosa Fenwick, 40, opened it.", "A baker was asked for cakes.", named, "She sang as well."
    )

    assert found[4] == {3}


def test_a_body_or_a_road_is_no_person() -> None:
    found = hanging(NEWS, "Rosa Fenwick opened it.", "It is beside Castle Road.", "She sang as well.")

    assert found[3] == {1}


def test_somebody_named_in_her_quotation_may_be_meant_too() -> None:
    found = hanging(
        NEWS,
        "Rosa Fenwick sang.",
        "She said: “I learned it from Ellen Marsh.”",
        "There was cake.",
        "She left.",
    )

    assert 2 in found[4]


def test_a_day_with_a_name_is_no_person_who_speaks() -> None:
    found = hanging(NEWS, "Rosa Fenwick sang.", "There was cake.", "Asked about Christmas Eve, she said no.")

    assert 1 in found[3]


def test_she_may_be_meant_by_the_same_sentence() -> None:
    found = hanging(NEWS, "Rosa Fenwick opened it.", "A rider won a ham after she told the judges a riddle.")

    assert found[2] == set()


def test_he_in_a_text_that_begins_inside_a_quotation_is_who_speaks_there() -> None:
    found = hanging(
        NEWS,
        "Owen Price spoke. “It was long ago.",
        "It was cold.” Price, who is ninety, then sat down.",
        "He drank tea.",
    )

    assert 2 in found[3]


def test_he_said_behind_a_quotation_needs_a_name_too() -> None:
    assert hanging(NEWS, "Owen Price runs the rides.", "“Every one is safe,” he said.")[2] == {1}


def test_a_bare_surname_needs_the_paragraph_with_the_full_name() -> None:
    found = hanging(
        NEWS, "Rosa Fenwick opened it.", "There was music.", "Visitors cheered when Fenwick sang."
    )

    assert found[3] == {1}


def test_a_continued_quotation_needs_its_beginning() -> None:
    found = hanging(NEWS, "Rosa Fenwick said: “It is warm.", "“Nobody has to sit on the stairs.”")

    assert found[2] == {1}


def test_an_answer_needs_its_question() -> None:
    assert hanging(NEWS, "Will it rain?", "Forecasters say no such thing.")[2] == {1}


def test_an_announced_quotation_and_its_announcement_need_each_other() -> None:
    found = hanging(NEWS, "Rosa Fenwick said:", "“Everybody is welcome.”")

    assert 2 in found[1]
    assert 1 in found[2]


def test_the_council_needs_the_paragraph_that_first_speaks_of_one() -> None:
    found = hanging(
        NEWS, "Thornbury Vale Council paid for it.", "Stalls sell cider.", "The council hopes for sun."
    )

    assert found[3] == {1}


def test_the_hall_at_a_named_place_says_itself_which() -> None:
    found = hanging(
        NEWS, "A library van will be there.", "Dogs may come.", "The library at Elmsworth is shut."
    )

    assert found[3] == set()


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("An appeal for a lifeboat has begun.", "The charity wants nine thousand signatures."),
        ("Visitors gave £900 at the gate.", "The money will pay for lanterns."),
        ("Nurses of Elmsworth Infirmary ran a stall.", "The trust wants more stalls."),
        ("Councillors backed plans for a pier.", "The scheme has a bandstand."),
        ("A nurse may work again, a tribunal said.", "The panel heard of nine mistakes."),
        ("A nurse may work again, a hearing was told.", "The committee found no fault."),
        ("Councillors met until midnight.", "The committee was told of bats."),
        ("Patients can bring a friend.", "The clinic opens at noon."),
        ("Doctors have moved to Mill Row.", "The surgery opens at noon."),
        ("Bus drivers will walk out on Friday.", "The strike will last three days."),
        ("The mill is to shut in May.", "The closure will cost nine jobs."),
    ],
)
def test_what_is_called_by_another_word_later_needs_the_first_word(first: str, later: str) -> None:
    assert hanging(NEWS, first, "Dogs may come.", later)[3] == {1}


def test_an_owner_with_a_name_belongs_to_what_the_story_is_about() -> None:
    found = hanging(
        "Thornbury Vale’s mill is to shut in May.",
        "“It is a sad day,” said Rosa Fenwick.",
        "The firm, Vale Flour, said no.",
    )

    assert found[2] == {0}


def test_a_noun_within_a_name_is_no_thing_that_was_told_of() -> None:
    found = hanging(
        NEWS, "Stalls sell cider.", "The Shop Workers’ Alliance said it had no warning.", "Parking is free."
    )

    assert found[2] == set()


def test_people_of_an_age_are_nobody_of_that_name() -> None:
    found = hanging(NEWS, "People aged 65 and over ride free.", "People who are unwell should stay at home.")

    assert found[2] == set()


def test_a_road_is_not_the_person_whose_name_it_has() -> None:
    found = hanging(NEWS, "Ellen Fennick runs it.", "Neighbours in Fennick Terrace like the noise.")

    assert found[2] == set()


def test_advice_to_stay_away_from_casualty_needs_its_exception() -> None:
    found = hanging(
        NEWS, "People with minor injuries should call 111.", "Dogs may come.", "In danger, dial 999."
    )

    assert found[1] == {3}


def test_a_warning_needs_what_goes_on_all_the_same() -> None:
    found = hanging(
        NEWS,
        "The chest clinic will not see outpatients on strike days.",
        "Cider is sold by the pint.",
        "Outpatients of the chest clinic should go to Alder ward instead.",
    )

    assert found[1] == {3}


@pytest.mark.parametrize(
    "text",
    [
        "Visitors may spend the night there for three pounds.",
        "Traders have until Friday to buy it.",
        "Buses will not stop in those two streets.",
    ],
)
def test_a_paragraph_that_points_back_further_in_needs_the_one_before(text: str) -> None:
    assert 1 in hanging(NEWS, "A barn and a field beside it are for sale.", text)[2]


def test_the_thing_needs_the_paragraph_that_first_speaks_of_it() -> None:
    found = hanging(
        NEWS, "A camel and two goats will be shown.", "Cider is sold.", "The camel is nine years old."
    )

    assert found[3] == {1}


def test_a_person_or_ship_called_by_the_middle_of_its_name_needs_the_whole_name() -> None:
    found = hanging(
        NEWS, "The Ellen Grace Marlow sailed in.", "There was music.", "Visitors went aboard Grace at noon."
    )

    assert found[3] == {1}


def test_a_line_of_a_round_up_hangs_on_the_name_of_its_sport() -> None:
    found = units(
        article(
            "Elderby Town lost 2-1 at home on Saturday.",
            "Manager Owen Price said nothing.",
            "In rugby, the Herons went top with a win at Marlow Vale.",
            "Elderby’s match was called off because of a frozen pitch.",
            "In darts, Rosa Fenwick reached the final.",
        )
    )

    assert needs(found)[3] >= {2}
    assert not needs(found)[4]


def test_what_goes_on_as_usual_hangs_on_what_does_not() -> None:
    found = units(
        article(
            "A man died at Elderby police station on Monday.",
            "The cells are closed, and people who are arrested are taken to Marlow Vale.",
            "The front desk will open as usual.",
        )
    )

    assert needs(found)[2] >= {1}


def test_what_followed_hangs_on_what_it_followed() -> None:
    found = units(
        article(
            "The brewery has been sold.",
            "A banker said that he might bid for the mill as well.",
            "A sudden rise in its price followed.",
        )
    )

    assert needs(found)[2] >= {1}


def test_one_sport_alone_makes_no_round_up() -> None:
    found = units(
        article(
            "Elderby has set its budget for the year.",
            "In cycling, the council will spend £2m on lanes.",
            "Bins will be emptied every two weeks.",
        )
    )

    assert not needs(found)[2]


def test_what_leans_back_leans_past_a_heading() -> None:
    assert hanging(NEWS, "Rides stand by the river.", "What to see", "But the swings stay shut.")[3] == {1}


def test_a_title_with_capital_words_names_nobody_and_a_caption_with_a_name_does() -> None:
    told = "Wheelbarrow races are run at noon."

    assert hanging(NEWS, "All about the Wheelbarrow Races", told)[2] == set()
    assert hanging(NEWS, "Rosa Amelia Fenwick", "The swings belong to Fenwick now.")[2] == {1}


def test_a_whole_name_that_owns_something_needs_no_introduction() -> None:
    found = hanging(NEWS, "Ann Dow sang.", "There was music.", "Wind took Ann Dow’s hat at noon.")

    assert not found[3]


def test_who_is_named_in_full_again_needs_no_introduction() -> None:
    texts = (
        "Her cousin, Tavin Kessel Alder, 21, won the race in Hale.",
        "The town is to honour her cousin, Tavin Kessel Alder, with a bench.",
    )

    assert needs(units(article(*texts)))[1] == set()


def test_the_thing_of_two_words_is_told_with_what_brings_it_in() -> None:
    told = hanging(
        NEWS, "A campaign has begun in Hale.", "Rain fell on Hale.", "The social media campaign has a song."
    )

    assert told[3] == {1}


def test_who_is_first_named_as_an_owner_is_introduced_all_the_same() -> None:
    told = hanging(
        NEWS,
        "Some have doubted Harla Leigh's right to sell the mill.",
        "Officials found that Leigh may sell.",
    )

    assert told[2] == {1}
