from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.extract.gate import Gate, GateReason
from feeds.extract.places import Gazetteer
from feeds.model import Entry

GATE = Gate.load(Gazetteer.load().spellings)


@pytest.mark.parametrize(
    "title",
    [
        "Two Armenian soldiers killed near Sotk",
        "Baku and Yerevan agree on a ceasefire",
        "Explosion heard in Khankendi",
        "Militants attack police post in Dagestan",
        "Russian troops detain three at the Georgian village of Khurvaleti",
        "Gunmen open fire in Grozny\u2019s centre",
        "KALBAJAR SHELLED OVERNIGHT",
        "Azərbaycan: clash near Kəlbəcər",
        "Ossetian side says its post was attacked",
    ],
)
def test_news_of_a_clash_in_the_region_passes(title: str) -> None:
    decision = GATE.decide(Entry("id", title=title))

    assert decision.passes
    assert decision.words


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Soldiers killed in Sudan ceasefire breach", GateReason.NO_REGION),
        ("Armenian wine wins a prize in Paris", GateReason.NO_TRIGGER),
        ("Two deputies shot dead in Georgia county", GateReason.OTHER_REGION),
        ("Georgia man killed in shooting", GateReason.OTHER_REGION),
        ("Fire damages Georgian mansion house", GateReason.OTHER_REGION),
        ("Armenia clash with Azerbaijan in UEFA qualifier", GateReason.VETOED),
        ("Azerbaijan Grand Prix: Verstappen storms to victory", GateReason.VETOED),
        ("", GateReason.NO_REGION),
    ],
)
def test_what_is_none_of_ours_is_left_with_its_reason(title: str, reason: GateReason) -> None:
    decision = GATE.decide(Entry("id", title=title))

    assert (decision.passes, decision.reason) == (False, reason)


def test_a_strong_trigger_outweighs_sport() -> None:
    title = "Football match called off after shelling near Goris in Armenia"

    decision = GATE.decide(Entry("id", title=title))

    assert decision.passes


@pytest.mark.parametrize("title", ["Georgia accuses Russia of attack", "Russian jets bomb Georgia"])
def test_the_country_georgia_is_known_by_its_neighbours(title: str) -> None:
    decision = GATE.decide(Entry("id", title=title))

    assert decision.passes


def test_the_summary_and_the_lead_of_the_text_count_too() -> None:
    entry = Entry(
        "id", title="Overnight news", summary="Two killed", text="It happened near Lachin."
    )

    decision = GATE.decide(entry)

    assert decision.passes


def test_a_word_inside_another_is_no_word() -> None:
    decision = GATE.decide(Entry("id", title="Bakuninism attacked, Gorilla shot, Lorient raid"))

    assert decision.reason is GateReason.NO_REGION


@given(st.text(max_size=200), st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_gets_a_decision_with_its_reason(title: str, summary: str) -> None:
    decision = GATE.decide(Entry("id", title=title, summary=summary))

    assert decision.passes == (decision.reason is GateReason.PASSED)


@pytest.mark.parametrize("unit", ["a", "armenia attack ", "\u0301", "\x00", "armenia"])
def test_a_hostile_title_is_read_to_a_cap(unit: str) -> None:
    entry = Entry("id", title=unit * 200_000)
    begun = process_time()

    GATE.decide(entry)

    assert process_time() - begun < 0.5
