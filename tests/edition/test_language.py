"""Articles in another language than the station's are left out of scripts and bulletins, by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cli import bulletin
from tests.support.news import BRIDGE

WELSH = (
    "Bws newydd i'r ysbyty\n\n"
    "Bydd bws newydd yn rhedeg o ganol y dref i'r ysbyty bob hanner awr o ddechrau mis Mehefin.\n\n"
    "Dywedodd y cyngor fod cleifion a staff wedi gofyn am y gwasanaeth ers blynyddoedd lawer.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bws.txt").write_text(WELSH, encoding="utf-8")
    (tmp_path / "bridge.txt").write_text(BRIDGE.as_text(), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("command", [("script",), ("make", "--dry-run", "--engine", "tone")])
def test_an_article_in_another_language_is_left_out_by_name(
    capsys: pytest.CaptureFixture[str], folder: Path, command: tuple[str, ...]
) -> None:
    ran = bulletin(capsys, *command, folder)

    assert ran.status == 0
    assert "Left out: Bws newydd i'r ysbyty: its language is cy" in ran.err
    assert "ysbyty" not in ran.out
    assert BRIDGE.paragraphs[0].split()[-1] in ran.out


def test_with_nothing_in_the_station_s_language_nothing_is_fit_to_air(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    ran = bulletin(capsys, "script", folder / "bws.txt")

    assert ran.status == 3
    assert "Bws newydd i'r ysbyty: its language is cy" in ran.err


def test_extract_names_the_language_of_each(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    ran = bulletin(capsys, "extract", folder, "--json")

    assert ran.status == 0
    assert '"language": "cy"' in ran.out
    assert '"language": "en"' in ran.out
