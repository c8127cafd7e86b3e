"""Liquidsoap: which of our configurations fits what is installed, and one with a station's own values."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING

from bulletin.errors import MissingToolError
from bulletin.publish.places import Places
from bulletin.system.programs import run

if TYPE_CHECKING:
    from bulletin.config.settings import ProgrammeTable
    from bulletin.config.station import Station

LIQUIDSOAP_21 = "liquidsoap-2.1.liq"
LIQUIDSOAP_22 = "liquidsoap-2.2.liq"
OLDEST, NEWEST = (2, 1), (2, 4)  # 2.5 says `track_sensitive` another way; 2.0 was never tried
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ANSWER_S = 20.0


def version_installed() -> str | None:
    """
    Ask the Liquidsoap of this machine what it is.

    Returns:
        What `liquidsoap --version` says; None where there is no Liquidsoap.

    Raises:
        DeadlineError: It did not answer.
    """
    program = shutil.which("liquidsoap")
    if program is None:
        return None
    return run([program, "--version"], timeout_s=ANSWER_S).stdout.decode("utf-8", "replace")


def fitting(version_text: str) -> str:
    """
    Tell which of our configurations fits an installed Liquidsoap.

    Args:
        version_text: What `liquidsoap --version` says; its first number counts.

    Returns:
        A name for `read_configuration`.

    Raises:
        MissingToolError: No configuration of ours fits that version, or there is no version in the text.
    """
    found = re.search(r"(\d+)\.(\d+)", version_text)
    if found is None:
        raise MissingToolError(
            "Liquidsoap did not say its version. Ask it with: liquidsoap --version; "
            "2.1 to 2.4 have a configuration from us."
        )
    version = (int(found[1]), int(found[2]))
    if not OLDEST <= version <= NEWEST:
        raise MissingToolError(
            f"Liquidsoap {found[0]} has no configuration from us; 2.1 to 2.4 have. "
            f"Install one of those, or take {LIQUIDSOAP_22} as a model."
        )
    return LIQUIDSOAP_21 if version == OLDEST else LIQUIDSOAP_22


def read_configuration(name: str) -> str:
    """Read one of the packaged configurations; the values to change are the plain lines at its top."""
    return files("bulletin.publish.playout").joinpath(name).read_text(encoding="utf-8")


def station_configuration(name: str, *, station: Station, programme: ProgrammeTable) -> str:
    """
    Write a configuration with the station's own values; music, server and password stay to be typed.

    Args:
        name: One that `fitting` gives.
        station: Its name and output folder.
        programme: What is played, and when.
    """
    folder = Places(root=(station.output / programme.name).resolve()).root
    values = {
        "folder": _quoted(folder.as_posix()),
        "station_name": _quoted(station.settings.station.name),
        "mark": _mark(programme),
    }
    return filled_in(read_configuration(name), values)


def filled_in(configuration: str, values: Mapping[str, str]) -> str:
    """
    Change values in the first part of a configuration, as a person would in an editor.

    Args:
        configuration: The text of one.
        values: By name, as Liquidsoap writes them: a text stands in quotation marks.
    """
    for name, value in values.items():
        line = f"{name} = {value}".replace("\\", r"\\")
        configuration, count = re.subn(rf"(?m)^{name} = .*$", line, configuration)
        assert count == 1, f"{name} is not one plain line"
    return configuration


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    # "#{" begins an expression inside Liquidsoap's quotation marks, however it is escaped (tried with 2.1.3).
    return '"' + escaped.replace("#{", '#" ^ "{') + '"'


def _mark(programme: ProgrammeTable) -> str:
    clocks = [at.split(":") for at in programme.at]
    times = " or ".join(f"{int(hour)}h{int(minute)}m" for hour, minute in clocks) or f"{programme.minute}m"
    if set(programme.days) == set(WEEK):
        return f"{{{times}}}"
    # Liquidsoap counts the days of the week from Monday, 1w.
    days = " or ".join(f"{WEEK.index(day) + 1}w" for day in programme.days)
    return f"{{({days}) and ({times})}}"
