"""Rows: the cells of a table put together again, a line for each row, as a reader's eye does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from bulletin.clean.blocks import Block
from bulletin.model import Kind

# A cell with as many words is a paragraph in a table that only lays out the page.
LEAST_PROSE_WORDS = 12


def join_rows(blocks: Sequence[Block], looks: Mapping[int, str]) -> list[Block]:
    """
    Make one block of each row of short cells.

    Args:
        blocks: In reading order.
        looks: For each element its name and classes.
    """
    rows = {number for number, look in looks.items() if look.startswith("tr ")}
    if not rows:
        return list(blocks)
    runs = ((row, list(cells)) for row, cells in groupby(blocks, lambda block: _row_of(block, rows)))
    return [block for row, cells in runs for block in (_joined(cells, row) if row else cells)]


def _row_of(block: Block, rows: set[int]) -> int:
    return next((holder for holder in reversed(block.holders) if holder in rows), 0)


def _joined(cells: Sequence[Block], row: int) -> Iterator[Block]:
    if len(cells) < 2 or any(len(cell.words) >= LEAST_PROSE_WORDS for cell in cells):
        yield from cells
        return
    holders = cells[0].holders
    yield Block(
        text=", ".join(cell.text.rstrip(",;") for cell in cells),
        tag="tr",
        kind=Kind.ROW,
        link_share=_mean(cells, [cell.link_share for cell in cells]),
        bold_share=_mean(cells, [cell.bold_share for cell in cells]),
        places=frozenset().union(*(cell.places for cell in cells)),
        holders=holders[: holders.index(row) + 1],
        is_pictured=any(cell.is_pictured for cell in cells),
    )


def _mean(cells: Sequence[Block], shares: Sequence[float]) -> float:
    letters = [len(cell.text) for cell in cells]
    return sum(share * size for share, size in zip(shares, letters, strict=True)) / sum(letters)
