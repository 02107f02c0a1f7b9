"""Documents made to do harm: whatever comes, it is an answer or a named problem."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.parse import ParseError, ParseHints
from feeds.parse.decode import decode
from feeds.parse.document import parse
from feeds.parse.html_text import plain_text
from feeds.parse.identity import absolute_url, normal_url

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "feeds").iterdir())
NOW = datetime(2031, 3, 6, tzinfo=UTC)
FRAGMENTS = st.lists(
    st.sampled_from(
        ["<", ">", "<p>", "</p>", "<!--", "-->", "<script>", "</script>", "&amp;", "&#", ";", '"']
    )
    | st.text(max_size=5),
    max_size=30,
).map("".join)


def reads(document: bytes, content_type: str = "") -> bool:
    """Tell whether a document is a feed; anything but ParseError fails the test."""
    try:
        parse(document, content_type, ParseHints(), frozenset(), NOW)
    except ParseError:
        return False
    return True


@settings(max_examples=100, deadline=None)
@given(
    sample=st.sampled_from(SAMPLES),
    at=st.floats(0, 1),
    cut=st.integers(0, 200),
    put=st.binary(max_size=20)
    | st.sampled_from([b"<item>", b"<![CDATA[", b"]]>", b"\x00", b"&#x;"]),
)
def test_a_damaged_document_is_an_answer_or_a_named_problem(
    sample: Path, at: float, cut: int, put: bytes
) -> None:
    whole = sample.read_bytes()
    position = int(at * len(whole))

    reads(whole[:position] + put + whole[position + cut :])


@settings(max_examples=100, deadline=None)
@given(document=st.binary(max_size=300), content_type=st.text(max_size=40))
def test_any_bytes_are_an_answer_or_a_named_problem(document: bytes, content_type: str) -> None:
    decode(document, content_type)
    reads(document, content_type)


@settings(max_examples=200, deadline=None)
@given(fragment=FRAGMENTS)
def test_plain_text_has_no_script_no_controls_and_one_space_at_a_time(fragment: str) -> None:
    text = plain_text(fragment, 100)

    assert "<script>" not in text
    assert "  " not in text
    assert "\x00" not in text
    assert text == text.strip()
    text.encode()


@settings(max_examples=200, deadline=None)
@given(link=st.text(max_size=40) | st.text(max_size=30).map("https://a.example/".__add__))
def test_a_normal_address_stays_as_it_is(link: str) -> None:
    url = absolute_url(link, "https://base.example/")

    assert not url or normal_url(normal_url(url)) == normal_url(url)


@pytest.mark.parametrize(
    "item",
    [
        "<item>" * 5_000,
        "<item><title>" + "&" * 50_000,
        "<item><title>" + "<![CDATA[" * 20_000,
        "<item><description>" + "<div>" * 20_000,
        "<item " * 20_000,
        "<!-- x -->" * 20_000,
        "<item><title>&lt;!--" + "&lt;!--" * 8_000 + "</title></item>",
    ],
)
def test_walls_of_markup_are_read_in_good_time(item: str) -> None:
    assert reads(f"<rss><channel>{item}</channel></rss>".encode())
