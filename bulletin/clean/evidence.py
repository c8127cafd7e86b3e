"""Evidence: points for and against a block, added up (evidence.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources

from bulletin.clean.blocks import Block
from bulletin.clean.facts import Facts, Surroundings

FAR = -9.0  # no such block of the development pages came near 0


@cache
def _points() -> Mapping[str, float]:
    table = tomllib.loads(resources.files(__package__).joinpath("evidence.toml").read_text("utf-8"))
    return with_doubt({name: float(value) for name, value in table["points"].items()}, table["doubt"])


def with_doubt(points: Mapping[str, float], doubt: Mapping[str, float]) -> dict[str, float]:
    """Take off what is taken off besides."""
    every = {*points, *doubt}
    return {name: points.get(name, 0.0) - doubt.get(name, 0.0) for name in every}


def weigh(
    blocks: Sequence[Block], around: Surroundings, points: Mapping[str, float] | None = None
) -> list[Block]:
    """
    Give every block of a page its points, and the name of what speaks most against it.

    Args:
        blocks: In reading order.
        around: How the story lies among them.
        points: For each fact, instead of those that come with the program.
    """
    points = _points() if points is None else points
    return [
        _weighed(block, around.facts(at), around, points) if around.is_near(at) else _far(block, around)
        for at, block in enumerate(blocks)
    ]


def _far(block: Block, around: Surroundings) -> Block:
    own, near = around.places(block)
    return replace(block, points=FAR, against="elsewhere on the page", called=own | near)


def _weighed(block: Block, facts: Facts, around: Surroundings, points: Mapping[str, float]) -> Block:
    shares = {name: points.get(name, 0.0) * value for name, value in facts.items()}
    worst = min((name for name in shares if name != "any"), key=lambda name: shares[name], default=None)
    own, near = around.places(block)
    if "hidden" in own:
        return replace(block, points=FAR, against="not shown on the page", called=own | near)
    return replace(
        block, points=sum(shares.values()), against=f"outside the story: {worst}", called=own | near
    )
