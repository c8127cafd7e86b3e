"""The rooms, introduced to each other: each takes the work so far and hands it on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

from bulletin.clean import clean
from bulletin.edition.age import is_too_old
from bulletin.edition.ahead import measured_pace
from bulletin.edition.asking import ask_sources
from bulletin.edition.blocks import without_old_weather
from bulletin.edition.dating import date_articles
from bulletin.edition.estimate import frame_s, require_room, script_of
from bulletin.edition.expiry import expiry
from bulletin.edition.filling import fill_blocks
from bulletin.edition.order import Order, Tools
from bulletin.edition.papers import papers_of
from bulletin.edition.picture import picture_of
from bulletin.edition.preferring import preferences_of
from bulletin.edition.pronunciations import lost_words
from bulletin.edition.recordings import bring_recordings, with_recordings
from bulletin.edition.seen import first_seen
from bulletin.edition.sounding import bring_sounds
from bulletin.edition.stumbling import stumbled
from bulletin.edition.terms import dated_by_header, in_force, last_moments
from bulletin.edition.updates import mark_told, mark_updates, told_earlier
from bulletin.edition.vouching import held_back, unfaithful
from bulletin.edition.welcome import require_welcome
from bulletin.edition.work import Work
from bulletin.errors import BulletinError, HeldOpenError, NothingFitError, RefusedError
from bulletin.master.formats import format_named
from bulletin.master.id3 import Picture
from bulletin.master.programme import master
from bulletin.master.stitch import spoken_seconds
from bulletin.master.tags import Tags
from bulletin.model import Article, Cue, Dialect, Document, Edition, Line, Skipped, State
from bulletin.publish.archive import keep
from bulletin.publish.at_outlets import note_lacking, note_sent
from bulletin.publish.carts import stamp_edition
from bulletin.publish.episodes import channel_of
from bulletin.publish.live import changing_live, rewrite_record
from bulletin.publish.mode import ModeName
from bulletin.publish.outlet import outlets_of
from bulletin.publish.outlets.folder import FolderOutlet
from bulletin.publish.places import RECORD_NAME
from bulletin.publish.sending import send_all
from bulletin.script.speakable import render
from bulletin.speak import rest, speak
from bulletin.speak.voices import at_tempo
from bulletin.summarise import misprint_notes

AUDIO_STEM = "bulletin"
LIVE_FORMAT = "mp3"
# What a person reads of a failure; the rest says the same.
MOST_REASONS = 60


def gather_articles(work: Work, order: Order, tools: Tools) -> Work:
    """
    Fetch the sources and clean what they give; what fails is left out by name.

    Raises:
        NothingFitError: Not one article came of it; the line says why for each.
    """
    tools.tell(f"Gathering {_count(len(order.sources), 'source')}")
    gathered = ask_sources(order, tools)
    articles: list[Article] = []
    skipped = list(gathered.skipped)
    for document in gathered.documents:
        try:
            articles.append(_dated(clean(document), order))
        except RefusedError as error:
            skipped.append(Skipped(what=_name_of(document, order), why=_why_refused(document, error)))
        except Exception as fault:  # any page may come
            skipped.append(stumbled(_name_of(document, order), fault))
    if not articles:
        reasons = "\n".join(skip.line for skip in (*skipped, *gathered.left_out)[:MOST_REASONS])
        raise NothingFitError(f"No article could be read, so no bulletin was made.\n{reasons}".strip())
    ours, foreign = _by_language(_with_own_ids(articles), order.station.settings.station.language)
    seen = first_seen(ours, order.station, now=tools.now())
    young, old = _by_age(ours, order, tools.now(), seen)
    # A late bulletin, or one made again because a notice in it has ended, is of the time that it is now.
    airs = max(order.slot, tools.now().astimezone(order.slot.tzinfo), key=datetime.timestamp)
    current, over = in_force(young, airs=airs)
    current, blown = without_old_weather(current, order.station, order.blocks, now=tools.now(), seen=seen)
    edition = replace(work.edition, articles=tuple(current))
    work = replace(
        work, edition=edition, set_aside=(*gathered.left_out, *foreign, *old, *over, *blown), seen=seen
    )
    return work.lost(*skipped).noted(*(f"Left out: {skip.line}" for skip in foreign))


def choose_stories(work: Work, order: Order, tools: Tools) -> Work:
    """
    Choose what is said of which articles in the time there is.

    Raises:
        NothingFitError: Fewer stories than the programme wants.
    """
    articles = [article for article in work.edition.articles if article.id not in work.untold]
    tools.tell(f"Choosing from {_count(len(articles), 'article')}")
    preferences = work.preferences or preferences_of(work, order, tools)
    dated = date_articles(articles, airs=order.slot, seen=work.seen)
    recordings, lost = bring_recordings(dated.articles, order)
    earlier = told_earlier(order) if work.earlier is None else work.earlier
    told = mark_told(dated.articles, earlier)
    pace = work.pace or measured_pace(order, tools, meanwhile=told)
    require_room(order, pace)
    rundown = fill_blocks(
        told,
        order,
        budget_s=order.length.longest_s + work.correction_s - frame_s(order, pace),
        pace=pace,
        preferences=preferences,
        recordings=recordings,
    )
    left_out = (*work.set_aside, *dated.left_out, *rundown.left_out)
    _require_stories(len(rundown.stories), order, (*work.edition.held, *left_out))
    stories = mark_updates(map(dated.logged, rundown.stories), earlier)
    edition = replace(work.edition, stories=stories, left_out=left_out)
    notes = (note for story in rundown.stories for note in misprint_notes(story.article))
    chosen = replace(work, edition=edition, pace=pace, preferences=preferences, earlier=earlier)
    return chosen.noted(*notes).lost(*lost)


def write_lines(work: Work, order: Order, tools: Tools) -> Work:
    """
    Write the script, and settle until when it may be played.

    The time of a story that our words would not tell as its article does goes to others.

    Raises:
        NothingFitError: Too few stories are told as their articles have them.
    """
    tools.tell("Writing the script")
    script = script_of(work.edition.stories, order)
    while wrong := unfaithful(work.edition.stories, script):
        work = choose_stories(_without(work, wrong), order, tools)
        script = script_of(work.edition.stories, order)
    edition = work.edition
    until = expiry(
        slot=order.slot,
        valid_for=order.valid_for,
        lines=script.lines,
        now=tools.now(),
        ends=last_moments(edition.stories, zone=order.slot.tzinfo),
    )
    written = replace(work, edition=replace(edition, script=script, expires_at=until))
    return written.lost(*lost_words(order.lexicon, order.knowledge))


def speak_lines(work: Work, order: Order, tools: Tools) -> Work:
    """Speak every line that is not in the clip cache; a voice that fails is replaced by its fallback."""
    edition = work.edition
    tools.tell(f"Speaking {_count(len(edition.script.lines), 'line')}")
    lines = edition.script.lines
    spoken = speak(
        [line for line in lines if not line.recording],
        voices=at_tempo(order.voices, edition.tempo),
        render_line=_render_line,
        executor=tools.executor,
        cache=order.cache,
    )
    heard_lines = iter(spoken.lines)
    items = tuple(
        item if isinstance(item, Cue) or item.recording else next(heard_lines) for item in edition.script
    )
    edition = replace(
        edition,
        script=replace(edition.script, items=items),
        voices=tuple(dict.fromkeys(line.voice for line in spoken.lines)),
        engine=", ".join(spoken.engines),
    )
    clips = with_recordings(lines, spoken.clips, cache=order.cache)
    heard = replace(work, edition=edition, clips=clips, fresh=work.fresh + spoken.fresh)
    heard = replace(heard, spoken_s=spoken_seconds(edition.script, heard.clips_by_place))
    return heard.lost(*spoken.skipped)


def master_audio(work: Work, order: Order, tools: Tools) -> Work:
    """
    Stitch, level, encode, tag and check.

    Raises:
        UnfitError: The file failed the gate; it is not kept.
    """
    tools.tell("Mastering")
    rest()
    brought, (picture, unseen) = bring_sounds(order), _picture(order)
    work = work.lost(*brought.lost, *unseen).noted(*brought.notes)
    edition = work.edition
    folder = order.places.claim(order.slot)
    made = master(
        edition.script,
        work.clips_by_place,
        out=folder / f"{AUDIO_STEM}.{format_named(order.format).suffix}",
        tags=_tags(edition, order, picture),
        titles={story.id: story.headline or story.article.name for story in edition.stories},
        gains_db={name: voice.gain_db for name, voice in order.voices.items()},
        profile=order.profile,
        sounds=brought.sounds,
        format=order.format,
    )
    edition = replace(
        edition,
        audio=made.audio,
        script=made.script,
        chapters=made.chapters,
        duration_s=made.measured.duration_s,
        loudness_lufs=made.measured.loudness_lufs,
        true_peak_dbtp=made.measured.true_peak_dbtp,
        sha256=made.sha256,
        state=State.MADE,
    )
    edition = stamp_edition(edition, order.station.settings.station.name)
    return replace(work, edition=edition, envelope=made.envelope).noted(
        f"{_count(work.fresh, 'line')} spoken anew; the others came from the clip cache."
    )


def publish_edition(work: Work, order: Order, tools: Tools) -> Work:
    """
    Leave the edition's papers in its dated folder and put it at the live names, which hold MP3 alone.

    Raises:
        OffAirError: A person has taken the station off air.
        NothingFitError: Its time is over already, or a notice is live and stays.
    """
    tools.tell("Publishing")
    goes_live = format_named(order.format).suffix == LIVE_FORMAT
    work = replace(work, edition=replace(work.edition, state=State.PUBLISHED if goes_live else State.MADE))
    keep(_audio(work.edition).parent, papers=papers_of(work, order))
    if not goes_live:
        return work
    tools.before_live()
    outlet = FolderOutlet(order.places, channel=channel_of(order.station, order.programme))
    try:
        with changing_live(order.places):
            require_welcome(work.edition, order, now=tools.now())
            outlet.send(work.edition)
    except HeldOpenError as error:
        work = work.lost(Skipped(what="outlet folder", why=str(error)))
    outlets = outlets_of(order.station, programme=order.programme)
    if outlets:
        note_sent(order.places, _audio(work.edition), [one.name for one in outlets])
    _, lost = send_all(
        work.edition,
        outlets,
        tell=tools.tell,
        within_s=tools.ladder.send_s(work.edition.duration_s or 0.0) if tools.ladder else None,
    )
    work = work.lost(*lost)
    if lost:
        what = {skip.what for skip in lost}
        note_lacking(order.places, (one.name for one in outlets if f"outlet {one.name}" in what))
        _keep_with_losses(work, order)
    return work


def _keep_with_losses(work: Work, order: Order) -> None:
    """Tell in the edition's papers, and in the live record, what failed behind its going live."""
    papers = papers_of(work, order)
    keep(_audio(work.edition).parent, papers=papers)
    with changing_live(order.places):
        rewrite_record(order.places, papers[RECORD_NAME], sha256=work.edition.sha256 or "")


def _without(work: Work, wrong: Mapping[str, str]) -> Work:
    held = (*work.edition.held, *held_back(work.edition.stories, wrong))
    return replace(work, edition=replace(work.edition, held=held), untold=work.untold | wrong.keys())


def _require_stories(count: int, order: Order, others: Iterable[Skipped]) -> None:
    if count >= order.min_stories:
        return
    reasons = "\n".join(other.line for other in others)
    raise NothingFitError(
        f"{_so_many(count)} could be used and the programme wants at least "
        f"{order.min_stories}, so no bulletin was made. Add sources, or let go what waits: bulletin preview"
        f"\n{reasons}".strip()
    )


def _render_line(line: Line, dialect: Dialect) -> str:
    return render(line.tokens, dialect)


def _dated(article: Article, order: Order) -> Article:
    """Give an undated article the date that its header or the command told."""
    article = dated_by_header(article, zone=order.slot.tzinfo)
    if article.published or order.published is None:
        return article
    return replace(article, published=datetime.combine(order.published, time(0), tzinfo=order.slot.tzinfo))


def _by_language(articles: Iterable[Article], language: str) -> tuple[list[Article], tuple[Skipped, ...]]:
    """Keep the articles that the station's voices can read; name the others."""
    ours: list[Article] = []
    foreign: list[Skipped] = []
    for article in articles:
        if article.language is None or article.language.split("-")[0] == language.split("-")[0]:
            ours.append(article)
        else:
            why = f"its language is {article.language}, and the station's is {language}"
            foreign.append(Skipped(what=article.name, why=why))
    return ours, tuple(foreign)


def _by_age(
    articles: Iterable[Article], order: Order, now: datetime, seen: Mapping[str, datetime]
) -> tuple[list[Article], tuple[Skipped, ...]]:
    """Keep the articles that are as young as their sources want them; name the others."""
    young: list[Article] = []
    old: list[Skipped] = []
    for article in articles:
        since = seen.get(article.id)
        if is_too_old(article, order.station, now=now, seen=since):
            old.append(Skipped(what=article.name, why=_too_old(article, order, since)))
        else:
            young.append(article)
    return young, tuple(old)


def _too_old(article: Article, order: Order, seen: datetime | None) -> str:
    day, how = (seen, "was first seen on") if seen else (article.published, "is of")
    assert day is not None
    day = day.astimezone(order.slot.tzinfo)
    return f"it {how} {day:%d %B %Y}, older than the max_age of {article.source}"


def _with_own_ids(articles: Iterable[Article]) -> Iterable[Article]:
    """Two files of one name in two folders are two articles."""
    seen: dict[str, int] = {}
    for article in articles:
        seen[article.id] = seen.get(article.id, 0) + 1
        count = seen[article.id]
        yield article if count == 1 else replace(article, id=f"{article.id}-{count}")


def _why_refused(document: Document, error: RefusedError) -> str:
    """Give the reason; a page that stands as a source by itself may be the front of many."""
    if document.entry is None and document.is_web:
        return f"{error} To find the feeds that a page offers: bulletin sources discover {document.address}"
    return str(error)


def _name_of(document: Document, order: Order) -> str:
    """Name a document as a person knows it: by its address, and its source where the settings have one."""
    named = {row.name for row in order.station.settings.source}
    return f"{document.source}: {document.address}" if document.source in named else document.address


def _tags(edition: Edition, order: Order, picture: Picture | None) -> Tags:
    station = order.station.settings.station
    return Tags(
        title=f"{station.name} news, {order.slot:%d %B %Y, %H:%M}",
        artist=station.name,
        album=order.programme,
        date=order.slot.date().isoformat(),
        comment=". ".join(filter(None, [_mode_of(order), *(story.headline for story in edition.stories)])),
        expires_at=edition.expires_at.astimezone(UTC),
        words="\n".join(line.text for line in edition.script.lines),
        picture=picture,
    )


def _picture(order: Order) -> tuple[Picture | None, tuple[Skipped, ...]]:
    try:
        return picture_of(order.station), ()
    except BulletinError as error:
        return None, (Skipped(what="picture", why=str(error)),)


def _mode_of(order: Order) -> str:
    return "" if order.mode is ModeName.NORMAL else f"Mode: {order.mode}"


def _audio(edition: Edition) -> Path:
    assert edition.audio is not None
    return edition.audio


def _so_many(count: int) -> str:
    return f"Only {_count(count, 'story', 'stories')}" if count else "Not one story"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
