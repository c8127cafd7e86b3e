"""Half a warning is never said."""

from __future__ import annotations

import pytest

from bulletin.summarise import find_summariser
from bulletin.summarise.warnings import remedies
from tests.summarise.copy_desk import article, said

NEWS = "Changes are coming to Thornbury Vale this spring."


@pytest.mark.parametrize(
    ("warning", "remedy"),
    [
        (
            "No trams will run to or from the harbour on Sunday.",
            "Coaches will run to the harbour from the square.",
        ),
        (
            "The mill car park, with 90 spaces, will be lost in May.",
            "The council has rented 95 spaces by the weir.",
        ),
        (
            "The swing bridge is to close for ever in June.",
            "A new bridge beside the ferry will open on that day.",
        ),
        (
            "The harbour tram will no longer stop at the infirmary.",
            "From Monday the tram will stop in Weir Street.",
        ),
        ("People in Mill Row have been told to leave their homes.", "They should go to the sports hall."),
        (
            "The chest clinic will not see patients at weekends.",
            "Chest patients should go to Alder ward instead.",
        ),
    ],
)
def test_what_stops_needs_what_is_there_instead(warning: str, remedy: str) -> None:
    assert (1, 2) in remedies([NEWS, warning, remedy])


def test_the_remedy_may_stand_further_down() -> None:
    texts = [
        "Mothers will not be able to use the birth centre at night in July.",
        "It is short of nine nurses.",
        "Last year 90 babies came into the world there.",
        "Mothers who need the birth centre at night should go to the infirmary.",
    ]

    assert (0, 3) in remedies(texts)


@pytest.mark.parametrize(
    "whole",
    [
        "There will be no trams except the number 3, which goes to the infirmary.",
        "Home visits will not change.",
        "Large dogs cannot come in, though guide dogs can.",
        "The driver did not want to be named.",
        "Riders who cannot climb the steps can ring the bell.",
        "Clinics will not move until May, so families should go to the old door.",
        "The police cells are closed, and those arrested are being taken to Elmsworth.",
        "The firm could no longer afford its vans.",
        "Nobody will lose their place in the queue.",
        "Ellen Marsh was banned from driving for a year.",
        "Visitors are asked not to feed the ducks.",
        "If the sum is not reached, every penny will be given back.",
        "The baths will be closed on Sunday, when swimmers should ring the lido.",
        "Grey bins will not be emptied, but brown ones will be taken as normal.",
        "The tea room will close on Friday and reopen beside the weir on Monday.",
        "Do not travel after dark unless you must; riders are told not to travel on foot.",
        "Nobody should wait in the rain for the doors.",
        "Nobody will leave before June.",
        "Patients who will be late are asked not to cancel.",
        "Riders are told to stay indoors.",
        "Nine pupils in ten need the jab to stop the fever.",
        "Visits will be limited to one parent until noon.",
    ],
)
def test_what_is_whole_in_itself_needs_nothing(whole: str) -> None:
    assert remedies([NEWS, whole, "Visitors should use the gate."]) == []


def test_what_stops_for_want_of_people_still_stops() -> None:
    texts = [
        "The lido will close at night because there are not enough keepers.",
        "Swimmers who come at night will be taken to the baths at Elmsworth.",
    ]

    assert (0, 1) in remedies(texts)


def test_what_goes_on_as_usual_may_lean_on_an_opening_that_says_what_does_not() -> None:
    stops = "The birth centre will close at night in July."
    pairs = remedies([stops, "Mothers cannot wait at the gate.", "Scans will go on as normal."])

    assert (2, 1) not in pairs


def test_what_is_taken_away_is_no_remedy() -> None:
    texts = [
        NEWS,
        "No trams will run to the harbour on Sunday.",
        "Old harbour rails will be taken out by trams.",
    ]

    assert remedies(texts) == []


def test_people_who_came_to_harm_need_the_good_news_behind_them() -> None:
    texts = [NEWS, "Nine pupils were ill after the trip.", "None of them is in danger.", "The fair was fun."]

    assert (1, 2) in remedies(texts)


def test_what_begins_again_needs_what_stopped() -> None:
    texts = [
        NEWS,
        "Visiting will be limited to one person on Friday.",
        "Visiting as before will start again at noon.",
    ]

    assert (2, 1) in remedies(texts)


@pytest.mark.parametrize(
    "whole",
    [
        "The tea room will open at seven and will close at 3pm.",
        "Anyone with a cough should stay away from the tea room until they are well.",
        "People who were sick should not come to the tea room until 48 hours have passed.",
    ],
)
def test_a_closing_hour_and_until_when_to_stay_away_are_no_half_of_a_warning(whole: str) -> None:
    assert remedies([NEWS, whole, "People who like the tea room can still use the hatch."]) == []


def test_a_tea_room_that_closes_needs_what_is_there_instead() -> None:
    assert (1, 2) in remedies(
        [NEWS, "The tea room will close in May.", "People who like the tea room can still use the hatch."]
    )


def test_what_nobody_should_do_because_of_the_news_leans_on_nothing_else() -> None:
    texts = [NEWS, "Others can pay at the hatch.", "Nobody should stop reading because of the change."]

    assert remedies(texts) == []
    assert (2, 1) in remedies([*texts[:2], "Nobody should stop reading."])


def test_what_the_same_text_says_has_stopped_may_begin_again_in_it() -> None:
    stopped = "Ferries to the weir stopped at noon. They are due to start again at ten."

    assert (2, 1) not in remedies([NEWS, "The weir will close tonight.", stopped])


def test_what_shuts_and_opens_elsewhere_needs_no_remedy() -> None:
    moves = "The weir clinic will shut at noon on Friday and open in its new rooms on Monday."

    assert remedies([NEWS, moves, "People who use the weir clinic should ring."]) == []


def test_a_warning_that_has_no_remedy_needs_none() -> None:
    assert remedies([NEWS, "The lido will not open this year.", "Ellen Marsh swam there as a girl."]) == []


STOPPAGE = article(
    "Alder Infirmary has put off operations because midwives and porters plan to stop work on Thursday.",
    "The infirmary said it wanted “as little trouble as can be” during the stoppage, which begins at 7am.",
    "Unlike the stoppage in spring, porters will not move patients from the emergency ward.",
    "A spokesman for the infirmary said: “For that reason we have moved some clinics. Everybody who has to come on "
    "another day has had a letter.",
    "“Patients who have heard nothing should take it that their clinic goes on as planned.",
    "“We will be moving every patient from the emergency ward with nurses, as ever, and army drivers will help.”",
    "The Porters' Guild say the new rota is unfair and means longer hours for less money.",
    "Its secretary, Rosa Fenwick, said: “Nobody does this gladly.”",
    "The minister, Owen Price, told Parliament that the guild was wrong and that he would not back down.",
    headline="Infirmary puts off operations",
)


def test_at_no_length_is_half_the_warning_heard_or_one_side_alone() -> None:
    for seconds in range(20, 91):
        story = find_summariser().select(
            STOPPAGE, budget_s=seconds, seconds_of=lambda text: len(text.split()) * 60 / 165 + 0.4
        )
        text = said(story)

        assert "will not move patients" not in text or "moving every patient" in text, seconds
        assert ("Guild" in text) == ("minister" in text), seconds
        assert seconds < 45 or "goes on as planned" in text, seconds
