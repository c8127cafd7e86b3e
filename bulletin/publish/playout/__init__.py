"""Configurations for playout software that we ship."""

from bulletin.publish.playout.liquidsoap import (
    LIQUIDSOAP_21,
    LIQUIDSOAP_22,
    filled_in,
    fitting,
    read_configuration,
    station_configuration,
    version_installed,
)

__all__ = [
    "LIQUIDSOAP_21",
    "LIQUIDSOAP_22",
    "filled_in",
    "fitting",
    "read_configuration",
    "station_configuration",
    "version_installed",
]
