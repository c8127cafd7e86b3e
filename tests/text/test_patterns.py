"""Patterns that compile themselves when they are first asked."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest

import bulletin.clean
import bulletin.script
import bulletin.summarise
from bulletin.clean.wording import wording_rules
from bulletin.summarise.hangs import _others
from bulletin.text.patterns import _Later, later


def test_a_pattern_answers_as_one_that_was_compiled_at_once() -> None:
    written = r"(?P<day>\d+)(?:st|nd) of (?P<month>\w+)"
    text = "From the 1ST of May to the 2nd of June"

    late, early = later(written, re.IGNORECASE), re.compile(written, re.IGNORECASE)

    assert [found.groupdict() for found in late.finditer(text)] == [
        found.groupdict() for found in early.finditer(text)
    ]
    assert late.sub("-", text) == early.sub("-", text)
    assert (late.pattern, late.flags, late.groups) == (early.pattern, early.flags, early.groups)


def test_nothing_is_compiled_before_it_is_asked() -> None:
    broken = later("(")

    assert broken.pattern == "("
    with pytest.raises(re.error):
        broken.search("a")


@pytest.mark.parametrize("room", [bulletin.clean, bulletin.script, bulletin.summarise])
def test_no_pattern_of_ours_has_a_mistake_that_would_show_on_air(room: Any) -> None:
    modules = [import_module(found.name) for found in walk_packages(room.__path__, f"{room.__name__}.")]
    patterns = [thing for module in modules for thing in vars(module).values() if isinstance(thing, _Later)]

    assert patterns
    for pattern in patterns:
        re.compile(pattern.pattern, pattern._given)


def test_no_pattern_of_the_tables_has_such_a_mistake() -> None:
    patterns = [*_others().values(), *(rule.starts for rule in wording_rules())]

    assert [pattern.search("") for pattern in patterns]
