"""Lay the tables of how feeds behave and of what operators were shown.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "feed_conduct",
        sa.Column("feed", sa.String(length=200), nullable=False),
        sa.Column("host", sa.String(length=260), nullable=False),
        sa.Column("new_host", sa.String(length=260), nullable=False),
        sa.Column("lately_per_hour", sa.Float(), nullable=False),
        sa.Column("usually_per_hour", sa.Float(), nullable=False),
        sa.Column("suspicion", sa.String(length=20), nullable=True),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["feed"], ["feed.name"], name=op.f("fk_feed_conduct_feed_feed")),
        sa.PrimaryKeyConstraint("feed", name=op.f("pk_feed_conduct")),
    )
    op.create_table(
        "health_told",
        sa.Column("feed", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("quiet_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("feed", name=op.f("pk_health_told")),
    )
    op.create_table(
        "operator_card",
        sa.Column("alert", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["alert"], ["alert.id"], name=op.f("fk_operator_card_alert_alert")),
        sa.PrimaryKeyConstraint("alert", "chat_id", name=op.f("pk_operator_card")),
    )
    # What is new is looked for twice a second, and must not cost more with the archive.
    op.create_index("ix_alert_created_at", "alert", ["created_at"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_alert_created_at", "alert")
    op.drop_table("operator_card")
    op.drop_table("health_told")
    op.drop_table("feed_conduct")
