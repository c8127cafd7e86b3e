"""Copy that is odd in one way or another has a clear result, and is never read out wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cli import Ran, bulletin

POOL = (
    "The pool in Elderby will reopen on 4 May after six months of repairs to its roof.\n\n"
    "Visitors should come to the main entrance in Bridge Street until then.\n"
)
FIRST, SECOND = (text.strip() for text in POOL.split("\n\n"))


def script(capsys: pytest.CaptureFixture[str], folder: Path, *texts: str) -> Ran:
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return bulletin(capsys, "script", folder, "--engine", "tone", "--length", "0:40")


def told(ran: Ran) -> list[str]:
    return [line for line in ran.out.split("\n\n")[2:-2] if not line.startswith("[")]


def test_one_paragraph_that_is_longer_than_the_slot_is_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    endless = " and ".join(["the council talked about the weir, the bridge and the mill"] * 30)

    ran = script(capsys, tmp_path, f"Council meets\n\nOn Monday {endless}.\n")

    assert ran.status == 3
    assert "Not one story could be used" in ran.err
    assert "Council meets: its first paragraph is longer than the time that was left" in ran.err


def test_copies_of_one_story_are_one_story(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = script(capsys, tmp_path, *[f"Pool to reopen\n\n{POOL}"] * 4)

    assert (ran.status, told(ran)) == (0, [FIRST, SECOND])


def test_a_quotation_that_nobody_closed_ends_with_its_paragraph(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = script(
        capsys, tmp_path, f"Pool\n\n{FIRST}\n\nJane Dow said: “We are glad. It was hard work.\n\n{SECOND}\n"
    )

    assert ran.status == 0
    assert set(told(ran)) == {FIRST, "Jane Dow said: “We are glad.", "It was hard work.”", SECOND}


def test_a_paragraph_of_only_a_name_is_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = script(capsys, tmp_path, f"Pool to reopen\n\nJane Dow\n\n{POOL}")

    assert (ran.status, told(ran)) == (0, [FIRST, SECOND])


@pytest.mark.parametrize(
    "headline", ["POOL TO REOPEN AFTER LONG REPAIRS", "Will the pool ever be open again?", "", "‘Shambles’ at the pool"]
)  # fmt: skip
def test_a_headline_for_the_eye_is_not_read(
    headline: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = script(capsys, tmp_path, f"{headline}\n\n{POOL}".lstrip())

    assert (ran.status, told(ran)) == (0, [FIRST, SECOND])
