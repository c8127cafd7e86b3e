"""Web pages in the manner of British local papers, trusts and councils."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bulletin.errors import RefusedError
from bulletin.model import Entry, Form, Kind
from tests.support.paper import BODY, paper


def test_the_story_comes_whole_in_order_and_with_nothing_else(read) -> None:
    article = read(paper())

    assert article.texts == BODY
    assert article.headline == "Trees for the river"
    assert article.site == "Vale Echo"
    assert article.language == "en"
    assert article.url == "https://www.valeecho.example/news/story"


FURNITURE = {
    "a related link": '<p>RELATED: <a href="/x">Ducks return to the weir</a></p>',
    "a read-more line": '<p><strong>Read more:</strong> <a href="/x">Ducks return to the weir after ten years</a></p>',
    "a sign-up": "<p>Sign up to our newsletter for the latest news from the Vale, straight to your inbox.</p>",
    "a caption": '<figure><img src="a.jpg" alt=""><figcaption>The river at dusk. Picture: Jo Bell</figcaption></figure>',
    "a credit": "<p>Picture: Jo Bell</p>",
    "an advertisement": "<p>Advertisement</p>",
    "a share line": '<p>Share this article on <a href="/f">Facebook</a> or <a href="/t">Twitter</a></p>',
    "a followed account": "<p>Follow us on Facebook for more stories from across the Vale.</p>",
    "a contact line": "<p>Do you have a story for us? Email our newsdesk at news@valeecho.example</p>",
    "an amendment": "<p>This article was amended on 2 March to correct the name of a street.</p>",
    "a linked headline in capitals": '<p><a href="/x">DUCKS RETURN TO THE WEIR AFTER TEN YEARS</a></p>',
    "a box of links": '<div class="related-stories"><h3>More on this</h3><ul><li><a href="/x">Ducks return</a></li></ul></div>',
    "a hidden line": '<p style="display:none">Hidden words that no reader of the page has ever been shown.</p>',
    "a cookie notice": '<div class="cookie-banner"><p>We use cookies to improve your experience of our website.</p></div>',
    "comments": '<div id="comments"><h3>Comments</h3><p>About time too, the river has looked bare for years now.</p></div>',
    "the headline again": "<h2>Trees for the river</h2>",
    "the byline": '<p class="byline">By Jo Bell, Local Democracy Reporter</p>',
    "a script": "<script>var words = 'These are no words for any listener at all.';</script>",
}  # fmt: skip


@pytest.mark.parametrize("place", ["top", "middle", "bottom"])
@pytest.mark.parametrize("what", FURNITURE)
def test_furniture_is_never_spoken_wherever_it_stands(read, what: str, place: str) -> None:
    article = read(paper(**{place: FURNITURE[what]}))

    assert article.texts == BODY


def test_every_drop_names_its_rule(read) -> None:
    article = read(paper(middle=FURNITURE["a related link"]))

    dropped = {drop.text: drop.rule for drop in article.dropped}
    assert dropped["RELATED: Ducks return to the weir"] == "related link"
    assert all(drop.rule for drop in article.dropped)


def test_headings_lists_and_quotations_in_the_story_are_kept_and_labelled(read) -> None:
    middle = (
        "<h2>Where the trees will stand</h2><ul><li>Eastgate, between the bridge and the weir</li>"
        "<li>Mill Street, behind the allotments and the school</li></ul>"
        "<blockquote><p>“I have waited forty years to see an alder here,” said Tom Pell, who is 82.</p></blockquote>"
    )

    kinds = {paragraph.text[:10]: paragraph.kind for paragraph in read(paper(middle=middle)).paragraphs}

    assert kinds["Where the "] is Kind.HEADING
    assert kinds["Eastgate, "] is Kind.ITEM
    assert kinds["“I have wa"] is Kind.QUOTE
    assert kinds[BODY[0][:10]] is Kind.PARAGRAPH


def test_a_table_in_the_story_is_kept_row_by_row_and_labelled(read) -> None:
    table = "<table><tr><th>Street</th><th>Trees</th></tr><tr><td>Mill Street</td><td>40</td></tr></table>"

    article = read(paper(middle=f"<p>These streets come first.</p>{table}"))

    assert [block.text for block in article.paragraphs if block.kind is Kind.ROW] == [
        "Street, Trees",
        "Mill Street, 40",
    ]


def test_a_name_in_latin_letters_stands_apart_in_japanese(read) -> None:
    line = "新しい橋は来年の春に<b>Arrow</b>の町で開く予定で、工事は順調に進んでいると町長が述べた。"

    article = read(paper(paragraphs=(line, *BODY)))

    assert "春に Arrow の町" in article.texts[0]


def test_a_heading_with_nothing_left_under_it_goes_too(read) -> None:
    middle = f"<h2>From elsewhere</h2>{FURNITURE['a related link']}<h2>What happens next</h2>"

    texts = read(paper(middle=middle)).texts

    assert "From elsewhere" not in texts
    assert "What happens next" in texts


def test_a_paragraph_is_said_once(read) -> None:
    assert read(paper(bottom=f"<p>{BODY[1]}</p>")).texts == BODY


def test_words_of_a_hover_card_are_not_glued_into_a_sentence(read) -> None:
    card = '<span class="tooltip-card">Ada Finch More stories about Ada Finch</span>'
    story = (*BODY[:2], BODY[2].replace("Ada Finch", f"Ada Finch{card}"), *BODY[3:])

    assert read(paper(paragraphs=story)).texts == BODY


def test_date_and_author_come_from_the_structured_data(read) -> None:
    head = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle",
    "headline": "Trees for the river", "datePublished": "2026-03-02T09:15:00+01:00",
    "author": [{"@type": "Person", "name": "Jo Bell"}, {"@type": "Person", "name": "Sam Oak"}],
    "publisher": {"@type": "Organization", "name": "Vale Echo"}}]}</script>"""

    article = read(paper(head=head))

    assert article.published == datetime(2026, 3, 2, 9, 15, tzinfo=timezone(timedelta(hours=1)))
    assert article.author == "Jo Bell, Sam Oak"


def test_a_date_in_the_page_alone_is_found(read) -> None:
    article = read(paper(top='<p class="date"><time datetime="2026-02-27">27 February 2026</time></p>'))

    assert article.published == datetime(2026, 2, 27, tzinfo=UTC)


def test_damaged_structured_data_is_no_obstacle(read) -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": [1, {], </script>' * 3

    assert read(paper(head=head)).texts == BODY


def test_the_canonical_address_is_absolute_and_has_no_fragment(read) -> None:
    assert (
        read(paper(head='<link rel="canonical" href="/news/trees#top">')).url
        == "https://www.valeecho.example/news/trees"
    )


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Trees for the river - Vale Echo", "Trees for the river"),
        ("Vale Echo | Trees for the river", "Trees for the river"),
        ("Trees for the river", "Trees for the river"),
        ("Trees - a plan | valeecho.example", "Trees - a plan"),
    ],
)
def test_the_headline_has_no_name_of_the_site(read, title: str, headline: str) -> None:
    body = "".join(f"<p>{text}</p>" for text in BODY)

    assert (
        read(
            f"<html><head><title>{title}</title><meta property='og:site_name' content='Vale Echo'></head><body><article>{body}</article></body></html>"
        ).headline
        == headline
    )


def test_a_welsh_page_that_claims_to_be_english_is_named_welsh(read) -> None:
    body = (
        "Mae Cyngor Tref y Dyffryn wedi cytuno i blannu dau gant o goed ar hyd yr afon yn yr hydref eleni.",
        "Dywedodd y cyngor y bydd y gwaith yn cymryd tair wythnos ac yn costio pedwar deg wyth mil o bunnau.",
        "Roedd rhai trigolion wedi gofyn am goed ceirios, ond dywedodd arbenigwyr fod y tir yn rhy wlyb iddynt.",
    )

    assert read(paper(paragraphs=body)).language == "cy"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("<html><body><h1>Trees</h1><p>Coming soon.</p></body></html>", "holds no article"),
        ("<html><body></body></html>", "no article"),
        ("", "no article|empty"),
        ("<html><head><title>Page not found</title></head><body><h1>Page not found</h1><p>Sorry, we cannot find the page that you are looking for. Try the search box above, or go back to our home page and start again from there.</p></body></html>", "not found"),
        ("<html><body><article><h1>Big news</h1><p>The mayor has made an announcement about the future of the market which will change the town.</p><p>Subscribe to continue reading this story and every other story on our site, from as little as a cup of tea.</p></article></body></html>", "paywall|holds no article"),
        ("<html><body><div>We value your privacy. Accept all cookies.</div></body></html>", "cookie|holds no article"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_refused_with_the_reason(read, content: str, why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        read(content)


def test_a_list_of_headlines_is_refused(read) -> None:
    cards = "".join(
        f"<div class='post'><h2><a href='/{n}'>Story number {n} has a long enough headline</a></h2>"
        f"<p>What happened in street number {n} when the council came to look at the trees there last week.</p></div>"
        for n in range(20)
    )

    with pytest.raises(RefusedError, match=r"list|front page|no article"):
        read(f"<html><body><main><h1>News</h1>{cards}</main></body></html>")


def test_something_for_sale_is_refused(read) -> None:
    page = paper(head='<script type="application/ld+json">{"@type": "Product", "name": "Oak"}</script>')

    with pytest.raises(RefusedError, match="for sale"):
        read(page.replace("og:type", "og:kind"))


def test_the_feeds_text_stands_in_for_a_page_without_a_story(read) -> None:
    entry = Entry(
        title="Trees for the river", html="".join(f"<p>{text}</p>" for text in BODY), author="Jo Bell"
    )

    article = read("<html><body><p>Accept all cookies.</p></body></html>", entry=entry)

    assert article.texts == BODY
    assert article.headline == "Trees for the river"
    assert article.author == "Jo Bell"


def test_a_feeds_text_goes_through_the_same_judge(read) -> None:
    html = "".join(f"<p>{text}</p>" for text in (*BODY, "Read more: Ducks return to the weir"))

    article = read(html, Form.ENTRY, entry=Entry(title="Trees for the river", html=html))

    assert article.texts == BODY


def test_what_the_page_does_not_tell_comes_from_the_feed(read) -> None:
    when = datetime(2026, 3, 1, 8, tzinfo=UTC)

    article = read(paper(), entry=Entry(title="Feed title", published=when, author="Jo Bell"))

    assert (article.headline, article.published, article.author) == ("Trees for the river", when, "Jo Bell")


@pytest.mark.parametrize(
    "content", ["<div>" * 100_000 + "hello", "<b>" * 100_000 + "hello", "<ul><li>" * 50_000 + "hello"]
)
def test_a_hundred_thousand_elements_inside_each_other_do_no_harm(read, content: str) -> None:
    with pytest.raises(RefusedError):
        read("<html><body>" + content)


def test_a_long_page_takes_time_in_proportion(read) -> None:
    def seconds(paragraphs: int) -> float:
        story = tuple(
            f"{BODY[n % 5]} This is sentence number {n} of the long report." for n in range(paragraphs)
        )
        page = paper(paragraphs=story)
        began = time.process_time()
        read(page)
        return time.process_time() - began

    seconds(50)

    assert seconds(1600) < 14 * seconds(200) + 0.5


def test_nuls_and_emoji_in_a_page_do_no_harm(read) -> None:
    story = (
        "Marlow\x00 Vale Town Council has agreed 🌳 to plant 200 trees along the River Arrow, at a cost of £48,000.",
        *BODY[1:],
    )

    article = read(paper(paragraphs=story))

    assert article.texts[0].startswith("Marlow Vale Town Council has agreed 🌳 to plant")
    assert article.texts[1:] == BODY[1:]


def test_links_that_open_elsewhere_do_not_say_so(read) -> None:
    story = (BODY[0].replace("River Arrow,", "River Arrow<span>, opens new tab</span>,"), *BODY[1:])

    assert "new tab" not in " ".join(read(paper(paragraphs=story)).texts)


def test_a_line_ends_at_what_a_page_shows_as_a_break(read) -> None:
    ends = '<span class="story-part br" data-pos="4"></span>'

    assert read(paper(paragraphs=((ends * 2).join(BODY),))).texts == BODY


@pytest.mark.parametrize(
    "own",
    [
        "<vale-link><a href='/arrow'>River</a></vale-link> Arrow",
        "<vale-hint><b>River</b> Arrow</vale-hint>",
        "River<o:p></o:p> Arrow",
    ],
)
def test_an_element_that_html_does_not_know_is_no_break_in_a_line(read, own: str) -> None:
    story = (BODY[0].replace("River Arrow", own), *BODY[1:])

    assert read(paper(paragraphs=story)).texts == BODY


def test_what_is_invisible_is_left_out_even_where_it_is_spelt_as_an_entity(read) -> None:
    first, *rest = BODY
    hidden = first.replace("Council", "Coun&shy;cil").replace(" agreed", "&#8203; agreed&#x200e;")

    assert read(paper(paragraphs=(hidden, *rest))).texts == BODY


def test_an_entity_that_a_system_escaped_twice_is_its_letter(read) -> None:
    first, *rest = BODY
    escaped = first.replace("£", "&amp;pound;").replace("River Arrow", "R&amp;#237;o Arrow")

    assert read(paper(paragraphs=(escaped, *rest))).texts == (first.replace("River", "Río"), *rest)


def test_a_story_that_the_page_appends_to_its_own_is_left_out(read) -> None:
    other = "<article><h1>Ducks return to the weir</h1>" + "".join(
        f"<p>Duck number {n} has come back to the weir and has brought a friend with it this year.</p>"
        for n in range(9)
    )

    article = read(paper().replace("</main>", f"{other}</article></main>"))

    assert article.texts == BODY
    assert {drop.rule for drop in article.dropped if drop.text.startswith("Duck number")} == {
        "another story on the same page"
    }


@pytest.mark.parametrize(
    "marked",
    [
        '<a rel="author" href="/jo">Jo Bell</a>',
        '<span itemprop="author"><b itemprop="name">Jo Bell</b></span>',
        '<span class="author vcard">By <a href="/jo">Jo Bell</a></span>',
    ],
)
def test_an_author_who_is_named_in_the_body_alone_is_found(read, marked: str) -> None:
    assert read(paper(top=f"<p class='byline'>{marked}</p>")).author == "Jo Bell"


def test_a_page_that_marks_many_names_has_no_author(read) -> None:
    names = "".join(f'<a rel="author" href="/{n}">Poster {n}</a>' for n in "abcdef")

    assert read(paper(bottom=f"<div class='comments'>{names}</div>")).author is None


@pytest.mark.parametrize("name", ["nhsuk-u-visually-hidden", "govuk-visually-hidden", "visually-hidden"])
def test_a_label_for_screen_readers_is_no_part_of_a_heading(read, name: str) -> None:
    label = f'<h3><span class="{name}">Important: </span>How the trees are watered</h3>'

    assert "How the trees are watered" in read(paper(middle=label)).texts
