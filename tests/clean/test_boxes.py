"""Boxes that say in their first line what they are, and times of British pages without a zone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bulletin.clean.page import read_page

STORY = "<p>The bridge at Mill Lane was opened again on Monday after nine weeks of repairs.</p>"
MORE = "<p>Drivers had gone eleven miles round, and the baker had lost a third of his trade.</p>"


def said(middle: str) -> list[str]:
    page = read_page(
        f"<html><body><article><h1>Bridge opens</h1>{STORY}{middle}{MORE}</article></body></html>", address=""
    )
    return [verdict.block.text for verdict in page.verdicts if verdict.is_kept]


def test_what_unfolds_under_quick_guide_is_left_out() -> None:
    inner = "<div><p>It was built in 1811 by two brothers from the village of Aldham.</p></div></details>"

    guide = said(f"<details><summary>Quick guide</summary>{inner}")
    question = said(f"<details><summary>Who built the bridge?</summary>{inner}")

    assert not any("1811" in line for line in guide)
    assert any("1811" in line for line in question)


def test_what_a_figure_in_large_is_a_share_of_is_left_out() -> None:
    box = "<div><p>{}</p><p>{} of drivers in the village said that they had lost an hour a day</p></div>"

    assert not any("lost an hour" in line for line in said(box.format("84%", "")))
    assert any("lost an hour" in line for line in said(box.format("84%", "Most")))


def test_a_headline_between_two_paragraphs_that_is_one_link_is_left_out() -> None:
    link = "<p><a href='/n'>Market traders fear the worst over parking charges</a></p>"

    assert not any("traders" in line for line in said(link))
    assert any("traders" in line for line in said(link.replace("<a href='/n'>", "").replace("</a>", "")))


@pytest.mark.parametrize(
    ("lang", "address", "offset"),
    [
        ("en-GB", "https://paper.example/a", 1),
        ("en", "https://paper.example.uk/a", 1),
        ("en-US", "https://paper.example/a", 0),
    ],
)
def test_a_summer_time_without_a_zone_is_london_s_on_a_british_page(
    lang: str, address: str, offset: int
) -> None:
    page = read_page(
        f"<html lang='{lang}'><head><meta property='article:published_time' content='2026-07-02T18:20:00'></head>"
        f"<body>{STORY}{MORE}</body></html>",
        address=address,
    )

    assert page.about.published is not None
    assert page.about.published is not None
    assert page.about.published.utcoffset() == timedelta(hours=offset)
