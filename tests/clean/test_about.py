"""What a page says of itself."""

from __future__ import annotations

import pytest

STORY = "".join(
    f"<p>The footbridge at Elderby will be mended in week {week} of the summer, the council said on Monday.</p>"
    for week in range(1, 6)
)


def _page(head: str, body: str = "") -> str:
    return f"<html><head><title>Bridge to be mended</title>{head}</head><body><h1>Bridge to be mended</h1>{body}{STORY}</body></html>"


@pytest.mark.parametrize("login", ["admin", "jo.bell", "page.head.author", "262588213843", "undefined"])
def test_a_login_or_a_gap_in_a_form_is_no_author(read, login: str) -> None:
    article = read(_page(f"<meta name='author' content='{login}'>", "<p>By Jo Bell</p>"))

    assert article.author == "Jo Bell"


@pytest.mark.parametrize(
    ("named", "name"),
    [
        ("Jo Bell, health reporter", "Jo Bell"),
        ("Jo Bell - Chief Reporter", "Jo Bell"),
        ("Jo Writer", "Jo Writer"),
    ],
)
def test_what_a_writer_does_is_no_part_of_the_name(read, named: str, name: str) -> None:
    assert read(_page(f"<meta name='author' content='{named}'>")).author == name


def test_the_name_on_the_card_for_sharing_is_the_writer_s_and_no_sign_of_an_article(read) -> None:
    card = "<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Jo Bell'>"

    assert read(_page(card)).author == "Jo Bell"
    assert read(_page(card.replace("Written by", "Time to read"))).author is None


def test_a_site_that_names_itself_gives_way_to_whom_the_page_marks(read) -> None:
    head = "<meta property='og:site_name' content='Elderby Echo'><meta name='author' content='Elderby Echo'>"

    assert read(_page(head, "<a rel='author' href='/jo'>Jo Bell</a>")).author == "Jo Bell"
    assert read(_page(head)).author == "Elderby Echo"
