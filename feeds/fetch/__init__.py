"""A feed's address -> its document, or a named problem: all of HTTP, against hostile servers.

``answers`` holds what goes in and comes out, ``fetcher`` the walk of one fetch, ``trip`` its way
over redirects, ``addresses`` which addresses may be connected to, ``pace`` how often one host is
asked, ``headers`` what an answer says, ``body`` how its bytes are read within their caps,
``inflate`` how they are decompressed, ``problems`` what went wrong.
"""

from feeds.fetch.answers import (
    ACCEPT_PAGE,
    Answer,
    AnswerKind,
    FetchError,
    FetchProblem,
    FetchRequest,
    HttpLimits,
)
from feeds.fetch.fetcher import Fetcher

__all__ = [
    "ACCEPT_PAGE",
    "Answer",
    "AnswerKind",
    "FetchError",
    "FetchProblem",
    "FetchRequest",
    "Fetcher",
    "HttpLimits",
]
