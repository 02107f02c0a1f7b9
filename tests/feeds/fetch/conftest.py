"""A local server and a fetcher that may ask it."""

from collections.abc import AsyncIterator

import pytest

from feeds.fetch import Fetcher
from tests.feed_server import FeedServer
from tests.feeds.fetch.fetching import LIMITS


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        yield running


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(LIMITS) as ready:
        yield ready
