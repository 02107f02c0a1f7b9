import pytest

from tests.feeds.extract.english import line


def counts(text: str) -> list[tuple[int | None, int | None]]:
    return [(unit.low, unit.high) for unit in line(text).units if unit.name == "number"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 soldiers were killed", [(12, 12)]),
        ("6,500 people died", [(6500, 6500)]),
        ("Twenty-one soldiers died", [(21, 21)]),
        ("Two hundred soldiers died", [(200, 200)]),
        ("A dozen soldiers were hurt", [(12, 12)]),
        ("Three dozen soldiers were hurt", [(36, 36)]),
        ("12-15 soldiers were killed", [(12, 15)]),
        ("15 to 20 soldiers were killed", [(15, 20)]),
        ("Between 12 and 15 soldiers were killed", [(12, 15)]),
        ("A hundred and five soldiers died", [(100, 100), (5, 5)]),
        ("About 2000 people were killed", [(2000, 2000)]),
    ],
)
def test_numbers_of_people_are_read(text: str, expected: list[tuple[int, int]]) -> None:
    found = counts(text)

    assert expected == found


@pytest.mark.parametrize(
    "text",
    [
        "The 46-year-old man was hurt",
        "The war of 2020 ended",
        "The 102nd base is quiet",
        "It began at 20:00",
        "The 44-day war ended",
        "Prices rose by 2.5",
        "A six-point plan was signed",
    ],
)
def test_numbers_that_count_nobody_are_no_counts(text: str) -> None:
    found = counts(text)

    assert [] == found


def test_a_year_is_a_date() -> None:
    names = [unit.name for unit in line("In 2016 it was quiet").units]

    assert "date" in names
