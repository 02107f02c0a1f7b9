import pytest

from feeds.extract.dateline import dateline_end
from feeds.extract.placewords import place_words
from feeds.extract.text import read_text
from feeds.model import Entry

WORDS = place_words("en")


def dateline(summary: str, title: str = "") -> str:
    document = read_text(Entry("id", title=title, summary=summary), "en")
    number = next(i for i, s in enumerate(document.sentences) if s.part == "summary")
    first = document.sentences[number].first
    end = dateline_end(document, number, WORDS)
    return " ".join(token.text for token in document.tokens[first:end])


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("YEREVAN (Reuters) - Two died.", "YEREVAN ( Reuters )"),
        ("BAKU, Azerbaijan, Nov. 3. Two died.", "BAKU , Azerbaijan , Nov. 3 ."),
        ("TBILISI, August 8 /ITAR-TASS/. Two died.", "TBILISI , August 8 / ITAR - TASS /"),
        ("Tbilisi, Georgia \u2014 Two died.", "Tbilisi , Georgia"),
        ("MOSCOW: Two died.", "MOSCOW"),
        ("STEPANAKERT (AFP) Two men died.", "STEPANAKERT ( AFP )"),
    ],
)
def test_a_report_opens_with_its_dateline(summary: str, expected: str) -> None:
    found = dateline(summary)

    assert found == expected


@pytest.mark.parametrize(
    "summary",
    [
        "Baku said two died.",
        "Two soldiers died near Sotk - again.",
        "the army (MoD) - said so",
        "Azerbaijani Defence Ministry Spokesman Anar spoke",
    ],
)
def test_a_sentence_is_no_dateline(summary: str) -> None:
    found = dateline(summary, title="News")

    assert not found


def test_a_title_and_a_later_sentence_have_none() -> None:
    document = read_text(
        Entry("id", title="BAKU \u2014 news", summary="It is so. BAKU - more"), "en"
    )

    found = [dateline_end(document, i, WORDS) - s.first for i, s in enumerate(document.sentences)]

    assert found == [0, 0, 0]
