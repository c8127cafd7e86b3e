"""Where caches and logs go."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.system.folders import cache_folder, log_folder


def test_the_folder_that_was_chosen_holds_clips_and_logs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BULLETIN_CACHE", str(tmp_path))

    assert cache_folder() == tmp_path
    assert log_folder() == tmp_path / "log"


def test_without_a_choice_they_are_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BULLETIN_CACHE", raising=False)

    for folder in (cache_folder(), log_folder()):
        assert folder.is_absolute()
        assert "bulletin" in folder.parts
