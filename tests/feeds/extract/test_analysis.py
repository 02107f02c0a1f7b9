import pytest

from feeds.extract.analysis import MAX_SENTENCES
from feeds.model import EventType, Scope, Status
from tests.feeds.extract.english import analysis, findings


def types(text: str) -> list[EventType]:
    return [told.mention.type for found in findings(text) for told in found.told]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two Armenian soldiers were killed.", EventType.CASUALTIES_UPDATE),
        ("An Azerbaijani sniper killed an Armenian soldier.", EventType.ARMED_CLASH),
        ("Two policemen were killed in Dagestan.", EventType.ARMED_CLASH),
        ("Two militants were killed in Dagestan.", EventType.SECURITY_OPERATION),
        ("A shepherd was killed near Sotk.", EventType.ATTACK_CIVILIANS),
        ("Ten Armenian soldiers are missing.", EventType.CASUALTIES_UPDATE),
    ],
)
def test_harm_without_a_word_of_violence_makes_an_event(text: str, expected: EventType) -> None:
    found = types(text)

    assert [expected] == found


@pytest.mark.parametrize(
    "text",
    ["Nine Russian soldiers were injured near Botlikh.", "No soldiers were killed near Sotk."],
)
def test_being_injured_or_unharmed_is_no_violence_by_itself(text: str) -> None:
    found = types(text)

    assert [] == found


def test_fire_at_civilians_is_an_attack_on_them() -> None:
    found = types("Russian border guards opened fire on a Georgian citizen near Kirbali.")

    assert [EventType.ATTACK_CIVILIANS] == found


def test_people_harmed_make_a_noun_news() -> None:
    (alone,) = [t.mention for f in findings("He left after clashes near Sotk.") for t in f.told]
    (backed,) = [
        t.mention for f in findings("Two soldiers died after clashes near Sotk.") for t in f.told
    ]

    assert (True, False) == (alone.is_spoken_of, backed.is_spoken_of)


def test_a_call_for_a_truce_is_no_threat() -> None:
    (told,) = findings("The EU urged Armenia and Azerbaijan to cease hostilities.")[0].told

    assert EventType.CEASEFIRE_CALL == told.mention.type
    assert told.reading is None


def test_a_protest_in_the_headline_colours_the_text() -> None:
    (_, body) = findings("Clashes broke out in Yerevan.", title="Protesters fill the square")

    assert ["protest: protesters"] == [t.reading.rule for t in body.told if t.reading]
    assert {Status.BACKGROUND} == {t.reading.status for t in body.told if t.reading}


def test_an_increment_has_its_total_beside_it() -> None:
    text = "Two more Armenian soldiers died, bringing the death toll to nine."
    (found,) = findings(text)

    assert [Scope.INCREMENT, Scope.TOTAL] == [figure.draft.scope for figure in found.figures]


def test_a_long_text_is_read_so_far_and_no_further() -> None:
    read = analysis("Clashes broke out near Sotk. " * (MAX_SENTENCES + 50))

    assert MAX_SENTENCES == len(read.findings)
