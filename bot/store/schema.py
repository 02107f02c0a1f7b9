"""The tables that the bot writes, in the one ``MetaData`` of ``feeds.store.schema``."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from feeds.store.schema import UtcDateTime, metadata

delivery = Table(
    "delivery",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False),  # 0: the chat has no topics
    Column("alert", ForeignKey("alert.id"), nullable=False),
    Column("incident", ForeignKey("incident.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", String(10), nullable=False),  # bot.model.DeliveryKind
    Column("state", String(10), nullable=False),  # bot.model.DeliveryState
    Column("attempts", Integer, nullable=False),
    Column("is_repeat", Boolean, nullable=False),  # one end of a call is not known
    Column("not_before", UtcDateTime, nullable=False),
    Column("lease_until", UtcDateTime),  # null unless sending
    Column("message_id", BigInteger),
    Column("detail", Text, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    UniqueConstraint("chat_id", "thread_id", "incident", "version", "kind"),
    Index("ix_delivery_state_chat", "state", "chat_id", "thread_id"),
)

delivery_cursor = Table(
    "delivery_cursor",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("thread_id", BigInteger, primary_key=True, autoincrement=False),
    Column("alert", Integer, nullable=False),  # every alert up to this id is fanned out
)
