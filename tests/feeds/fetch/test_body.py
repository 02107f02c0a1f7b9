"""Bodies are decompressed within their caps."""

import gzip
import zlib

import pytest

from feeds.fetch.answers import FetchError, FetchProblem, HttpLimits
from feeds.fetch.body import Body, Collector

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
        ("gzip", gzip.compress(RSS)),
        ("x-gzip", gzip.compress(RSS)),
        (" GZIP ", gzip.compress(RSS)),
        ("deflate", zlib.compress(RSS)),
        ("deflate", raw_deflate(RSS)),
        ("", gzip.compress(RSS)),
        ("gzip", gzip.compress(RSS[:20]) + gzip.compress(RSS[20:])),
        ("gzip", gzip.compress(RSS) + b"\0" * 3_000),
    ],
)
def test_it_undoes_every_compression_that_servers_use(encoding: str, data: bytes) -> None:
    body = collect(data, encoding)

    assert body.data == RSS
    assert body.is_whole


def test_the_digest_is_of_the_document_and_not_of_its_compression() -> None:
    assert collect(RSS).digest == collect(gzip.compress(RSS), "gzip").digest


@pytest.mark.parametrize(
    ("data", "encoding", "limits"),
    [
        (b"x" * 3_000, "", HttpLimits(max_download_bytes=2_048)),
        (gzip.compress(b"ab" * 3_000), "gzip", HttpLimits(max_document_bytes=2_048)),
        (gzip.compress(bytes(5_000_000)), "gzip", HttpLimits()),
    ],
)
def test_it_refuses_more_bytes_than_a_cap(data: bytes, encoding: str, limits: HttpLimits) -> None:
    with pytest.raises(FetchError) as caught:
        collect(data, encoding, limits)

    assert caught.value.reason is FetchProblem.TOO_LARGE


def test_a_bomb_is_stopped_before_it_inflates() -> None:
    limits = HttpLimits()
    collector = Collector("gzip", limits)

    with pytest.raises(FetchError):
        collector.add(gzip.compress(bytes(50_000_000)))

    held = sum(map(len, collector._parts))
    assert held <= limits.max_document_bytes


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("zstd", RSS),
        ("gzip, gzip", RSS),
        ("gzip", b"not gzip at all"),
        ("gzip", gzip.compress(b"") * 101),
    ],
)
def test_it_names_what_it_cannot_decompress(encoding: str, data: bytes) -> None:
    with pytest.raises(FetchError) as caught:
        collect(data, encoding)

    assert caught.value.reason is FetchProblem.UNREADABLE


def test_a_compressed_body_that_breaks_off_is_cut_short() -> None:
    with pytest.raises(FetchError) as caught:
        collect(gzip.compress(RSS * 50)[:-20], "gzip")

    assert caught.value.reason is FetchProblem.CUT_SHORT


@pytest.mark.parametrize("end", [b"</rss>", b"</feed>\n", b"</rdf:RDF >", b'{"items": []}'])
def test_a_document_that_ends_as_it_should_is_read_though_the_count_was_wrong(end: bytes) -> None:
    collector = Collector("", HttpLimits())
    collector.add(b"<item></item>" + end)

    assert not collector.finish(is_transfer_whole=False).is_whole
