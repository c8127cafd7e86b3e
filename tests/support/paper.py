"""A page in the manner of a British local paper, with furniture around its story."""

from __future__ import annotations

BODY = (
    "Marlow Vale Town Council has agreed to plant 200 trees along the River Arrow, at a cost of £48,000.",
    "The work begins in the autumn and will take three weeks, the council said in a statement on Monday.",
    "Councillor Ada Finch said: “Every street will have a share of them, and every school may name one.”",
    "The trees are oak, alder and willow, and were grown by volunteers at the allotments in Mill Street.",
    "Some residents had asked for cherry trees, but experts advised that the ground was too wet for them.",
)


def paper(
    *, top: str = "", middle: str = "", bottom: str = "", head: str = "", paragraphs: tuple[str, ...] = BODY
) -> str:
    """Make a page with furniture around and between its paragraphs."""
    first, *rest = (f"<p>{text}</p>" for text in paragraphs)
    return f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<title>Trees for the river | Vale Echo</title><meta property="og:site_name" content="Vale Echo">
<meta property="og:title" content="Trees for the river"><meta property="og:type" content="article">{head}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article><h1>Trees for the river</h1>{top}
<div class="article-body">{first}{"".join(rest[:2])}{middle}{"".join(rest[2:])}{bottom}</div></article></main>
<aside class="sidebar"><h2>Most read</h2><ul><li><a href="/a">Bus fares rise again</a></li></ul></aside>
<footer><p>Copyright 2026 Vale Echo. All rights reserved.</p></footer></body></html>"""
