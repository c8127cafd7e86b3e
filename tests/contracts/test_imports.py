"""The import contracts in pyproject.toml: kept by the tree, and able to see a fault of each kind."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.support.paths import PROJECT

# One fault for each contract, in the order of pyproject.toml: file, and the line that must not be there.
FAULTS = (
    ("speak/__init__.py", "import bulletin.master"),
    ("publish/__init__.py", "import httpx2"),
    ("gather/__init__.py", "import bs4"),
    ("cli/__init__.py", "import pyttsx3"),
    ("audio/__init__.py", "import pydub"),
    ("edition/__init__.py", "import numpy"),
    ("master/__init__.py", "import subprocess"),
    ("clean/__init__.py", "import pydantic"),
    ("summarise/__init__.py", "import sqlalchemy"),
    ("system/__init__.py", "import click"),
    ("model/__init__.py", "import platformdirs"),
)


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    # lint-imports is a console script; this is what it runs.
    code = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache'])"
    env = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"}
    return subprocess.run([sys.executable, "-c", code], cwd=folder, env=env, capture_output=True, text=True)


def contract_names() -> list[str]:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    return [contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]]


def verdicts(said: str) -> dict[str, str]:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", said)
    return {
        name: word
        for name in contract_names()
        for word in re.findall(re.escape(name) + r" (KEPT|BROKEN)", plain)
    }


def test_the_tree_keeps_every_contract() -> None:
    seen = lint_imports(PROJECT)

    assert verdicts(seen.stdout) == dict.fromkeys(contract_names(), "KEPT"), seen.stdout + seen.stderr


def test_a_planted_fault_of_each_kind_is_rejected(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "bulletin", tmp_path / "bulletin", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    assert len(FAULTS) == len(contract_names())
    for file, line in FAULTS:
        path = tmp_path / "bulletin" / file
        path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")

    seen = lint_imports(tmp_path)

    assert seen.returncode == 1
    assert verdicts(seen.stdout) == dict.fromkeys(contract_names(), "BROKEN"), seen.stdout + seen.stderr
