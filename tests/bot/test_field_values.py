from datetime import date

import pytest

from bot.field_values import field_value
from bot.places import known_place
from feeds.merge import Field
from feeds.model import Place, Precision, Theatre


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        (Field.DAY, " 2031-03-05 ", date(2031, 3, 5)),
        (Field.TIME, "05:30", "05:30"),
        (Field.TIME, "-", ""),
        (Field.KIND, "shelling", "shelling"),
    ],
)
def test_what_is_typed_is_read(field: Field, text: str, expected: object) -> None:
    assert expected == field_value(field, text)


@pytest.mark.parametrize("name", ["Sotk", "sotk", " Сотк "])
def test_a_place_is_found_by_its_name_in_any_language_that_is_shown(name: str) -> None:
    place = field_value(Field.PLACE, name)

    assert isinstance(place, Place)
    assert ("Sotk", Precision.VILLAGE) == (place.name, place.precision)
    assert Theatre.ARMENIA_AZERBAIJAN is place.theatre
    assert "Gegharkunik" in place.within


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (Field.PLACE, "Atlantis"),
        (Field.PLACE, ""),
        (Field.DAY, "5 March"),
        (Field.TIME, "24:00"),
        (Field.TIME, "5:30"),
        (Field.KIND, "parade"),
    ],
)
def test_anything_else_is_refused_with_what_would_do(field: Field, text: str) -> None:
    with pytest.raises(ValueError, match=f'"{text}"'):
        field_value(field, text)


def test_a_name_that_two_places_have_is_neither() -> None:
    assert known_place("Nowhere at all") is None
