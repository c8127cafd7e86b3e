"""Readers by name: the built-in kinds of source, and those that other packages add."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from bulletin.errors import SourceError
from bulletin.gather.names import without_password
from bulletin.gather.source import SourceReader
from bulletin.system.packages import added

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

BUILT_IN = {
    "web": "bulletin.gather.web:WebReader",
    "file": "bulletin.gather.files:FileReader",
    "input": "bulletin.gather.files:InputReader",
    "demo": "bulletin.gather.demo:DemoReader",
}
ENTRY_POINTS = "bulletin.sources"
# Two letters at least before the colon: "C:\news.txt" is a file.
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")


def find_reader(address: str) -> SourceReader:
    """
    Find who reads an address; import it only now.

    Raises:
        SourceError: Its scheme is none that anybody reads.
    """
    name = reader_name(address)
    if name in BUILT_IN:
        module, _, reader = BUILT_IN[name].partition(":")
        found = getattr(import_module(module), reader)
    else:
        found = _added()[name].load()
    made: SourceReader = found()
    return made


def reader_name(address: str) -> str:
    """Tell which reader an address is for."""
    if not address.strip():
        raise SourceError("The address of a source is empty. Name a feed, a page, a file or a folder.")
    if address == "-":
        return "input"
    scheme = SCHEME.match(address)
    if scheme is None:
        return "file"
    name = scheme[1].lower()
    if name in ("http", "https"):
        return "web"
    if name == "demo" or name in _added():
        return name
    if address[scheme.end() :].startswith("//") or name in (
        "file",
        "data",
        "javascript",
        "mailto",
        "ftp",
        "about",
    ):
        raise SourceError(
            f"{without_password(address)} cannot be read: only http and https, files and folders can."
        )
    return "file"


@cache
def _added() -> dict[str, EntryPoint]:
    return added(ENTRY_POINTS)
