"""Who is heard, and who is not."""

from __future__ import annotations

from bulletin.summarise import find_summariser, words_of
from bulletin.summarise.heard import speakers
from tests.summarise.copy_desk import article
from tests.summarise.test_sides import DISPUTE


def test_who_speaks_in_the_article_is_named_as_heard_or_not() -> None:
    heard, not_heard = speakers(DISPUTE, {0, 1})

    assert heard == ("The Porters' Guild",)
    assert not_heard == ("The trust",)


def test_a_body_and_its_officers_are_one_party() -> None:
    heard, not_heard = speakers(DISPUTE, {2, 4})

    assert len(heard) == 2
    assert not_heard == ()


def test_he_is_nobody_new() -> None:
    texts = ["Owen Price said it was warm.", "He said it was dry.", "The 60-year-old said it was late."]

    assert speakers(texts, {0, 1, 2}) == (("Owen Price",), ())


def test_a_story_tells_who_is_heard_in_it() -> None:
    story = find_summariser().select(article(*DISPUTE), budget_s=14, seconds_of=words_of)

    assert story is not None
    assert story.heard == ()
    assert story.not_heard == ("The Porters' Guild", "The trust")


def test_a_dispute_of_more_than_forty_seconds_hears_both_sides() -> None:
    colour = "Lanterns of red paper number {} will hang from every tree beside the long river path on Friday night."
    found = article(*DISPUTE, *(colour.format(number) for number in range(20, 31)))

    story = find_summariser().select(found, budget_s=120, seconds_of=words_of)

    assert story is not None
    assert len(story.heard) == 2
