"""The root element is cut out of whatever a server sends around it."""

import pytest

from feeds.parse.found import MAX_ITEMS
from feeds.parse.frame import Frame, cut_items, frame
from feeds.parse.parsed import ParseError, ParseProblem

ROOT = "<rss><item>a</item></rss>"


@pytest.mark.parametrize(
    "text",
    [
        ROOT,
        f'<?xml version="1.0"?>\n{ROOT}',
        f"Warning: printed in front {ROOT}",
        f"<!-- <feed> in a comment -->{ROOT}",
        f'<!DOCTYPE rss PUBLIC "-//N//DTD" "http://a.example/rss.dtd">{ROOT}',
        f"<!DOCTYPE rss [<!ATTLIST a b CDATA #IMPLIED>]>{ROOT}",
        f"{ROOT}\n<!-- cached -->",
        f"{ROOT}<script>x</script>",
        ROOT[:-1],
        "<rss><item>a&#99999999999;</item></rss>",
    ],
)
def test_it_leaves_the_root_element(text: str) -> None:
    assert frame(text) == Frame(ROOT, is_broken_off=False)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("<rss><item>a</item><item>b", "<rss><item>a</item>"),
        ("<rss><item>a</item><ite", "<rss><item>a</item><ite"),
        ("<rss><item>a</item>", "<rss><item>a</item>"),
        ("<feed><a:entry>a</a:entry><a:entry >b", "<feed><a:entry>a</a:entry>"),
        ("<rss><item>", "<rss>"),
    ],
)
def test_a_document_that_breaks_off_loses_its_half_item(text: str, body: str) -> None:
    assert frame(text) == Frame(body, is_broken_off=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!DOCTYPE HTML><p>", ParseProblem.HTML_PAGE),
        ("<Html>", ParseProblem.HTML_PAGE),
        ("no markup < at all", ParseProblem.NOT_A_FEED),
        (
            '<!DOCTYPE a [ <!ENTITY b SYSTEM "file:///x"> ]><a>&b;</a>',
            ParseProblem.ENTITIES,
        ),
        ('<!DOCTYPE a [ <!ENTITY % b "<c>"> ]><a/>', ParseProblem.ENTITIES),
    ],
)
def test_it_refuses_what_no_feed_begins_with(text: str, expected: ParseProblem) -> None:
    with pytest.raises(ParseError) as caught:
        frame(text)

    assert caught.value.reason is expected


def test_it_cuts_behind_the_most_items_that_are_read() -> None:
    body, total = cut_items("<rss>" + "<item/>" * (MAX_ITEMS + 3))

    assert total == MAX_ITEMS + 3
    assert body.count("<item/>") == MAX_ITEMS


def test_few_items_are_not_cut() -> None:
    assert cut_items(ROOT) == (ROOT, 1)
