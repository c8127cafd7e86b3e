"""What a listener loses when a text is left out."""

from __future__ import annotations

import pytest

from bulletin.summarise.units import units
from bulletin.summarise.worth import share_of_ample, worths
from tests.summarise.copy_desk import article

NEWS = "The fair at Thornbury Vale opens on Friday beside the river."
PLAIN = "Lanterns of red paper hang from every tree along the river path."


@pytest.mark.parametrize(
    "telling",
    [
        "Visitors should leave their cars at the station by noon on Friday.",
        "The ferry will run as usual, and prams can be left on the quay.",
        "Anyone who needs a chair can ring 01632 960100 before the fair.",
        "Councillors voted by nine to two for a fair that costs £9,000.",
    ],
)
def test_what_to_do_is_worth_more_than_colour(telling: str) -> None:
    colour, told = worths(units(article(NEWS, PLAIN, telling)), "Fair opens")[1:]
    swapped, first = worths(units(article(NEWS, telling, PLAIN)), "Fair opens")[1:][::-1]

    assert told > colour
    assert first > swapped


def test_a_quotation_is_worth_less_than_the_same_words_told() -> None:
    told = worths(
        units(article(NEWS, "Rosa Fenwick said all of it was made by hand last winter.", PLAIN)), ""
    )
    quoted = worths(
        units(article(NEWS, "“All of it was made by hand last winter,” said Rosa Fenwick.", PLAIN)), ""
    )

    assert quoted[1] < told[1]


def test_what_the_headline_is_about_is_worth_more() -> None:
    found = units(article(NEWS, PLAIN, "A parrot has been taught to sell tickets at the gate."))

    about_it, plain = worths(found, "Parrot sells tickets at the gate"), worths(found, "Fair opens")

    assert about_it[2] > plain[2]


def test_with_time_for_most_of_an_article_what_the_headline_says_is_worth_less() -> None:
    found = units(article(NEWS, PLAIN, "A parrot has been taught to sell tickets at the gate."))

    scarce, ample = (
        worths(found, "Parrot sells tickets at the gate", ample=ample) for ample in (False, True)
    )

    assert ample[2] - ample[1] < scarce[2] - scarce[1]


def test_what_counts_as_most_of_an_article() -> None:
    assert share_of_ample(0.3) == 0.0
    assert 0.0 < share_of_ample(0.5) < 1.0
    assert share_of_ample(0.9) == 1.0


@pytest.mark.parametrize(
    ("telling", "colour"),
    [
        (
            "People with a stall for Friday may move it to Sunday.",
            "People with a stall on Friday once moved it to Sunday.",
        ),
        (
            "The warden said the lamps would get new wicks by Friday.",
            "The warden said the lamps once had new wicks by Friday.",
        ),
        (
            "Deposits for the stalls are given back on Friday.",
            "Deposits for the stalls are counted up on Friday.",
        ),
    ],
)
def test_what_may_be_done_and_is_promised_is_worth_more(telling: str, colour: str) -> None:
    told, plain = (worths(units(article(NEWS, PLAIN, text)), "")[2] for text in (telling, colour))

    assert told > plain


def test_in_a_long_article_the_end_is_worth_less_than_the_beginning() -> None:
    texts = [
        f"The {word} at Thornbury Vale should be painted by Friday noon, as planned." for word in "abcdefghij"
    ]
    found = worths(units(article(*(f"{text} {PLAIN} {PLAIN} {PLAIN}" for text in texts))), "")

    assert found == sorted(found, reverse=True)


def test_what_to_do_is_worth_more_in_a_story_of_the_listeners_own_place() -> None:
    found = units(article(NEWS, PLAIN, "Visitors should leave their cars at the station by noon on Friday."))

    here, elsewhere = (
        worths(found, "Fair", home=["Thornbury Vale"]),
        worths(found, "Fair", home=["Elmsworth", ""]),
    )

    assert here[2] > elsewhere[2]
    assert here[:2] == elsewhere[:2]


def test_what_to_do_is_worth_more_in_a_story_about_patients() -> None:
    duty = "People should come to the north door."
    care = worths(units(article("Patients of Alder ward have a new door.", PLAIN, duty)), "")
    fair = worths(units(article("Traders of Alder fair have a new gate.", PLAIN, duty)), "")

    assert care[2] > fair[2] + 1


def test_what_to_do_counts_in_a_quotation_as_well_but_not_somebodys_own_story() -> None:
    advice, story = (
        units(article(NEWS, f"“{words},” said Rosa Fenwick of the town hall.", PLAIN))
        for words in ("Visitors should ring before noon", "I should ring my mother before noon")
    )

    assert worths(advice, "Fair")[1] > worths(story, "Fair")[1] + 1


def test_an_article_of_nothing_is_worth_nothing() -> None:
    assert worths((), "") == []


@pytest.mark.parametrize(
    ("past", "present"),
    [
        ("Ellen Marsh rang 999 six times from the boat.", "Swimmers who are cold ring 999 from the boat."),
        ("The rider was told to sit at the front.", "Riders are told to sit at the front."),
        ("The ferry was put up for the mill in 1889.", "The ferry was put up for the mill on 9 May."),
        ("Vale had led 18-9 with ten minutes to go.", "Vale have won 18-9 with ten minutes to go."),
        ("The council had asked for a test of it.", "The council has asked for a test of it."),
        ("Riders should have noticed the gate.", "Riders should mind the gate."),
        ("The garden has a bed of raised earth.", "The garden has raised £9,000 for earth."),
        ("His family has been told and wept.", "His family has been told to leave."),
        ("It fell from 94 to 81 by noon.", "It passed by 94 to 81 at noon."),
        ("The fair was moved in October.", "The fair was moved to Oldham."),
        ("The cook sold four teas by noon.", "The cook was sold a tea van."),
        ("Marsh scored with a free kick at noon.", "Marsh rides with a free pass at noon."),
    ],
)
def test_what_holds_is_worth_more_than_what_is_past(past: str, present: str) -> None:
    then, now = (worths(units(article(NEWS, PLAIN, text)), "Fair opens")[2] for text in (past, present))

    assert now > then


@pytest.mark.parametrize(
    ("plain", "telling"),
    [
        ("Police have told drivers of the fire.", "Police have asked drivers about the fire."),
        ("The owner was given nine months to go.", "The owner was given nine months in prison."),
        ("The council has laughed at the riders.", "The council has apologised to the riders."),
        ("The money that is left lies in a drawer.", "The money that is left will pay for a ramp."),
        ("The boy is now upstairs and asleep.", "The boy is now in hospital and recovering."),
        ("A notice about floods hangs in Mill Row.", "A warning of floods is in force in Mill Row."),
        ("Nearly 900 people use the weir path.", "Nearly 900 people swam the weir path."),
        ("A petition for it was handed in by 900 riders.", "A cheque for it was handed in by 900 riders."),
        ("Judge Owen Price put on the wig at nine.", "Judge Owen Price set the trial for May."),
        ("They are to be seen at the mill in May.", "They are to be sentenced at the mill in May."),
        ("All but 20 of its 90 staff took a bus.", "All but 20 of its 90 staff keep their jobs."),
        ("It comes with the noise of 90 drums.", "It comes with the loss of 90 jobs."),
        ("Vale put Hale in for 88 on the hill.", "Vale bowled Hale out for 88 on the hill."),
        ("Readers have a kettle of their own.", "Readers have until noon to write."),
        ("People wrote by the light of noon.", "People should write by noon to object."),
        ("He was not wearing a tie or a hat.", "He was not wearing a lifejacket then."),
        ("A rope would surely have pleased him.", "A rope would surely have saved him."),
        ("A rope would not have saved him at all.", "A rope would surely have saved him then."),
        ("Letters with a crest are kept by the mill.", "Letters with a date are sent by the mill."),
        ("The riders will be warm at the mill gate.", "The riders will be rung at the mill gate."),
        ("Letters of the mill had been sent in June.", "Letters of the mill are being sent in June."),
        ("The colours of the kite are red and gold.", "The signs of the rash are red and gold."),
        ("Rides planned for this week are painted.", "Rides planned for this week are going ahead."),
        ("Cars are sent off by the weir road.", "Cars are sent round by the weir road."),
        ("Riders of all ages wave to the weir.", "Riders of all ages keep off the weir."),
        ("The kiosk by the mill is not new.", "The kiosk by the mill is not closing."),
        ("The trial of the brakes was watched.", "The trial of the baker continues."),
        ("A baker was expected to win the cup.", "A trial is expected to last a week."),
    ],
)
def test_how_it_ended_and_what_follows_is_worth_more(plain: str, telling: str) -> None:
    colour, told = (worths(units(article(NEWS, PLAIN, text)), "Fair opens")[2] for text in (plain, telling))

    assert told > colour


def test_what_a_side_of_a_dispute_holds_is_worth_more() -> None:
    found = units(article(NEWS, PLAIN, "The guild said the rota was unfair to all."))

    plain, held = (worths(found, "Fair opens", views=views) for views in (frozenset[int](), frozenset({2})))

    assert held[2] > plain[2]
    assert held[:2] == plain[:2]
