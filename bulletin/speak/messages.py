"""Messages between the pool and its workers: a line of JSON, then samples where there are any."""

from __future__ import annotations

import json
from typing import Any

Head = dict[str, Any]


def pack(head: Head, pcm: bytes = b"") -> bytes:
    """Make one message; JSON keeps newlines escaped, so the first one ends the head."""
    return json.dumps(head).encode() + b"\n" + pcm


def unpack(message: bytes) -> tuple[Head, bytes]:
    """Take a message apart into its head and samples."""
    head, _, pcm = message.partition(b"\n")
    read: Head = json.loads(head)
    return read, pcm
