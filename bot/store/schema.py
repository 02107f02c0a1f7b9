"""The tables that the bot writes, in the one ``MetaData`` of ``feeds.store.schema``.

A chat is a Telegram chat or one topic of it: ``thread_id`` 0 where there is no topic. Words of
closed lists are the values of the enums in ``bot.model``; times of day are "HH:MM".
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from feeds.store.schema import UtcDateTime, metadata

chat = Table(
    "chat",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("thread_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(10), nullable=False),  # private, group, channel
    Column("language", String(20), nullable=False),
    Column("time_zone", String(60), nullable=False),  # an IANA name
    Column("state", String(10), nullable=False),  # setup, active, paused, gone
    Column("state_reason", String(100), nullable=False),
    Column("state_since_at", UtcDateTime, nullable=False),
    Column("areas", String(200), nullable=False),  # theatres with commas; "all"; "" none chosen
    Column("preset", String(20), nullable=False),  # serious, day_and_night, digest, everything
    Column("quiet_from", String(5), nullable=False),
    Column("quiet_to", String(5), nullable=False),
    Column("digest_at", String(5), nullable=False),
    Column("rhythm", String(10), nullable=False, server_default="daily"),  # of its digests
    Column("is_silent", Boolean, nullable=False, server_default=false()),
    Column("is_discreet", Boolean, nullable=False, server_default=false()),
    Column("families", Text, nullable=False, server_default=""),  # a line each; empty: all
    Column("min_severity", String(10), nullable=False, server_default="low"),
    Column("standings", Text, nullable=False, server_default=""),  # a line each; empty: all
    Column("keywords", Text, nullable=False, server_default=""),  # a line each
    Column("outlets_off", Text, nullable=False, server_default=""),  # a line each
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Index("ix_chat_state", "state"),
)

chat_mute = Table(
    "chat_mute",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("thread_id", BigInteger, primary_key=True, autoincrement=False),
    Column("incident", ForeignKey("incident.id"), primary_key=True),
    Column("until_at", UtcDateTime, nullable=False),
    Index("ix_chat_mute_incident", "incident"),
    Index("ix_chat_mute_until_at", "until_at"),
)

watch_point = Table(
    "watch_point",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("thread_id", BigInteger, primary_key=True, autoincrement=False),
    Column("place", String(100), primary_key=True),  # the gazetteer's name
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("radius_km", Integer, nullable=False),
    Column("level", String(10), nullable=False),
)

alert_fan_out = Table(
    "alert_fan_out",
    metadata,
    Column("alert", ForeignKey("alert.id"), primary_key=True),  # at most once, with its deliveries
    Column("at", UtcDateTime, nullable=False),
    Column("chats", Integer, nullable=False),  # how many got a delivery
)

alert_hold = Table(
    "alert_hold",
    metadata,
    Column("alert", ForeignKey("alert.id"), primary_key=True),
    Column("reason", String(20), nullable=False),  # review, stopped_feed, suspicious_feed, ...
    Column("since_at", UtcDateTime, nullable=False),
    Column("release_at", UtcDateTime),  # null: waits for an operator
    Column("decided_by", BigInteger),  # a user id; null: time decided, or nobody yet
    Column("decision", String(10), nullable=False),  # released, dropped; empty: held
    Column("decided_at", UtcDateTime),
    Index("ix_alert_hold_decision_release_at", "decision", "release_at"),
)

operator_log = Table(
    "operator_log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("what", String(40), nullable=False),
    Column("subject", Text, nullable=False),
)

operator_card = Table(
    "operator_card",
    metadata,
    Column("alert", ForeignKey("alert.id"), primary_key=True),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),  # an admin chat
    Column("message_id", BigInteger, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("is_open", Boolean, nullable=False),  # its buttons still do something
)

health_told = Table(
    "health_told",
    metadata,
    Column("feed", String(200), primary_key=True),
    Column("state", String(40), nullable=False),  # as operators were told last
    Column("at", UtcDateTime, nullable=False),
    Column("quiet_until", UtcDateTime),  # an operator asked for silence about it
)

switch = Table(
    "switch",
    metadata,
    Column("name", String(40), primary_key=True),  # pushes_stopped, ...
    Column("value", Text, nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False),
    Column("alert", ForeignKey("alert.id"), nullable=False),
    Column("incident", ForeignKey("incident.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", String(10), nullable=False),  # DeliveryKind
    Column("state", String(10), nullable=False),  # DeliveryState
    Column("attempts", Integer, nullable=False),  # calls begun; whoever settles must know it
    Column("is_repeat", Boolean, nullable=False),  # one end of a call is not known
    Column("is_silent", Boolean, nullable=False, server_default=false()),
    Column("lane", Integer, nullable=False, server_default="1"),  # Lane: the lower the sooner
    Column("not_before", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),  # null: never too old to push
    Column("policy_reason", String(40), nullable=False, server_default=""),
    Column("target_message_id", BigInteger),  # what is edited or replied to
    Column("lease_until", UtcDateTime),  # null unless sending
    Column("message_id", BigInteger),  # the same for all rows of one round-up
    Column("detail", Text, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    UniqueConstraint("chat_id", "thread_id", "incident", "version", "kind"),
    Index("ix_delivery_state_chat", "state", "chat_id", "thread_id"),
    Index("ix_delivery_state_lane", "state", "lane", "id"),
    Index("ix_delivery_chat_updated_at", "chat_id", "thread_id", "updated_at"),
    Index("ix_delivery_incident", "incident"),
)

send_budget = Table(
    "send_budget",
    metadata,
    Column("token_key", String(40), primary_key=True),  # the bot's id, never its token
    Column("tat", UtcDateTime, nullable=False),  # by our own pace, the next call may go out
    Column("not_before", UtcDateTime),  # by Telegram's word, if several chats had to wait
)

chat_pace = Table(
    "chat_pace",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),  # topics share it
    Column("next_ok_at", UtcDateTime, nullable=False),  # by our own pace a second
    Column("group_ok_at", UtcDateTime, nullable=False),  # by our own pace a minute
    Column("not_before", UtcDateTime),  # by Telegram's word, or to wait out a failure
    Column("flood_count", Integer, nullable=False),  # refusals in a row
    Column("flooded_at", UtcDateTime),  # the last of them
    Index("ix_chat_pace_flooded_at", "flooded_at"),
)

revision_cursor = Table(
    "revision_cursor",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("position", Integer, nullable=False),  # incident_history.id, all up to it are done
)

update_seen = Table(
    "update_seen",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_update_seen_at", "at"),
)
