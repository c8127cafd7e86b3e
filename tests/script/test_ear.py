"""For the ear: who said it first, what only the eye needs left out, one thought a sentence."""

from __future__ import annotations

import pytest

from bulletin.model import Passage
from bulletin.script.ear import Heard, for_the_ear
from bulletin.script.quotation import Attributor, front_attribution
from bulletin.script.splitting import LONGEST_WORDS, split_long

ARTICLE = "Bed sharing is rare. All visitors and staff were told. The Elderby Trust is in Marsh End, and Elderby is a town."


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("The ward will shut on Sunday, the trust said.", "The trust said the ward will shut on Sunday."),
        ("Nobody was hurt, according to the police.", "According to the police, nobody was hurt."),
        ("Two wards will shut, Jean Abbot has confirmed.", "Jean Abbot has confirmed that two wards will shut."),
        ("Visitors must go home, said a spokesman for the trust.", "A spokesman for the trust said visitors must go home."),
        ("Elderby will have a market, the mayor said.", "The mayor said Elderby will have a market."),
        # Whether Granites are a team or stones is not to be told from the article.
        ("Granites will move, the mayor said.", "Granites will move, the mayor said."),
        ("The ward is shut, officials said Friday.", "The ward is shut, officials said on Friday."),
        ("The ward is shut, she said, and so is the door.", "The ward is shut, she said, and so is the door."),
        ("“It is late,” the mayor said.", "“It is late,” the mayor said."),
        ("The lift (left, the mayor said.", "The lift (left, the mayor said."),
    ],
)  # fmt: skip
def test_who_said_it_is_heard_first(written: str, heard: str) -> None:
    assert for_the_ear(written, article=ARTICLE).parts == (heard,)


def test_initials_behind_a_name_are_left_out_where_the_article_never_uses_them() -> None:
    written = "The Elderby Transport Forum (ETF) met on Sunday."

    assert for_the_ear(written, article=written) == Heard(
        parts=("The Elderby Transport Forum met on Sunday.",), edits=("left out: (ETF)",)
    )
    assert for_the_ear(written, article=written + " The ETF wants a bus.").parts == (written,)


LONG = "Drivers at the Vale Railway are refusing to work any overtime in a dispute about their rosters this winter"


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        (f"{LONG}, and the firm says it cannot run a full service.", (f"{LONG}.", "The firm says it cannot run a full service.")),
        (f"{LONG}, but buses will run every hour until ten.", (f"{LONG}.", "But buses will run every hour until ten.")),
        (f"{LONG}; it is the third week with no trains.", (f"{LONG}.", "It is the third week with no trains.")),
        (f"{LONG}, so passengers should check before they set out.", (f"{LONG}.", "So passengers should check before they set out.")),
    ],
)  # fmt: skip
def test_a_long_sentence_becomes_two(written: str, heard: tuple[str, ...]) -> None:
    assert split_long(written) == heard


@pytest.mark.parametrize(
    "written",
    [
        # What was claimed of the first half was claimed of the second.
        "The union says the drivers at the Vale Railway are refusing to work any overtime this winter, and the firm is losing a lot of money by it.",
        "If drivers at the Vale Railway are refusing to work any overtime in a dispute this winter, and the firm is losing money by it, trains will stop.",
        "People who have had a fall, pregnant women, carers who look after somebody at home, and the over-65s in every village can have a jab for nothing.",
        "Mrs Dow, the matron, told the meeting: “We are refusing to shut any of the wards this winter, and the trust will have to find money for all of them.”",
        "It was a plum pie, it was on the windowsill of the porters' room at three in the morning, and it was eaten by the time that the porters came.",
        "The drivers are refusing to work any overtime at all in their dispute about the rosters of this winter, or so it is said, and nothing else.",
    ],
)  # fmt: skip
def test_a_sentence_that_cannot_be_cut_safely_stays_whole(written: str) -> None:
    assert len(written.split()) > LONGEST_WORDS
    assert split_long(written) == (written,)


def test_what_somebody_added_is_a_sentence_of_its_own() -> None:
    said = "Councillor Jean Abbot said the bridge in Mill Lane had served the town for fifty-two years without a day off"

    heard = for_the_ear(f"{said}, adding that it would be ready again by spring.", article=said)

    assert heard.parts == (f"{said}.", "Councillor Abbot added that it would be ready again by spring.")


def test_what_somebody_noted_after_a_quotation_is_a_sentence_of_its_own() -> None:
    assert front_attribution("“It is done,” Ann Lee said, noting that the roof is dry.")[0] == (
        "Ann Lee said: “It is done.” Ann Lee noted that the roof is dry."
    )


@pytest.mark.parametrize("nothing", ["3.", "— Ann Lee", "Ann Lee", "Dr Ann Lee."])
def test_a_number_or_a_name_alone_is_not_said(nothing: str) -> None:
    attributor = Attributor((nothing, "The roof is dry."), goes_on=("added",))

    assert attributor.say(Passage(paragraph=0, text=nothing)) == ()


def test_a_line_without_a_stop_gets_one() -> None:
    attributor = Attributor(("The roof is dry",), goes_on=("added",))

    assert [said.text for said in attributor.say(Passage(paragraph=0, text="The roof is dry"))] == [
        "The roof is dry."
    ]


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("The mayor resigned Tuesday in the wake of a report.", "The mayor resigned on Tuesday in the wake of a report."),
        ("She told reporters Saturday.", "She told reporters on Saturday."),
        ("The council met Monday evening.", "The council met on Monday evening."),
        ("They hope to end it ahead of a Tuesday deadline.", "They hope to end it ahead of a Tuesday deadline."),
        ("The fair is held every Friday at noon.", "The fair is held every Friday at noon."),
        ("It was held Good Friday in Elderby.", "It was held Good Friday in Elderby."),
        ("It was a cold Saturday.", "It was a cold Saturday."),
        ("The shop is open Monday to Friday.", "The shop is open Monday to Friday."),
        ("It is open daily except Sunday.", "It is open daily except Sunday."),
        ("He spent Tuesday in hospital.", "He spent Tuesday in hospital."),
        ("She said “we met Friday at noon” again.", "She said “we met Friday at noon” again."),
    ],
)  # fmt: skip
def test_a_day_without_its_on_gets_it(written: str, heard: str) -> None:
    assert for_the_ear(written, article=ARTICLE).parts == (heard,)
