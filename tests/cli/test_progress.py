"""Progress where nobody looks at a terminal: each step once, and nothing of what differs lost."""

from __future__ import annotations

import pytest

from bulletin.cli.progress import progress


def test_a_step_that_is_gone_through_again_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    with progress() as tell:
        for words in (
            "Speaking 1 line",
            "Mastering",
            "Speaking 4 lines",
            "On air at a: whole",
            "On air at b: whole",
        ):
            tell(words)

    assert capsys.readouterr().err.splitlines() == [
        "Speaking 1 line",
        "Mastering",
        "On air at a: whole",
        "On air at b: whole",
    ]
