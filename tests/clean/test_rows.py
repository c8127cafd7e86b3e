"""Tables, row by row."""

from __future__ import annotations

from bulletin.clean.blocks import Walk
from bulletin.clean.rows import join_rows
from bulletin.clean.tree import parse
from bulletin.model import Kind

TABLE = (
    "<p>The surgery opens later on Tuesdays.</p><table><tr><th>Day</th><th>Opens</th></tr>"
    "<tr><td>Monday</td><td><p>8am</p></td></tr></table><p>It is shut on Sundays.</p>"
)
LAYOUT = (
    "<table><tr><td>Home</td><td>The council met on Monday to talk about the plan for the river and agreed to wait."
    "</td></tr></table>"
)


def joined(html: str) -> list[tuple[str, Kind]]:
    root = parse(html)
    assert root is not None
    walk = Walk().over(root)
    return [(block.text, block.kind) for block in join_rows(walk.blocks, walk.looks)]


def test_the_cells_of_a_row_are_one_block_in_its_place() -> None:
    assert joined(TABLE) == [
        ("The surgery opens later on Tuesdays.", Kind.PARAGRAPH),
        ("Day, Opens", Kind.ROW),
        ("Monday, 8am", Kind.ROW),
        ("It is shut on Sundays.", Kind.PARAGRAPH),
    ]


def test_a_table_that_only_lays_out_the_page_is_left_alone() -> None:
    assert [kind for _text, kind in joined(LAYOUT)] == [Kind.PARAGRAPH, Kind.PARAGRAPH]


def test_a_table_in_a_cell_has_rows_of_its_own() -> None:
    nested = f"<table><tr><td>{TABLE}</td><td>Left</td></tr></table>"

    assert ("Monday, 8am", Kind.ROW) in joined(nested)
