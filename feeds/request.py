"""A feed's settings -> the request for its document: the same for a poll and for a first look."""

from feeds.config import Config, FeedSettings
from feeds.fetch import FetchRequest
from feeds.store.feeds import Validators

NOTHING_YET = Validators()


def request_for(
    feed: FeedSettings, config: Config, validators: Validators = NOTHING_YET
) -> FetchRequest:
    """Ask for a feed by its settings, with what its last answer left behind."""
    return FetchRequest(
        url=feed.url,
        etag=validators.etag,
        last_modified=validators.last_modified,
        body_hash=validators.body_hash,
        headers=config.headers_for(feed),
        proxy_url=feed.proxy_url,
        verify_tls=feed.verify_tls,
    )
