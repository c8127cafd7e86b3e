"""Option types: what a person types becomes a checked value, or one line of misuse."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

import click

from bulletin.config.quantities import Length, parse_duration, parse_length
from bulletin.model.moments import is_credible


class LengthWanted(click.ParamType[Length]):
    """`2:00`, `90` or `1:45-2:00`."""

    name = "M:SS"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Length:
        """Read it, or fail with the reason."""
        if isinstance(value, Length):
            return value
        try:
            return parse_length(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


class Duration(click.ParamType[timedelta]):
    """`65m`, `2h`."""

    name = "65m|2h|1d"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """Read it, or fail with the reason."""
        if isinstance(value, timedelta):
            return value
        try:
            return parse_duration(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


class Moment(click.ParamType["datetime | time"]):
    """An ISO time, with or without a day; a time alone is today's."""

    name = "ISO-TIME"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime | time:
        """Read it, or fail with the reason."""
        if isinstance(value, datetime | time):
            return value
        for kind in (time, datetime):
            with suppress(ValueError):
                found = kind.fromisoformat(str(value))
                if isinstance(found, time) or is_credible(found):
                    return found
        return self.fail(f"{value!r} is no time; write 13:00 or 2026-11-23T13:00", param, ctx)


class Day(click.ParamType[date]):
    """An ISO date."""

    name = "ISO-DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read it, or fail with the reason."""
        if isinstance(value, date):
            return value
        with suppress(ValueError):
            found = date.fromisoformat(str(value))
            if is_credible(found):
                return found
        return self.fail(f"{value!r} is no date; write it such as 2026-11-23", param, ctx)
