"""`bulletin outlet liquidsoap`: the way to air, written for one station."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cli import bulletin


def test_the_configuration_has_the_stations_own_folder_and_is_not_written_over(
    station: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bulletin(capsys, "init", "--yes", "--station", station)
    out = station / "radio.liq"
    words = ("outlet", "liquidsoap", "--station", station, "--for", "2.1", "--out", out)

    first = bulletin(capsys, *words)
    out.write_text(out.read_text(encoding="utf-8") + "# our own line\n", encoding="utf-8")
    second = bulletin(capsys, *words)

    assert first.status == 0
    assert first.out.strip() == str(out)
    text = out.read_text(encoding="utf-8")
    assert (station / "output" / "bulletin").resolve().as_posix() in text
    assert second.status == 2
    assert "left as it is" in second.err
    assert text.endswith("# our own line\n")


def test_a_version_without_a_configuration_is_told_which_have_one(
    station: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bulletin(capsys, "init", "--yes", "--station", station)
    out = station / "radio.liq"

    told = bulletin(capsys, "outlet", "liquidsoap", "--station", station, "--for", "1.4", "--out", out)

    assert told.status != 0
    assert "2.1 to 2.4 have" in told.err
    assert not out.exists()
