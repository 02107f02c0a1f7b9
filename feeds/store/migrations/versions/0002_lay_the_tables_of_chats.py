"""Lay the tables of chats, of what operators decide, and of the pace of sending.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; what the terminal was told already is not told again."""
    op.create_table(
        "chat",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("thread_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("time_zone", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("state_reason", sa.String(length=100), nullable=False),
        sa.Column("state_since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("areas", sa.String(length=200), nullable=False),
        sa.Column("preset", sa.String(length=20), nullable=False),
        sa.Column("quiet_from", sa.String(length=5), nullable=False),
        sa.Column("quiet_to", sa.String(length=5), nullable=False),
        sa.Column("digest_at", sa.String(length=5), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "thread_id", name=op.f("pk_chat")),
    )
    op.create_index("ix_chat_state", "chat", ["state"])
    op.create_table(
        "chat_pace",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("next_ok_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("group_ok_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("flood_count", sa.Integer(), nullable=False),
        sa.Column("flooded_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_chat_pace")),
    )
    op.create_index("ix_chat_pace_flooded_at", "chat_pace", ["flooded_at"])
    op.create_table(
        "feed_pause",
        sa.Column("feed", sa.String(length=200), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("feed", name=op.f("pk_feed_pause")),
    )
    op.create_table(
        "operator_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operator_log")),
    )
    op.create_table(
        "revision_cursor",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_revision_cursor")),
    )
    op.create_table(
        "send_budget",
        sa.Column("token_key", sa.String(length=40), nullable=False),
        sa.Column("tat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("token_key", name=op.f("pk_send_budget")),
    )
    op.create_table(
        "switch",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_switch")),
    )
    op.create_table(
        "update_seen",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_update_seen")),
    )
    op.create_index("ix_update_seen_at", "update_seen", ["at"])
    op.create_table(
        "chat_mute",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("thread_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("incident", sa.Integer(), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident"], ["incident.id"], name=op.f("fk_chat_mute_incident_incident")
        ),
        sa.PrimaryKeyConstraint("chat_id", "thread_id", "incident", name=op.f("pk_chat_mute")),
    )
    op.create_table(
        "alert_fan_out",
        sa.Column("alert", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chats", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["alert"], ["alert.id"], name=op.f("fk_alert_fan_out_alert_alert")),
        sa.PrimaryKeyConstraint("alert", name=op.f("pk_alert_fan_out")),
    )
    op.create_table(
        "alert_hold",
        sa.Column("alert", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("release_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decision", sa.String(length=10), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["alert"], ["alert.id"], name=op.f("fk_alert_hold_alert_alert")),
        sa.PrimaryKeyConstraint("alert", name=op.f("pk_alert_hold")),
    )
    with op.batch_alter_table("delivery") as batch:
        batch.add_column(
            sa.Column("is_silent", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch.add_column(sa.Column("lane", sa.Integer(), server_default="1", nullable=False))
        batch.add_column(sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(
            sa.Column("policy_reason", sa.String(length=40), server_default="", nullable=False)
        )
        batch.add_column(sa.Column("target_message_id", sa.BigInteger(), nullable=True))
        batch.create_index("ix_delivery_chat_updated_at", ["chat_id", "thread_id", "updated_at"])
        batch.create_index("ix_delivery_incident", ["incident"])
        batch.create_index("ix_delivery_state_lane", ["state", "lane", "id"])
    op.execute(
        "INSERT INTO alert_fan_out (alert, at, chats) SELECT id, created_at, 1 FROM alert "
        "WHERE held_reason = '' AND id <= (SELECT max(alert) FROM delivery_cursor)"
    )
    op.drop_table("delivery_cursor")


def downgrade() -> None:
    """Drop them. The terminal is then told again what its cursor no longer knows."""
    op.create_table(
        "delivery_cursor",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("thread_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("alert", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "thread_id", name=op.f("pk_delivery_cursor")),
    )
    with op.batch_alter_table("delivery") as batch:
        batch.drop_index("ix_delivery_chat_updated_at")
        batch.drop_index("ix_delivery_incident")
        batch.drop_index("ix_delivery_state_lane")
        batch.drop_column("target_message_id")
        batch.drop_column("policy_reason")
        batch.drop_column("expires_at")
        batch.drop_column("lane")
        batch.drop_column("is_silent")
    op.drop_table("alert_hold")
    op.drop_table("alert_fan_out")
    op.drop_table("chat_mute")
    op.drop_table("update_seen")
    op.drop_table("switch")
    op.drop_table("send_budget")
    op.drop_table("revision_cursor")
    op.drop_table("operator_log")
    op.drop_table("feed_pause")
    op.drop_table("chat_pace")
    op.drop_table("chat")
