"""An article read after its alert -> the incident revised: silently, or with a named reason.

It may only add to what its entry's title and summary told. What would open an incident, take
something back, or speak of another one stays undone, and title and summary stay what we know.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from feeds import merge
from feeds.article_report import narrowed, without_increments
from feeds.config import FeedSettings
from feeds.merge import Merged
from feeds.model import Alert, AlertReason, Incident, Report, Source, Standing
from feeds.record import source_of
from feeds.store import Connection, alerts, articles, entries, incidents, wordings
from feeds.store.articles import Article

MAY_TELL = frozenset(
    {
        AlertReason.TOLL,
        AlertReason.BOTH_SIDES,
        AlertReason.INDEPENDENT,
        AlertReason.DISPUTED,
    }
)
"""What an article may be told for. It corrects nothing: it is by whom the summary is by."""


@dataclass(frozen=True, slots=True)
class Reread:
    """An article with its text, and what its entry reports with that as its text."""

    article: Article
    text: str
    report: Report


@dataclass(frozen=True, slots=True)
class Revised:
    """What became of an article: whether it is in use, why, and what it was told for."""

    is_used: bool
    reason: str
    told: tuple[AlertReason, ...] = ()


def revise(connection: Connection, reread: Reread, feed: FeedSettings, now: datetime) -> Revised:
    """Let an article revise the incidents of its entry, or leave them; store which and why."""
    article = reread.article
    summary = entries.report_of(connection, article.entry_row)
    reread = replace(reread, report=narrowed(reread.report, summary))
    before = incidents.of_entry(connection, article.entry_row)
    refusal = _refusal(before, reread.report)
    source = source_of(feed, article.entry, now, is_draft=reread.report.is_draft)
    merged = () if refusal else _merged(connection, before, reread, source)
    refusal = refusal or _refusal_of_change(before, merged)
    if refusal:
        articles.leave(connection, article.entry_row, refusal, now)
        return Revised(is_used=False, reason=refusal)
    told = [_apply(connection, change, feed, now) for change in merged]
    row = entries.replace_report(connection, article.entry_row, reread.report)
    for change in merged:
        incidents.link(connection, row, change.events, change.incident.id, change.reason)
    reasons = tuple(reason for reason in told if reason is not None)
    words = ", ".join(reasons) or "a silent edit"
    articles.read(connection, article.entry_row, reread.text, words, now)
    return Revised(is_used=True, reason=words, told=reasons)


def _refusal(before: Sequence[Incident], report: Report) -> str:
    """Say why an article is left before anything is compared, or ""."""
    if not report.alert:
        return f"the article by itself would be silent: {report.reason}"
    if not before or any(incident.standing is Standing.WITHDRAWN for incident in before):
        return "its incident was withdrawn meanwhile"
    return ""


def _merged(
    connection: Connection, before: Sequence[Incident], reread: Reread, source: Source
) -> tuple[Merged, ...]:
    """Merge what an article says into its entry's own incidents; new ones are passed over.

    Who is copied is known by the summary: an article behind a copy is the same outlet's word.
    """
    said = merge.wording(reread.article.entry)
    kinship = merge.Kinship(said, wordings.known(connection, said, source.first_read_at))
    done = merge.merge(without_increments(reread.report), source, before, kinship)
    return tuple(change for change in done if change.incident.id)


def _refusal_of_change(before: Sequence[Incident], merged: Sequence[Merged]) -> str:
    """Say why what an article would change is left undone, or ""."""
    if {incident.id for incident in before} != {change.incident.id for change in merged}:
        return "the article tells of something else than its summary"
    if any(change.alert is not None and change.alert not in MAY_TELL for change in merged):
        return "the article would take back what its summary says"
    return ""


def _apply(
    connection: Connection, change: Merged, feed: FeedSettings, now: datetime
) -> AlertReason | None:
    """Store a revised incident, and tell it where readers know of the incident."""
    what = f"article: {change.note or change.reason}"
    incident = incidents.save(connection, change.incident, f"feed:{feed.name}", what, now)
    if change.alert is None or not incident.is_told:
        return None
    alert = Alert(
        id=0,
        incident_id=incident.id,
        version=incident.version,
        reason=change.alert,
        created_at=now,
        note=change.note,
    )
    alerts.add(connection, alert)
    return change.alert
