"""Pages become articles: the words of the article, and none of the page around it."""

import pytest

from feeds.article_text import MAX_TEXT, article_of, decoded, news_of, read, title_of
from feeds.model import Entry
from tests.feeds.reading_desk import DENIAL, SAME, SCENE, page
from tests.news import CLASH, NOW

ENTRY = Entry("clash", CLASH.title, CLASH.summary, language="en", published_at=NOW)
RUSSIAN = "<p>Двое военнослужащих погибли при обстреле, сообщило министерство обороны.</p>"


def test_an_article_is_read_without_what_stands_around_it() -> None:
    text = article_of(page(SAME, SCENE).decode())

    assert "half past five" in text
    assert not [word for word in ("Home", "Sport", "Sotk", "2031 Herald") if word in text]


def test_a_paragraph_that_another_page_had_is_kept() -> None:
    texts = [article_of(page(SAME, SCENE).decode()) for _ in range(5)]

    assert len(set(texts)) == 1
    assert CLASH.summary in texts[0]


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "no page",
        "<html>",
        "<p>" * 50_000,
        "<!--" * 50_000,
        "<div>" * 5_000 + "x",
        "<a href='" * 10_000,
        "\x00\ud800<html><body><p>x",
        "&" * 100_000,
    ],
)
def test_a_page_that_is_none_gives_no_article(hostile: str) -> None:
    assert len(article_of(hostile).split()) < 2


def test_a_long_article_is_cut() -> None:
    paragraphs = [
        f"<p>Number {n}: the road from Goris to Kapan was open at noon.</p>" for n in range(999)
    ]

    assert MAX_TEXT - 100 < len(article_of(page(*paragraphs).decode())) <= MAX_TEXT


def test_signs_of_markup_in_the_text_are_text() -> None:
    sentence = "<p>At 5 &lt; 6 o'clock, AT&amp;T said. " + "They were there. " * 20 + "</p>"

    assert "At 5 < 6 o'clock, AT&T said." in article_of(page(sentence).decode())


@pytest.mark.parametrize(
    ("head", "content_type", "encoding"),
    [
        ('<meta charset="windows-1251">', "text/html", "windows-1251"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">',
            "text/html",
            "koi8-r",
        ),
        ("", "text/html; charset=windows-1251", "windows-1251"),
        ("", "text/html", "utf-8"),
        ('<meta charset="windows-1251">', "text/html", "utf-8"),
    ],
)
def test_a_page_is_decoded_as_it_or_its_header_says(
    head: str, content_type: str, encoding: str
) -> None:
    written = f"<html><head>{head}</head><body>{RUSSIAN}</body></html>"

    assert RUSSIAN in decoded(written.encode(encoding), content_type)


@pytest.mark.parametrize(
    ("paragraph", "is_news"),
    [
        ("Three were wounded on Wednesday.", True),
        ("In 2031 it was the third time.", True),
        ("A treaty is to follow in 2032.", True),
        ("In the war of 2020 some 6,500 people died.", False),
        ("В 2023 году погибли 200 человек.", False),
        ("2020-ci ildə müharibə oldu.", False),
        ("They fired 2020mm shells, 12020 of them.", False),
        ("They fired 12020 shells.", True),
        ("At 20:20 it was quiet.", True),
    ],
)
def test_a_paragraph_that_names_an_earlier_year_tells_of_the_past(
    paragraph: str, *, is_news: bool
) -> None:
    first = "Two soldiers were killed."

    assert (f"{first}\n{paragraph}" if is_news else first) == news_of(f"{first}\n{paragraph}", NOW)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<title>Fire &amp; smoke</title>", "Fire & smoke"),
        ("<TITLE lang=en>Fire", "Fire"),
        ("", ""),
        ("<title></title>", ""),
    ],
)
def test_the_title_of_a_page(head: str, expected: str) -> None:
    assert expected == title_of(f"<html><head>{head}</head></html>")


def test_what_an_entry_reports_grows_with_its_article() -> None:
    _, thin = read(page("<p>Subscribe.</p>"), "text/html", ENTRY, NOW)
    text, full = read(page(SAME, DENIAL, SCENE), "text/html", ENTRY, NOW)

    assert thin is None
    assert full is not None
    assert full.events[0].denied_by == ("AZE_MOD",)
    assert "denied that its units" in text


def test_evidence_counts_in_the_entry_with_its_article() -> None:
    wounded = "<p>Three civilians were wounded in the village, the ministry said.</p>"
    text, report = read(page(SAME, SCENE, wounded), "text/html", ENTRY, NOW)
    whole = f"{ENTRY.title}\n{ENTRY.summary}\n{text}"

    assert report is not None
    words = [whole[start:end] for one in report.casualties for start, end in one.evidence]
    assert any("Three civilians" in found for found in words)
