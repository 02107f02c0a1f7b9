"""Lay the table of articles to be read, and find the texts that are to be dropped.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and the index."""
    op.create_table(
        "article",
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entry.id"], name=op.f("fk_article_entry_entry")),
        sa.PrimaryKeyConstraint("entry", name=op.f("pk_article")),
    )
    op.create_index("ix_article_state_due_at", "article", ["state", "due_at"])
    op.create_index("ix_article_read_at", "article", ["read_at"])
    # Texts are dropped after 30 days: looking for them must not cost more with the archive.
    has_text = sa.text("text <> ''")
    op.create_index(
        "ix_entry_first_read_at",
        "entry",
        ["first_read_at"],
        sqlite_where=has_text,
        postgresql_where=has_text,
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_entry_first_read_at", "entry")
    op.drop_table("article")
