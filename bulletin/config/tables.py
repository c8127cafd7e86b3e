"""What every table of the settings has in common."""

from __future__ import annotations

import os
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

# pydantic's plugins, which nobody here has, are otherwise looked for in every installed package.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

# Devices on Windows, where no folder can have such a name.
_PORTS = (f"{kind}{number}" for kind in ("com", "lpt") for number in range(10))
_DEVICES = frozenset(["con", "prn", "aux", "nul", *_PORTS])


def _no_device(name: str) -> str:
    if name in _DEVICES:
        raise ValueError(f"{name!r} is the name of a device on Windows; choose another")
    return name


Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$"), AfterValidator(_no_device)]
"""Lower-case letters, digits, - and _: it becomes a folder's name on every system."""


class Table(BaseModel):
    """One table of the file: an unknown key is an error, and nothing changes after reading."""

    # Built when it is first filled: of the outlets, most stations fill none.
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)
