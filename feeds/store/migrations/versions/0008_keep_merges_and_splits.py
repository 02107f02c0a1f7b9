"""Keep what a merge made of an incident, so that it can be undone, and what operators' alerts say.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, and the index by which merged ids are found."""
    with op.batch_alter_table("incident_alias") as batch:
        batch.add_column(sa.Column("survivor", sa.Text(), nullable=False, server_default=""))
        batch.create_index("ix_incident_alias_new", ["new"])
    op.create_index("ix_chat_mute_incident", "chat_mute", ["incident"])
    with op.batch_alter_table("alert") as batch:
        batch.add_column(sa.Column("other_id", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(
            sa.Column("field", sa.String(length=20), nullable=False, server_default="")
        )
        batch.add_column(sa.Column("former", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("alert") as batch:
        for name in ("former", "field", "other_id"):
            batch.drop_column(name)
    op.drop_index("ix_chat_mute_incident", "chat_mute")
    with op.batch_alter_table("incident_alias") as batch:
        batch.drop_index("ix_incident_alias_new")
        batch.drop_column("survivor")
