"""The outlet seam: where an edition goes."""

from __future__ import annotations

from typing import Protocol

from bulletin.model import Edition, Receipt


class Outlet(Protocol):
    """A way to put an edition on air."""

    def send(self, edition: Edition) -> Receipt:
        """
        Put the edition on air and say how that was checked.

        Raises:
            PublishError: It is not on air.
        """
        ...
