"""Make bulletins of random articles at several lengths and measure the finished files.

    python bench/lengths.py [--articles FILE.jsonl] [--count 30] [--lengths 1:00 2:00] [--engines espeak tone]

Without `--articles` invented stories are used; a line of the file is JSON with "title" and "paragraphs".
`--engines piper` needs a `--station` with a voice in its voices/.
Exits with 1 when a file is over 0.1 s off its length, 0.2 LU off its level, or silent for over 1.2 s.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from stories import write_stories

from bulletin.config.quantities import parse_length
from bulletin.master.measure import measure
from bulletin.model import Measurement

LENGTH_S, LEVEL_LU, SILENCE_S, LUFS = 0.1, 0.2, 1.2, -16.0
ARTICLES_A_MINUTE = 3
HEAD = "| engine | asked | made | most off, s | most off, LU | longest silence, s | slowest | fastest | off |"


def main() -> int:
    """Make them, print a row for each engine and length."""
    options = _options()
    print(f"{HEAD}\n{'|---' * 9}|")
    dice, bad = random.Random(options.seed), 0
    with tempfile.TemporaryDirectory() as folder:
        texts = _texts(Path(folder) / "texts", options.articles)
        for engine in options.engines:
            for length in options.lengths:
                how = ["--engine", engine, *(["--station", str(options.station)] if options.station else [])]
                row, faults = _row(Path(folder), texts, dice, how, length, options.count)
                bad += faults
                print(row, flush=True)
    return 1 if bad else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--lengths", nargs="+", default=["1:00", "2:00", "3:00", "5:00"])
    parser.add_argument("--engines", nargs="+", default=["espeak"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--station", type=Path)
    return parser.parse_args()


def _texts(folder: Path, articles: Path | None) -> list[Path]:
    if articles is None:
        write_stories(folder, 60)
    else:
        folder.mkdir()
        for number, text in enumerate(_read(articles)):
            (folder / f"{number:04d}.txt").write_text(text, encoding="utf-8")
    return sorted(folder.glob("*.txt"))


def _read(articles: Path) -> Iterator[str]:
    for line in articles.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield "\n\n".join([row.get("title") or row.get("headline") or "News", *row["paragraphs"]]) + "\n"


def _row(
    folder: Path, texts: list[Path], dice: random.Random, how: list[str], length: str, count: int
) -> tuple[str, int]:
    wanted = parse_length(length)
    chosen = max(2, round(ARTICLES_A_MINUTE * wanted.longest_s / 60))
    off_s, off_lu, silences, tempos, faults = [0.0], [0.0], [0.0], [1.0], 0
    for _ in range(count):
        made = _make(folder, dice.sample(texts, min(len(texts), chosen)), how, length)
        if made is None:
            faults += 1
            continue
        measured, tempo = made
        silence_s = max((gap.end_s - gap.start_s for gap in measured.silences), default=0.0)
        one_s, one_lu = abs(wanted.missing_s(measured.duration_s)), abs(measured.loudness_lufs - LUFS)
        faults += one_s > LENGTH_S or one_lu > LEVEL_LU or silence_s > SILENCE_S
        off_s.append(one_s)
        off_lu.append(one_lu)
        silences.append(silence_s)
        tempos.append(tempo)
    return (
        f"| {how[1]} | {length} | {count} | {max(off_s):.2f} | {max(off_lu):.2f} | {max(silences):.2f} "
        f"| {min(tempos):.3f} | {max(tempos):.3f} | {faults} |"
    ), faults


def _make(folder: Path, texts: list[Path], how: list[str], length: str) -> tuple[Measurement, float] | None:
    argv = [sys.executable, "-m", "bulletin", "make", *map(str, texts), *how]
    argv += ["--length", length, "--out", str(folder / "out"), "--json"]
    ran = subprocess.run(argv, capture_output=True, text=True, check=False)
    if ran.returncode not in (0, 4):
        print(f"{length}: exit {ran.returncode}: {ran.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    record = json.loads(ran.stdout)
    measured = measure(folder / "out" / "bulletin" / "latest.mp3")
    if abs(parse_length(length).missing_s(measured.duration_s)) > LENGTH_S:
        names = " ".join(path.name for path in texts)
        print(f"{length}: {measured.duration_s:.2f} s of {names}: {record['notes']}", file=sys.stderr)
    return measured, record["tempo"]


if __name__ == "__main__":
    sys.exit(main())
