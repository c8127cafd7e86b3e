"""The judge: the one place where a block is kept or left out, always with the name of a rule.

Each rule looks at one block in its `Case` and names itself when the block is not to be spoken. They are asked
in order and the first answer stands. The rules about sequences (`SEQUENCE_RULES`) come after.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bulletin.clean.blocks import WORD, Block
from bulletin.clean.rows import LEAST_PROSE_WORDS
from bulletin.clean.wording import unspoken
from bulletin.model import Kind

REPEAT_WORDS = 5  # "Pros" and "Cons" may head many sections; a sentence is said once
RUN_WORDS = 6
TAIL_SHARE = 0.75
HEADLINE_LIKENESS = 0.8
MOST_BOLD = 0.9
MOST_LINKED = 0.9
LEAST_HEADLINE_WORDS = 4
LONGEST_BOLD_HEADING = 10
POST_SIGNATURE = re.compile(r"^\s*[—–-].*\(@\w+\)|^\W*(?:https?://)?(?:t\.co|pic\.twitter\.com)/\S+\W*$")
SOURCES = "sources"
SOURCES_HEADING = re.compile(
    r"\W*(?:(?:\w+ )?references?(?: (?:list|cited))?|(?:works|literature) cited|bibliography|citations?"
    r"|footnotes|endnotes)\W*$",
    re.IGNORECASE,
)
CITATION = re.compile(
    r"\b(?:19|20)\d\d(?: [A-Z][a-z]{2}\.?)?(?: \d{1,2})?;\s?\d+(?:\s?\(\d+\))?:\s?\d"
    r"|\bdoi\.org/|\bdoi:\s?10\."
    r"|^\W*\d{1,3}\.? [^.]{3,120}\((?:n\.d\.|(?:19|20)\d\d[a-z]?)\)\."
)
CODE_SIGNS = re.compile(r"[{}();=<>\[\]|&]|//|->")
LEAST_CODE_SIGNS, CODE_SHARE = 10, 0.06
LEAST_CAPTION_WORDS = 3
LONGEST_BOLD_CAPTION = 30
NO_CAPTION_ENDS = tuple('.!?:…"”’')
LETTERS = re.compile(r"[^\W\d_]")
MOST_CAPITALS = 0.9
LONG_HEADING = 7
LINKED_HEADLINE = "linked headline"
NAME_ALONE = re.compile(r"(?:[A-Z][\w.’'-]+(?: (?:and |& )?|/|, )){1,5}[A-Z][\w.’'-]+$")


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


@dataclass(slots=True, kw_only=True)
class Case:
    """The story so far, against which the next block is judged."""

    headlines: tuple[frozenset[str], ...]
    captions: frozenset[tuple[str, ...]]
    runs: Counter[tuple[str, ...]]
    tail_from: int
    at: int = 0
    said: set[tuple[str, ...]]
    kept_prose: int = 0


Rule = Callable[[Block, Case], str | None]


def judge(blocks: Sequence[Block], *, headlines: Iterable[str] = ()) -> list[Verdict]:
    """
    Decide about every block of a document, in order.

    Args:
        blocks: With their points.
        headlines: The article's headline, in every form in which the page gives it.
    """
    likely = [block for block in blocks if block.points >= 0]
    sizes = [len(block.words) for block in blocks]
    case = Case(
        headlines=tuple(frozenset(words) for words in map(_words, headlines) if words),
        captions=frozenset(block.words for block in blocks if "caption" in block.called),
        runs=_runs(likely),
        tail_from=_tail_start(blocks, sizes),
        said=set(),
    )
    verdicts = []
    for at, block in enumerate(blocks):
        case.at = at
        verdict = _verdict(block, case)
        if verdict.is_kept:
            case.said.add(block.words)
            case.kept_prose += is_prose(block)
        verdicts.append(verdict)
    for step in SEQUENCE_RULES:
        verdicts = step(verdicts)
    return verdicts


def _verdict(block: Block, case: Case) -> Verdict:
    for rule in RULES:
        name = rule(block, case)
        if name:
            return Verdict(block=block, rule=name, is_firm=rule is not drop_weak)
    return Verdict(block=block)


def is_heading(block: Block) -> bool:
    """Whether a block heads what follows, by its element or by its looks."""
    return block.kind is Kind.HEADING or (
        block.bold_share > MOST_BOLD and len(block.words) <= LONGEST_BOLD_HEADING
    )


def is_prose(block: Block) -> bool:
    """Whether a block reads as sentences."""
    return block.kind not in (Kind.HEADING, Kind.ROW) and len(block.words) >= 8


def drop_weak(block: Block, _case: Case) -> str | None:
    """Leave out what more speaks against than for (evidence.toml)."""
    return (block.against or "outside the story") if block.points < 0 else None


def drop_wordless(block: Block, _case: Case) -> str | None:
    """Leave out rules, bullets and bare numbers."""
    return None if LETTERS.search(block.text) or block.kind is Kind.ROW else "no words"


def drop_headline(block: Block, case: Case) -> str | None:
    """Leave out the headline where it is said again."""
    # Far down only the very words count: a paragraph may well repeat most of them.
    least = HEADLINE_LIKENESS if block.kind is Kind.HEADING or case.kept_prose <= 1 else 1.0
    size = len(block.words)
    for headline in case.headlines:
        if not least * size * 0.8 <= len(headline) <= size / least * 1.2:
            continue
        words = frozenset(block.words)
        if len(words & headline) >= least * len(words | headline):
            return "headline repeated"
    return None


def drop_post(block: Block, _case: Case) -> str | None:
    """Leave out posts on social networks, set in beside the story, and the name and handle under one."""
    if "post" in block.called:
        return "post on a social network"
    return "post's signature" if POST_SIGNATURE.match(block.text) else None


def drop_poll(block: Block, _case: Case) -> str | None:
    """Leave out what asks the reader to answer with a click."""
    return "poll" if "poll" in block.called else None


def drop_caption(block: Block, case: Case) -> str | None:
    """Leave out an unmarked caption: bold under a picture, or marked where it stands again."""
    if block.kind is not Kind.PARAGRAPH or len(block.words) < LEAST_CAPTION_WORDS:
        return None
    is_said = len(block.words) >= REPEAT_WORDS and block.words in case.captions
    is_bold = block.is_pictured and block.bold_share > MOST_BOLD and len(block.words) <= LONGEST_BOLD_CAPTION
    is_line = is_bold and block.text[0] not in "…." and not block.text.endswith(NO_CAPTION_ENDS)
    return "caption" if is_said or is_line else None


def drop_cell(block: Block, _case: Case) -> str | None:
    """Leave out a cell that stands alone in its row; one of prose may be a page's layout."""
    is_cell = "table" in block.called and block.kind is not Kind.ROW
    return "table" if is_cell and len(block.words) < LEAST_PROSE_WORDS else None


def drop_linked_headline(block: Block, _case: Case) -> str | None:
    """Leave out another story's headline: a heading that is a link, or capitals between two paragraphs."""
    if block.link_share <= MOST_LINKED or len(block.words) < LEAST_HEADLINE_WORDS:
        return None
    if block.kind is Kind.HEADING and len(block.words) >= LONG_HEADING and not block.text[0].isdigit():
        return LINKED_HEADLINE  # a number is a list's: its headings may well link to what they are about
    letters = LETTERS.findall(block.text)
    return LINKED_HEADLINE if sum(map(str.isupper, letters)) >= MOST_CAPITALS * len(letters) else None


def drop_name(block: Block, case: Case) -> str | None:
    """Leave out a name that stands alone before the story: who wrote it, without saying so."""
    is_early = case.kept_prose <= 1 and block.kind is Kind.PARAGRAPH
    return "byline" if is_early and NAME_ALONE.match(block.text) and not block.text.isupper() else None


def drop_wording(block: Block, case: Case) -> str | None:
    """Leave out what no listener should hear, by what it says."""
    return unspoken(block.text, is_tail=case.at >= case.tail_from)


def drop_repeat(block: Block, case: Case) -> str | None:
    """Leave out what was said already, and pull quotes of what is still to come."""
    words = block.words
    if len(words) < REPEAT_WORDS:
        return None
    if words in case.said:
        return "repeat"
    if len(words) < RUN_WORDS or (
        block.kind is Kind.PARAGRAPH and not block.places & {"factbox"} and len(words) > 40
    ):
        return None
    runs = [words[i : i + RUN_WORDS] for i in range(len(words) - RUN_WORDS + 1)]
    return "pull quote" if all(case.runs[run] > 1 for run in runs) else None


def drop_sources(block: Block, _case: Case) -> str | None:
    """Leave out where a text comes from: the heading of such a list, and what is written as in a journal."""
    is_head = is_heading(block) and SOURCES_HEADING.match(block.text)
    return SOURCES if is_head or CITATION.search(block.text) else None


def drop_code(block: Block, _case: Case) -> str | None:
    """Leave out computer code, by its signs."""
    signs = len(CODE_SIGNS.findall(block.text))
    is_code = signs >= max(LEAST_CODE_SIGNS, CODE_SHARE * len(block.text))
    return "computer code" if is_code and block.kind is not Kind.ROW else None


RULES: tuple[Rule, ...] = (
    drop_wordless,
    drop_headline,
    drop_post,
    drop_poll,
    drop_weak,
    drop_caption,
    drop_cell,
    drop_linked_headline,
    drop_name,
    drop_sources,
    drop_code,
    drop_wording,
    drop_repeat,
)


# Headings after which nothing more belongs to the story, until the next heading.
ASIDE_HEADINGS = frozenset({"about the writer", SOURCES})


def close_asides(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Leave out, towards the end, what stands under a heading that was itself left out ("About the firm")."""
    closed = list(verdicts)
    prose = sum(len(verdict.block.words) for verdict in closed if verdict.is_kept)
    so_far, under = 0, None
    for at, verdict in enumerate(closed):
        if is_heading(verdict.block):
            under = verdict.block.text if verdict.rule in ASIDE_HEADINGS else None
        elif verdict.is_kept and under is not None and so_far >= TAIL_SHARE * prose:
            closed[at] = Verdict(block=verdict.block, rule=f"under the heading {under!r}")
        so_far += len(verdict.block.words) if verdict.is_kept else 0
    return closed


# What asks the reader for something, or leads elsewhere.
ASKING = frozenset({"sign-up", "reader contact", "related link", "share or follow"})
LEAST_ASKING, LEAST_ASKING_SHARE = 2, 1 / 3


def close_asking_lists(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Leave out what is left of a list of which much asks the reader for something."""
    lists: defaultdict[int, list[int]] = defaultdict(list)
    for at, verdict in enumerate(verdicts):
        if verdict.block.kind is Kind.ITEM and len(verdict.block.holders) > 1:
            lists[verdict.block.holders[-2]].append(at)
    closed = list(verdicts)
    for places in lists.values():
        asking = [at for at in places if closed[at].rule in ASKING]
        if len(asking) >= max(LEAST_ASKING, LEAST_ASKING_SHARE * len(places)):
            for at in places:
                if closed[at].is_kept:
                    closed[at] = Verdict(block=closed[at].block, rule="in a list that asks for something")
    return closed


def close_related(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """
    Leave out what stands under a heading of other stories ("You may also like"), deeper or higher than this.

    It ends where the story goes on: under a heading that is no link, or in elements as deep as those before.
    """
    closed = list(verdicts)
    depths: set[int] = set()
    is_under = False
    for at, verdict in enumerate(closed):
        depth = len(verdict.block.holders)
        if _announces_others(verdict):
            is_under = bool(depths)
        elif verdict.is_kept and is_heading(verdict.block) and verdict.block.link_share <= MOST_LINKED:
            is_under = False
        elif verdict.is_kept and is_under and depth not in depths:
            closed[at] = Verdict(block=verdict.block, rule="under a heading of other stories")
        elif verdict.is_kept and is_prose(verdict.block):
            depths.add(depth)
            is_under = False
    return closed


def _announces_others(verdict: Verdict) -> bool:
    """Whether a block that was left out, by whatever rule, heads other stories."""
    is_out = not verdict.is_kept and is_heading(verdict.block)
    return is_out and unspoken(verdict.block.text) == "related link"


def close_sections(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Leave out headings of which everything below was left out."""
    closed = list(verdicts)
    below = "nothing"  # "kept" or "dropped": what stands between here and the next heading
    for at in range(len(closed) - 1, -1, -1):
        verdict = closed[at]
        if verdict.block.kind is not Kind.HEADING:
            below = "kept" if verdict.is_kept else ("dropped" if below == "nothing" else below)
        elif verdict.is_kept:
            if below == "dropped":
                closed[at] = Verdict(block=verdict.block, rule="heading of nothing")
            else:
                below = "nothing"
    return closed


def cut_tail(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Leave out headings and bare links after the last sentence."""
    cut = list(verdicts)
    for at in range(len(cut) - 1, -1, -1):
        verdict = cut[at]
        if not verdict.is_kept:
            continue
        block = verdict.block
        if block.kind is not Kind.HEADING and block.link_share < 0.9:
            break
        cut[at] = Verdict(block=block, rule="after the story")
    return cut


SEQUENCE_RULES: tuple[Callable[[Sequence[Verdict]], list[Verdict]], ...] = (
    close_asides,
    close_asking_lists,
    close_related,
    close_sections,
    cut_tail,
)


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def _runs(blocks: Sequence[Block]) -> Counter[tuple[str, ...]]:
    """Count the runs of words by the number of different blocks that have them."""
    runs: Counter[tuple[str, ...]] = Counter()
    for words in {block.words for block in blocks}:
        runs.update(set(zip(*(words[i:] for i in range(RUN_WORDS)), strict=False)))
    return runs


def _tail_start(blocks: Sequence[Block], sizes: Sequence[int]) -> int:
    """Find the first block of the last quarter of what is likely to be kept."""
    total = sum(size for block, size in zip(blocks, sizes, strict=True) if block.points >= 0)
    so_far = 0
    for at, (block, size) in enumerate(zip(blocks, sizes, strict=True)):
        if block.points >= 0:
            so_far += size
        if so_far >= TAIL_SHARE * total:
            return at
    return len(blocks)
