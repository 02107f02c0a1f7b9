"""Lay the tables that find copies of a report, and mark alerts that may tell of one thing twice.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and the column."""
    op.create_table(
        "wording",
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("incident", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entry.id"], name=op.f("fk_wording_entry_entry")),
        sa.ForeignKeyConstraint(
            ["incident"], ["incident.id"], name=op.f("fk_wording_incident_incident")
        ),
        sa.PrimaryKeyConstraint("entry", "incident", name=op.f("pk_wording")),
    )
    op.create_index("ix_wording_at", "wording", ["at"])
    op.create_table(
        "wording_band",
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entry.id"], name=op.f("fk_wording_band_entry_entry")),
        sa.PrimaryKeyConstraint("hash", "entry", name=op.f("pk_wording_band")),
    )
    op.create_index("ix_wording_band_hash_at", "wording_band", ["hash", "at"])
    op.create_index("ix_wording_band_at", "wording_band", ["at"])
    with op.batch_alter_table("alert") as batch:
        batch.add_column(sa.Column("maybe_of", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("alert") as batch:
        batch.drop_column("maybe_of")
    op.drop_table("wording_band")
    op.drop_table("wording")
