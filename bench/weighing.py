"""Fit the points of evidence.toml on the development pages, and tell what pages kept aside may expect.

    python bench/weighing.py [--shared DIR] [--seeds N] [--write]

The pages of all three sets are dealt into ten folds by site. The pages of each fold are judged, through every
rule, by points that were fitted on the other nine: that is what pages of unknown sites may expect, but for
the rules, which have seen these pages. Then the points are fitted on all pages, and the scores are those of
`yardsticks.py`. `--write` puts these points into evidence.toml. What lies under [doubt] there is no part of
the fit, and stays.

What is fitted: a logistic regression over every block that could be the story's. A block is wanted when most
of its words stand in the reference in runs of four; one of under four words must be a line of its own there,
for its words stand in any text. A block counts with the square root of its words.
Tried on the same folds: ridge 0.3 to 10 (flat from 1 to 5), boosted trees and random trees (no better), one
vote a block (more noise), 42 more facts about wording, neighbours and density (no better).
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import random
import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray
from yardsticks import SETS, SHARED

from bulletin.clean.decode import decode
from bulletin.clean.evidence import weigh, with_doubt
from bulletin.clean.page import Sight, judge_page, look
from bulletin.clean.refuse import check
from bulletin.errors import RefusedError
from bulletin.model import Document, Form

TABLE = Path(str(resources.files("bulletin.clean").joinpath("evidence.toml")))
FOLDS = 10
RIDGE = 3.0
FEWEST_PAGES = 3
LEAST_POINTS = 0.08
STEPS = 30
RUN_WORDS = 4
SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "net", "nhs", "org"})
SCORES = ("f1", "pages_with_noise", "noise_per_page", "lead_lost")

Numbers = NDArray[np.float64]
Points = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A page with the text that is wanted of it."""

    id: str
    set: str
    site: str
    sight: Sight
    truth: Mapping[str, Any]
    facts: tuple[Mapping[str, float], ...]
    """Of each block that could be the story's."""
    wanted: tuple[bool, ...]
    """Whether each of those is."""
    sizes: tuple[int, ...]
    """In words."""


def main() -> None:
    """Print the expected figures and the development figures; write the points if asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--seeds", type=int, default=2, help="how often the sites are dealt anew")
    parser.add_argument("--write", action="store_true", help="put the points into evidence.toml")
    options = parser.parse_args()
    score = _scorer(options.shared / "extraction" / "score.py")
    pages = [page for name in SETS for page in read_pages(options.shared / "extraction", name, score)]
    doubt = tomllib.loads(TABLE.read_text("utf-8"))["doubt"]
    rounds = [held_out(pages, doubt, seed=seed) for seed in range(1, options.seeds + 1)]
    _show("kept aside", pages, rounds, score)
    points = fitted(pages)
    _show("fitted on all", pages, [answers(pages, with_doubt(points, doubt))], score)
    if options.write:
        write_points(points)


def read_pages(folder: Path, name: str, score: Any) -> list[Labelled]:
    """Read one set."""
    truths = json.loads((folder / name / "ground-truth.json").read_text(encoding="utf-8"))
    return [
        _labelled(folder / name / "html" / f"{key}.html.gz", name, truths[key], score)
        for key in sorted(truths)
    ]


def _labelled(path: Path, name: str, truth: Mapping[str, Any], score: Any) -> Labelled:
    document = Document(
        id=path.stem,
        source="bench",
        address=str(path),
        form=Form.HTML,
        content=gzip.decompress(path.read_bytes()),
        fetched_at=datetime.now(UTC),
    )
    sight = look(decode(document), address=str(path))
    near = [at for at, block in enumerate(sight.blocks) if sight.around.is_near(at) and block.words]
    reference = score.Reference(truth["articleBody"])
    return Labelled(
        id=path.name.removesuffix(".html.gz"),
        set=name,
        site=_site(truth["url"]),
        sight=sight,
        truth=truth,
        facts=tuple(sight.around.facts(at) for at in near),
        wanted=tuple(is_wanted(sight.blocks[at].text, reference, score) for at in near),
        sizes=tuple(len(sight.blocks[at].words) for at in near),
    )


def is_wanted(text: str, reference: Any, score: Any) -> bool:
    """Tell whether a listener should hear a block."""
    words = [word.casefold() for word in score.words(text)]
    foreign = reference.foreign(words)
    is_line = len(words) >= RUN_WORDS or " ".join(words) in reference.flat
    return bool(words) and is_line and 2 * sum(foreign) <= len(foreign)


def held_out(pages: Sequence[Labelled], doubt: Points, *, seed: int) -> dict[str, str]:
    """Answer each page by points that were fitted on the sites of other folds."""
    sites = sorted({page.site for page in pages})
    random.Random(seed).shuffle(sites)
    folds = {site: at % FOLDS for at, site in enumerate(sites)}
    found: dict[str, str] = {}
    for fold in range(FOLDS):
        points = with_doubt(fitted([page for page in pages if folds[page.site] != fold]), doubt)
        found |= answers([page for page in pages if folds[page.site] == fold], points)
    return found


def answers(pages: Sequence[Labelled], points: Points) -> dict[str, str]:
    """Judge pages through every rule, refusals too; the text of each, a line a paragraph."""
    return {page.id: _answer(page.sight, points) for page in pages}


def _answer(sight: Sight, points: Points) -> str:
    page = judge_page(sight, weigh(sight.blocks, sight.around, points))
    try:
        check(page.verdicts, headline=page.headline, about=page.about, address=sight.address)
    except RefusedError:
        return ""
    return "\n".join(verdict.block.text for verdict in page.verdicts if verdict.is_kept)


def fitted(pages: Sequence[Labelled]) -> dict[str, float]:
    """Fit the points of each fact that stands on a few pages at least."""
    standing: defaultdict[str, set[str]] = defaultdict(set)
    for page in pages:
        for facts in page.facts:
            for name in facts:
                standing[name].add(page.id)
    names = sorted(name for name, found in standing.items() if len(found) >= FEWEST_PAGES)
    column = {name: at for at, name in enumerate(names)}
    rows = [facts for page in pages for facts in page.facts]
    table = np.zeros((len(rows), len(names)))
    for at, facts in enumerate(rows):
        for name, value in facts.items():
            if name in column:
                table[at, column[name]] = value
    wanted = np.array([wanted for page in pages for wanted in page.wanted], dtype=np.float64)
    weights = np.sqrt([size for page in pages for size in page.sizes])
    return dict(zip(names, map(float, _regression(table, wanted, weights / weights.mean())), strict=True))


def _regression(table: Numbers, wanted: Numbers, weights: Numbers) -> Numbers:
    """Fit a logistic regression with a ridge by Newton's method; one point for each column."""
    points = np.zeros(table.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(table @ points, -30, 30)))
        slope = table.T @ (weights * (chance - wanted)) + RIDGE * points
        bend = (table * (weights * chance * (1 - chance))[:, None]).T @ table + RIDGE * np.eye(len(points))
        step = np.linalg.solve(bend, slope)
        points -= step
        if np.abs(step).max() < 1e-4:
            break
    return points


def write_points(points: Points) -> None:
    """Put the points into evidence.toml, the strongest first; its comments and [doubt] stay."""
    strong = sorted(
        ((name, value) for name, value in points.items() if abs(value) >= LEAST_POINTS),
        key=lambda row: -abs(row[1]),
    )
    lines = "".join(f'"{name}" = {value:.2f}\n' for name, value in strong)
    text = TABLE.read_text(encoding="utf-8")
    text = re.sub(r"(?<=\[points\]\n)(?:\".*\n)+", lambda _: lines, text)
    TABLE.write_text(text, encoding="utf-8", newline="\n")


def _show(name: str, pages: Sequence[Labelled], rounds: Sequence[Mapping[str, str]], score: Any) -> None:
    print(f"\n{name} | F1 | pages with noise | noise a page | lead lost")
    for each in SETS:
        truth = {page.id: page.truth for page in pages if page.set == each}
        scores = [
            score.score(truth, {key: {"articleBody": found[key]} for key in truth}, 0) for found in rounds
        ]
        f1, noisy, noise, lost = (sum(one[key] for one in scores) / len(scores) for key in SCORES)
        print(f"{each:10} | {f1:.3f} | {100 * noisy:.1f} % | {noise:.2f} | {100 * lost:.1f} %", flush=True)


def _site(address: str) -> str:
    parts = (urlsplit(address).hostname or "").split(".")
    return ".".join(parts[-3:] if len(parts) > 2 and parts[-2] in SECOND_LEVEL else parts[-2:])


def _scorer(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise SystemExit(f"There is no {path}. Give the folder of the yardsticks with --shared.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
