"""Score the rooms with the yardsticks that lie beside the project.

    python bench/yardsticks.py [extraction] [normalisation] [summaries] [facts] [--shared DIR]

Each goes through the command that a station uses (`bulletin extract`, `normalise`, `summarise`). What is
printed is what the scorer of the yardstick says.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parents[2] / "shared"
BULLETIN = Path(sys.executable).parent / "bulletin"
SETS = (".", "recent", "wide")
BUDGETS = {"cnn_dev": 75, "bbc_dev": 110, "events_dev": 90}
FACT_WORDS = (55, 82, 165)


def main() -> None:
    """Run the yardsticks that are named, else all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", choices=[*YARDSTICKS, []], metavar="YARDSTICK")
    parser.add_argument("--shared", type=Path, default=SHARED)
    options = parser.parse_args()
    if not options.shared.is_dir():
        raise SystemExit(f"There is no {options.shared}. Give the folder of the yardsticks with --shared.")
    for name in options.names or YARDSTICKS:
        YARDSTICKS[name](options.shared / name)


def extraction(folder: Path) -> None:
    """Pages to articles: F1, spoken noise, lead lost; and what is no article refused."""
    for name in SETS:
        pages = folder / name
        rows = list(_bulletin_rows("extract", str(pages / "html"), "--json"))
        answers = {row["id"]: {"articleBody": "\n".join(row.get("paragraphs", []))} for row in rows}
        refused = sum("refused" in row for row in rows)
        print(f"\nextraction, {pages.resolve().name}: {len(rows)} pages, {refused} refused")
        truth = ["--truth", str(pages / "ground-truth.json"), "--html", str(pages / "html")]
        _score(folder / "score.py", json.dumps(answers), truth)
    rows = list(_bulletin_rows("extract", str(folder / "wide" / "not-articles"), "--json"))
    print(f"\nno articles: {sum('refused' in row for row in rows)} of {len(rows)} refused")


def normalisation(folder: Path) -> None:
    """Written lines to spoken ones: strict and near."""
    for path, language in (
        *_in(folder, "british", "public", "google"),
        *_in(folder, "public", "google", to="en-US"),
    ):
        lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
        written = [columns[1] for columns in lines]
        spoken = _bulletin(["normalise", "--language", language], "\n".join(written) + "\n").splitlines()
        pairs = "".join(f"{before}\t{after}\n" for before, after in zip(written, spoken, strict=True))
        print(f"\nnormalisation, {path.stem}, {language}")
        _run([sys.executable, str(folder / "score.py"), str(path)], pairs, last_lines=1)


def _in(folder: Path, *names: str, to: str = "en-GB") -> Iterator[tuple[Path, str]]:
    return ((folder / f"dev_{name}.tsv", to) for name in names)


def summaries(folder: Path) -> None:
    """Articles to kept paragraphs: ROUGE, fill, dangling references."""
    for name, words in BUDGETS.items():
        source = folder / f"{name}.jsonl"
        answers = {row["id"]: row["keep"] for row in _summarised(source, words)}
        print(f"\nsummaries, {name} at {words} words")
        _score(folder / "score.py", json.dumps(answers), ["--budget", str(words)], before=[str(source)])
        print(f"mean fill of what there is   {100 * _fill(source, answers, words):.1f} %")


def _fill(source: Path, answers: Mapping[Any, Any], words: int) -> float:
    """Mean share of the budget, or of an article that is shorter, that the kept paragraphs take."""
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    shares: list[float] = []
    for row in rows:
        lengths = [len(text.split()) for text in row["paragraphs"]]
        kept = sum(lengths[place] for place in answers[row["id"]])
        shares.append(min(1.0, kept / min(words, sum(lengths))))
    return sum(shares) / len(shares)


def facts(folder: Path) -> None:
    """Articles to what must be said: covered, violations."""
    source = folder / "articles.jsonl"
    for words in FACT_WORDS:
        answers = "".join(
            json.dumps({"id": row["id"], "text": row["text"]}) + "\n" for row in _summarised(source, words)
        )
        print(f"\nfacts at {words} words")
        _score(folder / "score.py", answers, ["--words", str(words)], before=[str(source)])


YARDSTICKS = {
    "extraction": extraction,
    "normalisation": normalisation,
    "summaries": summaries,
    "facts": facts,
}


def _summarised(source: Path, words: int) -> Iterator[dict[str, list[int] | str]]:
    rows = (json.loads(line) for line in source.read_text(encoding="utf-8").splitlines())
    asked = "".join(
        json.dumps({key: row[key] for key in ("id", "title", "paragraphs")}) + "\n" for row in rows
    )
    said = _bulletin(["summarise", "--jsonl", "--words", str(words)], asked)
    yield from (json.loads(line) for line in said.splitlines())


def _bulletin_rows(*words: str) -> Iterator[dict[str, list[str] | str]]:
    yield from (json.loads(line) for line in _bulletin(words, "").splitlines())


def _bulletin(words: Sequence[str], asked: str) -> str:
    argv = [str(BULLETIN), *words]
    return subprocess.run(argv, input=asked, capture_output=True, text=True, encoding="utf-8").stdout


def _score(script: Path, answers: str, words: Sequence[str], before: Sequence[str] = ()) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.json"
        path.write_text(answers, encoding="utf-8")
        _run([sys.executable, str(script), *before, str(path), *words], "")


def _run(argv: Sequence[str], asked: str, *, last_lines: int = 12) -> None:
    done = subprocess.run(argv, input=asked, capture_output=True, text=True, encoding="utf-8")
    print("\n".join((done.stdout + done.stderr).strip().splitlines()[-last_lines:]))


if __name__ == "__main__":
    main()
