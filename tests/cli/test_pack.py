"""`bulletin pack` and `unpack`: a station moved to another machine makes the same bulletin."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bulletin.system.clock import now
from tests.support.cli import bulletin, run_bulletin
from tests.support.news import write_copy

AT = f"{now() + timedelta(days=1):%Y-%m-%d}T13:00"
NOBODY = 65534
# Another user in all but reading: the interpreter may lie in a home that is closed to others.
AS_NOBODY = (
    "setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups",
    "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search",
)  # fmt: skip


def lines_of(station: Path) -> list[Any]:
    record = json.loads((station / "output" / "bulletin" / "latest.json").read_text(encoding="utf-8"))
    return [(line["text"], line["spoken"], line["given"], line["voice"]) for line in record["lines"]]


def make_words(station: Path) -> tuple[str | Path, ...]:
    return ("make", "--station", station, "--engine", "tone", "--at", AT)


def started(station: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A station with copy, a pronunciation, and a bulletin on record."""
    bulletin(capsys, "init", "--yes", "--station", station)
    write_copy(station / "copy")
    (station / "voices" / "lexicon.tsv").write_text("Elderby\tell-der-bee\n", encoding="utf-8")
    return station


def test_a_station_that_moved_makes_the_same_bulletin(
    station: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    started(station, capsys)
    new = tmp_path / "another place" / "Radio Wend"

    packed = bulletin(capsys, "pack", tmp_path / "a.zip", "--station", station)
    unpacked = bulletin(capsys, "unpack", tmp_path / "a.zip", "--station", new)
    checked = bulletin(capsys, "check", "--offline", "--station", new)
    for folder in (station, new):
        assert bulletin(capsys, *make_words(folder)).status == 0

    assert (packed.status, unpacked.status, checked.status) == (0, 0, 0)
    assert packed.out.strip() == str(tmp_path / "a.zip")
    assert lines_of(new) == lines_of(station)


def test_a_pack_names_what_to_type_again(
    station: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    started(station, capsys)
    (station / "secrets.toml").write_text('[outlet.stream]\npassword = "swordfish"\n')

    packed = bulletin(capsys, "pack", tmp_path / "a.zip", "--station", station)
    unpacked = bulletin(capsys, "unpack", tmp_path / "a.zip", "--station", tmp_path / "new")

    assert "type this again after unpacking: outlet.stream.password" in packed.err
    assert "again: outlet.stream.password" in unpacked.err
    assert "swordfish" not in packed.err + unpacked.err + (tmp_path / "new" / "secrets.toml").read_text()


def test_a_file_that_is_no_pack_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.zip").write_text("not a zip file")

    ran = bulletin(capsys, "unpack", tmp_path / "a.zip", "--station", tmp_path / "new")

    assert ran.status == 1
    assert len(ran.err.splitlines()) == 1
    assert not (tmp_path / "new").exists()


@pytest.mark.slow
def test_another_user_unpacks_checks_and_makes_it(station: Path, capsys: pytest.CaptureFixture[str]) -> None:
    require_root()
    started(station, capsys)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        home = Path(place)
        run_bulletin("pack", home / "a.zip", "--station", station)
        os.chown(home, NOBODY, NOBODY)

        unpacked = as_nobody(home, "unpack", home / "a.zip", "--station", home / "radio")
        checked = as_nobody(home, "check", "--offline", "--station", home / "radio")
        made = as_nobody(home, *make_words(home / "radio"))

        assert bulletin(capsys, *make_words(station)).status == 0
        assert (unpacked.returncode, checked.returncode, made.returncode) == (0, 0, 0), made.stderr
        assert (home / "radio" / "bulletin.toml").stat().st_uid == NOBODY
        assert lines_of(home / "radio") == lines_of(station)


def require_root() -> None:
    if os.name == "nt" or os.getuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("only root can be another user, through setpriv")


def as_nobody(home: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command as another user, with a home, a cache and an umask of its own."""
    return subprocess.run(
        [*AS_NOBODY, sys.executable, "-m", "bulletin", *map(str, words)],
        env={**os.environ, "HOME": str(home), "BULLETIN_CACHE": str(home / "cache")},
        umask=0o077,
        capture_output=True,
        text=True,
        timeout=120,
    )
