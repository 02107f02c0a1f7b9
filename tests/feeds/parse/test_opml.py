import pytest

from feeds.parse import ParseError
from feeds.parse.opml import MAX_OUTLINES, read_opml, write_opml
from feeds.parse.outlines import OpmlError, Outline

OTHERS = b"""\xef\xbb\xbf<?xml version="1.0"?>
<opml version="1.0"><head><title>Mine</title></head><body>
<outline text="Caucasus"><outline text="Herald" xmlUrl="https://herald.example/rss?a=1&amp;b=2"
 htmlUrl="https://herald.example/"/>
<outline title="Post" text="p" TYPE="rss" XMLURL=" https://post.example/feed " language="en-US"/>
</outline><outline text="a note"/></body></opml>"""


def test_it_reads_what_other_programs_write() -> None:
    assert read_opml(OTHERS) == (
        Outline("Herald", "https://herald.example/rss?a=1&b=2"),
        Outline("Post", "https://post.example/feed", "en"),
    )


def test_what_it_writes_it_reads_again() -> None:
    outlines = (
        Outline("Herald & <Sons>", "https://herald.example/?a=1&b=2", "en"),
        Outline(
            "Пост", "https://post.example/", "ru", {"reason": '"a \\"b\\" <c>"', "areas": "[]"}
        ),
    )

    assert outlines == read_opml(write_opml("Mine", outlines))


@pytest.mark.parametrize(
    ("document", "error"),
    [
        (b"", ParseError),
        (b"not xml", ParseError),
        (b"<html><body>x</body></html>", ParseError),
        (b"<rss version='2.0'></rss>", OpmlError),
        (b"<!DOCTYPE opml [<!ENTITY a 'b'>]><opml>&a;</opml>", ParseError),
    ],
)
def test_what_is_no_list_is_refused(document: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_opml(document)


def test_a_list_without_end_is_cut() -> None:
    line = b'<outline xmlUrl="https://a.example/"/>'

    assert len(read_opml(b"<opml><body>" + line * (MAX_OUTLINES + 9) + b"</body></opml>")) == (
        MAX_OUTLINES
    )
