"""What tests of the fetcher share: limits for loopback, and a fetch that fails."""

import gzip
import sys
from collections.abc import Callable, Mapping
from functools import partial

import brotli
import pytest

from feeds.fetch import Fetcher, FetchError, FetchRequest, HttpLimits

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

RSS = b"<rss><channel><title>Sample, 2031</title></channel></rss>"
COMPRESS: Mapping[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "gzip": gzip.compress,
    "br": partial(brotli.compress, quality=2),  # the best one takes seconds for a bomb
    "zstd": zstd.compress,
}
LIMITS = HttpLimits(
    contact="desk@example.org",
    connect_timeout_seconds=5.0,
    total_timeout_seconds=10.0,
    per_host_gap_seconds=0.0,
    allow_private_networks=True,
)


async def problem(request: FetchRequest, limits: HttpLimits = LIMITS) -> FetchError:
    """Fetch what can't be fetched."""
    async with Fetcher(limits) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(request)
    return caught.value
