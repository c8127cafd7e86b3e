"""What stands between headline and story: news of its own, or the first paragraph once more."""

from __future__ import annotations

from bulletin.model import Kind
from tests.support.paper import BODY, paper


def test_a_standfirst_with_news_of_its_own_comes_first(read) -> None:
    standfirst = (
        "Volunteers grew the oaks in secret for six years before they offered them to Councillor Finch"
    )

    article = read(paper(top=f'<p class="standfirst">{standfirst}</p>'))

    assert article.standfirst == standfirst
    assert article.texts == (standfirst, *BODY)


def test_a_standfirst_that_only_repeats_the_first_paragraph_is_left_out(read) -> None:
    article = read(
        paper(
            top='<p class="standfirst">Council agreed to plant 200 trees along the River Arrow at a cost of £48,000</p>'
        )
    )

    assert article.standfirst is None
    assert article.texts == BODY


def test_a_standfirst_that_is_not_the_page_s_description_may_say_some_of_it_again(read) -> None:
    deck = "Council to plant hundreds of trees along the River Arrow after years of rising water"

    article = read(paper(top=f'<p class="standfirst">{deck}</p>'))

    assert article.texts[:2] == (deck, BODY[0])


def test_a_long_heading_right_under_the_headline_is_a_standfirst_and_is_spoken(read) -> None:
    deck = "Residents had asked for cherry trees, and experts fear for the river in the autumn"

    article = read(paper(top=f"<h2>{deck}</h2>"))

    assert (article.standfirst, article.paragraphs[0].kind) == (deck, Kind.PARAGRAPH)


def test_a_sentence_under_the_headline_is_believed_where_the_page_has_no_description_and_it_shares_a_word(
    read,
) -> None:
    deck = "A stretch of bank that floods every winter is to be held together by the roots of young oaks."

    assert read(paper(top=f'<p class="summary">{deck}</p>')).texts == (deck, *BODY)

    other = "Bakers who rise before dawn have queued for flour since the only oven burnt down at Easter."
    assert read(paper(top=f'<p class="summary">{other}</p>')).texts == BODY


def test_a_line_that_is_called_so_needs_two_words_of_the_story_where_it_is_no_sentence(read) -> None:
    deck = "Oaks may never be seen again once the mill has gone, says Finch"

    assert read(paper(top=f'<p class="sub-title">{deck}</p>')).texts == (deck, *BODY)


def test_the_page_s_own_description_right_under_the_headline_is_believed_without_a_shared_word(read) -> None:
    deck = "Sheldon, 60, had crossed a dual carriageway and a golf course"
    head = f'<meta property="og:description" content="{deck}">'

    assert read(paper(top=f'<p class="sub">{deck}</p>', head=head)).texts == (deck, *BODY)


def test_a_bare_line_under_the_headline_of_a_page_without_description_is_one_if_the_story_shares_its_words(
    read,
) -> None:
    deck = "Oaks from the allotments will hold the bank together, Finch says"

    assert read(paper(top=f"<div>{deck}</div>")).texts == (deck, *BODY)
    assert read(paper(top="<div>Vale Echo, your own town paper since the spring of 1866</div>")).texts == BODY


def test_a_standfirst_of_another_story_is_left_out(read) -> None:
    article = read(
        paper(
            top='<p class="standfirst">Gardening tips, recipes and puzzles every weekend with unlimited digital access</p>'
        )
    )

    assert article.texts == BODY


def test_the_page_s_description_over_a_story_that_says_the_same_is_left_out(read) -> None:
    summary = (
        "Marlow Vale Town Council agreed to plant trees along the river at a cost of £48,000, in three weeks"
    )

    article = read(
        paper(
            top=f"<div><h2>{summary}</h2></div>",
            head=f'<meta property="og:description" content="{summary}">',
        )
    )

    assert article.texts == BODY


def test_what_only_looks_like_a_standfirst_in_a_caption_is_left_out(read) -> None:
    caption = "Volunteers of the allotments with oaks that they grew in secret for Councillor Finch"

    article = read(paper(top=f'<figure><figcaption class="summary">{caption}</figcaption></figure>'))

    assert article.texts == BODY
    assert article.standfirst is None


def test_the_first_paragraph_is_kept_where_it_stands_apart(read) -> None:
    first = f'<div class="opening"><p>{BODY[0]}</p></div>'

    assert read(paper(top=first, paragraphs=BODY[1:])).texts == BODY
