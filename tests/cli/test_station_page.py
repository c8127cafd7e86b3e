"""docs/station.md tells a volunteer to type only what there is."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from bulletin.cli.main import COMMANDS
from tests.support.cli import bulletin
from tests.support.paths import PROJECT

PAGE = PROJECT / "docs" / "station.md"
TYPED = sorted(set(re.findall(r"^bulletin .+$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)))


def test_the_page_has_commands() -> None:
    assert len(TYPED) >= 12


@pytest.mark.parametrize("typed", TYPED)
def test_each_command_of_the_page_exists_with_its_options(
    typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = shlex.split(typed)[1:]
    subcommand = [word for word in words[1:2] if words[0] == "schedule"]

    ran = bulletin(capsys, words[0], *subcommand, "--help")

    assert words[0] in COMMANDS
    assert ran.status == 0
    for word in words:
        if word.startswith("--"):
            assert word in ran.out


def test_each_page_that_it_names_is_there() -> None:
    for named in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", PAGE.read_text(encoding="utf-8")):
        assert (PAGE.parent / Path(named)).is_file(), named
