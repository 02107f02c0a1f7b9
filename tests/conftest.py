"""What every test may ask for."""

from collections.abc import Iterator

import pytest

from tests.telegram_server.server import FakeTelegram


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    """A Bot API server. The test fails if any request broke the Bot API's rules.

    Who breaks one on purpose takes it away with ``telegram.take_violations()``.
    """
    with FakeTelegram() as fake:
        yield fake

    assert fake.violations == []
