"""What of an article can be spoken, in pieces that stay whole."""

from __future__ import annotations

import pytest

from bulletin.model import Kind
from bulletin.summarise.units import HEADING, units
from tests.summarise.copy_desk import article


def test_headings_and_lines_without_words_are_not_spoken() -> None:
    found = units(article("The fair opens on Friday.", (Kind.HEADING, "What to expect"), "* * *", ""))

    assert [unit.text for unit in found] == ["The fair opens on Friday."]


def test_rows_of_a_table_are_not_spoken() -> None:
    found = units(article("The fair opens on Friday.", (Kind.ROW, "Friday, 10am, 6pm"), "It is free."))

    assert [unit.text for unit in found] == ["The fair opens on Friday.", "It is free."]


@pytest.mark.parametrize(
    "teaser",
    [
        "Pictured, the crowd at the gate.",
        "The wheel is ninety feet high. Pictured, children on it last year.",
        "Registration number: 130349",
        "The stalls on the green at noon (file photo)",
        "Interested in fairs? Add fairs to your list of subjects.",
        "Our transcripts are made by a machine and may be wrong.",
        "READ MORE: Ten best walks in the vale",
        "Related: Bus fares rise again",
        "Bus fares rise again in the new year Read more",
        "An earlier version of this report gave another day.",
        "Clubs should send their results to the sports desk by noon.",
        "[Watch our film of the fair]",
        "(SOUNDBITE OF FAIR ORGAN)",
        "(Laughter)",
        "Sign up to our newsletter for the news every morning.",
        "Follow us on every channel you like.",
        "Image: The fair in 2019",
        "Facebook Twitter Pinterest The wheel at noon",
        "Share your thoughts with Nell Barrow (@nellbarrow) on Twitter.",
        "Email your story ideas to tips@vale.example.",
        "Nell Barrow can be reached at nell@vale.example",
        "Contact the writers at fair@vale.example",
        "Watch Nell Barrow weeknights at eight.",
        "Read or Share this story: https://vale.example/1",
        "Read the Department of Fairs report.",
        "OPINION: Why fairs are too loud.",
        "Opinion: Why are fairs so loud?",
        "For the latest from the fair click here.",
        "Nell Barrow and Owen Price contributed to this report.",
        "CNN's Nell Barrow also contributed.",
        "Nell Barrow contributed from Millford.",
        "Nell Barrow and Owen Price also contributed from Millford and Hale.",
        "CNN's K.J. Barrow contributed from Millford .",
        "Owen Price reported from Millford and Nell Barrow wrote from Hale.",
        "Journalist Owen Price reported from Millford.",
        "(Reporting by Nell Barrow; Editing by Owen Price)",
        "nb/op (AFP, dpa)",
        "(Vale Daily 07/15/2019 page1)",
        "Fair opens Updated: 2019-07-15 13:14 By Agencies",
        "Fairs 101: the Vale Reporter tells you everything you need to know about fairs.",
        "Vale Magazine: Check out a sample of the stories in our spring number.",
        "Ninety years of the Vale Reporter! Click to read the first page.",
        "Like Vale Reporter World on Facebook and stay up to date",
        "We pay for your stories! Ring the Vale Reporter.",
        "We pay for videos too.",
        "This article originally appeared in the Hale Post.",
        "MOST READ IN NEWS Wheel stuck Man loses hat",
        "Chat with us on the Vale Reporter app. Find out what happens as it happens.",
        "Newsletter Sign Up Continue reading the main story",
        "Please verify you're not a robot by clicking the box.",
        "Sorry, this postcode is not in our delivery area.",
        "Re-enter your zip code or sign up for digital access.",
        "CLOSE Nell Barrow rides the wheel on the day before the fair",
        "Enlarge Image Vale Reporter",
        "The wheel on the green. (Nell Barrow/Vale Images/AP)",
        "The wheel stands on the green. It is old. (Nell Barrow, File/Associated Press)",
        "Owen Price tried the wheel with his cousin. Nell Barrow/Getty Images",
        "The ten best stalls of the fair, from cider to hats 1 / 10 NELL BARROW",
        "“Ferris Wheels” is streaming now on Netflix. Additional reporting by Nell Barrow.",
        "‘We must get off this wheel’ – Hale councillor",
        "Q&A What is a fair, and who pays for it?",
        "Fair in Millford: what we know so far",
        "‘The Fair’: Meet the cast of the film of the fair.",
        "6 questions about the mayor’s visit.",
        "Ten things you should see at the fair",
        "Nell Barrow is a freelance photographer based in Hale.",
        "The leader in fair news, Vale Wheel is an independent media outlet that strives for high standards.",
        "You can follow him on Instagram, Twitter and Facebook.",
        "Follow Barrow’s work on the wheel at www.vale.example .",
        "MILLFORD SCHOOL•GETTY Fair: Nell Barrow said the wheel was fast",
        "YOUR LETTERS .",
        "Nell Barrow is a Hale-based journalist.",
        "Feel free to tweet your questions to me.",
        "Nell Barrow answers your questions about the fair.",
        "Also covered: a goose, a fair, and what the weir costs.",
        "March 26, 2019.",
        "Friday, 3 May 2019",
        "Vale Reporter’s Nell Barrow discusses what the fair has cost.",
        "Get a recap of the fair in our film.",
        "Please note that there may be a delay until the transcript is there.",
        "Do you think that fairs should be longer?",
        "Vale Wheels, 16a Mill Lane, Millford; +44 1632 960 961 .",
        "Give to the fair fund .",
        "Left: the wheel in May // Right: the wheel in June",
        "See all the winners of the cider contest.",
        "Thank you for reading the Vale Reporter!",
        "On this page you will find the programme of the fair.",
        "Councillor Nell Barrow joins “Vale Tonight” to discuss the fair and what it costs.",
        "THE BIG WHEEL Height: 90 feet. Gondolas: 20.",
    ],
)
def test_teasers_and_captions_are_not_spoken(teaser: str) -> None:
    found = units(article("The fair opens on Friday.", teaser))

    assert len(found) == 1


@pytest.mark.parametrize(
    "news",
    [
        "Share your thoughts at a meeting in the hall on Friday.",
        "Send your pictures of the fair to the library by Friday.",
        "Watch children near the wheel, parents are told.",
        "Read the report at the library, councillors ask.",
        "Read the letter from the trust before you come to the clinic.",
        "Nell Barrow contributed from her own savings.",
        "Patients contributed to this report, which the trust must answer in May.",
        "Owen Price reported from the wheel that all was well.",
        "The council reported in April that it had no money.",
        "Reporting by patients has doubled in a year.",
        "Opinion: that is what the judges ask for.",
        "Close the gate behind you, visitors are told.",
        "CLOSED roads are marked with yellow signs.",
        "Like the fair in Hale, it has a wheel.",
        "We pay for our stalls, the baker said, and nobody helps.",
        "Police: the road is open again.",
        "The trust has a page with all that you need to know about the clinic.",
        "Sorry, the mayor said, was not enough.",
        "The wheel was lent by a firm in Hale (Vale Wheels).",
        "Six of 10 stalls sell cider, which is two more than last year.",
        "“We must get off this wheel” – that is how the mayor put it.",
        "A film of the fair is streaming now on a channel of its own, and the mayor is in it.",
        "Nell Barrow joins the Vale Trust in May to talk about fairs as its first historian.",
        "NHS DENTISTS in Millford: the list is open.",
        "Mayor: meet the trains, drivers are told.",
        "Six reasons were given by the mayor.",
        "Ten ways to the fair are shut, and a bus goes round by Hale.",
        "Nell Barrow, a nurse, will ride the wheel today.",
        "Owen Price, a reporter, fell off the wheel.",
        "Follow the yellow signs to the wheel on foot.",
        "Ring the fair on 01632 960961 for a place on the wheel.",
        "The council’s Nell Barrow explains fairs to schools. It is her work.",
        "Please note that the ward is shut on Friday.",
        "Do you agree? The mayor asked this of all who came.",
        "May 3, 2019 was the first day of the fair.",
        "Also covered by the trust: the bus to the fair.",
        "Nell Barrow is a Hale-based nurse, the infirmary says.",
        "Nell Barrow answers questions at the town hall on Friday.",
        "Left luggage is at the gate.",
        "See all the results of your tests on the page of the clinic in Hale.",
        "Police: what we know so far is little.",
        "The film was shown at the hall, which most read in the Reporter.",
    ],
)
def test_news_that_begins_like_a_sign_is_spoken(news: str) -> None:
    found = units(article("The fair opens on Friday.", news))

    assert [unit.text for unit in found] == ["The fair opens on Friday.", news]


def test_the_heading_of_a_link_goes_with_it() -> None:
    found = units(
        article("The fair opens on Friday.", "Social media.", "Follow @fair for pictures.", "It is free.")
    )

    assert [unit.text for unit in found] == ["The fair opens on Friday.", "It is free."]


def test_a_short_line_in_front_of_other_news_stays() -> None:
    found = units(article("The fair opens on Friday.", "Rain stops.", "It is free."))

    assert len(found) == 3


def test_a_line_that_introduces_a_lost_post_is_not_spoken() -> None:
    found = units(article("The fair opens on Friday.", "One visitor wrote this: .", "It is free."))

    assert [bool(unit.unfit) for unit in found] == [False, True, False]


def test_the_headline_is_not_the_first_paragraph() -> None:
    found = units(article("Fair Opens On Friday", "It is in Millford.", headline="Fair opens on Friday"))

    assert [unit.text for unit in found] == ["It is in Millford."]


def test_a_notice_of_one_line_is_kept_whatever_its_headline() -> None:
    found = units(
        article(
            "Alder ward is shut to all visitors until noon",
            headline="Alder ward is shut to all visitors until noon",
        )
    )

    assert len(found) == 1


def test_items_are_joined_to_the_line_that_introduces_them() -> None:
    found = units(
        article(
            "These wards are open:",
            (Kind.ITEM, "Alder ward;"),
            (Kind.ITEM, "Birch ward"),
            "Visitors may come.",
        )
    )

    assert found[0].text == "These wards are open: Alder ward. Birch ward."
    assert [passage.paragraph for passage in found[0].passages] == [0, 1, 2]


def test_items_that_nothing_introduces_are_left_out() -> None:
    found = units(article("The wards are open.", (Kind.ITEM, "Alder ward"), (Kind.ITEM, "Birch ward")))

    assert [unit.text for unit in found] == ["The wards are open."]


def test_a_line_that_introduces_a_list_that_is_gone_is_unfit() -> None:
    found = units(article("The wards are open.", "These are closed:", "Visitors may come at any time."))

    assert [bool(unit.unfit) for unit in found] == [False, True, False]


def test_a_paragraph_of_only_a_name_is_unfit() -> None:
    assert units(article("Rosa Fenwick"))[0].unfit


def test_a_quotation_without_any_speaker_is_unfit() -> None:
    found = units(article("“We are so pleased.”", "The fair opens on Friday."))

    assert found[0].unfit == "a quotation without a speaker"


def test_a_sentence_with_a_misprint_takes_what_follows_it() -> None:
    found = units(article("The fair opens. It will would rain. So bring a coat."))

    assert found[0].text == "The fair opens."
    assert found[0].shortened
    assert "will would" in found[0].passages[0].edits[0]


def test_a_paragraph_that_begins_with_a_misprint_is_unfit() -> None:
    assert "will would" in units(article("It will would rain. Bring a coat."))[0].unfit


def test_an_opening_that_is_told_again_behind_a_dateline_is_said_once() -> None:
    told = "The town's ferry company has agreed to buy four quiet boats from a yard at Saltmouth, it said on Monday."
    again = "SALTMOUTH — The town's ferry company has agreed to buy four quiet boats from a yard, it said on Monday."

    found = units(article(told, again, "The first of them is to be launched in spring."))

    assert [unit.text for unit in found] == [told, "The first of them is to be launched in spring."]


def test_a_paragraph_with_a_figure_of_its_own_is_no_repeat() -> None:
    ward = "Visiting on ward 7 of the hospital is from two in the afternoon to four, and from six to eight."
    other = ward.replace("7", "9")

    found = units(article(ward, other))

    assert len(found) == 2


def test_a_short_line_without_a_stop_is_a_heading_and_not_spoken() -> None:
    found = units(article("The fair opens on Friday.", "What to see at the fair", "Stalls sell cider."))

    assert [bool(unit.unfit) for unit in found] == [False, True, False]


@pytest.mark.parametrize(
    "handover",
    [
        "Nell Barrow has more.",
        "Nell Barrow has the story.",
        "Additional reporting by Nell Barrow and Owen Price.",
    ],
)
def test_a_hand_over_to_a_reporter_is_left_out_and_the_news_stays(handover: str) -> None:
    (unit,) = units(article(f"The fair opens on Friday. It has a wheel. {handover}"))

    assert unit.text == "The fair opens on Friday. It has a wheel."
    assert unit.passages[0].edits == (f"{handover} left out",)


@pytest.mark.parametrize(
    "text",
    [
        "The fair opens on Friday. Millford Hall has more.",
        "The fair in Hale has ten stalls. Millford has more.",
        "Nell Barrow has more than ten stalls.",
        "The fair opens on Friday. Nell Barrow has more stalls.",
    ],
)
def test_who_owns_more_hands_nothing_over(text: str) -> None:
    (unit,) = units(article(text))

    assert unit.text == text or text.endswith("Millford Hall has more.")


@pytest.mark.parametrize(
    "again", ["VALE Fair opens on Friday", "Fair opens on Friday What to see at the stalls"]
)
def test_the_headline_within_the_article_is_not_spoken(again: str) -> None:
    found = units(
        article("The fair has a wheel.", again, "It is in Millford.", headline="Fair opens on Friday")
    )

    assert [unit.text for unit in found] == ["The fair has a wheel.", "It is in Millford."]


def test_a_bullet_may_stand_close_to_its_text() -> None:
    assert units(article("●Jan. 3: the fair opens."))[0].text == "Jan. 3: the fair opens."


def test_the_sign_of_a_share_is_left_out() -> None:
    (unit,) = units(article("Shares of Vale Wheels (NYSE: VWH) rose. Hale Mills (NASDAQ:HLM) has bought it."))

    assert unit.text == "Shares of Vale Wheels rose. Hale Mills has bought it."


@pytest.mark.parametrize("line", ["Ann Pryce (Elderby)", "WINNERS (twice)", "WHY IS THE MILL RED?"])
def test_a_short_line_is_a_heading_by_its_form(line: str) -> None:
    assert units(article("The fair opens on Friday.", line))[1].unfit == HEADING


@pytest.mark.parametrize(
    "line",
    [
        "ALL VISITORS MUST WASH THEIR HANDS.",
        "THE MILL IS RED!",
        "(Dogs are welcome.)",
        "It is shut (but not the café).",
    ],
)
def test_a_short_sentence_is_none(line: str) -> None:
    assert not units(article("The fair opens on Friday.", line))[1].unfit


def test_the_label_of_an_update_is_left_out() -> None:
    (unit,) = units(article("Afternoon update. The fair opens on Friday."))

    assert unit.text == "The fair opens on Friday."
