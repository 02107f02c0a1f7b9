import tomllib
from datetime import UTC, datetime
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.extract import Extractor
from feeds.extract.language_file import FOLDER, languages
from feeds.extract.lexicon import LAYERS, forms
from feeds.model import Entry, Report, Severity
from tests.feeds.extract.english import GATE, NOW, PLACES

EXTRACTOR = Extractor(PLACES, GATE)
NEWS = "Two Armenian soldiers were killed when Azerbaijani forces opened fire near Sotk. "


def extract(summary: str, **parts: str) -> Report:
    entry = Entry("id", summary=summary, published_at=NOW, **({"language": "en"} | parts))
    return EXTRACTOR.extract(entry, NOW)


def test_a_clash_becomes_a_report() -> None:
    found = extract(NEWS + "The Defence Ministry in Yerevan said so.")

    assert (True, "new_violence", "en") == (found.alert, found.reason, found.language)
    assert Severity.HIGH is found.severity
    assert ["Sotk"] == [place.name for place in found.events[0].places]
    assert [2] == [casualty.low for casualty in found.casualties]
    assert found.summary.startswith("Fighting reported near Sotk")


def test_a_silent_entry_has_its_reason_and_no_sentence() -> None:
    found = extract("In 2016 clashes broke out near Talish.")

    assert (False, "background", "") == (found.alert, found.reason, found.summary)
    assert found.events


def test_what_the_gate_stops_is_not_read() -> None:
    found = extract("Paris Fashion Week opened on Tuesday.")

    assert (False, "gate_no_region_word") == (found.alert, found.reason)
    assert () == found.events


def test_a_language_without_words_is_named() -> None:
    found = extract("Deux soldats ont été tués. Armenia attack", language="fr")

    assert (False, "language_unknown") == (found.alert, found.reason)


def test_names_in_another_alphabet_do_not_change_the_language() -> None:
    found = extract("Azerbaijan says its troops have captured Şuşa, Əsgəran, Ağdərə and Xocalı.")

    assert "en" == found.language


def test_loading_reads_everything_once() -> None:
    found = Extractor.load().extract(Entry("id", summary=NEWS, language="en"), NOW)

    assert found.alert


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00\u202e\ufeff",
        "💥" * 5000 + NEWS,
        "x" * 200_000,
        "killed two " * 20_000,
        "Armenia\n" * 20_000,
        "said Baku " * 20_000,
        '"' * 50_000,
        "after the " * 20_000 + "clashes",
        "99999999999999999999 soldiers were killed near Sotk on 31 February 0000",
        "On 30 February 9999 clashes near Sotk killed ٣ soldiers at 99:99",
    ],
)
def test_hostile_text_gives_an_answer_in_bounded_time(text: str) -> None:
    begun = process_time()

    found = extract(text, title="Armenia: soldiers killed")

    assert "id" == found.entry_id
    assert process_time() - begun < 6  # 3 s is the promise; a busy machine doubles CPU time


@pytest.mark.parametrize(
    "moment", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)]
)
def test_the_ends_of_time_do_not_break_it(moment: datetime) -> None:
    entry = Entry("id", summary=NEWS + "It began on Monday, in May.", published_at=moment)

    found = EXTRACTOR.extract(entry, moment)

    assert "id" == found.entry_id


MARKS = (",", ";", ".", ":", "(", '"', "12", "2020", "Sotk", "Сотк")


def phrases_of(language: str) -> list[list[str]]:
    """Give the phrases that a language knows, class by class, and some marks and places."""
    table = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    values = [
        entries for layer in LAYERS for word in table[layer].values() for entries in word.values()
    ]
    listed = [[" ".join(form) for entry in entries for form in forms(entry)] for entries in values]
    return [list(MARKS), *filter(None, listed)]


TEXTS = st.one_of(
    [
        st.tuples(
            st.just(language),
            st.lists(st.sampled_from(phrases_of(language)).flatmap(st.sampled_from), max_size=40),
        )
        for language in languages()
    ]
)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_any_order_of_our_own_words_gives_a_report(words: tuple[str, list[str]]) -> None:
    title = "Armenia clash"
    text = " ".join(words[1])
    found = extract(text, title=title, language=words[0])

    limit = len(f"{title}\n{text}")

    assert all(0 <= s < e <= limit for event in found.events for s, e in event.evidence)
    assert all(casualty.event < len(found.events) for casualty in found.casualties)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_a_report(text: str) -> None:
    found = extract(text + " Armenia clash", title=text)

    assert found.alert in (True, False)
