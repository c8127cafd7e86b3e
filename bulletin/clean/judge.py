"""The judge: the one place where a block is kept or left out, always with the name of a rule.

Each rule looks at one block in its `Case` and names itself when the block is not to be spoken. They are asked
in order and the first answer stands. The rules about sequences (`SEQUENCE_RULES`) come after.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bulletin.clean.blocks import WORD, Block
from bulletin.clean.rows import LEAST_PROSE_WORDS
from bulletin.clean.sequences import MOST_LINKED, SEQUENCE_RULES, SOURCES, TAIL_SHARE
from bulletin.clean.verdict import MOST_BOLD, Verdict, is_heading, is_prose
from bulletin.clean.wording import unspoken
from bulletin.model import Kind

REPEAT_WORDS = 5  # "Pros" and "Cons" may head many sections; a sentence is said once
RUN_WORDS = 6
LEAST_QUOTED_WORDS = 3
LONGEST_CITE = 10
HEADLINE_LIKENESS = 0.8
LEAST_HEADLINE_WORDS = 4
POST_SIGNATURE = re.compile(r"^\s*[—–-].*\(@\w+\)|^\W*(?:https?://)?(?:t\.co|pic\.twitter\.com)/\S+\W*$")
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


@dataclass(slots=True, kw_only=True)
class Case:
    """The story so far, against which the next block is judged."""

    headlines: tuple[frozenset[str], ...]
    captions: frozenset[tuple[str, ...]]
    headings: Mapping[tuple[str, ...], int]
    """Where each heading stands last."""
    runs: Counter[tuple[str, ...]]
    likely: Sequence[Block]
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
        headings={block.words: at for at, block in enumerate(blocks) if block.kind is Kind.HEADING},
        runs=_runs(likely),
        likely=likely,
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


def drop_sidebox(block: Block, _case: Case) -> str | None:
    """Leave out a box of facts that is called one: heard between paragraphs it is the story."""
    return "box of facts" if "sidebox" in block.called else None


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


def drop_contents(block: Block, case: Case) -> str | None:
    """Leave out links to the headings further down: the page's table of contents."""
    is_link = block.kind is not Kind.HEADING and block.link_share > MOST_LINKED
    return "table of contents" if is_link and case.headings.get(block.words, 0) > case.at else None


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
    if block.kind is Kind.QUOTE and LEAST_QUOTED_WORDS <= len(words) < RUN_WORDS:
        return "pull quote" if _is_quoted(block, case) else None
    if len(words) < REPEAT_WORDS:
        return None
    if words in case.said:
        return "repeat"
    if len(words) < RUN_WORDS or (
        block.kind is Kind.PARAGRAPH and not block.places & {"factbox", "sidebox"} and len(words) > 40
    ):
        return None
    runs = [words[i : i + RUN_WORDS] for i in range(len(words) - RUN_WORDS + 1)]
    return "pull quote" if all(case.runs[run] > 1 for run in runs) else None


def _is_quoted(block: Block, case: Case) -> bool:
    """Tell a few words set large that stand in one of the paragraphs."""
    quote = f" {' '.join(block.words)} "
    others = (other for other in case.likely if other.kind is Kind.PARAGRAPH)
    return any(quote in f" {' '.join(other.words)} " for other in others)


def drop_cite(block: Block, _case: Case) -> str | None:
    """Leave out who said what is quoted, set apart under it: a name alone tells a listener nothing."""
    is_name = block.kind is Kind.QUOTE and "author" in block.places and len(block.words) <= LONGEST_CITE
    return "who is quoted" if is_name else None


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
    drop_sidebox,
    drop_weak,
    drop_caption,
    drop_contents,
    drop_cell,
    drop_linked_headline,
    drop_name,
    drop_cite,
    drop_sources,
    drop_code,
    drop_wording,
    drop_repeat,
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
