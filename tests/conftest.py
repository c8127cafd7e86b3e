"""What every test may use, and what no test may touch."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep clips and logs out of the user's own folders, and shared inside one run."""
    patch = pytest.MonkeyPatch()
    patch.setenv("BULLETIN_CACHE", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def station(tmp_path: Path) -> Path:
    """Lend an empty folder for a station."""
    folder = tmp_path / "station"
    folder.mkdir()
    return folder
