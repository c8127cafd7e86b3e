"""Sensitivity: which articles a person should look at before ill people hear them, and by which rule."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from bulletin.errors import MisuseError
from bulletin.model import Article
from bulletin.text.patterns import later

_PACKAGED = Path(__file__).parent / "data" / "sensitivity.toml"
_LOOKED_AT = 3
ACTIONS = "[editorial.actions]"
_TOWN_WORDS = 2
_KEYS = {"action", "own", "words", "with"}
# Of a name such as "Thornbury Vale University Hospitals NHS Foundation Trust", what people say of it.
_FORMAL = re.compile(
    r"\b(?:university|teaching|general|hospitals?|nhs|foundation|health|care|healthcare|trust|board|the|of)\b\s*",
    re.IGNORECASE,
)
_SITE = r"(?:general |university |district |community |cottage )*(?:hospitals?|infirmary|nhs|trust)"


class Action(StrEnum):
    """What is done with an article, the strictest first."""

    DROP = "drop"
    HOLD = "hold"
    MIDDLE = "middle"
    ALLOW = "allow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing to look for."""

    name: str
    action: Action
    words: re.Pattern[str]
    also: re.Pattern[str] | None = None
    is_own: bool = False
    """Counts only where the station's own trust or place is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule that an article met, with the words that met it."""

    rule: str
    action: Action
    words: tuple[str, ...]

    def __str__(self) -> str:
        """As a person reads it."""
        return f"{self.rule} ({', '.join(f'“{word}”' for word in self.words)})"


def read_rules(own: Path | None = None, *, actions: Mapping[str, str] | None = None) -> tuple[Rule, ...]:
    """
    Read the packaged rules, then a station's own, which are added or take the place of those they name.

    Args:
        own: The station's rules.toml; one that does not exist adds nothing.
        actions: Rule -> action, by the station's settings.

    Raises:
        MisuseError: The file or an action cannot be; the line names file, rule and cure.
    """
    rules = dict(_packaged())
    if own is not None and own.is_file():
        rules.update((rule.name, rule) for rule in _read(own, is_packaged=False))
    for name, action in (actions or {}).items():
        if name not in rules:
            raise MisuseError(
                f'[editorial.actions]: there is no rule "{name}". The rules are: {_list(rules)}.'
            )
        rules[name] = replace(rules[name], action=_action(action, f'[editorial.actions] "{name}"'))
    return tuple(rules.values())


def judge(article: Article, rules: Sequence[Rule], *, own: Sequence[str] = ()) -> tuple[Finding, ...]:
    """
    Look at an article's headline and opening.

    Args:
        article: With its paragraphs in order.
        rules: As `read_rules` gives them.
        own: Names of the station's trust and hospital.

    Returns:
        What was found, the strictest first; nothing for what is allowed.
    """
    text = "\n".join((article.headline, *article.texts[:_LOOKED_AT]))
    ours = [met[0] for name in own if name.strip() and (met := _named(name).search(text))]
    asked = (rule for rule in rules if rule.action is not Action.ALLOW)
    found = [finding for rule in asked if (finding := _finding(rule, text, ours)) is not None]
    return tuple(sorted(found, key=lambda finding: list(Action).index(finding.action)))


def _finding(rule: Rule, text: str, ours: Sequence[str]) -> Finding | None:
    if rule.is_own and not ours:
        return None
    words = _met(rule.words, text)
    also = _met(rule.also, text) if words and rule.also else []
    if not words or (rule.also and not also):
        return None
    told = [*ours[:1], *words[:3], *also[:2]] if rule.is_own else [*words[:3], *also[:2]]
    return Finding(rule=rule.name, action=rule.action, words=tuple(dict.fromkeys(told)))


def _met(pattern: re.Pattern[str], text: str) -> list[str]:
    return list(dict.fromkeys(found[0] for found in pattern.finditer(text)))


@cache
def _named(name: str) -> re.Pattern[str]:
    """Find a trust by its name or by what people say of it, and each of its hospitals."""
    usual = _FORMAL.sub("", name).strip(" ,&") or name.strip()
    sites = [site.strip() for site in re.split(r",|&|\band\b", usual) if len(site.strip()) > 2]
    # One word is a town as well; "Wendle and St Brannock" is nobody else.
    alone = [usual] if len(usual.split()) > _TOWN_WORDS else []
    ways = [*map(_loose, (name, *alone)), *(rf"{_loose(site)}(?:['’]s)? {_SITE}" for site in sites)]
    return re.compile(rf"\b(?:{'|'.join(ways)})\b", re.IGNORECASE)


def _loose(name: str) -> str:
    """A name however its "and" and its full stops are written."""
    words = (re.escape(word.rstrip(".")) + r"\.?" for word in name.split())
    return r"\s+".join(r"(?:and|&)" if word in (r"and\.?", r"\&\.?") else word for word in words)


@cache
def _packaged() -> dict[str, Rule]:
    return {rule.name: rule for rule in _read(_PACKAGED, is_packaged=True)}


def _read(path: Path, *, is_packaged: bool) -> Iterator[Rule]:
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise MisuseError(f"{path} cannot be read: {error}.") from error
    for name, row in told.items():
        yield _rule(f'{path}, rule "{name}"', name, row, is_packaged=is_packaged)


def _rule(where: str, name: str, row: Any, *, is_packaged: bool) -> Rule:
    if not isinstance(row, dict):
        raise MisuseError(f'{where}: begin it with ["{name}"] on a line of its own.')
    unknown = sorted(set(row) - _KEYS)
    if unknown:
        raise MisuseError(f'{where}: there is no key "{unknown[0]}". The keys are: {_list(sorted(_KEYS))}.')
    words = _pattern(where, "words", row.get("words", []), is_packaged=is_packaged)
    if words is None:
        raise MisuseError(f'{where}: "words" is missing. Give a list of words in quotation marks.')
    return Rule(
        name=name,
        action=_action(row.get("action", Action.HOLD), where),
        words=words,
        also=_pattern(where, "with", row.get("with", []), is_packaged=is_packaged),
        is_own=row.get("own") is True,
    )


def _pattern(where: str, key: str, words: Any, *, is_packaged: bool) -> re.Pattern[str] | None:
    if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
        raise MisuseError(f'{where}: "{key}" is no list of words in quotation marks.')
    # A name begins with a capital wherever a pattern says so; all else is found in any case.
    ways = [word if re.search(r"\[A-Z\]", word) else f"(?i:{word})" for word in words]
    if not ways:
        return None
    pattern = rf"\b(?:{'|'.join(ways)})\b"
    # Ours are tried by our tests; a station's own must fail here, where the line can name its file.
    if is_packaged:
        return later(pattern)
    _require_patterns(where, words)
    return re.compile(pattern)


def _require_patterns(where: str, words: Iterable[str]) -> None:
    for word in words:
        try:
            re.compile(word)
        except re.error as error:
            raise MisuseError(f'{where}: the pattern "{word}" cannot be read: {error}.') from error


def _action(told: Any, where: str) -> Action:
    try:
        return Action(told)
    except ValueError as error:
        raise MisuseError(f"{where}: {told!r} is no action. Choose from: {_list(Action)}.") from error


def _list(words: Iterable[str]) -> str:
    return ", ".join(words)
