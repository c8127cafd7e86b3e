"""Places: what the elements around a piece of text say they are (places.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources

NAMING = frozenset({"class", "id", "role", "itemprop"})
# Pages whose classes are made by a program still name their parts for their makers: data-gu-name, data-qa.
NAMING_DATA = re.compile(
    r"data-(?:\w+-)*(?:block|component|module|name|part|qa|role|section|test|testid|type)$"
)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
HIDING = frozenset(
    "hidden hide is-hidden d-none sr-only screen-reader-text screen-reader visually-hidden visuallyhidden "
    "u-visually-hidden offscreen invisible noprint no-print print-only".split()
)
# Health trusts and departments put their own name before it: nhsuk-u-visually-hidden, govuk-visually-hidden.
HIDING_ENDS = ("-visually-hidden", "-visuallyhidden", "-sr-only", "-screen-reader-text")
FILING = ("tag-", "category-", "format-", "type-", "status-", "has-")
BLOG_POST = frozenset({"hentry", "type-post", "type-page", "status-publish"})
NOWHERE: frozenset[str] = frozenset()
HIDDEN = frozenset({"hidden"})
NOT_SHOWN = re.compile(r"display:\s*none|visibility:\s*hidden")


@cache
def _tables() -> tuple[re.Pattern[str], Mapping[str, frozenset[str]]]:
    """One pattern with a named group for each place, and the place of each element that is one."""
    places = tomllib.loads(resources.files(__package__).joinpath("places.toml").read_text("utf-8"))
    groups = [f"(?P<{place}>{facts['names']})" for place, facts in places.items() if facts["names"]]
    pattern = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(groups)})(?![a-z])")
    tags = {tag: frozenset({place}) for place, facts in places.items() for tag in facts["tags"]}
    return pattern, tags


@lru_cache(maxsize=4096)
def _named(names: str) -> frozenset[str]:
    kept = [word for word in names.split() if ":" not in word]  # "lg:hidden" speaks of screens, not of words
    if not HIDING.isdisjoint(kept) or any(word.endswith(HIDING_ENDS) for word in kept):
        return frozenset({"hidden"})
    if not BLOG_POST.isdisjoint(kept):  # such an element carries its tags and categories as classes
        kept = [word for word in kept if not word.startswith(FILING)]
    words = CAMEL.sub("-", " ".join(kept)).lower().replace("_", "-")
    return frozenset(found.lastgroup for found in _tables()[0].finditer(words) if found.lastgroup)


def places_of(tag: str, attributes: Mapping[str, str]) -> frozenset[str]:
    """Tell what one element says it is; empty for most."""
    by_tag = _tables()[1].get(tag)
    if not attributes:
        return by_tag or NOWHERE
    names = " ".join(
        [
            value
            for key, value in attributes.items()
            if key in NAMING or (key[:5] == "data-" and _is_naming(key))
        ]
    )
    places = _named(names[:400]) if names else NOWHERE
    if by_tag:
        places |= by_tag
    if _is_hidden(attributes):
        places |= HIDDEN
    return places


@lru_cache(maxsize=4096)
def _is_naming(key: str) -> bool:
    return NAMING_DATA.match(key) is not None


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or ("style" in attributes and NOT_SHOWN.search(attributes["style"]) is not None)
    )
