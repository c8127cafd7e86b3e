"""Headlines and the site's name beside them."""

from __future__ import annotations

import pytest

from bulletin.clean.titles import site_in

HEADLINE = "New scanner means shorter waits"


@pytest.mark.parametrize(
    ("title", "site"),
    [
        (f"{HEADLINE} | Tarn Valley Hospitals", "Tarn Valley Hospitals"),
        (f"{HEADLINE} :: Oxenfleet Community NHS Trust", "Oxenfleet Community NHS Trust"),
        (HEADLINE, None),
        ("Tarn Valley Hospitals | News", None),
        (f"{HEADLINE} - and what that means for everybody who has been waiting since last year", None),
    ],
)
def test_the_site_is_what_stands_after_the_headline(title: str, site: str | None) -> None:
    assert site_in([title], HEADLINE) == site
