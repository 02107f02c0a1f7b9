from feeds.extract import Extractor
from feeds.extract.explain import Explanation
from feeds.model import Entry
from tests.feeds.extract.english import GATE, NOW, PLACES

EXTRACTOR = Extractor(PLACES, GATE)


def explain(text: str, title: str = "") -> Explanation:
    return EXTRACTOR.explain(Entry("id", title=title, summary=text, language="en"), NOW)


def test_every_field_shows_its_words_and_its_rule() -> None:
    text = "Two Armenian soldiers were killed when Azerbaijani forces opened fire near Sotk."
    found = explain(text)

    shown = [(evidence.text, evidence.rule) for evidence in found.evidence]

    assert ("opened fire", "clash: opened fire") in shown
    assert ("Two Armenian soldiers were killed", "passive") in shown
    assert all(text[slice(*evidence.span)] == evidence.text for evidence in found.evidence)


def test_a_silent_entry_shows_the_words_that_held_it_back() -> None:
    found = explain("In 2016 clashes near Talish marked the anniversary.")

    assert not found.report.alert
    assert "anniversary" in [cue.text for cue in found.cues]


def test_an_entry_that_the_gate_stopped_shows_the_gate() -> None:
    found = explain("Paris Fashion Week opened on Tuesday.")

    assert not found.gate.passes
    assert ((), ()) == (found.evidence, found.cues)


def test_evidence_stands_in_the_order_of_the_text() -> None:
    found = explain("Shelling hit Sotk. Two soldiers were killed in a clash near Jermuk.")

    starts = [evidence.span[0] for evidence in found.evidence]

    assert sorted(starts) == starts
