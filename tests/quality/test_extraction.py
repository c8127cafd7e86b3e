"""The gate: pages in the manner of British papers, councils, trusts, charities and blogs, and pages that are broken.

Each page has a sheet beside it that tells what a listener should hear. The floors lie a little under what is
reached; to lower one, change floors.toml and say in the change's message why.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.quality.scoring import PAGES, Reading, figures, read_all

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    """Every page, read once."""
    return read_all()


def test_the_gate_has_at_least_forty_pages_each_with_its_sheet() -> None:
    pages = {path.stem for path in PAGES.glob("*.html")}

    assert len(pages) >= 40
    assert pages == {path.stem for path in PAGES.glob("*.toml")}


@pytest.mark.parametrize("name", FLOORS["at_least"])
def test_a_figure_is_at_least_its_floor(readings: list[Reading], name: str) -> None:
    reached = figures(readings)[name]

    assert reached >= FLOORS["at_least"][name], _told(readings)


@pytest.mark.parametrize("name", FLOORS["at_most"])
def test_a_figure_is_at_most_its_ceiling(readings: list[Reading], name: str) -> None:
    reached = figures(readings)[name]

    assert reached <= FLOORS["at_most"][name], _told(readings)


def _told(readings: list[Reading]) -> str:
    """List what is amiss, page by page."""
    lines = []
    for reading in readings:
        if not reading.is_article and not reading.is_refused_right:
            lines.append(
                f"{reading.name}: should be refused ({reading.wanted['refused']}), {reading.refusal or 'was read'}"
            )
        elif reading.is_article:
            lines += [f"{reading.name}: refused, {reading.refusal}"] * (reading.refusal is not None)
            lines += [f"{reading.name}: noise, {text[:100]}" for text in reading.noise]
            lines += [f"{reading.name}: {name} is {amiss}" for name, amiss in reading.wrong.items()]
            lines += [f"{reading.name}: lead lost"] * reading.is_lead_lost
    return "\n".join(lines)
