"""Pages of any size and of many kinds, each with a short story of invented news on top."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

from stories import DEEDS, FACTS, FAMILY, GIVEN, ROLES, STARTS, THINGS

STORY = (
    "Marlow Vale Town Council has agreed to plant 200 trees along the River Arrow, at a cost of £48,000.",
    "The work begins in the autumn and will take three weeks, the council said in a statement on Monday.",
    "Councillor Ada Finch said: “Every street will have a share of them, and every school may name one.”",
    "The trees are oak, alder and willow, and were grown by volunteers at the allotments in Mill Street.",
)
Dice = random.Random


def page(kind: str, size: int) -> str:
    """
    Make a page of about `size` letters, most of them of one kind.

    Args:
        kind: A name in `KINDS`.
        size: At least a few thousand letters.
    """
    dice = random.Random(f"{kind} {size}")
    head, body = KINDS[kind](dice, size)
    story = "".join(f"<p>{text}</p>" for text in STORY)
    return (
        f"<!doctype html><html lang='en-GB'><head><title>Trees for the river</title>{head}</head>"
        f"<body><main><article><h1>Trees for the river</h1>{story}{body}</article></main></body></html>"
    )


def _sentence(dice: Dice) -> str:
    text = dice.choice(FACTS).format(
        thing=dice.choice(THINGS),
        deed=dice.choice(DEEDS),
        person=f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}",
        role=dice.choice(ROLES),
        place=f"{dice.choice(STARTS)}{dice.randint(1, 999)}",
        other=f"{dice.choice(STARTS)}{dice.randint(1, 999)}",
        weeks=dice.randint(2, 99),
        years=dice.randint(2, 99),
        money=dice.randint(2, 99),
        percent=dice.randint(2, 99),
        count=dice.randint(2, 9999),
        hour=dice.randint(1, 11),
        route=dice.randint(1, 99),
    )
    return text[:1].upper() + text[1:]


def _many(piece: Callable[[Dice], str]) -> Callable[[Dice, int], str]:
    def fill(dice: Dice, size: int) -> str:
        pieces: list[str] = []
        letters = 0
        while letters < size:
            pieces.append(piece(dice))
            letters += len(pieces[-1])
        return "".join(pieces)

    return fill


_prose = _many(lambda dice: _sentence(dice) + " ")


def _body(piece: Callable[[Dice], str], frame: str = "{}") -> Callable[[Dice, int], tuple[str, str]]:
    return lambda dice, size: ("", frame.replace("{}", _many(piece)(dice, size)))


def _structured(dice: Dice, size: int) -> tuple[str, str]:
    claims = {"@type": "NewsArticle", "headline": "Trees for the river", "articleBody": _prose(dice, size)}
    return f'<script type="application/ld+json">{json.dumps(claims)}</script>', ""


def _row(dice: Dice) -> str:
    return "<tr>" + "".join(f"<td>{dice.randint(1, 9999)}</td>" for _ in range(6)) + "</tr>"


KINDS: dict[str, Callable[[Dice, int], tuple[str, str]]] = {
    "one paragraph": lambda dice, size: ("", f"<p>{_prose(dice, size)}</p>"),
    "paragraphs": _body(lambda dice: f"<p>{_sentence(dice)}</p>\n"),
    "short paragraphs": _body(lambda dice: f"<p>{' '.join(_sentence(dice).split()[:5])}.</p>\n"),
    "lines with breaks": _body(lambda dice: f"{_sentence(dice)}<br><br>", "<div>{}</div>"),
    "breaks alone": lambda _dice, size: ("", "<br>\n" * (size // 5)),
    "links": _body(lambda dice: f"<li><a href='/{dice.random()}'>{_sentence(dice)[:40]}</a></li>"),
    "links in a line": _body(lambda dice: f"<a href='/a'>{_sentence(dice)[:20]}</a> ", "<p>{}</p>"),
    "headings": _body(lambda dice: f"<h2>{' '.join(_sentence(dice).split()[:6])}</h2>"),
    "a table": _body(_row, "<table>{}</table>"),
    "unclosed elements": _body(lambda dice: f"<div>{_sentence(dice)}"),
    "nested elements": lambda _dice, size: ("", "<div>" * (size // 11) + "</div>" * (size // 11)),
    "bold in bold": lambda _dice, size: ("", "<p>" + "<b>a " * (size // 5)),
    "classes": _body(lambda dice: f"<div class='{_sentence(dice)}'><p>{_sentence(dice)}</p></div>"),
    "dates": _body(lambda dice: f"<p>{dice.randint(1, 28)} March 20{dice.randint(10, 26)}</p>"),
    "a script": lambda dice, size: ("", f"<script>{_prose(dice, size)}</script>"),
    "structured data": _structured,
    "a picture in letters": lambda _dice, size: ("", f"<img src='data:a;base64,{'QUJD' * (size // 4)}'>"),
    "spaces": lambda _dice, size: ("", f"<p>{' ' * size}x</p>"),
    "one word": lambda _dice, size: ("", f"<p>{'a' * size}</p>"),
}  # fmt: skip
