"""Pages that were fetched before: a server that marks them need not send them again until they change."""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import time
from dataclasses import dataclass, replace
from pathlib import Path

from bulletin.gather.fetch import Errand, Fetched, fetch
from bulletin.gather.manners import can_be_kept
from bulletin.gather.names import without_password
from bulletin.system.files import part_file

log = logging.getLogger(__name__)

SUFFIX = ".page"
# No feed that is asked every hour goes on with an entry that it left out for three days.
KEEP_S = 3 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMemory:
    """A folder of pages with their marks; what cannot be read or kept there is fetched whole."""

    folder: Path

    def fetch(self, errand: Errand) -> Fetched:
        """Fetch a page, or take ours where its server says that nothing has changed; raises as `fetch`."""
        kept = self._find(errand.address)
        if kept:
            errand = replace(errand, etag=kept.etag, last_modified=kept.last_modified)
        got = fetch(errand)
        if kept and got.is_unchanged:
            with contextlib.suppress(OSError):
                os.utime(self._path(errand.address))
            return replace(kept, was_private=got.was_private)
        if can_be_kept(got):
            self._keep(errand.address, got)
        return got

    def tidy(self) -> None:
        """Remove pages that nobody asked for in days."""
        for path in self.folder.glob(f"*{SUFFIX}"):
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > KEEP_S:
                    path.unlink()

    def _find(self, address: str) -> Fetched | None:
        try:
            head, _, content = self._path(address).read_bytes().partition(b"\n")
            row = json.loads(head)
            if row.pop("sha256") != hashlib.sha256(content).hexdigest():
                return None
            return Fetched(**row, content=content)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def _keep(self, address: str, got: Fetched) -> None:
        row = {
            "address": without_password(got.address),
            "content_type": got.content_type,
            "charset": got.charset,
            "etag": got.etag,
            "last_modified": got.last_modified,
            "sha256": hashlib.sha256(got.content).hexdigest(),
        }
        path = self._path(address)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with part_file(path) as part:
                part.write_bytes(json.dumps(row).encode() + b"\n" + got.content)
                part.replace(path)
        except OSError as error:
            log.info("a page is not kept: %s", error)

    def _path(self, address: str) -> Path:
        return self.folder / (hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()[:32] + SUFFIX)
