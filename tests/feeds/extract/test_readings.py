from dataclasses import replace

import pytest

from feeds.extract.gazetteer import Context, Row, Spelling
from feeds.extract.placewords import AmbiguousName, PlaceWords
from feeds.extract.readings import Company, Hit, choose, company_of, is_vetoed, with_precision
from feeds.model import Place, Precision, Theatre

GORI = Row(Place("Gori", Precision.TOWN, Theatre.GEORGIA, within=("Shida Kartli",)), "town", "GE")
KYIV = Row(Place("Kyiv", Precision.TOWN), "outside", "UA")
LINE = Row(Place("Line", Precision.LINE, Theatre.GEORGIA), "line", "GE")
GEORGIA = Company(frozenset({"Tskhinvali"}), frozenset({Theatre.GEORGIA}))
NOBODY = Company(frozenset(), frozenset())


def hit(*readings: Spelling) -> Hit:
    return Hit(readings, 0, 1, 0)


def spelling(row: Row, context: Context = Context.NONE, near: str = "") -> Spelling:
    return Spelling(row, ("x",), context, near)


@pytest.mark.parametrize(
    ("context", "company", "has_context", "is_chosen"),
    [
        (Context.NONE, NOBODY, False, True),
        (Context.LOCATIVE, NOBODY, False, False),
        (Context.LOCATIVE, NOBODY, True, True),
        (Context.ANCHOR, NOBODY, True, False),
        (Context.ANCHOR, GEORGIA, False, False),
        (Context.ANCHOR, GEORGIA, True, True),
    ],
)
def test_a_spelling_counts_with_what_its_row_asks_for(
    context: Context, company: Company, has_context: bool, is_chosen: bool
) -> None:
    found = choose(hit(spelling(GORI, context)), company, has_context=has_context)

    assert (found is not None) is is_chosen


def test_a_line_needs_no_preposition_but_its_theatre() -> None:
    wary = hit(spelling(LINE, Context.ANCHOR))

    assert choose(wary, GEORGIA, has_context=False) is not None
    assert choose(wary, NOBODY, has_context=False) is None


def test_a_reading_that_is_vouched_for_comes_first() -> None:
    other = Row(replace(GORI.place, name="Other"), "town", "AM")
    found = choose(
        hit(spelling(other), spelling(GORI, near="Tskhinvali")), GEORGIA, has_context=False
    )

    assert found is not None
    assert found.row.place.name == "Gori"


def test_a_reading_that_nobody_vouches_for_is_none() -> None:
    found = choose(hit(spelling(GORI, near="Tskhinvali")), NOBODY, has_context=True)

    assert found is None


def test_company_is_what_the_sure_names_stand_for() -> None:
    hits = [hit(spelling(GORI)), hit(spelling(KYIV)), hit(spelling(LINE, Context.ANCHOR))]

    found = company_of(hits, frozenset(), PlaceWords())

    assert found.names == {"Gori", "Shida Kartli", "Kyiv"}
    assert found.theatres == {Theatre.GEORGIA}


def test_a_word_for_the_people_of_a_conflict_vouches_for_its_theatre() -> None:
    words = PlaceWords(vouching={Theatre.NORTH_CAUCASUS: frozenset({"чеченских"})})

    found = company_of([], frozenset({"чеченских", "гор"}), words)

    assert found.theatres == {Theatre.NORTH_CAUCASUS}


@pytest.mark.parametrize(
    ("vocabulary", "expected"),
    [
        ({"tbilisi"}, False),
        ({"sheriff"}, True),
        ({"tbilisi", "sheriff"}, False),
        ({"tbilisi", "sheriff", "county"}, True),
        (set(), True),
    ],
)
def test_an_ambiguous_country_is_put_to_the_vote(vocabulary: set[str], expected: bool) -> None:
    name = AmbiguousName(frozenset({"tbilisi"}), frozenset({"sheriff", "county"}))
    words = PlaceWords(ambiguous={"x": name})

    found = is_vetoed(hit(spelling(GORI)), ("x",), frozenset(vocabulary), words)

    assert found is expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (None, Precision.TOWN),
        (Precision.TOWN, Precision.TOWN),
        (Precision.DISTRICT, Precision.DISTRICT),
        (Precision.REGION, Precision.DISTRICT),
    ],
)
def test_a_seat_stands_for_its_district_where_the_text_says_so(
    said: Precision | None, expected: Precision
) -> None:
    found = with_precision(GORI.place, said)

    assert found.precision is expected
    assert found.name == "Gori"
