"""Models: neural voices as files, `NAME.onnx` with `NAME.onnx.json` beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bulletin.errors import EngineError
from bulletin.model import Voice

SUFFIX = ".onnx"
ENGINE = "piper"
RATE_WPM = 165
NEEDED = ("audio", "phoneme_id_map", "num_symbols")
PART = 64 * 1024
# A protocol-buffer message whose first field is the format's version, a small number.
ONNX_START = b"\x08"


def require_model(path: Path) -> Path:
    """
    Insist on a model with its description.

    Raises:
        EngineError: One of the two files is missing, or is something else; the line names it and the cure.
    """
    about = Path(f"{path}.json")
    if not path.is_file():
        raise EngineError(f"There is no voice file {path}. Put it there, or: bulletin voices install")
    if not about.is_file():
        raise EngineError(f"{path.name} needs {about.name} beside it. Download both files of the voice.")
    with path.open("rb") as file:
        if file.read(1) != ONNX_START:
            raise EngineError(f"{path} is no ONNX model. Download the voice again.")
    _read_about(about)
    return path


def describe(path: Path) -> str:
    """Say what a model is, from its description: language, name and quality."""
    told = _read_about(Path(f"{path}.json"))
    language = told.get("language") if isinstance(told.get("language"), dict) else {}
    code = language.get("code", "") if isinstance(language, dict) else ""
    quality = told.get("audio", {}).get("quality", "")
    name = told.get("dataset") or path.stem
    return " ".join(str(part) for part in ("Natural voice", name, code, quality) if part)


def fingerprint(path: Path) -> str:
    """
    Tell one model from another of the same name without reading all of its 60 MB.

    Returns:
        A short hash of its size, its first and last 64 KiB, and its description.
    """
    size = path.stat().st_size
    told = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        told.update(file.read(PART))
        file.seek(max(0, size - PART))
        told.update(file.read(PART))
    about = Path(f"{path}.json")
    told.update(about.read_bytes() if about.is_file() else b"")
    return told.hexdigest()[:16]


def dropped_in(folder: Path) -> Iterator[Voice]:
    """Make a profile of each model in a folder that has none of its own."""
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        if not path.with_suffix(".toml").is_file():
            yield voice_of(path)


def voice_of(path: Path) -> Voice:
    """Make the profile of a model that has none."""
    return Voice(
        name=path.stem, label=_label(path), engine=ENGINE, voice=str(path.resolve()), rate_wpm=RATE_WPM
    )


def _label(path: Path) -> str:
    try:
        return describe(path)
    except EngineError:
        return f"Natural voice {path.stem}"


def _read_about(about: Path) -> dict[str, Any]:
    try:
        told = json.loads(about.read_text(encoding="utf-8"))
        missing = [key for key in NEEDED if key not in told]
    except (OSError, ValueError, TypeError) as error:
        raise EngineError(f"{about} cannot be read ({error}). Download it again.") from error
    if not isinstance(told, dict) or missing:
        raise EngineError(f"{about} does not describe a Piper voice. Download both files of the voice.")
    return told
