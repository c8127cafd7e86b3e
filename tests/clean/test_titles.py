"""Headlines and the site's name beside them."""

from __future__ import annotations

import pytest

from bulletin.clean.titles import site_in, without_site

HEADLINE = "New scanner means shorter waits"


@pytest.mark.parametrize(
    ("title", "site"),
    [
        (f"{HEADLINE} | Tarn Valley Hospitals", "Tarn Valley Hospitals"),
        (f"{HEADLINE} :: Oxenfleet Community NHS Trust", "Oxenfleet Community NHS Trust"),
        (HEADLINE, None),
        ("Tarn Valley Hospitals | News", None),
        (f"Holme Park School - {HEADLINE}", "Holme Park School"),
        (f"{HEADLINE} - and what that means for everybody who has been waiting since last year", None),
    ],
)
def test_the_site_is_what_stands_after_the_headline(title: str, site: str | None) -> None:
    assert site_in([title], HEADLINE) == site


def test_the_site_s_longer_name_is_taken_off_and_a_word_of_it_is_not() -> None:
    assert without_site(f"{HEADLINE} | Daily Bugle Online", "Bugle Online", "") == HEADLINE
    assert without_site(f"{HEADLINE} | Bugle Online buys its rival", "Bugle Online", "") != HEADLINE


def test_a_school_s_name_above_the_headline_is_no_headline(read) -> None:
    story = (
        "<p>Four children from Year 6 have won the county final at the first attempt, the school said.</p>"
    )
    more = "<p>They will play in the national final in May, and the whole class will go to watch them.</p>"

    article = read(
        "<html><head><title>Holme Park School - Year 6 win the final</title></head><body>"
        f"<h2>Holme Park School</h2><main><h1>Year 6 win the final</h1>{story}{more}</main></body></html>"
    )

    assert (article.headline, article.site) == ("Year 6 win the final", "Holme Park School")
