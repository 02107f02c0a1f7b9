"""What the tests of the bot may ask for."""

import pytest

from feeds.store import Connection
from tests.bot.ledger_kit import Kit


@pytest.fixture
def kit(connection: Connection) -> Kit:
    """A ledger in an empty database."""
    return Kit(connection)
