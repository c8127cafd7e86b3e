"""docs/settings.md names every key with its default, and no other."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import timedelta
from importlib.resources import files
from pathlib import PurePath
from typing import Any

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from bulletin.config.outlets import ADDED, TABLES, OutletBase
from bulletin.config.quantities import Length, parse_duration
from bulletin.config.settings import Settings
from tests.support.paths import PROJECT

UNITS = (("d", 86_400), ("h", 3600), ("m", 60), ("s", 1))
HEADING = re.compile(r"^#{2,3} (.+)$")
ROW = re.compile(r"^\| `(\w+)` \| (?:`(.+?)`|(required|none)) \|")


def documented() -> dict[str, dict[str, str]]:
    """Default by key, by heading."""
    page: dict[str, dict[str, str]] = {}
    heading = ""
    for line in (PROJECT / "docs" / "settings.md").read_text(encoding="utf-8").splitlines():
        if found := HEADING.match(line):
            heading = found[1]
            page[heading] = {}
        elif row := ROW.match(line):
            page[heading][row[1]] = row[2] or row[3]
    return page


def tables_of(model: type[BaseModel], name: str) -> Iterator[tuple[str, type[BaseModel]]]:
    """A table and those inside it, by heading."""
    yield name, model
    for key, field in model.model_fields.items():
        for inner in getattr(field.annotation, "__args__", ()):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from tables_of(inner, f"[{name.strip('[]')}.{key}]")


def expected() -> Iterator[tuple[str, dict[str, str]]]:
    for name, field in Settings.model_fields.items():
        if name == "outlet":
            continue
        inner = getattr(field.annotation, "__args__", ())
        model = inner[0] if inner else field.annotation
        assert isinstance(model, type)
        for heading, table in tables_of(model, f"[[{name}]]" if inner else f"[{name}]"):
            yield heading, {key: shown(key, told, table) for key, told in table.model_fields.items()}
    common = {key: shown(key, told, OutletBase) for key, told in OutletBase.model_fields.items()}
    yield "[[outlet]]", {**common, "kind": "required"}
    for kind, table in TABLES.items():
        if kind != ADDED:
            own = {key: told for key, told in table.model_fields.items() if key not in {*common, "kind"}}
            yield f'kind = "{kind}"', {key: shown(key, told, table) for key, told in own.items()}


def shown(key: str, field: FieldInfo, table: type[BaseModel]) -> str:
    """A default as a person writes it."""
    if table.__name__ == "WordingTable":
        text = files("bulletin.script").joinpath("data", "wording.toml").read_text(encoding="utf-8")
        return json.dumps(tomllib.loads(text)[key])
    if field.default is PydanticUndefined:
        return "required"
    return "none" if field.default is None else as_toml(field.default, key)


def as_toml(value: Any, key: str) -> str:
    if isinstance(value, timedelta):
        unit, seconds = next((unit, size) for unit, size in UNITS if value.total_seconds() % size == 0)
        return f'"{value.total_seconds() / seconds:.0f}{unit}"'
    if isinstance(value, tuple):
        return json.dumps(list(value))
    if isinstance(value, Length):
        return json.dumps(str(value))
    if isinstance(value, PurePath):
        return json.dumps(value.as_posix())
    return json.dumps(value)


def same(written: str, default: str, key: str) -> bool:
    if key == "length":
        return written == default
    if re.fullmatch(r'"\d+[dhms]"', written):
        return parse_duration(json.loads(written)) == parse_duration(json.loads(default))
    if written in ("required", "none") or default in ("required", "none"):
        return written == default
    return bool(json.loads(written) == json.loads(default))


@pytest.mark.parametrize(("heading", "keys"), list(expected()), ids=lambda value: str(value)[:30])
def test_each_table_of_the_page_is_that_of_the_settings(heading: str, keys: dict[str, str]) -> None:
    page = documented()

    assert heading in page, f"docs/settings.md lacks the heading {heading}"
    assert list(page[heading]) == [key for key in page[heading] if key in keys], "a key that there is not"
    assert set(page[heading]) == set(keys), f"docs/settings.md, {heading}: write a row for each key"
    wrong = {key: default for key, default in keys.items() if not same(page[heading][key], default, key)}
    assert not wrong, f"docs/settings.md, {heading}: these are the defaults: {wrong}"


def test_the_page_has_no_table_that_there_is_not() -> None:
    headings = {heading for heading, keys in documented().items() if keys}

    assert headings == {heading for heading, keys in expected() if keys}
