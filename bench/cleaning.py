"""Time the cleaner beside trafilatura, which finds the main block inside it.

    python bench/cleaning.py [--shared DIR] [--every N] [--sizes 0.5 1 2 5] [--kinds KIND...]

First the development pages: both read the same bytes in this process, in turn, five times each, and the least
of the processor's time counts. Then pages that are made to be big, by kind: seconds for each size in MB, that
should not grow faster than the size, and stay under 2 s at 5 MB.
"""

from __future__ import annotations

import argparse
import gzip
import logging
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import trafilatura
from big_pages import KINDS, page

from bulletin.clean import clean
from bulletin.errors import RefusedError
from bulletin.model import Document, Form

SHARED = Path(__file__).resolve().parents[2] / "shared"
SETS = {"2019": "html", "recent": "recent/html", "wide": "wide/html"}
RUNS = 5


def main() -> None:
    """Print both tables."""
    options = _options()
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    if (options.shared / "extraction").is_dir():
        _compare_sets(options.shared / "extraction", options.every)
    else:
        print(f"There is no {options.shared / 'extraction'}: no development pages to compare on.")
    _show_growth(options.kinds, options.sizes)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--every", type=int, default=1, help="take every n-th page of each set")
    parser.add_argument("--sizes", type=float, nargs="+", default=[0.5, 1, 2, 5], help="in MB")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS), metavar="KIND")
    options: argparse.Namespace = parser.parse_args()
    return options


def _compare_sets(folder: Path, every: int) -> None:
    print("| pages | trafilatura ms | ours ms | ratio | middle page | 9 of 10 pages under |")
    print("|---|---|---|---|---|---|")
    pairs: list[tuple[float, float]] = []
    for name, inside in SETS.items():
        contents = [gzip.decompress(path.read_bytes()) for path in sorted((folder / inside).glob("*.gz"))]
        found = [_times(content) for content in contents[::every]]
        print(_row(f"{name}, {len(found)}", found), flush=True)
        pairs += found
    print(_row(f"all, {len(pairs)}", pairs), flush=True)


def _row(name: str, pairs: Sequence[tuple[float, float]]) -> str:
    theirs, ours = (1000 * statistics.fmean(column) for column in zip(*pairs, strict=True))
    ratios = sorted(mine / other for other, mine in pairs)
    middle, most = statistics.median(ratios), ratios[len(ratios) * 9 // 10]
    return f"| {name} | {theirs:.1f} | {ours:.1f} | {ours / theirs:.2f} | {middle:.2f} | {most:.2f} |"


def _times(content: bytes) -> tuple[float, float]:
    """Give seconds of theirs and of ours, the least of the runs."""
    runs = [(_seconds(_theirs, content), _seconds(_ours, content)) for _ in range(RUNS)]
    return min(theirs for theirs, _ in runs), min(ours for _, ours in runs)


def _show_growth(kinds: Sequence[str], sizes: Sequence[float]) -> None:
    print(f"\n| kind of page | {' | '.join(f'{size:g} MB' for size in sizes)} |\n|---|{'---|' * len(sizes)}")
    for kind in kinds:
        contents = [page(kind, int(size * 1e6)).encode() for size in sizes]
        print(
            f"| {kind} | {' | '.join(f'{_seconds(_ours, content):.2f}' for content in contents)} |",
            flush=True,
        )


def _seconds(read: Callable[[bytes], None], content: bytes) -> float:
    start = time.process_time()
    read(content)
    return time.process_time() - start


def _theirs(content: bytes) -> None:
    trafilatura.extract(content, favor_precision=True)


def _ours(content: bytes) -> None:
    document = Document(
        id="page",
        source="bench",
        address="page.html",
        form=Form.HTML,
        content=content,
        charset=None,
        fetched_at=datetime.now(UTC),
        entry=None,
    )
    try:
        clean(document)
    except RefusedError:
        return


if __name__ == "__main__":
    main()
