"""The outlet seam: where an edition goes, the table of kinds, and how another one joins it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from bulletin.errors import MisuseError, NoRetryError
from bulletin.model import Edition, Receipt
from bulletin.publish.off_air import read_off_air
from bulletin.system.packages import added

if TYPE_CHECKING:
    from bulletin.config.outlets import OutletBase
    from bulletin.config.station import Station

BUILT_IN = {
    "azuracast": "bulletin.publish.outlets.azuracast:AzuracastOutlet",
    "command": "bulletin.publish.outlets.command:CommandOutlet",
    "folder": "bulletin.publish.outlets.directory:directory_outlet",
    "ftp": "bulletin.publish.outlets.ftp:ftp_outlet",
    "icecast": "bulletin.publish.outlets.icecast:IcecastOutlet",
    "libretime": "bulletin.publish.outlets.libretime:LibretimeOutlet",
    "podcast": "bulletin.publish.outlets.podcast:PodcastOutlet",
    "sftp": "bulletin.publish.outlets.sftp:sftp_outlet",
    "soundcard": "bulletin.publish.outlets.soundcard:SoundcardOutlet",
}
ENTRY_POINTS = "bulletin.outlets"
TEST_MODE = "test"
"""The `mode` of an edition that is sent to try an outlet: it goes under a name of its own, and leaves."""

Secret = Callable[[str], str | None]


@runtime_checkable
class Outlet(Protocol):
    """
    A way to put an edition on air.

    It may have `tries`, how often it is sent to, and `plays`, true for what is heard while it is sent: that
    is not sent a second time by a run that takes over from one that was killed.
    """

    @property
    def name(self) -> str:
        """What the station calls it."""
        ...

    def send(self, edition: Edition) -> Receipt:
        """
        Put the edition on air and say how that was checked.

        Raises:
            NoRetryError: It is not on air, and trying again will not help.
            PublishError: It is not on air.
        """
        ...

    def recall(self, edition: Edition, *, filler: Path) -> Receipt:
        """
        Put the filler where the edition was sent to; it need not have been.

        Raises:
            ByHandError: That cannot be done from here; the line tells a person what to do.
            PublishError: It should have worked, and did not.
        """
        ...


def _always() -> bool:
    return True


def _no_secret(_: str) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What an outlet may know of its station."""

    station: str = "Hospital Radio"
    """What listeners call it."""
    folder: Path = Path()
    """The station folder; relative paths of the settings lie in it."""
    output: Path = Path("output")
    """Where editions lie."""
    contact: str = ""
    language: str = "en"
    secret: Secret = _no_secret
    """Looks up a password when it is needed; no outlet keeps one."""
    wanted: Callable[[], bool] = _always
    """Asked every second by what plays in real time; False stops it."""

    def path(self, written: Path) -> Path:
        """Find a path of the settings: a relative one lies in the station folder."""
        return self.folder / written.expanduser()

    def password(self, name: str) -> str | None:
        """Look up the password of an outlet."""
        from bulletin.config.outlets import secret_of

        return self.secret(secret_of(name))

    def insist_on_password(self, name: str) -> str:
        """
        Look up the password of an outlet that cannot do without.

        Raises:
            NoRetryError: There is none.
        """
        found = self.password(name)
        if not found:
            variable = name.upper().replace("-", "_")
            raise NoRetryError(
                f"There is no password for the outlet {name}. Put it into secrets.toml under [outlet.{name}] "
                f"as password, or into the variable BULLETIN_OUTLET_{variable}_PASSWORD."
            )
        return found


MakeOutlet = Callable[["OutletBase", Surroundings], Outlet]


def outlets_of(
    station: Station,
    *,
    programme: str | None = None,
    secret: Secret | None = None,
    wanted: Callable[[], bool] | None = None,
) -> tuple[Outlet, ...]:
    """
    Make the outlets of a station; none is reached yet.

    Args:
        station: Its settings.
        programme: Only the outlets that this programme goes to.
        secret: Looks up a password; the station's own secrets without it.
        wanted: Says False when what plays now must stop; without it, when the station is taken off air.

    Raises:
        MisuseError: An outlet of another package cannot be loaded.
    """
    around = Surroundings(
        station=station.settings.station.name,
        folder=station.folder or Path(),
        output=station.output,
        contact=station.settings.station.contact,
        language=station.settings.station.language,
        secret=secret or (lambda key: station.secrets.get(key)),
        wanted=wanted or (lambda: read_off_air(station.output) is None),
    )
    return tuple(
        find_outlet(table.kind)(table, around)
        for table in station.settings.outlet
        if programme is None or not table.programmes or programme in table.programmes
    )


def find_outlet(kind: str) -> MakeOutlet:
    """
    Find what makes outlets of that kind.

    Raises:
        MisuseError: There is none, or it cannot be loaded.
    """
    if kind in BUILT_IN:
        module, _, attribute = BUILT_IN[kind].partition(":")
        built_in: MakeOutlet = getattr(import_module(module), attribute)
        return built_in
    if point := added(ENTRY_POINTS).get(kind):
        return _load(point)
    raise MisuseError(f"There is no outlet of the kind {kind!r}. The kinds are: {', '.join(BUILT_IN)}.")


def _load(point: Any) -> MakeOutlet:
    try:
        make: MakeOutlet = point.load()
    except Exception as error:
        raise MisuseError(
            f"The added outlet {point.name!r} cannot be loaded: {error}. "
            "Install its package again, or remove it from bulletin.toml."
        ) from error
    return make
