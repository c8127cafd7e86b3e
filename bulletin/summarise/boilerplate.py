"""What stands in an article and is no news: closing lines about a body, and figures that were corrected."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bulletin.text.quotations import SAYS

_TABLE = Path(__file__).parent / "data" / "boilerplate.toml"
# A paper's lines about a body stand at the very end, under the news.
_LAST = 2
_FIGURE = re.compile(r"(?:£|\$|€)?\d[\d,.]*\d(?:m|bn|k)?\b|(?:£|\$|€)?\d(?:m|bn|k)?\b")


def tells_about_a_body(texts: Sequence[str], place: int) -> bool:
    """Whether a text at the end only says what a trust, firm or charity is: "X runs three hospitals"."""
    if place == 0 or place < len(texts) - _LAST:
        return False
    text = texts[place]
    if place != len(texts) - 1 and not tells_about_a_body(texts[: place + 2], place + 1):
        return False
    is_about = _pattern("about").match(text) or _pattern("about_by_number").match(text)
    return bool(is_about) and not SAYS.search(text) and not _pattern("news").search(text)


def corrected_figures(texts: Sequence[str]) -> frozenset[str]:
    """
    Find the figures that an article itself takes back.

    Returns:
        Each as written, "51 years"; never one that the correction itself gives as right.
    """
    wrong: set[str] = set()
    right: set[str] = set()
    for text in texts:
        found = _pattern("corrects").search(text)
        if found is None:
            continue
        figures = [(at.start(), _with_unit(text, at)) for at in _FIGURE.finditer(text)]
        behind = [figure for start, figure in figures if start >= found.start()]
        if len(behind) > 1:
            wrong.add(behind[0])
            right.update(behind[1:])
    return frozenset(wrong - right)


def holds_figure(text: str, figures: frozenset[str]) -> str:
    """Give the first of some figures that a text holds; empty where it holds none."""
    return next(
        (figure for figure in sorted(figures) if re.search(rf"(?<![\w.,]){re.escape(figure)}\b", text)), ""
    )


def _with_unit(text: str, figure: re.Match[str]) -> str:
    """A bare number is told by the word behind it: 51 in "51 years" is not 51 in "aged 51"."""
    unit = re.match(r"(?: (?:per cent|[a-z]+)|%)", text[figure.end() :])
    return figure[0] + (unit[0] if unit else "")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    flags = re.NOFLAG if name.startswith("about") else re.IGNORECASE
    return re.compile("|".join(f"(?:{line})" for line in table[name]), flags)
