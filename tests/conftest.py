"""What every test may use, and what no test may touch."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from pytest_httpserver import HTTPServer

import bulletin  # noqa: F401  (says how many threads numpy takes, before any test imports that)

# How long an example takes tells of the machine and of what else it does.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


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


@pytest.fixture
def httpserver(httpserver: HTTPServer) -> HTTPServer:
    """Lend a server that has no page where it was given none; a fault there would close it to programs."""
    httpserver.no_handler_status_code = 404
    return httpserver
