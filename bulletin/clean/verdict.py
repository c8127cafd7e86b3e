"""Verdicts: what becomes of a block, and what kind of block it is."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.clean.blocks import Block
from bulletin.model import Kind

MOST_BOLD = 0.9
LONGEST_BOLD_HEADING = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What becomes of a block."""

    block: Block
    rule: str | None = None
    """The rule by which it is left out; None where it is kept."""
    is_firm: bool = True
    """Whether the rule was about the block itself, so that no witness can bring it back."""

    @property
    def is_kept(self) -> bool:
        """Whether the block belongs to the article."""
        return self.rule is None


def is_heading(block: Block) -> bool:
    """Whether a block heads what follows, by its element or by its looks."""
    return block.kind is Kind.HEADING or (
        block.bold_share > MOST_BOLD and len(block.words) <= LONGEST_BOLD_HEADING
    )


def is_prose(block: Block) -> bool:
    """Whether a block reads as sentences."""
    return block.kind not in (Kind.HEADING, Kind.ROW) and len(block.words) >= 8
