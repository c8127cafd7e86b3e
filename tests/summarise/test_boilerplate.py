"""What stands in an article and is no news."""

from __future__ import annotations

import pytest

from bulletin.summarise.boilerplate import corrected_figures, holds_figure, tells_about_a_body
from bulletin.summarise.units import units
from tests.summarise.copy_desk import article, kept

NEWS = "The fair at Thornbury Vale opens on Friday."


@pytest.mark.parametrize(
    "line",
    [
        "Thornbury Vale Hospitals NHS Trust runs four hospitals and has 7,000 staff.",
        "The Vale Hospice was founded in 1984 and cares for 300 families a year.",
        "Marlow and Vale Council serves 90,000 people.",
        "Weir Buses is owned by a family in Marlow.",
    ],
)
def test_a_closing_line_about_a_body_is_not_spoken(line: str) -> None:
    assert [unit.text for unit in units(article(NEWS, "Dogs may come.", line))] == [NEWS, "Dogs may come."]


@pytest.mark.parametrize(
    "line",
    [
        "Thornbury Vale Hospitals NHS Trust runs a helpline, which will open tomorrow.",
        "The Vale Hospice was founded in 1984, said its nurse Rosa Fenwick.",
        "Rosa Fenwick runs the stall and hopes for sun until Sunday.",
        "Marlow Council has until Friday to answer.",
    ],
)
def test_a_closing_line_with_news_in_it_stays(line: str) -> None:
    assert len(units(article(NEWS, "Dogs may come.", line))) == 3


def test_a_line_about_a_body_in_the_middle_stays() -> None:
    texts = [NEWS, "Weir Buses runs nine buses.", "Dogs may come.", "Cider is sold.", "Bread is sold."]

    assert not tells_about_a_body(texts, 1)


def test_a_figure_that_the_article_takes_back_is_never_said() -> None:
    found = article(
        "The fair raised £900 for the lifeboat at Thornbury Vale.",
        "Stalls stood beside the river from nine until noon.",
        "The mayor thanked all who gave £900 in the rain.",
        "An earlier version of this article said the sum was £900. It was £700.",
        headline="Fair raises money",
    )

    assert kept(found, words=60) == [1]


def test_the_right_figure_of_a_correction_may_be_said() -> None:
    wrong = corrected_figures(
        ["Police first said nine people were hurt.", "They first gave 9 people, then 7 people."]
    )

    assert wrong == {"9 people"}
    assert holds_figure("There were 9 people on board.", wrong) == "9 people"
    assert holds_figure("There were 19 people on board.", wrong) == ""


def test_a_figure_alone_behind_the_words_of_a_correction_is_no_wrong_one() -> None:
    assert corrected_figures(["The firm first said in 2019 that it might leave."]) == frozenset()
