"""Byte ranges: the part of a file that a player asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ONE_RANGE = re.compile(r"bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*")


class UnsatisfiableError(ValueError):
    """The part lies behind the end of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A part of a file."""

    first: int
    size: int

    @property
    def last(self) -> int:
        """The place of its last byte."""
        return self.first + self.size - 1


def read_range(header: str, *, size: int) -> Span | None:
    """
    Read a Range header.

    Returns:
        None for the whole file: no header, several ranges, or one that is not understood.

    Raises:
        UnsatisfiableError: It begins behind the end.

    Source: RFC 9110, section 14.
    """
    match = _ONE_RANGE.fullmatch(header.strip())
    if match is None or match.groups() == ("", ""):
        return None
    if len(match[1]) > 18 or len(match[2]) > 18:  # no file is that long; int() of a novel takes its time
        raise UnsatisfiableError(header[:40])
    if not match[1]:
        wanted = min(int(match[2]), size)
        if not wanted:
            raise UnsatisfiableError(header)
        return Span(first=size - wanted, size=wanted)
    first = int(match[1])
    last = min(int(match[2]), size - 1) if match[2] else size - 1
    if first >= size:
        raise UnsatisfiableError(header)
    return Span(first=first, size=last - first + 1) if last >= first else None
