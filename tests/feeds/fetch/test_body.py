"""Bodies are decompressed within their caps."""

import gzip
import zlib
from collections.abc import AsyncIterator, Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.fetch.answers import FetchError, FetchProblem, HttpLimits
from feeds.fetch.body import Body, Collector, first_bytes
from tests.feeds.fetch.fetching import COMPRESS

RSS = b"<rss><channel><title>Sample, 2031</title></channel></rss>"


def collect(data: bytes, encoding: str = "", limits: HttpLimits | None = None) -> Body:
    """Collect a body that comes in chunks of 1,000 bytes."""
    collector = Collector(encoding, limits or HttpLimits())
    for start in range(0, len(data), 1_000):
        collector.add(data[start : start + 1_000])
    return collector.finish(is_transfer_whole=True)


def raw_deflate(data: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return engine.compress(data) + engine.flush()


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("", RSS),
        ("identity", RSS),
        ("gzip", gzip.compress(RSS, mtime=0)),
        ("x-gzip", gzip.compress(RSS, mtime=0)),
        (" GZIP ", gzip.compress(RSS, mtime=0)),
        ("deflate", zlib.compress(RSS)),
        ("deflate", raw_deflate(RSS)),
        ("", gzip.compress(RSS, mtime=0)),
        ("gzip", gzip.compress(RSS[:20], mtime=0) + gzip.compress(RSS[20:], mtime=0)),
        ("gzip", gzip.compress(RSS, mtime=0) + b"\0" * 3_000),
        ("br", COMPRESS["br"](RSS)),
        ("zstd", COMPRESS["zstd"](RSS)),
        ("zstd", COMPRESS["zstd"](RSS[:20]) + COMPRESS["zstd"](RSS[20:])),
    ],
)
def test_it_undoes_every_compression_that_servers_use(encoding: str, data: bytes) -> None:
    body = collect(data, encoding)

    assert body.data == RSS
    assert body.is_whole


def test_the_digest_is_of_the_document_and_not_of_its_compression() -> None:
    assert collect(RSS).digest == collect(gzip.compress(RSS, mtime=0), "gzip").digest


@pytest.mark.parametrize(
    ("data", "encoding", "limits"),
    [
        (b"x" * 3_000, "", HttpLimits(max_download_bytes=2_048)),
        (gzip.compress(b"ab" * 3_000, mtime=0), "gzip", HttpLimits(max_document_bytes=2_048)),
        (gzip.compress(bytes(5_000_000), mtime=0), "gzip", HttpLimits()),
        (COMPRESS["br"](bytes(5_000_000)), "br", HttpLimits()),
        (COMPRESS["zstd"](bytes(5_000_000)), "zstd", HttpLimits()),
    ],
)
def test_it_refuses_more_bytes_than_a_cap(data: bytes, encoding: str, limits: HttpLimits) -> None:
    with pytest.raises(FetchError) as caught:
        collect(data, encoding, limits)

    assert caught.value.reason is FetchProblem.TOO_LARGE


BOMB = bytes(50_000_000)


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
def test_a_bomb_is_stopped_before_it_inflates(encoding: str) -> None:
    limits = HttpLimits()
    collector = Collector(encoding, limits)

    with pytest.raises(FetchError) as caught:
        collector.add(COMPRESS[encoding](BOMB))

    held = sum(map(len, collector._parts))
    assert held <= limits.max_document_bytes
    assert caught.value.reason is FetchProblem.TOO_LARGE


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("compress", RSS),
        ("gzip, gzip", RSS),
        ("zstd", RSS),
        ("br", RSS),
        ("br", COMPRESS["br"](RSS) + b"more"),
        ("zstd", COMPRESS["zstd"](b"") * 101),
        ("gzip", b"not gzip at all"),
        ("gzip", gzip.compress(b"", mtime=0) * 101),
    ],
)
def test_it_names_what_it_cannot_decompress(encoding: str, data: bytes) -> None:
    with pytest.raises(FetchError) as caught:
        collect(data, encoding)

    assert caught.value.reason is FetchProblem.UNREADABLE


def test_a_compressed_body_that_breaks_off_is_cut_short() -> None:
    with pytest.raises(FetchError) as caught:
        collect(gzip.compress(RSS * 50, mtime=0)[:-20], "gzip")

    assert caught.value.reason is FetchProblem.CUT_SHORT


@pytest.mark.parametrize("end", [b"</rss>", b"</feed>\n", b"</rdf:RDF >", b'{"items": []}'])
def test_a_document_that_ends_as_it_should_is_read_though_the_count_was_wrong(end: bytes) -> None:
    collector = Collector("", HttpLimits())
    collector.add(b"<item></item>" + end)

    assert not collector.finish(is_transfer_whole=False).is_whole


CASES = st.sampled_from(
    [
        ("", RSS),
        ("", gzip.compress(RSS, mtime=0)),
        ("gzip", gzip.compress(RSS[:20], mtime=0) + gzip.compress(RSS[20:], mtime=0)),
        ("gzip", gzip.compress(RSS, mtime=0) + b"\0\0"),
        ("deflate", zlib.compress(RSS)),
        ("deflate", raw_deflate(RSS)),
        ("br", COMPRESS["br"](RSS)),
        ("zstd", COMPRESS["zstd"](RSS[:20]) + COMPRESS["zstd"](RSS[20:])),
    ]
)


def outcome(act: Callable[[], Body]) -> Body | FetchProblem:
    try:
        return act()
    except FetchError as error:
        return error.reason


def in_pieces(data: bytes, cuts: list[int], encoding: str, limits: HttpLimits) -> Body:
    """Collect a body that comes cut at these places."""
    collector = Collector(encoding, limits)
    places = sorted({0, *(cut % len(data) for cut in cuts), len(data)})
    for start, end in pairwise(places):
        collector.add(data[start:end])
    return collector.finish(is_transfer_whole=True)


@settings(deadline=None, max_examples=150)
@given(case=CASES, cuts=st.lists(st.integers(0, 200), max_size=6))
def test_where_the_network_cuts_a_body_changes_nothing(
    case: tuple[str, bytes], cuts: list[int]
) -> None:
    encoding, data = case

    assert collect(data, encoding) == in_pieces(data, cuts, encoding, HttpLimits())


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("", RSS),
        ("", gzip.compress(RSS, mtime=0)),
        ("deflate", zlib.compress(RSS)),
        ("gzip", gzip.compress(RSS[:20], mtime=0) + gzip.compress(RSS[20:], mtime=0)),
    ],
)
def test_a_body_may_come_byte_by_byte(encoding: str, data: bytes) -> None:
    body = in_pieces(data, list(range(len(data))), encoding, HttpLimits())

    assert (body.data, body.is_whole) == (RSS, True)
    assert body.downloaded_bytes == len(data)


@settings(deadline=None, max_examples=100)
@given(
    case=st.sampled_from(
        [
            ("gzip", gzip.compress(RSS, mtime=0)),
            ("br", COMPRESS["br"](RSS)),
            ("zstd", COMPRESS["zstd"](RSS)),
        ]
    ),
    left=st.integers(1, 80),
)
def test_a_compressed_body_that_breaks_off_anywhere_is_never_whole(
    case: tuple[str, bytes], left: int
) -> None:
    encoding, data = case
    collector = Collector(encoding, HttpLimits())
    collector.add(data[: max(1, len(data) - left)])

    found = outcome(lambda: collector.finish(is_transfer_whole=True))

    assert found is FetchProblem.CUT_SHORT or (isinstance(found, Body) and not found.is_whole)


@pytest.mark.parametrize(("size", "is_taken"), [(2_048, True), (2_049, False)])
@pytest.mark.parametrize("encoding", ["", "gzip", "br", "zstd"])
def test_a_document_as_large_as_the_cap_is_taken_and_one_byte_more_is_not(
    encoding: str, size: int, is_taken: bool
) -> None:
    limits = HttpLimits(max_document_bytes=2_048, max_download_bytes=2_048)
    data = COMPRESS[encoding](b"x" * size)

    found = outcome(lambda: collect(data, encoding, limits))

    assert (FetchProblem.TOO_LARGE if not is_taken else collect(data, encoding)) == found


@pytest.mark.parametrize(
    ("chunks", "at_most", "expected"),
    [
        ([], 5, b""),
        ([b"ab"], 5, b"ab"),
        ([b"abc", b"def"], 5, b"abcde"),
        ([b"abc", b"d"], 3, b"abc"),
    ],
)
async def test_the_first_bytes_are_as_many_as_wanted(
    chunks: list[bytes], at_most: int, expected: bytes
) -> None:
    async def sent() -> AsyncIterator[bytes]:
        for chunk in chunks:
            yield chunk

    assert expected == await first_bytes(sent(), at_most)


async def test_no_more_chunks_are_read_than_the_first_bytes_need() -> None:
    left = [b"never read", b"abc"]

    async def sent() -> AsyncIterator[bytes]:
        while left:
            yield left.pop()

    assert await first_bytes(sent(), 3) == b"abc"
    assert left == [b"never read"]
