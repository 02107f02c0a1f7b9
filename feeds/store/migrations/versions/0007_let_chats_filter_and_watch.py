"""Let chats filter what they hear, and watch places.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TEXTS = {"rhythm": ("daily", 10), "min_severity": ("low", 10)}
LISTS = ("families", "standings", "keywords", "outlets_off")
SWITCHES = ("is_silent", "is_discreet")


def upgrade() -> None:
    """Make the columns and the table; who has chosen nothing hears what it heard before."""
    with op.batch_alter_table("chat") as chat:
        for name, (default, length) in TEXTS.items():
            kind = sa.String(length=length)
            chat.add_column(sa.Column(name, kind, nullable=False, server_default=default))
        for name in SWITCHES:
            chat.add_column(
                sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
            )
        for name in LISTS:
            chat.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "watch_point",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("thread_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("radius_km", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "thread_id", "place", name=op.f("pk_watch_point")),
    )


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("watch_point")
    with op.batch_alter_table("chat") as chat:
        for name in (*LISTS, *SWITCHES, *TEXTS):
            chat.drop_column(name)
