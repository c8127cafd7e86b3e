"""Facts: what a block's element, its surroundings and its neighbours say for and against it."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from bulletin.clean.blocks import Block
from bulletin.model import Kind

SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
LONG_WORDS = 10
MOST_OF_STORY = 0.6
PART_OF_STORY = 0.3  # an element that holds this much of the story is the story's, whatever it is called

Facts = dict[str, float]


class Surroundings:
    """How the story lies in the page's elements."""

    def __init__(
        self,
        blocks: Sequence[Block],
        chosen: Sequence[float],
        *,
        places: Mapping[int, frozenset[str]],
        looks: Mapping[int, str],
        witnessed: Sequence[float] | None = None,
    ) -> None:
        self.blocks = blocks
        self._chosen = chosen
        self._witnessed = witnessed
        self._places = places
        self._looks = looks
        self._found: dict[tuple[tuple[int, ...], frozenset[str]], tuple[frozenset[str], frozenset[str]]] = {}
        self._sizes = [len(block.words) for block in blocks]
        self._kept = [size * share for share, size in zip(chosen, self._sizes, strict=True)]
        self._total = sum(self._kept) or 1.0
        self._held: defaultdict[int, float] = defaultdict(float)
        self._kin: defaultdict[str, float] = defaultdict(float)
        for block, kept in zip(blocks, self._kept, strict=True):
            self._kin[self._look(block)] += kept
            for holder in block.holders:
                self._held[holder] += kept
        # Elements are numbered in reading order: the highest of those inside each other is the innermost.
        self._main = max(
            (h for h, kept in self._held.items() if kept >= MOST_OF_STORY * self._total), default=0
        )
        long = [at for at, kept in enumerate(self._kept) if kept >= LONG_WORDS]
        self.first, self.last = (long[0], long[-1]) if long else (len(blocks), -1)

    def share(self, holder: int) -> float:
        """Tell which share of the story an element holds, 0 to 1."""
        return self._held[holder] / self._total

    def _look(self, block: Block) -> str:
        """Tell what the element around a block's element looks like."""
        return self._looks.get(block.holders[-2], "") if len(block.holders) > 1 else ""

    def places(self, block: Block) -> tuple[frozenset[str], frozenset[str]]:
        """Tell what the block's own element is called, and what those around it are."""
        key = (block.holders, block.places)
        if key not in self._found:
            self._found[key] = self._find_places(block)
        return self._found[key]

    def _find_places(self, block: Block) -> tuple[frozenset[str], frozenset[str]]:
        own: set[str] = set(block.places)
        around: set[str] = set()
        for holder in block.holders:
            called = self._places.get(holder)
            if not called:
                continue
            if self.share(holder) >= PART_OF_STORY:
                around |= called & {"article"}
            elif holder == block.holders[-1]:
                own |= called
            else:
                around |= called
        return frozenset(own), frozenset(around)

    def is_near(self, at: int) -> bool:
        """Tell whether a block could be the story's: chosen, in its element, or in one that looks alike."""
        block = self.blocks[at]
        return self._chosen[at] > 0 or self._main in block.holders or self._kin[self._look(block)] > 0

    def facts(self, at: int) -> Facts:
        """Gather the facts of one block; a name that is missing is 0."""
        facts = self._by_text(at) | self._by_choice(at) | self._by_position(at)
        if self._witnessed is not None:
            seen = self._witnessed[at]
            facts |= {
                "witnessed": seen,
                "not witnessed": 1 - seen,
                "chosen, not witnessed": self._chosen[at] * (1 - seen),
            }
        own, around = self.places(self.blocks[at])
        facts |= {f"own {place}": 1.0 for place in sorted(own)}
        facts |= {f"in {place}": 1.0 for place in sorted(around - own)}
        return {name: float(value) for name, value in facts.items() if value}

    def _by_text(self, at: int) -> Facts:
        block, size = self.blocks[at], self._sizes[at]
        is_sentence = SENTENCE_END.search(block.text) is not None
        return {
            "any": 1.0,
            "words": min(math.log1p(size), 4.0),
            "links": block.link_share,
            "long": size >= 15,
            "short": size < 5,
            "short paragraph": size < LONG_WORDS and block.kind is Kind.PARAGRAPH,
            "sentence": is_sentence,
            "long sentence": size >= 12 and is_sentence,
            "ends with a colon": block.text.endswith(":"),
            "all bold": block.bold_share > 0.9,
            "pictured": block.is_pictured,
            "pictured, no sentence": block.is_pictured and not is_sentence and block.kind is not Kind.HEADING,
            "capitals": block.text.isupper(),
            f"is a {block.kind}": True,
            "in a p": block.tag == "p",
            "in a div": block.tag in ("div", "section"),
            f"{block.kind} only link": block.link_share > 0.9,
        }

    def _by_choice(self, at: int) -> Facts:
        block, size, chosen = self.blocks[at], self._sizes[at], self._chosen[at]
        near = [
            self._kept[i] >= LONG_WORDS for i in (at - 2, at - 1, at + 1, at + 2) if 0 <= i < len(self._kept)
        ]
        return {
            "chosen": chosen,
            "chosen long": chosen * (size >= LONG_WORDS),
            "chosen links": chosen * (block.link_share > 0.6),
            f"chosen {block.kind}": chosen,
            "near chosen": sum(near) / 4,
            "before is chosen": self._chosen[at - 1] if at else 0.0,
            "after is chosen": self._chosen[at + 1] if at + 1 < len(self.blocks) else 0.0,
        }

    def _by_position(self, at: int) -> Facts:
        block, size = self.blocks[at], self._sizes[at]
        holders = block.holders
        inside = self._main in holders
        depth = len(holders) - holders.index(self._main) - 1 if inside else 0
        left_out = inside and self._chosen[at] < 0.5
        kin = self._kin[self._look(block)] / self._total
        parent = self.share(holders[-2]) if len(holders) > 1 else 1.0
        return {
            "inside": inside,
            "inside 0-1": inside and depth <= 1,
            "inside 2": inside and depth == 2,
            "inside 4+": inside and depth >= 4,
            "before the story": at < self.first,
            "after the story": at > self.last,
            "parent": parent,
            "grandparent": self.share(holders[-3]) if len(holders) > 2 else 1.0,
            "beside the story's": parent >= 0.1,
            "kin": kin,
            "kin, sentence": kin >= 0.2
            and size >= LONG_WORDS
            and SENTENCE_END.search(block.text) is not None,
            "left out": left_out,
            "left out p": left_out and size >= 12 and block.link_share < 0.3 and block.tag == "p",
            f"left out {block.kind}": left_out and (block.kind is Kind.HEADING or block.link_share < 0.5),
        }
