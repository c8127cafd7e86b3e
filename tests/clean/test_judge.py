"""The judge, block by block."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bulletin.clean.blocks import Block
from bulletin.clean.judge import judge
from bulletin.model import Kind

PROSE = tuple(
    Block(text=f"The council met on {day} to talk about the plan for the {place} and agreed to wait.")
    for day, place in (("Monday", "river"), ("Tuesday", "bridge"), ("Friday", "market"))
)


def rules(*blocks: Block, headline: str = "") -> list[str | None]:
    return [verdict.rule for verdict in judge(blocks, headlines=(headline,))]


def test_prose_is_kept() -> None:
    assert rules(*PROSE) == [None, None, None]


def test_a_block_with_more_against_than_for_it_is_left_out_with_its_reason() -> None:
    weak = Block(
        text="Something beside the story that nobody asked for.",
        points=-1,
        against="outside the story: in aside",
    )

    assert rules(PROSE[0], weak, PROSE[1])[1] == "outside the story: in aside"


def test_the_headline_is_not_said_again_though_cased_otherwise() -> None:
    again = Block(text="TREES FOR THE RIVER", kind=Kind.HEADING)

    assert rules(again, *PROSE, headline="Trees for the river")[0] == "headline repeated"


def test_a_paragraph_with_most_words_of_the_headline_is_no_headline() -> None:
    later = Block(text="Trees for the river have been agreed.")

    assert rules(*PROSE, later, headline="Trees for the river agreed")[-1] is None


def test_a_repeat_is_left_out_and_short_headings_may_return() -> None:
    heading = Block(text="Reaction", kind=Kind.HEADING)

    assert rules(PROSE[0], PROSE[0]) == [None, "repeat"]
    assert rules(heading, PROSE[0], heading, PROSE[1]) == [None, None, None, None]


def test_a_pull_quote_is_left_out_and_the_paragraph_with_it_stays() -> None:
    pulled = Block(text="agreed to wait for the river to fall before the spring", kind=Kind.QUOTE)
    whole = Block(text="Ms Finch said they had agreed to wait for the river to fall before the spring came.")

    assert rules(PROSE[0], pulled, whole) == [None, "pull quote", None]


def test_rules_and_bare_numbers_are_left_out() -> None:
    assert rules(PROSE[0], Block(text="* * *"), Block(text="4"), PROSE[1]) == [
        None,
        "no words",
        "no words",
        None,
    ]


def test_headings_and_links_after_the_last_sentence_are_left_out() -> None:
    heading, link = (
        Block(text="What next", kind=Kind.HEADING),
        Block(text="All our news from the Vale", link_share=1.0),
    )

    assert rules(*PROSE, heading, link)[-2:] == ["after the story", "after the story"]


def test_what_stands_under_a_heading_about_the_firm_is_left_out_at_the_end() -> None:
    about = Block(text="About Vale Pumps", kind=Kind.HEADING)
    firm = Block(text="Vale Pumps makes pumps of every size and has done so since the year 1953.")

    assert rules(*PROSE, *PROSE[:0], about, firm)[-1] == "under the heading 'About Vale Pumps'"


def test_the_signature_under_a_post_is_left_out() -> None:
    assert (
        rules(PROSE[0], Block(text="— Vale Police (@valepolice) March 2, 2026"), PROSE[1])[1]
        == "post's signature"
    )


def test_a_post_set_in_beside_the_story_is_left_out() -> None:
    post = Block(text="We are proud of our trees and of all who grew them.", called=frozenset({"post"}))

    assert rules(PROSE[0], post, PROSE[1])[1] == "post on a social network"


def test_a_long_heading_that_is_a_link_is_another_story_s() -> None:
    other = Block(text="Ducks return to the weir after ten years", kind=Kind.HEADING, link_share=1.0)
    numbered = Block(text="3. The weir and the ducks in Mill Street", kind=Kind.HEADING, link_share=1.0)

    assert rules(PROSE[0], other, PROSE[1])[1] == "linked headline"
    assert rules(PROSE[0], numbered, PROSE[1])[1] is None


@pytest.mark.parametrize("name", ["Jo Bell", "Jo Bell/Sam Oak", "Jo Bell and Sam Oak"])
def test_a_name_alone_above_the_story_is_its_writer_s(name: str) -> None:
    assert rules(Block(text=name), *PROSE)[0] == "byline"
    assert rules(*PROSE, Block(text=name), PROSE[0])[3] is None


def test_capitals_with_a_small_letter_among_them_are_capitals() -> None:
    other = Block(text="MARLOW VALE TO KEEP ITS MPs AND ITS WEIR", link_share=1.0)

    assert rules(PROSE[0], other, PROSE[1])[1] == "linked headline"


def test_a_line_in_bold_under_a_picture_is_its_caption() -> None:
    named = Block(text="Ada Finch (left)", is_pictured=True, bold_share=1.0)
    said = Block(text="Nobody was hurt.", is_pictured=True, bold_share=1.0)

    assert rules(PROSE[0], named, said, PROSE[1]) == [None, "caption", None, None]


def test_a_caption_that_stands_again_unmarked_is_left_out() -> None:
    marked = Block(
        text="The ward has had new windows.", called=frozenset({"caption"}), points=-1, against="own caption"
    )
    again = Block(text="The ward has had new windows.")

    assert rules(PROSE[0], marked, again, PROSE[1]) == [None, "own caption", "caption", None]


def test_what_is_left_of_a_list_that_asks_for_things_goes_with_it() -> None:
    asking = [
        Block(text=text, kind=Kind.ITEM, holders=(1, 2, number))
        for number, text in enumerate(
            ("Sign up for our weekly newsletter", "Share this article", "The Echo is older than the bridge."),
            3,
        )
    ]

    assert rules(*PROSE, *asking)[-1] == "in a list that asks for something"


@pytest.mark.parametrize(
    ("depth", "rule"), [(4, "under a heading of other stories"), (2, None)], ids=["deeper", "as deep"]
)
def test_what_stands_deeper_under_a_heading_of_other_stories_is_theirs(depth: int, rule: str | None) -> None:
    story = [Block(text=block.text, holders=(1, 2)) for block in PROSE]
    heading = Block(text="You may also like", kind=Kind.HEADING, holders=(1, 2))
    other = Block(
        text="A bakery in Mill Street has raised the money for a scanner.", holders=tuple(range(depth))
    )

    assert rules(*story, heading, other)[-1] == rule


def test_links_right_under_a_line_of_other_stories_go_with_it_and_the_story_goes_on() -> None:
    line = Block(text="Read more:")
    links = [
        Block(text=text, kind=Kind.ITEM, link_share=1.0)
        for text in ("A ward is named after its nurse", "How long people wait")
    ]

    assert rules(PROSE[0], line, *links, PROSE[1])[2:] == ["under a line of other stories"] * 2 + [None]
    assert rules(PROSE[0], *links, PROSE[1]) == [None] * 4


def test_a_box_of_which_only_the_heading_is_left_is_left_out() -> None:
    heading = Block(text="Boots we love", kind=Kind.HEADING, holders=(1, 3, 4), called=frozenset({"advert"}))
    price = Block(text="Buy now", holders=(1, 3, 5), points=-1, against="outside the story")
    story = [Block(text=block.text, holders=(1, 2)) for block in PROSE]

    assert rules(story[0], heading, price, story[1])[1] == "heading of nothing"
    assert rules(story[0], replace(heading, called=frozenset()), price, story[1])[1] is None


def test_a_few_words_set_large_are_left_out_where_a_paragraph_has_them_and_the_name_under_them_too() -> None:
    quote = Block(text="never as high", kind=Kind.QUOTE)
    cite = Block(text="Jo Bell, plot 9", kind=Kind.QUOTE, places=frozenset({"author"}))
    story = Block(text="“The river was never as high in all my years beside it,” said Jo Bell.")

    assert rules(quote, cite, story) == ["pull quote", "who is quoted", None]
    assert rules(Block(text="not in the text", kind=Kind.QUOTE), story) == [None, None]


def test_whom_to_ring_goes_with_its_heading_at_the_end() -> None:
    heading = Block(text="Contact us", tag="summary", points=-1, against="outside the story")
    desk = Block(text="Events team, Town Hall, Marlow. Telephone: 01632 960100.")

    assert rules(*PROSE, heading, desk)[-1] == "under the heading 'Contact us'"


def test_a_heading_that_is_no_link_ends_the_other_stories() -> None:
    story = Block(text=PROSE[0].text, holders=(1, 2))
    related = Block(text="You may also like", kind=Kind.HEADING, holders=(1, 2))
    heading = Block(text="What happens next", kind=Kind.HEADING, holders=(1, 3, 4))
    more = Block(text=PROSE[1].text, holders=(1, 3, 4))

    assert rules(story, related, heading, more) == [None, "related link", None, None]


@pytest.mark.parametrize(
    "text",
    [
        "Finch A, Bell J. Trees and the ward: a review. Journal of Shade. 2019;12(3):45-50.",
        "2. Department for Rivers (2024). How high water rises.",
        "Bell J. On trees. https://doi.org/10.1000/182",
    ],
)
def test_a_source_as_a_journal_gives_it_is_left_out(text: str) -> None:
    assert rules(*PROSE, Block(text=text))[-1] == "sources"


def test_a_list_of_sources_goes_with_its_heading() -> None:
    heading = Block(text="References", kind=Kind.HEADING)
    listed = Block(text="The Book of Trees, Mill Street Press, third edition, with pictures.", kind=Kind.ITEM)

    assert rules(*PROSE, heading, listed)[-2:] == ["sources", "under the heading 'References'"]


def test_a_year_in_brackets_makes_no_source_of_a_sentence() -> None:
    told = Block(
        text="The first bridge (1871) was of wood; the second, of 1902, cost £3,000 and is still there."
    )

    assert rules(*PROSE, told)[-1] is None


def test_computer_code_is_left_out() -> None:
    code = Block(
        text="function add(a, b) { return a + b; } const sum = add(1, 2); if (sum > 2) { log(sum); }"
    )

    assert rules(PROSE[0], code, PROSE[1])[1] == "computer code"


def test_a_box_that_is_called_one_of_facts_is_left_out() -> None:
    fact = Block(text="The first patrols stood in Bath in 1937.", called=frozenset({"sidebox"}))

    assert rules(PROSE[0], fact, PROSE[1]) == [None, "box of facts", None]


def test_a_poll_is_left_out() -> None:
    question = Block(text="Will the bridge open in time?", called=frozenset({"poll"}))

    assert rules(PROSE[0], question, PROSE[1])[1] == "poll"


def test_rows_are_kept_though_they_are_numbers_and_are_no_prose() -> None:
    row = Block(text="2025, 14, 9", kind=Kind.ROW)

    assert rules(*PROSE, row)[-1] is None


def test_links_to_the_headings_below_are_a_table_of_contents_and_leave_no_line_that_announces_it() -> None:
    announced = Block(text="In this guide:")
    link = Block(text="How to ask for a tree", kind=Kind.ITEM, link_share=1.0)
    heading = Block(text="How to ask for a tree", kind=Kind.HEADING)

    assert rules(PROSE[0], announced, link, heading, PROSE[1]) == [
        None,
        "introduces nothing",
        "table of contents",
        None,
        None,
    ]


def test_a_line_before_a_list_of_which_some_is_left_is_kept() -> None:
    announced = Block(text="The trees are for:")
    left_out = Block(text="Sign up for our weekly newsletter", kind=Kind.ITEM)
    kept = Block(text="Mill Street and the two lanes behind it", kind=Kind.ITEM)

    assert rules(PROSE[0], announced, left_out, kept, PROSE[1])[1] is None


def test_a_line_that_announces_what_never_comes_is_left_out_at_the_end() -> None:
    assert rules(*PROSE, Block(text="Sources:"))[-1] == "after the story"
