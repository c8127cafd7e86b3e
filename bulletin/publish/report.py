"""`report.html`: what was chosen, held and skipped, and why; `chapters.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files

from bulletin.config.quantities import show_length
from bulletin.model import Edition, Envelope, Measurement, Skipped, Span, Story
from bulletin.publish.picture import draw, draw_times


def report_html(
    edition: Edition,
    *,
    envelope: Envelope,
    target_lufs: float,
    times: Sequence[tuple[str, float]] = (),
) -> str:
    """
    Write the report of an edition as one page that needs nothing from outside.

    Args:
        edition: What was made.
        envelope: Its level over time.
        target_lufs: What it was mastered to.
        times: What was done, and how many seconds it took.
    """
    title = f"{edition.programme}, {edition.slot:%A %d %B %Y, %H:%M}"
    return _page(
        title,
        (
            _table(_summary(edition)),
            draw(envelope, chapters=edition.chapters, target_lufs=target_lufs),
            _stories(edition.stories),
            _reasons("Failed", edition.skipped),
            _reasons("Held", edition.held),
            _reasons("Not chosen", edition.left_out),
            _list("Notes", edition.notes),
            f"<h2>Where the time went</h2>{draw_times(times)}" if times else "",
        ),
    )


def measurement_html(
    name: str,
    *,
    measured: Measurement,
    envelope: Envelope,
    chapters: Sequence[Span],
    faults: Sequence[str],
    target_lufs: float,
) -> str:
    """Write what was measured of a file as one page that needs nothing from outside."""
    facts = (
        ("Length", _length(measured.duration_s)),
        ("Loudness", f"{measured.loudness_lufs:.1f} LUFS"),
        ("True peak", f"{measured.true_peak_dbtp:.1f} dBTP"),
        ("Fit for air", "no" if faults else "yes"),
    )
    times = [f"{show_length(chapter.start_s)} {chapter.title}" for chapter in chapters]
    picture = draw(envelope, chapters=chapters, target_lufs=target_lufs)
    return _page(name, (_table(facts), picture, _list("Not fit", faults), _list("Chapters", times)))


def chapters_json(chapters: Sequence[Span]) -> str:
    """Write chapters in the Podcasting 2.0 form."""
    rows = [
        {"startTime": round(c.start_s, 3), "endTime": round(c.end_s, 3), "title": c.title} for c in chapters
    ]
    return json.dumps({"version": "1.2.0", "chapters": rows}, ensure_ascii=False, indent=1) + "\n"


def _page(title: str, parts: Iterable[str]) -> str:
    style = files("bulletin.publish").joinpath("report.css").read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style}</style></head><body>\n<h1>{escape(title)}</h1>\n"
        + "\n".join(part for part in parts if part)
        + "\n</body></html>\n"
    )


def _summary(edition: Edition) -> tuple[tuple[str, str], ...]:
    return (
        ("Length", _length(edition.duration_s) if edition.duration_s is not None else "not made"),
        ("Loudness", f"{edition.loudness_lufs:.1f} LUFS" if edition.loudness_lufs is not None else "-"),
        ("True peak", f"{edition.true_peak_dbtp:.1f} dBTP" if edition.true_peak_dbtp is not None else "-"),
        ("May be played until", f"{edition.expires_at:%A %d %B, %H:%M %Z}"),
        ("Voices", ", ".join(edition.voices)),
    )


def _length(seconds: float) -> str:
    """As a listing has it, and to the tenth of a second that is promised."""
    return f"{show_length(seconds)} ({seconds:.1f} s)"


def _table(facts: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f"<tr><th scope=row>{name}</th><td>{escape(value)}</td></tr>" for name, value in facts)
    return f"<table>{rows}</table>"


def _stories(stories: Iterable[Story]) -> str:
    rows = "".join(_story(story) for story in stories)
    head = "<tr><th>No.</th><th>Story</th><th>Source</th><th>Kept</th><th>Seconds</th></tr>"
    return f"<h2>Stories</h2><table>{head}{rows}</table>" if rows else ""


def _story(story: Story) -> str:
    article = story.article
    said = "".join(
        f"<p>{escape(kept.text)} <span class=why>({escape('; '.join((kept.why, *kept.edits)))})</span></p>"
        for kept in story.passages
    )
    said += _voices_heard(story)
    why = f" <span class=why>{escape(story.why)}</span>" if story.why else ""
    count = f"{len(story.passages)} of {len(article.paragraphs)} paragraphs"
    where = escape(article.source)
    if article.url and article.url.startswith(("http://", "https://")):
        where = f'<a href="{escape(article.url)}" rel="noreferrer">{where}</a>'
    return (
        f"<tr><td class=n>{story.rank}</td><td>{escape(story.headline or story.article.name)}{why}"
        f"<details><summary>What is said, and why</summary>{said}</details></td>"
        f"<td>{where}</td><td>{count}</td><td class=n>{story.seconds:.0f}</td></tr>"
    )


def _voices_heard(story: Story) -> str:
    """Who speaks in the story, and who does in the article alone: what to look at in a dispute."""
    told = (("Heard", story.heard), ("Not heard", story.not_heard))
    return "".join(f"<p>{name}: {escape(', '.join(who))}</p>" for name, who in told if who)


def _reasons(title: str, rows: Sequence[Skipped]) -> str:
    if not rows:
        return ""
    items = "".join(f"<tr><td>{escape(row.what)}</td><td>{escape(row.why)}</td></tr>" for row in rows)
    return f"<h2>{title}</h2><table><tr><th>What</th><th>Why</th></tr>{items}</table>"


def _list(title: str, rows: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(row)}</li>" for row in rows)
    return f"<h2>{title}</h2><ul>{items}</ul>" if items else ""
