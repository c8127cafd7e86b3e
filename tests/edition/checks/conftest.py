"""A station to look at."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.edition.checking import check_all
from bulletin.edition.checks import starter
from bulletin.edition.checks.finding import Finding
from tests.support.checks import Check


@pytest.fixture(autouse=True)
def _no_starter_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """What happens to be installed on the machine that runs the tests is not looked at."""
    monkeypatch.setattr(starter, "_texts", lambda: iter(()))


@pytest.fixture
def check(station: Path) -> Check:
    def look(text: str, *, offline: bool = False) -> list[Finding]:
        (station / "bulletin.toml").write_text(text, encoding="utf-8")
        return check_all(station, offline=offline)

    return look
