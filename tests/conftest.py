"""What every test may ask for, and how Hypothesis draws its examples.

The same examples every time, so that a change is judged by itself and a slow machine fails nothing.
``HYPOTHESIS_PROFILE=search`` draws new ones: whatever that finds becomes an ``@example``.
"""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from feeds.store import Connection
from feeds.store.database import open_database
from tests.telegram_server.server import FakeTelegram

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    """A Bot API server. The test fails if any request broke the Bot API's rules.

    Who breaks one on purpose takes it away with ``telegram.take_violations()``.
    """
    with FakeTelegram() as fake:
        yield fake

    assert fake.violations == []


@pytest.fixture
def connection() -> Iterator[Connection]:
    """An empty database in memory, within one transaction."""
    database = open_database(":memory:")
    with database.transaction() as connection:
        yield connection
    database.close()
