"""Moments: which of them can be the date of an article or a bulletin."""

from __future__ import annotations

from datetime import date

# Systems that have no date print their zero: 0001, 1601, 1899, 1970, 1980. The first web page is of 1991.
YEARS = range(1990, 2200)
"""Those of the web and of radio to come."""


def is_credible(day: date) -> bool:
    """Whether somebody can have meant a date, and not a system that has none."""
    return day.year in YEARS
