import pytest

from tests.feeds.extract.english import groups


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("Two more soldiers died", 2, 2, "exact"),
        ("Another soldier died", 1, 1, "exact"),
        ("Some 30 militants were killed", 30, 30, "about"),
        ("Over 200 soldiers died", 200, None, "more_than"),
        ("Up to ten civilians were hurt", None, 10, "at_most"),
        ("A total of 12 soldiers died", 12, 12, "exact"),
        ("Several soldiers were hurt", None, None, "vague:several"),
        ("Hundreds of people were hurt", None, None, "vague:hundreds"),
        ("Between five and seven soldiers died", 5, 7, "exact"),
    ],
)
def test_a_bound_leaves_one_side_open(
    text: str, low: int | None, high: int | None, qualifier: str
) -> None:
    group = groups(text)[0]

    assert (low, high, qualifier) == (group.low, group.high, group.qualifier)
