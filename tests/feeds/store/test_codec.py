from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.model import Alert, Entry, Incident, Place, Precision, Report, Theatre
from feeds.store.codec import decode, encode

st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
st.register_type_strategy(float, st.floats(allow_nan=False))  # no degree is one


@dataclass(frozen=True)
class Before:
    name: str
    left_out_later: int = 0


@dataclass(frozen=True)
class Later:
    name: str
    added: tuple[int, ...] = (1, 2)


@pytest.mark.parametrize("cls", [Entry, Report, Incident, Alert])
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_what_was_encoded_is_decoded_as_it_was(cls: type[Any], data: st.DataObject) -> None:
    value = data.draw(st.from_type(cls))

    assert value == decode(cls, encode(value))


def test_enums_come_back_as_enums_and_tuples_as_tuples() -> None:
    place = Place("Goris", Precision.TOWN, Theatre.ARMENIA_AZERBAIJAN, within=("Syunik",))

    found = decode(Place, encode(place))

    assert Precision.TOWN is found.precision
    assert found.within == ("Syunik",)


def test_a_field_that_came_later_takes_its_default() -> None:
    assert Later("x", (1, 2)) == decode(Later, encode(Before("x")))


def test_letters_of_every_alphabet_stay_readable() -> None:
    assert "Շուշի" in encode(Place("Շուշի", Precision.TOWN))


def test_it_refuses_a_type_that_it_does_not_know() -> None:
    @dataclass(frozen=True)
    class Odd:
        numbers: tuple[int, str]

    with pytest.raises(TypeError, match="tuples of one type"):
        encode(Odd((1, "a")))


def test_text_that_is_no_json_is_an_error() -> None:
    with pytest.raises(ValueError, match="Expecting"):
        decode(Before, "{")


@pytest.mark.parametrize(
    ("cls", "text"),
    [
        (Place, '{"name": "x", "precision": "galaxy"}'),
        (Entry, '{"id": "x", "published_at": "yesterday"}'),
        (Entry, '{"id": "x"'),
        (Entry, ""),
    ],
)
def test_a_value_that_its_field_cannot_hold_is_an_error(cls: type[Any], text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        decode(cls, text)


def test_a_field_without_a_default_must_be_there() -> None:
    with pytest.raises(TypeError, match="name"):
        decode(Later, "{}")


def test_what_is_absent_stays_absent() -> None:
    entry = Entry("x", published_at=None)

    assert '"published_at":null' in encode(entry)
    assert decode(Entry, encode(entry)).published_at is None


def test_a_moment_keeps_its_microseconds_and_its_zone() -> None:
    at = datetime(2031, 3, 5, 6, 12, 59, 123_456, tzinfo=UTC)

    assert decode(Entry, encode(Entry("x", published_at=at))).published_at == at
