"""The tables that feeds write, and the alert table that the bot reads.

One ``MetaData`` for both folders: ``bot/store`` adds its own tables to it. Columns that end in
``_at`` are aware UTC datetimes, in ``_on`` local dates. Nothing here is of one database only.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    literal_column,
)

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name from revision 1 on: Alembic's batch mode drops unnamed ones."""

metadata = MetaData(naming_convention=NAMING)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime, also on databases that keep no time zone. Refuses naive ones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Bring an aware datetime to UTC. Raises ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"the store keeps aware datetimes only, not {value}")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the stored time back as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


feed = Table(
    "feed",
    metadata,
    Column("name", String(200), primary_key=True),  # as in config.toml
    Column("url", Text, nullable=False),  # another address here than in the config: validators go
    Column("poll_seconds", Float, nullable=False),
    Column("is_enabled", Boolean, nullable=False),
    Column("state", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("since_at", UtcDateTime),  # null: never polled
    Column("last_good_at", UtcDateTime),
    Column("failures", Integer, nullable=False),  # in a row
    Column("problem", String(40), nullable=False),  # what failed last, empty when nothing did
    Column("problem_since_at", UtcDateTime),
    Column("newest_entry_at", UtcDateTime),
    Column("usual_gap_seconds", Float),  # between the entries of the last document
    Column("moved_to", Text, nullable=False),
    Column("moved_since_at", UtcDateTime),
    Column("hurry", Integer, nullable=False, server_default="0"),  # halvings of the interval
    Column("hurry_at", UtcDateTime),
    Column("possible_missed", Integer, nullable=False, server_default="0"),  # documents
    Column("turn", String(20)),  # feeds.window.Turn; null: never one out of the ordinary
    Column("turn_words", Text, nullable=False, server_default=""),
    Column("turn_at", UtcDateTime),
    Column("next_poll_at", UtcDateTime, nullable=False),
    Column("lease_owner", String(100), nullable=False),
    Column("lease_until", UtcDateTime),  # null: nobody polls it now
    Column("first_polled_at", UtcDateTime),  # null: the next good poll is the baseline
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("body_hash", String(64), nullable=False),
    Column("validated_at", UtcDateTime),  # the last whole document, asked for unconditionally
    Index("ix_feed_next_poll_at", "next_poll_at"),
)

feed_pause = Table(
    "feed_pause",
    metadata,
    Column("feed", String(200), primary_key=True),  # may be one that the config lacks just now
    Column("by", BigInteger, nullable=False),  # the operator's user id
    Column("at", UtcDateTime, nullable=False),
)

feed_conduct = Table(
    "feed_conduct",
    metadata,
    Column("feed", ForeignKey("feed.name"), primary_key=True),
    Column("host", String(260), nullable=False),  # that answers for it; empty: not yet known
    Column("new_host", String(260), nullable=False),  # that answers instead; empty: none does
    Column("lately_per_hour", Float, nullable=False),  # alerts, a mean that fades within an hour
    Column("usually_per_hour", Float, nullable=False),  # the same within a week
    Column("suspicion", String(20)),  # feeds.breaker.Suspicion; null: it behaves like itself
    Column("since_at", UtcDateTime),
    Column("seen_at", UtcDateTime),
)

entry = Table(
    "entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("feed", ForeignKey("feed.name"), nullable=False),
    Column("entry_id", Text, nullable=False),  # the item's identity within its feed
    Column("item_key", String(64), nullable=False),  # identity and text: an edit is another row
    Column("content_hash", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False),  # kept, as the text, only where a report stands on it
    Column("text", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("language", String(20), nullable=False),
    Column("published_at", UtcDateTime),
    Column("first_read_at", UtcDateTime, nullable=False),
    Column("fate", String(20), nullable=False),  # entries.Fate
    Column("reason", Text, nullable=False),
    UniqueConstraint("feed", "item_key"),
    Index("ix_entry_feed_id", "feed", "id"),
)
_HAS_TEXT = entry.c.text != literal_column("''")
Index(
    "ix_entry_first_read_at",
    entry.c.first_read_at,
    sqlite_where=_HAS_TEXT,
    postgresql_where=_HAS_TEXT,
)

article = Table(
    "article",
    metadata,
    Column("entry", ForeignKey("entry.id"), primary_key=True),  # whose text it becomes
    Column("state", String(20), nullable=False),  # articles.State
    Column("reason", Text, nullable=False),  # how the last try went
    Column("tries", Integer, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("lease_until", UtcDateTime),
    Column("read_at", UtcDateTime),
    Column("text_hash", String(64), nullable=False),  # SHA-256; it stays when the text is dropped
    Index("ix_article_state_due_at", "state", "due_at"),
    Index("ix_article_read_at", "read_at"),
)

report = Table(
    "report",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entry", ForeignKey("entry.id"), nullable=False, unique=True),
    Column("alert", Boolean, nullable=False),
    Column("reason", String(100), nullable=False),
    Column("severity", String(20), nullable=False),
    Column("body", Text, nullable=False),  # feeds.model.Report by the codec
)

incident = Table(
    "incident",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("family", String(40), nullable=False),
    Column("first_on", Date, nullable=False),  # the days on which a report may find it
    Column("last_on", Date, nullable=False),
    Column("first_reported_at", UtcDateTime, nullable=False),
    Column("last_reported_at", UtcDateTime, nullable=False),
    Column("standing", String(20), nullable=False),
    Column("severity", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    Column("is_told", Boolean, nullable=False),
    Column("profile", Text, nullable=False),  # feeds.model.Incident by the codec
    Index("ix_incident_family_last_on", "family", "last_on"),
    Index("ix_incident_last_reported_at", "last_reported_at"),
    sqlite_autoincrement=True,  # an id is never used again
)

incident_report = Table(
    "incident_report",
    metadata,
    Column("report", ForeignKey("report.id"), primary_key=True),
    Column("event", Integer, primary_key=True),  # index into Report.events
    Column("incident", ForeignKey("incident.id"), primary_key=True),
    Column("reason", Text, nullable=False),  # why it joined, or opened, this incident
    Index("ix_incident_report_incident", "incident"),
)

wording = Table(
    "wording",
    metadata,
    Column("entry", ForeignKey("entry.id"), primary_key=True),
    Column("incident", ForeignKey("incident.id"), primary_key=True),
    Column("origin", String(200), nullable=False),  # feeds.model.Source.origin
    Column("at", UtcDateTime, nullable=False),  # first read
    Column("words", Text, nullable=False),  # feeds.merge.Wording.words, by spaces
    Index("ix_wording_at", "at"),
)

wording_band = Table(
    "wording_band",
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),  # Wording.bands
    Column("entry", ForeignKey("entry.id"), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_wording_band_hash_at", "hash", "at"),
    Index("ix_wording_band_at", "at"),
)

incident_alias = Table(
    "incident_alias",
    metadata,
    Column("old", Integer, primary_key=True),
    Column("new", ForeignKey("incident.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(100), nullable=False),
    Column("survivor", Text, nullable=False, server_default=""),  # "new" as it was before
    Index("ix_incident_alias_new", "new"),
)

incident_history = Table(
    "incident_history",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("incident", ForeignKey("incident.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(100), nullable=False),  # "feed:<name>" or an operator
    Column("what", Text, nullable=False),
    Index("ix_incident_history_incident", "incident"),
)

alert = Table(
    "alert",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("incident", ForeignKey("incident.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("reason", String(20), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("note", Text, nullable=False),
    Column("held_reason", String(20), nullable=False),  # empty: to be told
    # The incident of which a new one may tell again, 0: it surely doesn't.
    Column("maybe_of", Integer, nullable=False, server_default="0"),
    Column("other_id", Integer, nullable=False, server_default="0"),  # of a merge or split
    Column("field", String(20), nullable=False, server_default=""),  # that was put right
    Column("former", Text, nullable=False, server_default=""),
    Index("ix_alert_incident", "incident"),
    Index("ix_alert_created_at", "created_at"),
    sqlite_autoincrement=True,
)
