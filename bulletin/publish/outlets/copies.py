"""Copies: an edition under one or more names on a shelf, which is a folder here or elsewhere."""

from __future__ import annotations

import hashlib
import json
import math
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Protocol

from bulletin.errors import PublishError
from bulletin.model import Edition, Receipt
from bulletin.publish.carts import Cart, cart_of, write_wav
from bulletin.publish.live import FILLER_MODE, FILLER_VALID
from bulletin.publish.naming import names_of
from bulletin.publish.outlet import TEST_MODE, Surroundings
from bulletin.publish.places import RECORD_NAME
from bulletin.system.clock import now

if TYPE_CHECKING:
    from bulletin.config.outlets import OutletBase

EXPIRES = ".expires"
RECORD = ".json"
PAPERS = {".json": RECORD_NAME, ".vtt": "captions.vtt", ".txt": "script.txt"}
BLANK_PAPERS = {".vtt": "WEBVTT\n", ".txt": ""}
"""What stands in for an edition's papers beside the filler."""


class Shelf(Protocol):
    """Where files can be put so that a reader sees the old one or the new one."""

    def put(self, local: Path, name: str) -> str:
        """Copy a file to a name; tell how it was checked. Raises PublishError."""
        ...

    def read(self, name: str) -> bytes:
        """Read a file back; PublishError if it is not there."""
        ...

    def remove(self, name: str) -> None:
        """Remove a file that may be gone already."""
        ...


OpenShelf = Callable[[], AbstractContextManager[Shelf]]


class NamesTable(Protocol):
    """The settings that all kinds of shelf have."""

    @property
    def names(self) -> tuple[str, ...]:
        """Name templates; the suffix decides what is put there."""
        ...

    @property
    def cart(self) -> str:
        """The cart number."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """What is put on the shelf."""

    edition: Edition
    audio: Path
    expires_at: datetime
    mode: str

    @property
    def papers(self) -> Path | None:
        """The folder of the edition's papers; the filler and a test have none."""
        return None if self.mode in (FILLER_MODE, TEST_MODE) else self.audio.parent


class CopiesOutlet:
    """Puts an edition's files on a shelf and takes the bulletin off it by putting the filler there."""

    def __init__(
        self, table: OutletBase, names: NamesTable, around: Surroundings, *, where: str, open_shelf: OpenShelf
    ) -> None:
        """
        Serve one shelf.

        Args:
            table: The settings of any outlet.
            names: The settings of any shelf; commonly the same table.
            around: The station.
            where: The shelf, as a person knows it; no password in it.
            open_shelf: Reaches it, and lets it go.
        """
        self.name = table.name
        self.tries = table.tries
        self._names = names
        self._around = around
        self._where = where
        self._open = open_shelf

    def send(self, edition: Edition) -> Receipt:
        """
        Put the edition at its names, the expiry last; a test is read back whole and removed.

        Raises:
            PublishError: It is not there.
        """
        if edition.audio is None or edition.sha256 is None:
            raise PublishError("The edition has no checked audio, so it was not sent.")
        goods = Goods(edition=edition, audio=edition.audio, expires_at=edition.expires_at, mode=edition.mode)
        return self._put(goods, try_out=edition.mode == TEST_MODE)

    def recall(self, edition: Edition, *, filler: Path) -> Receipt:
        """Put the filler at the names that the edition had. Raises PublishError."""
        return self._put(
            Goods(edition=edition, audio=filler, expires_at=now() + FILLER_VALID, mode=FILLER_MODE)
        )

    def _put(self, goods: Goods, *, try_out: bool = False) -> Receipt:
        names = names_of(
            goods.edition, self._names.names, station=self._around.station, cart=self._names.cart
        )
        if goods.mode == TEST_MODE:
            names = tuple(name for name in names if _suffix(name) not in PAPERS)
        # As at the live names: the expiry goes last, so that a crash leaves the earlier one.
        names = tuple(sorted(names, key=lambda name: _suffix(name) == EXPIRES))
        with tempfile.TemporaryDirectory(prefix="bulletin-") as folder, self._open() as shelf:
            self._bring_expiry_down(shelf, names, goods, Path(folder))
            checks = [shelf.put(self._file_for(name, goods, Path(folder)), name) for name in names]
            if try_out:
                checks += [self._try(shelf, name, goods, Path(folder)) for name in names]
        return Receipt(
            outlet=self.name,
            where=f"{self._where}: {', '.join(names)}",
            at=now(),
            checked="; ".join(dict.fromkeys(checks)),
        )

    def _bring_expiry_down(self, shelf: Shelf, names: tuple[str, ...], goods: Goods, folder: Path) -> None:
        """Where what is there would outlive the new edition (the filler does), expiry and record go first."""
        for name in names:
            if _suffix(name) in (EXPIRES, RECORD):
                with suppress(PublishError, OSError, ValueError, KeyError, TypeError):
                    if _expiry_in(shelf.read(name), name) > goods.expires_at.timestamp():
                        shelf.put(self._file_for(name, goods, folder), name)

    def _try(self, shelf: Shelf, name: str, goods: Goods, folder: Path) -> str:
        sent = self._file_for(name, goods, folder).read_bytes()
        same = hashlib.sha256(shelf.read(name)).digest() == hashlib.sha256(sent).digest()
        shelf.remove(name)
        if not same:
            raise PublishError(f"What was read back from {self._where} as {name} is not what was sent.")
        return "read back whole and removed again"

    def _file_for(self, name: str, goods: Goods, folder: Path) -> Path:
        suffix = _suffix(name)
        if suffix == ".mp3":
            return goods.audio
        made = folder / f"made{suffix}"
        if made.exists():
            return made
        if suffix == ".wav":
            write_wav(goods.audio, made, cart=self._cart(goods))
        elif suffix == EXPIRES:
            made.write_text(f"{int(goods.expires_at.timestamp())}\n", encoding="ascii")
        else:
            return self._paper(suffix, goods, made)
        return made

    def _paper(self, suffix: str, goods: Goods, made: Path) -> Path:
        if goods.papers is not None:
            return goods.papers / PAPERS[suffix]
        record = {
            "version": 1,
            "programme": goods.edition.programme,
            "mode": goods.mode,
            "expires_at": goods.expires_at.isoformat(),
        }
        made.write_text(BLANK_PAPERS.get(suffix, json.dumps(record, indent=1) + "\n"), encoding="utf-8")
        return made

    def _cart(self, goods: Goods) -> Cart:
        told = cart_of(goods.edition, self._around.station, cut=self._names.cart)
        if goods.mode != FILLER_MODE:
            return told
        zone = goods.edition.slot.tzinfo
        # The filler is other sound, of which only the times are known.
        return replace(
            told,
            ends_at=goods.expires_at.astimezone(zone).replace(tzinfo=None),
            duration_s=0.0,
            loudness_lufs=math.nan,
            true_peak_dbtp=math.nan,
        )


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn what the disk or the network says into one line that names the shelf."""
    from bulletin.publish.reasons import reason_of

    try:
        yield
    except (OSError, EOFError) as error:
        raise PublishError(
            f"Cannot put the edition at {where}: {reason_of(error)}. "
            "Check the address, the network and the space there."
        ) from error


def _expiry_in(written: bytes, name: str) -> float:
    """Read until when a file on the shelf says that its bulletin may be played, in Unix seconds."""
    if _suffix(name) == EXPIRES:
        return int(written)
    return datetime.fromisoformat(json.loads(written)["expires_at"]).timestamp()


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
