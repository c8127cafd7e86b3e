"""What is no article, told by the shape of the page and its short lines."""

from __future__ import annotations

import pytest

from bulletin.errors import RefusedError

PROSE = "".join(
    f"<p>{text}</p>"
    for text in (
        "Our pumps are made by hand in Marlow Vale and have kept the cellars of the county dry since 1953.",
        "Each of them is tested for a day and a night in the mill pond before it leaves the yard in Mill Street.",
        "We send them to every house between the weir and the bridge, and we mend them for as long as they last.",
    )
)
ARTICLE = (
    "<meta property='og:type' content='article'><meta property='article:published_time' content='2026-03-02'>"
)
SHORT_LINES = {
    "something for sale": ("Add to basket", "In stock", "Free delivery"),
    "a list of prices": ("£48", "£52", "£9.50", "£120", "£7", "£15"),
    "a firm's page about what it sells": ("Get started", "Request a visit", "Our services"),
    "a job on offer": ("Salary: £31,000", "Closing date: 3 April", "Hours: 37 a week", "Apply now"),
    "an appeal for money": ("Give monthly", "Choose an amount", "Add gift aid"),
    "a forum, where readers talk": ("Reply", "Quote", "Posts: 310", "Joined: May 2019"),
}


def page(lines: tuple[str, ...], *, head: str = "") -> str:
    furniture = "".join(f"<div>{line}</div>" for line in lines)
    boxes = "".join(f"<div><span>Pump of size number {n}</span></div>" for n in range(14))
    return (
        f"<html lang='en'><head><title>Pumps</title>{head}</head><body><main><h1>Pumps</h1>{PROSE}</main>"
        f"<div>{furniture}{boxes}</div></body></html>"
    )


@pytest.mark.parametrize("what", SHORT_LINES)
def test_a_page_is_refused_for_what_its_short_lines_say(read, what: str) -> None:
    with pytest.raises(RefusedError, match=what):
        read(page(SHORT_LINES[what]))


@pytest.mark.parametrize("what", SHORT_LINES)
def test_a_page_that_says_it_is_an_article_may_have_such_lines(read, what: str) -> None:
    assert len(read(page(SHORT_LINES[what], head=ARTICLE)).texts) == 3


@pytest.mark.parametrize("what", SHORT_LINES)
def test_one_such_line_is_no_reason(read, what: str) -> None:
    assert len(read(page(SHORT_LINES[what][:1])).texts) == 3


def test_a_page_of_which_next_to_nothing_is_a_story_is_refused(read) -> None:
    boxes = tuple(f"Pump number {n}" for n in range(250))

    with pytest.raises(RefusedError, match="many small parts"):
        read(page(boxes))


def test_a_firm_that_names_itself_as_one_is_refused_unless_it_writes_an_article(read) -> None:
    firm = """<script type="application/ld+json">{"@type": "LocalBusiness", "name": "Vale Pumps"}</script>"""

    with pytest.raises(RefusedError, match="firm's page about itself"):
        read(page((), head=firm))
    assert read(page((), head=firm + ARTICLE)).texts


def test_a_gate_against_robots_is_refused_by_its_headline(read) -> None:
    with pytest.raises(RefusedError, match="no robot"):
        read(page(()).replace("Pumps</h1>", "Making sure you're not a bot!</h1>"))


@pytest.mark.parametrize(
    "lines",
    [
        ("Contact us", "Sign up for alerts", "Pay your council tax", "Report a missed bin"),
        ("Cookies", "Accessibility", "Privacy notice", "Freedom of information"),
    ],
)
def test_a_council_s_news_without_any_claims_is_read(read, lines: tuple[str, ...]) -> None:
    assert len(read(page(lines)).texts) == 3


CLOCK = "".join(f"<div><time>{hour}:4{hour % 10}</time><h3>Entry {hour}</h3></div>" for hour in range(12, 18))
OFFERS = "<div>Subscribe now</div>" * 2
WEATHER = "".join(f"<div>{hour}:00 {hour}°</div>" for hour in range(9, 14))
BUTTON = "<div>Report it now</div>"
PICTURES = "".join(f"<div>{n} of 12</div>" for n in range(1, 7))


@pytest.mark.parametrize(
    ("headline", "under", "what"),
    [
        ("Council election LIVE: latest updates", CLOCK, "live blog"),
        ("Council election live blog", CLOCK, "live blog"),
        ("M6 traffic updates: long delays near Brough", CLOCK, "live blog"),
        ("Contact us", "", "about the site itself"),
        ("Privacy policy", "", "about the site itself"),
        ("In pictures: the flower show", PICTURES, "gallery of pictures"),
        ("Search results: flower show", "", "search results"),
        ("Choose the subscription that suits you", OFFERS, "subscription"),
        ("Marlow weather", WEATHER, "weather forecast"),
        ("Fixtures and results", "", "a table of matches"),
        ("Report a blocked drain", BUTTON, "a service of a council"),
    ],
)
def test_a_headline_that_its_lines_bear_out_tells_what_a_page_is(
    read, headline: str, under: str, what: str
) -> None:
    with pytest.raises(RefusedError, match=what):
        read(page((), head=ARTICLE).replace(">Pumps<", f">{headline}<").replace("</main>", f"{under}</main>"))


@pytest.mark.parametrize(
    "headline",
    [
        "Council election LIVE: latest updates",
        "In pictures: the flower show",
        "Our search for results goes on",
        "M6 traffic updates: long delays near Brough",
        "Contact us, says the council, before you dig",
        "Choose the subscription that suits you",
        "Weather warning for Marlow",
        "Fixtures and results to be decided by the toss of a coin",
        "Report a blocked drain",
        "Report a blocked drain, says the council, and it will be cleared in a day",
    ],
)
def test_a_headline_alone_is_no_reason_where_the_page_is_a_story(read, headline: str) -> None:
    assert len(read(page((), head=ARTICLE).replace(">Pumps<", f">{headline}<")).texts) == 3


def test_a_page_of_linked_headings_with_sentences_under_them_is_a_list(read) -> None:
    said = "News from street number {n} is that the pump of house number {n} was mended by a man from Marlow."
    teasers = "".join(
        f"<h2><a href='/{n}'>House {n} is dry</a></h2><p>{said.format(n=n)}</p>" for n in range(20)
    )

    with pytest.raises(RefusedError, match="list of links"):
        read(
            f"<html lang='en'><head><title>News</title>{ARTICLE}</head><body><main><h1>News</h1>{teasers}</main></body></html>"
        )


def test_a_few_short_teasers_and_nothing_else_are_a_list_and_with_a_heading_of_its_own_a_story(read) -> None:
    teasers = "".join(
        f"<article><h2><a href='/{n}'>House number {n} is dry again</a></h2>"
        f"<p>The water went down by {n} metres, and the people of street {n} could go back.</p></article>"
        for n in range(4)
    )
    top = f"<html lang='en'><head><title>Floods</title>{ARTICLE}</head><body><main><h1>Floods</h1>"
    told = "<h2>What comes next</h2><p>The council will say on Monday when the bridge opens again for cars and buses.</p>"

    with pytest.raises(RefusedError, match="list of links"):
        read(f"{top}{teasers}</main></body></html>")
    assert read(f"{top}{teasers}{told}</main></body></html>").texts


def test_a_page_that_was_not_found_is_told_by_its_top_heading_whatever_the_window_says(read) -> None:
    said = "It may have been moved, or the address was typed wrongly, and we are sorry about that today. " * 2

    with pytest.raises(RefusedError, match="not found"):
        read(
            "<html><head><title>Vale Star: news and sport</title></head><body><main>"
            f"<h1>Oops! We can't find the page you're looking for</h1><p>{said}</p></main></body></html>"
        )


def test_where_many_headings_are_top_ones_a_box_s_is_no_reason(read) -> None:
    assert read(page((), head=ARTICLE).replace("</main>", "</main><aside><h1>About us</h1></aside>")).texts


def test_a_short_text_with_a_date_on_a_page_of_other_things_is_refused(read) -> None:
    boxes = tuple(f"Pump number {n}, and all of its parts" for n in range(120))
    dated = "<meta property='article:published_time' content='2026-03-02'>"

    with pytest.raises(RefusedError, match="many small parts"):
        read(page(boxes, head=dated))
    assert read(page(boxes, head=ARTICLE)).texts


WALLS = (
    "<div><h3>The full story is for subscribers</h3></div>",
    "<div><p>Register for free to keep reading</p></div>",
    "<div><p>Already a subscriber? Log in</p></div>",
    "<div><p>Subscribe now to read the rest of it, on any device that you have, for a pound each month.</p></div>",
)
MORE_WALLS = (
    "<div><p>This is a members-only story.</p></div>",
    "<div><p>Become a member to read the full story and support our work.</p></div>",
)
NO_WALLS = (
    "<div hidden><p>Subscribe to continue reading</p></div>",
    "<div id='comments'><p>Log in to continue</p></div>",
    "<div><p>Please log in or register to view the full list of comments</p></div>",
    "<div><p>Sign up to keep up with news from the Vale</p></div>",
)


@pytest.mark.parametrize("wall", [*WALLS, *MORE_WALLS])
def test_the_beginning_of_a_story_before_a_wall_is_refused(read, wall: str) -> None:
    with pytest.raises(RefusedError, match="paywall"):
        read(page((), head=ARTICLE).replace("</main>", f"{wall}</main>"))


@pytest.mark.parametrize("line", NO_WALLS)
def test_a_whole_story_with_a_like_line_under_it_is_read(read, line: str) -> None:
    assert len(read(page((), head=ARTICLE).replace("</main>", f"{line}</main>")).texts) == 3


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("VideoObject", "a video"),
        ("ImageGallery", "gallery of pictures"),
        ("JobPosting", "a job on offer"),
        ("MusicEvent", "an event in a diary"),
        ("SearchResultsPage", "search results"),
    ],
)
def test_the_structured_data_tells_what_a_short_page_is_unless_it_is_an_article_too(
    read, kind: str, what: str
) -> None:
    data = f"""<script type="application/ld+json">{{"@type": "{kind}", "name": "Pumps"}}</script>"""
    article = """<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Pumps"}</script>"""

    with pytest.raises(RefusedError, match=what):
        read(page((), head=data))
    assert read(page((), head=data + article)).texts


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("category/gardens", "a list of other pages"),
        ("shop/collections/hand-pumps", "a list of other pages"),
        ("products/cellar-pump", "something for sale"),
        ("services/pumps/repairs", "a firm's page about what it sells"),
        ("author/jo-bell", "a page about somebody who writes"),
    ],
)
def test_a_page_is_refused_for_what_its_own_address_calls_it(read, path: str, what: str) -> None:
    with pytest.raises(RefusedError, match=what):
        read(page((), head=f"<link rel='canonical' href='https://pumps.example/{path}'>{ARTICLE}"))


@pytest.mark.parametrize(
    "path",
    [
        "author/jo-bell/mill-pond-drained",
        "category/mill-pond-drained-after-forty-years",
        "services/news/pump-yard-shut",
        "news/category/pumps",
        "products",
    ],
)
def test_an_address_of_a_story_is_no_reason(read, path: str) -> None:
    assert len(read(page((), head=f"<link rel='canonical' href='https://pumps.example/{path}'>")).texts) == 3


def test_an_article_may_stand_anywhere(read) -> None:
    told = '<script type=\'application/ld+json\'>{"@type": "NewsArticle"}</script>'
    link = "<link rel='canonical' href='https://pumps.example/category/gardens'>"

    assert len(read(page((), head=told + link)).texts) == 3
