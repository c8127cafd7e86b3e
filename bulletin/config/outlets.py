"""`[[outlet]]`: where an edition goes besides the output folder, one table for each kind.

A password is in none of them: it comes from secrets.toml or the environment, under `secret_of(name)`.
"""

from __future__ import annotations

import string
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, ConfigDict, Discriminator, Field, StringConstraints, Tag

from bulletin.config.tables import Name, Table
from bulletin.system.packages import added

ENTRY_POINTS = "bulletin.outlets"
ADDED = "added"
"""The tag of kinds that other packages bring."""
FIELDS = (
    "station", "programme", "date", "time", "year", "month", "day", "weekday", "hour", "minute", "cart",
)  # fmt: skip
"""What a name may hold in braces; {time} is HHMM, {date} is YYYY-MM-DD."""
SUFFIXES = (".mp3", ".wav", ".json", ".vtt", ".txt", ".expires")
"""What can be left in a folder: the sound twice over, the record, captions, script, and the expiry."""
ARGUMENTS = ("audio", "folder", "record", "title", "expires", "duration", *FIELDS)
"""What an argument of a command may hold in braces."""


def secret_of(name: str) -> str:
    """Name the secret of an outlet; as a variable it is BULLETIN_OUTLET_<NAME>_PASSWORD."""
    return f"outlet.{name}.password"


def _braces(text: str, known: tuple[str, ...]) -> str:
    try:
        fields = [field for _, field, _, _ in string.Formatter().parse(text) if field is not None]
    except ValueError as error:
        raise ValueError(f"its braces do not match ({error})") from error
    for field in fields:
        if field not in known:
            raise ValueError(f"{{{field}}} is no field; choose from {', '.join(known)}")
    return text


def _file_name(text: str) -> str:
    path = PurePosixPath(_braces(text, FIELDS))
    if path.is_absolute() or ".." in path.parts or "\\" in text or ":" in text:
        raise ValueError("write a name inside the folder, with / between folders")
    if path.suffix.lower() not in SUFFIXES:
        raise ValueError(f"a name ends in one of {', '.join(SUFFIXES)}")
    return text


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("write an address such as https://radio.example")
    if "@" in parts.netloc:
        raise ValueError("leave the user and the password out; they belong in secrets.toml")
    return text.rstrip("/")


def _word(text: str) -> str:
    return _braces(text, ARGUMENTS)


FileName = Annotated[str, AfterValidator(_file_name)]
Word = Annotated[str, AfterValidator(_word)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Host = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.:_-]{1,253}$")]
Port = Annotated[int, Field(ge=1, le=65535)]
Mount = Annotated[str, StringConstraints(pattern=r"^/[A-Za-z0-9._~/-]{1,200}$")]
Cart = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{0,32}$")]


class OutletBase(Table):
    """What every outlet has."""

    name: Name
    programmes: tuple[Name, ...] = ()
    """The programmes that go there; none named is all of them."""
    tries: int = Field(default=3, ge=1, le=10)


class _Names(OutletBase):
    names: tuple[FileName, ...] = Field(default=("{programme}.mp3",), min_length=1)
    cart: Cart = ""


class FolderTable(_Names):
    """A folder on this machine or a share: fixed, dated or numbered names."""

    kind: Literal["folder"]
    folder: Path
    work: Path | None = None
    """Where the copy is made before it is renamed: a folder on the same disk that nobody watches."""


class PodcastTable(OutletBase):
    """A podcast feed with its episodes, in the output folder or in one that a web server shows."""

    kind: Literal["podcast"]
    address: WebAddress
    """Under which the folder is seen from outside."""
    folder: Path | None = None
    title: str = ""
    description: str = ""
    author: str = ""
    email: str = ""
    image: Annotated[str, StringConstraints(pattern=r"(?i)^(https?://\S+\.(jpg|jpeg|png))?$")] = ""
    category: str = "News"
    explicit: bool = False
    episodes: int = Field(default=10, ge=1, le=500)


class IcecastTable(OutletBase):
    """An Icecast mount that the edition is pushed to at its time."""

    kind: Literal["icecast"]
    host: Host
    port: Port = 8000
    mount: Mount
    user: str = "source"
    tls: bool = False
    public: bool = False
    wait: bool = True
    """Begin when the edition airs; else at once."""
    patience_s: float = Field(default=60.0, ge=0, le=3600)
    """How long, in all, a lost connection is tried again."""


class SoundcardTable(OutletBase):
    """A sound card of this machine."""

    kind: Literal["soundcard"]
    device: str = ""
    """Its number or a part of its name; empty is the system's own choice."""
    wait: bool = True


class SftpTable(_Names):
    """A folder on another machine, over SSH."""

    kind: Literal["sftp"]
    host: Host
    port: Port = 22
    user: str
    folder: str = "."
    key: Path | None = None
    """A private key; its passphrase, if it has one, is the outlet's password."""
    known_hosts: Path | None = None
    """Whom to trust; without it the user's own ~/.ssh/known_hosts."""
    timeout_s: float = Field(default=30.0, gt=0, le=600)


class FtpTable(_Names):
    """A folder on an FTP server."""

    kind: Literal["ftp"]
    host: Host
    port: Port = 21
    user: str
    folder: str = "."
    tls: bool = True
    """Encrypted; without it the password crosses the network in clear."""
    ca_file: Path | None = None
    """The certificate to trust, where the server signed its own."""
    timeout_s: float = Field(default=30.0, gt=0, le=600)


class AzuracastTable(OutletBase):
    """The media library of an AzuraCast station."""

    kind: Literal["azuracast"]
    address: WebAddress
    station: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,100}$")]
    """Its number or short name."""
    path: FileName = "bulletin/{programme}.mp3"
    playlists: tuple[str, ...] = ()
    """Names of the playlists that hold the file."""
    timeout_s: float = Field(default=60.0, gt=0, le=600)


class LibretimeTable(OutletBase):
    """The media library of a LibreTime station."""

    kind: Literal["libretime"]
    address: WebAddress
    import_s: float = Field(default=120.0, gt=0, le=3600)
    """How long its import may take."""
    timeout_s: float = Field(default=60.0, gt=0, le=600)


class CommandTable(OutletBase):
    """A program of the station's own."""

    kind: Literal["command"]
    command: tuple[Word, ...] = Field(min_length=1)
    """The program and its arguments, in braces what they are filled with; no shell reads it."""
    recall: tuple[Word, ...] = ()
    """What to run when the edition must leave the air; {audio} is the filler then."""
    timeout_s: float = Field(default=60.0, gt=0, le=3600)


class AddedTable(OutletBase):
    """A kind that another package brings; that package checks the rest."""

    model_config = ConfigDict(extra="allow", frozen=True)

    kind: str


TABLES: dict[str, type[OutletBase]] = {
    "folder": FolderTable,
    "podcast": PodcastTable,
    "icecast": IcecastTable,
    "soundcard": SoundcardTable,
    "sftp": SftpTable,
    "ftp": FtpTable,
    "azuracast": AzuracastTable,
    "libretime": LibretimeTable,
    "command": CommandTable,
    ADDED: AddedTable,
}


def _tag_of(value: Any) -> str | None:
    kind = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)
    if kind in TABLES or not isinstance(kind, str):
        return kind
    return ADDED if kind in added(ENTRY_POINTS) else None


OutletTable = Annotated[
    Annotated[FolderTable, Tag("folder")]
    | Annotated[PodcastTable, Tag("podcast")]
    | Annotated[IcecastTable, Tag("icecast")]
    | Annotated[SoundcardTable, Tag("soundcard")]
    | Annotated[SftpTable, Tag("sftp")]
    | Annotated[FtpTable, Tag("ftp")]
    | Annotated[AzuracastTable, Tag("azuracast")]
    | Annotated[LibretimeTable, Tag("libretime")]
    | Annotated[CommandTable, Tag("command")]
    | Annotated[AddedTable, Tag(ADDED)],
    Discriminator(
        _tag_of,
        custom_error_type="outlet_kind",
        custom_error_message="an outlet needs a kind, one of: "
        + ", ".join(kind for kind in TABLES if kind != ADDED),
    ),
]
