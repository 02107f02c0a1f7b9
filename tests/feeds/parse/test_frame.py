"""The root element is cut out of whatever a server sends around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.parse.found import MAX_ITEMS
from feeds.parse.frame import Frame, cut_items, frame
from feeds.parse.parsed import ParseError, ParseProblem

ROOT = "<rss><item>a</item></rss>"
WHOLE = "<rss>" + "<item><title>a</title></item>" * 3 + "</rss>"


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


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("<?xml version='1.0'?><?xml version='1.0'?><rss>a</rss>", "<rss>a</rss>"),
        ("\ufeff \n<rss>a</rss>", "<rss>a</rss>"),
        ("<!-- a --><!-- <html> --><rss>a</rss>", "<rss>a</rss>"),
        ("<rss>a</rss><rss>b</rss>", "<rss>a</rss><rss>b</rss>"),
        ("<r:RDF>a</r:RDF>\x00", "<r:RDF>a</r:RDF>"),
        ("<rss>&#xD800;&#65;</rss>", "<rss>&#65;</rss>"),
        ("<rss>a</rss  >", "<rss>a</rss>"),
    ],
)
def test_what_stands_around_the_root_goes(text: str, body: str) -> None:
    assert frame(text) == Frame(body, is_broken_off=False)


@pytest.mark.parametrize(
    "text", ["", "   ", "<", "<!-- never closed", "<?xml never closed", "a < b"]
)
def test_a_document_without_a_root_is_no_feed(text: str) -> None:
    with pytest.raises(ParseError) as caught:
        frame(text)

    assert caught.value.reason is ParseProblem.NOT_A_FEED


@pytest.mark.parametrize("name", ["itemized", "items", "entrylist", "myitem"])
def test_only_items_are_counted_as_items(name: str) -> None:
    assert cut_items(f"<rss><{name}>a</{name}><item>b</item></rss>")[1] == 1


@given(end=st.integers(1, len(WHOLE) - len("</rss>")))
def test_wherever_a_document_breaks_off_no_half_item_is_left(end: int) -> None:
    body = frame(WHOLE[: max(end, len("<rss>"))]).body

    assert body.count("<item>") == body.count("</item>")
    assert WHOLE.startswith(body)
