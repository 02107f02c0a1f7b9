"""Note how the window of each feed moves: entries that may have been missed, and re-issues.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NAMES = ("hurry", "hurry_at", "possible_missed", "turn", "turn_words", "turn_at")


def upgrade() -> None:
    """Add the columns."""
    with op.batch_alter_table("feed") as feed:
        feed.add_column(sa.Column("hurry", sa.Integer(), nullable=False, server_default="0"))
        feed.add_column(sa.Column("hurry_at", sa.DateTime(timezone=True), nullable=True))
        feed.add_column(
            sa.Column("possible_missed", sa.Integer(), nullable=False, server_default="0")
        )
        feed.add_column(sa.Column("turn", sa.String(length=20), nullable=True))
        feed.add_column(sa.Column("turn_words", sa.Text(), nullable=False, server_default=""))
        feed.add_column(sa.Column("turn_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("feed") as feed:
        for name in NAMES:
            feed.drop_column(name)
