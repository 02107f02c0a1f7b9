from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.extract.cues import Cue
from feeds.extract.places import Gazetteer, PlaceMention
from feeds.extract.text import read_text
from feeds.model import Entry, Precision

GAZETTEER = Gazetteer.load()


def find(text: str, *, title: str = "", language: str = "en") -> list[PlaceMention]:
    return GAZETTEER.find(read_text(Entry("id", title=title, summary=text), language))


def names(text: str, *, language: str = "en") -> list[str]:
    return [mention.place.name for mention in find(text, language=language)]


def the(text: str, name: str) -> PlaceMention:
    return next(mention for mention in find(text) if mention.place.name == name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fighting near Stepanakert", ["Khankendi"]),
        ("Fighting in Nagorno Karabakh", ["Nagorno-Karabakh"]),
        ("Fighting in Nagorno\u2013Karabakh", ["Nagorno-Karabakh"]),
        ("Shells fell on Nerkin-Hand", ["Nerkin Hand"]),
        ("A post near Ts\u2019khinvali", ["Tskhinvali"]),
        ("A post near Qubadlı", ["Qubadli"]),
        ("along the Armenian-Azerbaijani border", ["Armenia-Azerbaijan border"]),
        ("the Lachin corridor was shut", ["Lachin corridor"]),
        ("the Chechen capital was quiet", ["Grozny"]),
        ("MORTAR FIRE IN VARDENIS", ["Vardenis"]),
    ],
)
def test_every_spelling_leads_to_the_one_name(text: str, expected: list[str]) -> None:
    found = names(text)

    assert found == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "Обстрел у села Сотк", ["Sotk"]),
        ("hy", "Կրակոցներ Ջերմուկ քաղաքում", ["Jermuk"]),
        ("az", "Kəlbəcər rayonu", ["Kalbajar"]),
        ("ka", "ცხინვალი", ["Tskhinvali"]),
    ],
)
def test_plain_forms_of_other_languages_are_known(
    language: str, text: str, expected: list[str]
) -> None:
    found = names(text, language=language)

    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "A Chechen fighter and a Dagestani poet met",
        "Java is an island and a language",
        "A man from Berd Street sang",
        "The Baku Times wrote a leader",
        "FC Ararat lost again",
        "Qarabag beat their guests",
        "lori and kut are words",
        "Two deputies were shot in Augusta, Georgia, the sheriff said",
    ],
)
def test_what_only_looks_like_a_place_is_none(text: str) -> None:
    found = [m.place.name for m in find(text) if m.place.theatre and m.kind != "village"]

    assert not found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mortars hit a house in Java, South Ossetia", ["Java (South Ossetia)", "South Ossetia"]),
        ("Rebels were seen in Java", []),
        ("Shots were fired near Berd", ["Berd"]),
        ("Berd sang", []),
        ("A gunman died in the village of Argun", ["Argun"]),
        ("Shelling of Martuni in Karabakh", ["Khojavend", "Nagorno-Karabakh"]),
        ("Shots near Martuni on Lake Sevan", ["Martuni", "Lake Sevan"]),
    ],
)
def test_an_ambiguous_name_counts_with_its_context(text: str, expected: list[str]) -> None:
    found = names(text)

    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two deputies died in Georgia, the sheriff of the county said", []),
        ("Two soldiers died in Georgia, Tbilisi said", ["Georgia", "Tbilisi"]),
        ("Russian troops entered Georgia", ["Georgia"]),
    ],
)
def test_the_two_georgias_are_told_apart(text: str, expected: list[str]) -> None:
    found = [mention.place.name for mention in find(text) if not mention.is_outside]

    assert found == expected


@pytest.mark.parametrize(
    ("text", "name", "cue"),
    [
        ("Fire was opened near the village of Tegh", "Tegh", Cue.LOCATIVE),
        ("Shelling of Shusha went on", "Shusha", Cue.LOCATIVE),
        ("An attack on the town of Hadrut", "Hadrut", Cue.LOCATIVE),
        ("Troops captured Lachin", "Lachin", Cue.LOCATIVE),
        ("Sotk came under fire", "Sotk", Cue.LOCATIVE),
        ("Fighting in Goris, Sisian and Jermuk", "Jermuk", Cue.LOCATIVE),
        ("Shots were heard in Dagestan's Khasavyurt", "Khasavyurt", Cue.LOCATIVE),
        ("Yerevan says two died", "Yerevan", Cue.SPEAKER),
        ("Baku, for its part, denied it", "Baku", Cue.SPEAKER),
        ("the ministry in Baku said", "Baku", Cue.SPEAKER),
        ("Speaking in Goris, he denied it", "Goris", Cue.SPEAKER),
        ("Baku: two soldiers wounded", "Baku", Cue.LABEL),
        ("YEREVAN (Reuters) - Two died near Sotk", "Yerevan", Cue.DATELINE),
        ("BAKU, Azerbaijan, Nov. 3. Two died", "Baku", Cue.DATELINE),
        ("He was taken to hospital in Goris", "Goris", Cue.DESTINATION),
        ("A fighter from Chechnya died", "Chechnya", Cue.ORIGIN),
    ],
)
def test_the_words_around_a_name_give_its_part(text: str, name: str, cue: Cue) -> None:
    mention = the(text, name)

    assert cue in mention.cues


@pytest.mark.parametrize("name", ["Sotk", "Yerevan", "Armenia"])
def test_a_bare_name_has_no_cue(name: str) -> None:
    mention = the(f"{name} and silence", name)

    assert not mention.cues


@pytest.mark.parametrize(
    ("text", "name", "is_actor"),
    [
        ("Baku attacked Sotk", "Baku", True),
        ("Explosions were heard in Baku", "Baku", False),
        ("Azerbaijan opened fire", "Azerbaijan", True),
        ("Two died inside Azerbaijan", "Azerbaijan", False),
        ("Sotk was quiet", "Sotk", False),
    ],
)
def test_a_capital_or_country_is_an_actor_unless_something_is_there(
    text: str, name: str, is_actor: bool
) -> None:
    mention = the(text, name)

    assert mention.is_actor is is_actor


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("in Lachin", "Lachin", Precision.TOWN),
        ("in Lachin district", "Lachin", Precision.DISTRICT),
        ("in the Kalbajar and Lachin regions", "Kalbajar", Precision.DISTRICT),
        ("in Nagorno-Karabakh", "Nagorno-Karabakh", Precision.REGION),
        ("on the Armenia-Azerbaijan border", "Armenia-Azerbaijan border", Precision.LINE),
    ],
)
def test_a_mention_is_as_precise_as_its_words(text: str, name: str, precision: Precision) -> None:
    mention = the(text, name)

    assert mention.place.precision is precision


@pytest.mark.parametrize("place", ["Ukraine", "Kharkiv", "Gaza", "Syria", "Kashmir", "Sudan"])
def test_the_world_outside_is_known_as_such(place: str) -> None:
    mention = the(f"A strike in {place} killed two", place)

    assert mention.is_outside
    assert mention.place.theatre is None


def test_offsets_and_tokens_point_at_the_name() -> None:
    entry = Entry("id", title="Clash", summary="Shots near Nerkin Hand, again")
    document = read_text(entry, "en")

    (mention,) = GAZETTEER.find(document)

    assert document.text[mention.start : mention.end] == "Nerkin Hand"
    assert [t.key for t in document.tokens[mention.first : mention.last]] == ["nerkin", "hand"]
    assert document.sentences[mention.sentence].part == "summary"


def test_a_place_is_got_by_its_canonical_name_only() -> None:
    assert GAZETTEER.get("Khankendi") is not None
    assert GAZETTEER.get("Stepanakert") is None


PIECES = st.sampled_from(
    ["Georgia", "Gori", "Nagorno", "-", "Karabakh", "in", "the", "village of", "Sotk", ",", "and",
     "'s", "Baku", "said", ".", "\n", "Java", "(", ":", "Armenia", "border", "was hit", "Martuni"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map(" ".join), st.sampled_from(["en", "ru", "xx"]))
@settings(max_examples=200, deadline=None)
def test_mentions_stand_in_order_inside_their_sentences(text: str, language: str) -> None:
    document = read_text(Entry("id", summary=text), language)

    last = 0
    for mention in GAZETTEER.find(document):
        sentence = document.sentences[mention.sentence]
        assert last <= mention.first < mention.last
        assert sentence.first <= mention.first <= mention.last <= sentence.last
        last = mention.last


@pytest.mark.parametrize(
    "unit", ["Nagorno ", "in the village of ", "Baku, ", "Sotk and ", "Gori. "]
)
def test_a_hostile_text_takes_time_in_its_length_only(unit: str) -> None:
    document = read_text(Entry("id", summary=unit * 20_000), "en")
    begun = process_time()

    GAZETTEER.find(document)

    assert process_time() - begun < 5
