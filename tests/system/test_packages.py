"""The version of an installed package, off the name of its folder."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from bulletin.system.packages import version_of


@pytest.mark.parametrize("package", ["pyttsx3", "espeakng-loader", "pydantic_core", "NumPy"])
def test_it_is_what_the_standard_library_tells(package: str) -> None:
    assert version_of(package) == version(package)


def test_a_package_that_is_not_there_has_none() -> None:
    assert version_of("a-package-that-nobody-wrote") is None


def test_a_name_that_only_begins_alike_is_another_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "voice_box_extra-3.dist-info").mkdir()
    (tmp_path / "Voice.Box-1.2.post1.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path)])

    assert version_of("voice-box") == "1.2.post1"
    assert version_of("voice") is None


def test_one_that_an_old_installer_left_is_found_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = tmp_path / "voice_box-1.0.egg-info"
    about.mkdir()
    (about / "PKG-INFO").write_text(
        "Metadata-Version: 2.1\nName: voice-box\nVersion: 1.0\n", encoding="utf-8"
    )
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])

    assert version_of("voice-box") == "1.0"


def test_the_worker_of_our_own_engine_starts_without_the_reader_of_metadata() -> None:
    code = (
        "import sys, bulletin.speak.worker\n"
        "from bulletin.speak.engine import find_engine\n"
        "assert find_engine('pyttsx3').version != 'missing'\n"
        "assert 'importlib.metadata' not in sys.modules"
    )

    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
