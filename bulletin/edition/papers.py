"""Papers: the texts that lie beside an edition's audio, rendered by the rooms that know how."""

from __future__ import annotations

from bulletin.edition.order import Order
from bulletin.edition.record import write_record
from bulletin.edition.work import Work
from bulletin.model import Edition
from bulletin.publish.places import RECORD_NAME
from bulletin.publish.report import chapters_json, report_html
from bulletin.script.papers import as_html, as_text, captions


def script_page(edition: Edition, order: Order) -> str:
    """Write the script in large print for a presenter."""
    return as_html(
        edition.script,
        title=f"{order.station.settings.station.name}, {order.slot:%A %d %B}",
        slugs={story.id: story.headline or story.article.name for story in edition.stories},
    )


def papers_of(work: Work, order: Order) -> dict[str, str]:
    """Give file names and their texts; the record is the last."""
    edition = work.edition
    assert work.envelope is not None
    return {
        "script.txt": as_text(edition.script),
        "script.html": script_page(edition, order),
        "captions.vtt": captions(edition.script),
        "chapters.json": chapters_json(edition.chapters),
        "report.html": report_html(
            edition, envelope=work.envelope, target_lufs=order.profile.target_lufs, times=work.times
        ),
        RECORD_NAME: write_record(edition),
    }
