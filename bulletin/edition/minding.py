"""Minding: what is left out or waits for a person, by rule, by a source's wish or by a person's word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bulletin.config.station import Station
from bulletin.edition.age import is_own
from bulletin.edition.memory import ask_memory
from bulletin.edition.order import Order, Tools
from bulletin.edition.work import Work
from bulletin.model import Article, Skipped
from bulletin.publish.mode import ModeName
from bulletin.store import story_key
from bulletin.summarise.events import find_events
from bulletin.summarise.mix import LAST, category
from bulletin.summarise.sensitivity import Action, Finding, judge, read_rules

if TYPE_CHECKING:
    from bulletin.store import Hold, Store

RULES = "rules.toml"
"""A station's own rules, in its folder."""
BY_RULE, BY_SOURCE, BY_MODE = "rule: ", "source: ", "mode: "
"""Who held a story, where it was no person."""
MODE_ACTIONS = {ModeName.ELECTION: {"election": "drop"}}
"""What a mode makes of the rules, whatever the station's settings say."""
HOSPITAL = ("hospital", "infirmary", "hospice", "clinic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """The last word on one story."""

    action: Action
    why: str
    by: str
    is_of_one: bool = False
    """Whether it is on one source's telling, and not on what happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What people have decided before."""

    held: Mapping[str, Hold] = field(default_factory=dict)
    """By story key; those that a person holds."""
    released: frozenset[str] = frozenset()
    articles: Sequence[Article] = ()
    """The held stories themselves, so that another source's telling is known for what it is."""


def mind_articles(work: Work, order: Order, tools: Tools) -> Work:  # noqa: ARG001
    """
    Set aside what a rule or a person keeps from the air, the whole event whoever tells it.

    Only a station has rules: what somebody names on the command line without one is asked for by name.
    """
    station = order.station
    if station.folder is None:
        return work
    articles = work.edition.articles
    words = _last_words(articles, station, order.mode)
    held = [one for one in articles if _action(words, one) is Action.HOLD]
    dropped = [one for one in articles if _action(words, one) is Action.DROP]
    _write_down(held, words, station)
    free = tuple(one for one in articles if one not in held and one not in dropped)
    return replace(
        work,
        edition=replace(work.edition, articles=free, held=_told(held, words)),
        set_aside=(*work.set_aside, *_told(dropped, words)),
        waiting=tuple(held),
        calm=frozenset(one.id for one in free if _action(words, one) is Action.MIDDLE),
    )


def not_for_mode(articles: Sequence[Article], station: Station, mode: ModeName) -> set[str]:
    """Name the articles, by id, that rules, people and a mode keep from the air."""
    words = _last_words(articles, station, mode)
    return {one.id for one in articles if _action(words, one) in (Action.DROP, Action.HOLD)}


def _last_words(articles: Sequence[Article], station: Station, mode: ModeName) -> dict[str, Word]:
    """Article id -> what is to be done with it; nothing where it is free."""
    own = _own_words(articles, station, mode)
    decided = _decided(station)
    if not own and not decided.held:
        return {}
    everything = (*articles, *decided.articles)
    words: dict[str, Word] = {}
    for event in find_events(everything, perhaps=True):
        tellings = [everything[place] for place in event]
        keys = {story_key(one) for one in tellings}
        hold = next((decided.held[key] for key in keys if key in decided.held), None)
        if hold is not None:
            word: Word | None = Word(action=Action.HOLD, why=f"held by {hold.by}: {hold.reason}", by=hold.by)
        elif keys & decided.released:
            continue
        else:
            found = [own[one.id] for one in tellings if one.id in own and not own[one.id].is_of_one]
            word = min(found, key=lambda one: list(Action).index(one.action), default=None)
        for one in tellings:
            last = word or own.get(one.id)
            if last is not None:
                words[one.id] = last
    return words


def _own_words(articles: Iterable[Article], station: Station, mode: ModeName) -> dict[str, Word]:
    """What the rules and the sources' own wishes say of each article."""
    editorial = station.settings.editorial
    assert station.folder is not None
    rules = read_rules(station.folder / RULES, actions={**editorial.actions, **MODE_ACTIONS.get(mode, {})})
    names = _own_names(station)
    asking = {row.name for row in station.settings.source if row.approval}
    words: dict[str, Word] = {}
    for article in articles:
        if why := _not_now(article, station, mode):
            words[article.id] = Word(action=Action.DROP, why=why, by=BY_MODE + mode, is_of_one=True)
        elif article.source in asking:
            why = f"{article.source} is a source that a person approves"
            words[article.id] = Word(
                action=Action.HOLD, why=why, by=BY_SOURCE + article.source, is_of_one=True
            )
        elif found := judge(article, rules, own=names):
            words[article.id] = _word_of(found[0])
    return words


def _not_now(article: Article, station: Station, mode: ModeName) -> str:
    """Why an article is not for the mode that is on; empty where it is."""
    if mode is ModeName.OBITUARY and category(article) in LAST:
        return "there is no light item and no sport in a time of mourning"
    if mode is ModeName.INCIDENT and article.source not in _own_sources(station):
        return "in an incident only what the station itself writes is told"
    return ""


def _own_sources(station: Station) -> set[str]:
    """The sources that are folders and files here: what the station's people wrote."""
    return {row.name for row in station.settings.source if is_own(row)}


def _word_of(finding: Finding) -> Word:
    return Word(action=finding.action, why=str(finding), by=BY_RULE + finding.rule)


def _own_names(station: Station) -> tuple[str, ...]:
    """The trust, and the place where it is a hospital: a whole town's strikes are news like any."""
    told = station.settings.station
    is_hospital = any(word in told.place.casefold() for word in HOSPITAL)
    return tuple(filter(None, (told.trust, told.place if is_hospital else "")))


def _decided(station: Station) -> Decided:
    return ask_memory(station, _read_decided, Decided())


def _read_decided(store: Store) -> Decided:
    by_people = {hold.story: hold for hold in store.held() if not hold.by.startswith((BY_RULE, BY_SOURCE))}
    return Decided(held=by_people, released=store.released(), articles=store.articles(by_people))


def _write_down(held: Sequence[Article], words: Mapping[str, Word], station: Station) -> None:
    """Keep what waits, so that a person can find and release it."""
    by_machine = [one for one in held if words[one.id].by.startswith((BY_RULE, BY_SOURCE))]

    def write(store: Store) -> None:
        store.saw(by_machine)
        for one in by_machine:
            word = words[one.id]
            store.hold(story_key(one), by=word.by, reason=word.why, headline=one.headline)

    if by_machine:
        ask_memory(station, write, None, makes_it=True)


def _action(words: Mapping[str, Word], article: Article) -> Action:
    return words[article.id].action if article.id in words else Action.ALLOW


def _told(articles: Iterable[Article], words: Mapping[str, Word]) -> tuple[Skipped, ...]:
    return tuple(Skipped(what=one.name, why=words[one.id].why) for one in articles)
