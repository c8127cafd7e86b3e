"""The station's settings, as `bulletin.toml` holds them and pydantic checks them."""

from __future__ import annotations

from datetime import timedelta, tzinfo
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from bulletin.config.alerts import AlertsTable
from bulletin.config.level import profiles
from bulletin.config.outlets import OutletTable
from bulletin.config.quantities import Length, parse_duration, parse_length
from bulletin.config.tables import Name, Table
from bulletin.model import BlockKind

Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
EVERY_DAY: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _length(value: Any) -> Any:
    return parse_length(value) if isinstance(value, str) else value


def _duration(value: Any) -> Any:
    return parse_duration(value) if isinstance(value, str) else value


def _zone(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{value!r} is no time zone; write one such as Europe/London") from error


def _profile(value: Any) -> Any:
    if value not in profiles():
        raise ValueError(f"the profiles are {', '.join(profiles())}")
    return value


Duration = Annotated[timedelta, BeforeValidator(_duration)]
Profile = Annotated[str, BeforeValidator(_profile)]
Zone = Annotated[tzinfo, BeforeValidator(_zone)]


class StationTable(Table):
    """Who broadcasts, and from where."""

    name: str = "Hospital Radio"
    place: str = ""
    trust: str = ""
    zone: Zone | None = None
    language: str = "en"
    contact: str = ""
    locality: tuple[str, ...] = ()
    picture: str = ""
    """A JPEG or PNG that players show."""


class SourceTable(Table):
    """Where news comes from."""

    name: str
    address: str
    weight: float = Field(default=1.0, gt=0)
    max_age: Duration = timedelta(days=2)
    permission: str = ""
    """Who allowed the broadcast, and when; news of the web is not read without it."""
    approval: bool = False
    robots: bool = True
    """Whether robots.txt is obeyed; an owner may have allowed more than it says."""


class BlockTable(Table):
    """One part of a bulletin's running order; parts are heard in the order in which they are written."""

    kind: BlockKind
    sources: tuple[str, ...] = ()
    """None named, of news and light items: those that no other part names."""
    seconds: float | None = Field(default=None, ge=5, le=3600)
    """News without it has what the others leave."""
    most: int | None = Field(default=None, ge=1)
    """The most items."""

    @model_validator(mode="after")
    def _has_sources(self) -> BlockTable:
        if not self.sources and self.kind not in (BlockKind.NEWS, BlockKind.LIGHT):
            raise ValueError(
                f'a part with kind = "{self.kind}" names its sources: sources = ["Hospital notices"]'
            )
        return self


class ProgrammeTable(Table):
    """One bulletin that is made again and again."""

    name: Name
    length: Annotated[Length, BeforeValidator(_length)] = parse_length("2:00")
    voices: tuple[str, ...] = ()
    at: tuple[Clock, ...] = ()
    every: Literal["", "hour"] = ""
    minute: int = Field(default=0, ge=0, le=59)
    """Of an hourly programme: past each hour."""
    lead: Duration = timedelta(minutes=10)
    """How long before its time of airing the making begins."""
    days: tuple[Day, ...] = EVERY_DAY
    valid_for: Duration | None = None
    on_the_second: bool = False
    """Whether it is started at its time exactly, and never later: only then does it say what time it is."""
    time_signal: bool = False
    """Whether soft strokes lead up to that time."""
    min_stories: int = Field(default=1, ge=1)
    headlines: int = Field(default=0, ge=0, le=6)
    """How many are read at the top."""
    quotations: str = ""
    """The voice that reads what somebody said; empty is the newsreader's own."""
    blocks: tuple[BlockTable, ...] = ()

    @model_validator(mode="after")
    def _has_one_schedule(self) -> ProgrammeTable:
        if self.at and self.every:
            raise ValueError('give either "at" or "every", not both; an hourly programme takes "minute"')
        if "minute" in self.model_fields_set and not self.every:
            raise ValueError('"minute" belongs to a programme with every = "hour"')
        if self.on_the_second and not (self.at or self.every):
            raise ValueError('on_the_second = true needs the times at which it airs: "at" or "every"')
        if self.time_signal and not self.on_the_second:
            raise ValueError("time_signal = true needs on_the_second = true: a signal that is late is a lie")
        return self


class WordingTable(Table):
    """The station's own words for what is said around the stories; what is not written keeps ours."""

    opening: str | None = None
    opening_at: str | None = None
    morning: str | None = None
    afternoon: str | None = None
    evening: str | None = None
    links: tuple[str, ...] | None = None
    link_every: int | None = Field(default=None, ge=0)
    attribution: str | None = None
    update: str | None = None
    disclosure: str | None = None
    headlines: str | None = None
    notices: str | None = None
    weather: str | None = None
    whats_on: str | None = None
    light: str | None = None
    recorded: str | None = None
    again: str | None = None
    for_ward: str | None = None
    close: str | None = None
    close_next: str | None = None
    goes_on: tuple[str, ...] | None = Field(default=None, min_length=1)

    @property
    def changes(self) -> dict[str, Any]:
        """What the station has written."""
        return self.model_dump(exclude_none=True)


class SoundTable(Table):
    """Station sounds."""

    set: Name = "packaged"
    """A folder in `sounds/`, or the packaged sounds."""
    bed: bool = False
    """Whether music lies under the speech."""


class LevelTable(Table):
    """How loud, and how the sound is shaped."""

    profile: Profile = "stream"


class EditorialTable(Table):
    """What a person decides, and what a rule does."""

    actions: dict[str, Literal["drop", "hold", "middle", "allow"]] = Field(default={})
    """Rule -> what it does, where that is not what the packaged rules say."""
    max_airings: int = Field(default=4, ge=1)
    """How often a story is told before others come first, however old."""


class NetworkTable(Table):
    """Where sources may lead."""

    private_hosts: tuple[str, ...] = ()
    """Machines in the house that news may come from, as `host` or `host:port`."""


class RewritingTable(Table):
    """A language model that tells stories in its own words; none unless an address is given."""

    address: str = ""
    """OpenAI-compatible, such as http://127.0.0.1:11434/v1 for an Ollama on this machine."""
    model: str = ""
    timeout_s: float = Field(default=15.0, gt=0, le=120)
    """For one story."""

    @model_validator(mode="after")
    def _has_a_model(self) -> RewritingTable:
        if self.address and not self.model:
            raise ValueError("[rewriting] needs the name of a model beside its address")
        if self.address and not self.address.startswith(("http://", "https://")):
            raise ValueError("[rewriting] address begins with http:// or https://")
        return self


class StoreTable(Table):
    """Where the station's memory lies."""

    url: str = ""
    """postgresql://... for several machines; empty is `bulletin.db` in the station folder."""


class PathsTable(Table):
    """Folders; relative ones lie in the station folder."""

    output: Path = Path("output")
    cache: Path | None = None
    keep_days: int = Field(default=42, ge=1)
    """How long what was aired is kept: audio, script and record."""


class Settings(Table):
    """All of `bulletin.toml`."""

    station: StationTable = StationTable()
    source: tuple[SourceTable, ...] = ()
    programme: tuple[ProgrammeTable, ...] = (ProgrammeTable(name="bulletin"),)
    wording: WordingTable = WordingTable()
    sound: SoundTable = SoundTable()
    level: LevelTable = LevelTable()
    editorial: EditorialTable = EditorialTable()
    rewriting: RewritingTable = RewritingTable()
    outlet: tuple[OutletTable, ...] = ()
    alerts: AlertsTable = AlertsTable()
    network: NetworkTable = NetworkTable()
    store: StoreTable = StoreTable()
    paths: PathsTable = PathsTable()

    @model_validator(mode="after")
    def _names_each_source_once(self) -> Settings:
        names = [row.name for row in self.source]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"two sources are called {name!r}; give each a name of its own")
        return self

    @model_validator(mode="after")
    def _has_the_sources_of_its_blocks(self) -> Settings:
        known = [row.name for row in self.source]
        for programme in self.programme:
            for block in programme.blocks:
                for name in block.sources:
                    if name not in known:
                        has = ", ".join(known) or "none"
                        raise ValueError(
                            f"a part of the programme {programme.name} names the source {name!r}, "
                            f"and there is none of that name. There is: {has}"
                        )
        return self
