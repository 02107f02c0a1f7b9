"""Let holds that are due and mutes that are over be found without reading all of them.

Revision ID: 0009
Revises: 0008
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the indexes."""
    op.create_index("ix_chat_mute_until_at", "chat_mute", ["until_at"])
    op.create_index("ix_alert_hold_decision_release_at", "alert_hold", ["decision", "release_at"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_alert_hold_decision_release_at", "alert_hold")
    op.drop_index("ix_chat_mute_until_at", "chat_mute")
