"""Filling: each part of the running order gets its stories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bulletin.edition.blocks import REPEATED, lay_out, parts_of
from bulletin.edition.estimate import overhead_of, slack_s
from bulletin.edition.order import Order
from bulletin.edition.recordings import recorded_story
from bulletin.model import Article, BlockKind, Recording, Rundown, Skipped, Story
from bulletin.publish.mode import ModeName
from bulletin.script.speakable import speak_text
from bulletin.speak.pace import Pace
from bulletin.summarise import Preferences, SecondsOf, Summariser, find_summariser, make_rundown
from bulletin.summarise.mix import Category, category
from bulletin.summarise.personal import why_not_read

# A notice is short; a forecast and a light item are one item each.
_SECONDS_A_NOTICE = 15.0
_NEWS = (BlockKind.NEWS, BlockKind.LIGHT)
_SHORT = (BlockKind.NOTICES, BlockKind.WHATS_ON)


@dataclass(frozen=True, slots=True, kw_only=True)
class _InBlock:
    """A summariser for one part: what belongs to a story there, such as what is said twice, costs time."""

    summariser: Summariser
    kind: BlockKind
    recordings: Mapping[str, Recording]
    """By article."""

    def select(self, article: Article, *, budget_s: float, seconds_of: SecondsOf) -> Story | None:
        """Choose what is said of an article, for this part; a recording is played whole."""
        recording = self.recordings.get(article.id)
        if recording:
            return recorded_story(article, recording, self.kind)
        story = self.summariser.select(article, budget_s=budget_s, seconds_of=seconds_of)
        return story and replace(story, block=self.kind)


def fill_blocks(
    articles: Sequence[Article],
    order: Order,
    *,
    budget_s: float,
    pace: Pace,
    preferences: Preferences,
    recordings: Mapping[str, Recording],
) -> Rundown:
    """
    Choose the stories of every part; without parts all of it is news.

    Args:
        articles: As they are true on the day of airing.
        order: With the parts.
        budget_s: Time for all stories with what belongs to them.
        pace: The voice's.
        preferences: The station's.
        recordings: Of the articles that somebody has read already.
    """
    seconds_of = cache(lambda text: pace.seconds(speak_text(text)))
    overhead_s = overhead_of(order, pace)

    summariser = find_summariser(home=preferences.locality)

    def choose(some: Sequence[Article], share_s: float, kind: BlockKind, most: int | None) -> Rundown:
        unread = {one.id: why_not_read(one.texts, is_own=not one.url) for one in some if kind in _NEWS}
        rundown = make_rundown(
            [one for one in some if not unread.get(one.id)],
            budget_s=share_s,
            seconds_of=seconds_of,
            overhead_s=overhead_s,
            summariser=_InBlock(summariser=summariser, kind=kind, recordings=recordings),
            preferences=replace(preferences, aired={}) if kind in REPEATED else preferences,
            most=most,
            slack_s=slack_s(order),
            **({"seconds_a_story": _SECONDS_A_NOTICE} if kind in _SHORT else {}),
        )
        unfit = (Skipped(what=one.name, why=why) for one in some if (why := unread.get(one.id)))
        return replace(rundown, left_out=(*rundown.left_out, *unfit))

    is_sombre = order.mode is ModeName.OBITUARY
    if not order.blocks:
        return _ending_lightly(choose(articles, budget_s, BlockKind.NEWS, None))
    blocks = [one for one in order.blocks if not (is_sombre and one.kind is BlockKind.LIGHT)]
    return lay_out(
        parts_of(blocks, articles, is_light=lambda one: category(one) is Category.LIGHT),
        budget_s=budget_s,
        choose=choose,
        cost_s=lambda story: story.seconds + overhead_s(story),
    )


def _ending_lightly(rundown: Rundown) -> Rundown:
    """Mark a last story that makes people smile as what it is: it is announced so."""
    *others, last = rundown.stories or (None,)
    if last is None or not others or category(last.article) is not Category.LIGHT:
        return rundown
    return replace(rundown, stories=(*rundown.stories[:-1], replace(last, block=BlockKind.LIGHT)))
