"""A text, a feed or a page is explained with the words that decided."""

from datetime import UTC, datetime

import pytest

from feeds.explaining import MAX_ENTRIES, explain, explain_document
from feeds.model import Entry
from feeds.parse import ParseError

NOW = datetime(2031, 3, 5, 6, 12, tzinfo=UTC)
CLASH = Entry("1", "Two Armenian soldiers were killed near Tegh on Wednesday", published_at=NOW)


def feed(count: int) -> bytes:
    items = "".join(f"<item><guid>{n}</guid><title>Rain {n}</title></item>" for n in range(count))
    return f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()


def test_what_was_read_stands_with_its_words_and_rules() -> None:
    explained = explain(CLASH, NOW)

    found = {finding.meaning: finding.words for finding in explained.findings}
    assert explained.report.alert
    assert found["killed ARM 2-2, incident"] == CLASH.title[: CLASH.title.index(" near")]
    assert all(finding.rule for finding in explained.findings)


def test_the_gate_says_why_it_let_nothing_pass() -> None:
    explained = explain(Entry("1", "Rain in Yerevan"), NOW)

    assert (explained.gate.meaning, explained.findings) == ("no_trigger_word", ())


def test_a_feed_is_explained_entry_by_entry_up_to_a_limit() -> None:
    explained = explain_document(feed(MAX_ENTRIES + 5), "", "https://x.example/", NOW)

    assert len(explained) == MAX_ENTRIES
    assert explained[0].text == "Rain 0"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "<nav>Home</nav><p>Two <b>soldiers</b> killed.</p><p class=x>End.",
            "Two soldiers killed.\nEnd.",
        ),
        ("<nav><a href=x>Home</a></nav>", ""),
        ("<p>" * 5_000, ""),
    ],
)
def test_a_page_is_its_title_and_its_article(body: str, expected: str) -> None:
    page = f"<!DOCTYPE html><html><head><title>Head</title></head><body>{body}</body></html>"

    (explained,) = explain_document(page.encode(), "text/html", "https://x.example/", NOW)

    assert explained.text == "\n".join(filter(None, ("Head", expected)))


def test_what_is_neither_is_refused() -> None:
    with pytest.raises(ParseError):
        explain_document(b"%PDF-1.7", "application/pdf", "https://x.example/", NOW)
