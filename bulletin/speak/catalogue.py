"""Catalogue: the public list of Piper voices, what each is and may be used for, and how one is installed."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from bulletin.errors import BulletinError, EngineError, MisuseError
from bulletin.speak.download import Heard, Wanted, download, fetch_text
from bulletin.speak.models import SUFFIX, require_model
from bulletin.system.files import copy_whole, put_in_place, require_folder

CATALOGUE = "https://huggingface.co/rhasspy/piper-voices/resolve/main/"
CATALOGUE_IN = "BULLETIN_VOICE_CATALOGUE"
"""The environment variable that names another one."""
LIST = "voices.json"
CARD = "MODEL_CARD"
NAME = re.compile(r"[A-Za-z]{2,3}_[A-Za-z]{2,4}-[\w]+-\w+")
LICENCE = re.compile(r"(?im)^\W*licen[cs]e\W*:\s*(.+)$")
ELSEWHERE = (
    "Without a network: fetch both files of a voice elsewhere, then: bulletin voices install FILE.onnx"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A voice in the catalogue."""

    name: str
    language: str
    """Such as en_GB."""
    files: Mapping[str, Wanted]
    """Model and description, by the names that they get."""
    card: str
    """Address of the card that tells where the voice comes from."""

    @property
    def megabytes(self) -> float:
        """What is downloaded."""
        return sum(wanted.size for wanted in self.files.values()) / 1e6


def read_catalogue(address: str | None = None) -> dict[str, Listed]:
    """
    Fetch the list of voices.

    Args:
        address: The folder that it lies in; otherwise what the environment says, else the public catalogue.

    Raises:
        MisuseError: The address is no web address.
        BulletinError: It cannot be reached, or is no catalogue of voices.
    """
    address = address or os.environ.get(CATALOGUE_IN) or CATALOGUE
    if urlsplit(address).scheme not in ("http", "https"):
        raise MisuseError(f"{address} is no catalogue. Give a web address that ends before {LIST}.")
    base = address if address.endswith("/") else address + "/"
    try:
        told = json.loads(fetch_text(urljoin(base, LIST)))
        return {listed.name: listed for listed in _listed(told, base)}
    except BulletinError as error:
        raise BulletinError(f"The catalogue of voices cannot be reached. {error} {ELSEWHERE}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BulletinError(f"{urljoin(base, LIST)} is no catalogue of voices. {ELSEWHERE}") from error


def find_listed(catalogue: Mapping[str, Listed], name: str) -> Listed:
    """
    Look a voice up.

    Raises:
        MisuseError: There is none; the line names some that there are.
    """
    if name not in catalogue:
        near = [other for other in sorted(catalogue) if other.split("-")[0] == name.split("-")[0]]
        known = ", ".join(near or sorted(other for other in catalogue if other.startswith("en_GB")))
        raise MisuseError(f'The catalogue has no voice "{name}". It has: {known}.')
    return catalogue[name]


def licence_of(listed: Listed) -> str:
    """Read what the voice's card says of its licence; empty when it says nothing."""
    found = LICENCE.search(fetch_text(listed.card))
    return found[1].strip() if found else ""


def may_broadcast(licence: str) -> bool:
    """Whether a licence clearly lets a station broadcast what the voice says."""

    def says_one_of(words: list[str]) -> bool:
        said = licence.casefold()
        return any(re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", said) for word in words)

    words = _licences()
    return says_one_of(words["clear"]) and not says_one_of(words["unclear"])


def install_listed(listed: Listed, folder: Path, *, heard: Heard = lambda _: None) -> Path:
    """
    Download a voice into a folder: both files or none.

    Returns:
        The model's path.

    Raises:
        BulletinError: As `download`; what has come so far is kept for the next try.
    """
    require_folder(folder)
    parts = {}
    before = 0
    for name, wanted in listed.files.items():
        parts[name] = download(wanted, folder / name, heard=partial(_add, heard, before))
        before += wanted.size
    # The model last: without it, its description is no voice.
    for name in sorted(parts, key=lambda name: name.endswith(SUFFIX)):
        put_in_place(parts[name], folder / name)
    return require_model(folder / f"{listed.name}{SUFFIX}")


def install_file(path: Path, folder: Path) -> Path:
    """
    Copy a voice that was fetched by other means into a folder: both files or none.

    Raises:
        MisuseError: The file is no voice, or its description is missing.
        BulletinError: It cannot be copied.
    """
    try:
        require_model(path)
    except EngineError as error:
        raise MisuseError(str(error)) from error
    require_folder(folder)
    copy_whole(Path(f"{path}.json"), folder / f"{path.name}.json")
    copy_whole(path, folder / path.name)
    return folder / path.name


def _add(heard: Heard, before: int, have: int) -> None:
    heard(before + have)


def _listed(told: Any, base: str) -> Iterator[Listed]:
    for name, row in told.items():
        # A name becomes a file's name.
        if not NAME.fullmatch(name):
            continue
        files = {Path(path).name: (path, facts) for path, facts in row["files"].items()}
        wanted = {own: files[own] for own in (f"{name}{SUFFIX}", f"{name}{SUFFIX}.json") if own in files}
        if len(wanted) == 2 and CARD in files:
            yield Listed(
                name=name,
                language=row["language"]["code"],
                files={own: _wanted(base, *about) for own, about in wanted.items()},
                card=urljoin(base, quote(files[CARD][0])),
            )


def _wanted(base: str, path: str, facts: Mapping[str, Any]) -> Wanted:
    return Wanted(
        address=urljoin(base, quote(path)), size=int(facts["size_bytes"]), md5=str(facts["md5_digest"])
    )


@cache
def _licences() -> dict[str, list[str]]:
    text = Path(__file__).with_name("licences.toml").read_text(encoding="utf-8")
    words: dict[str, list[str]] = tomllib.loads(text)
    return words
