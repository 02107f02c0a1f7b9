import pytest

from feeds.extract.casualties import find_harmed
from tests.feeds.extract.english import chunked


def harmed(text: str) -> list[str]:
    read, groups = chunked(text)
    return [f"{draft.harm} {draft.group.low} {draft.scope}" for draft in find_harmed(read, groups)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two soldiers were killed", ["killed 2 incident"]),
        (
            "Two soldiers were killed and a third was wounded",
            ["killed 2 incident", "wounded 1 incident"],
        ),
        ("Two soldiers, both from Goris, have been wounded", ["wounded 2 incident"]),
        (
            "Three officers and two militants were killed",
            ["killed 3 incident", "killed 2 incident"],
        ),
        ("Sixty fighters were encircled and taken prisoner", ["captured 60 incident"]),
        ("Nine soldiers went home", ["released 9 incident"]),
        ("Ten soldiers remain missing", ["missing 10 incident"]),
    ],
)
def test_the_passive_has_its_people_before_it(text: str, expected: list[str]) -> None:
    found = harmed(text)

    assert expected == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bomb killed four policemen", ["killed 4 incident"]),
        ("killing 60 people and wounding 12", ["killed 60 incident", "wounded 12 incident"]),
        ("They killed and wounded ten soldiers", ["killed 10 incident"]),
        ("Azerbaijan captured 12 Armenian soldiers", ["captured 12 incident"]),
        ("Baku released 32 Armenians", ["released 32 incident"]),
        ("killed Omar Magomedov, a militant", ["killed 1 incident"]),
        ("injuring a doctor and a driver", ["wounded 1 incident", "wounded 1 incident"]),
    ],
)
def test_the_active_has_its_people_behind_it(text: str, expected: list[str]) -> None:
    found = harmed(text)

    assert expected == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Five killed, twelve wounded in clash", ["killed 5 incident", "wounded 12 incident"]),
        ("The clash left 12 dead and 40 injured", ["killed 12 incident", "wounded 40 incident"]),
        ("12-year-old boy killed in Martakert", ["killed 1 incident"]),
    ],
)
def test_a_headline_leaves_out_the_auxiliary(text: str, expected: list[str]) -> None:
    found = harmed(text)

    assert expected == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It lost 50 soldiers", ["killed 50 incident"]),
        (
            "Baku says it lost 50 soldiers; Yerevan says 105",
            ["killed 50 incident", "killed 105 incident"],
        ),
        ("The death toll rose to 49", ["killed 49 total"]),
        (
            "Two more soldiers died, bringing the toll to nine",
            ["killed 2 increment", "killed 9 total"],
        ),
        ("Yerevan confirmed six deaths", ["killed 6 incident"]),
        ("There were no casualties", ["casualties 0 incident"]),
        ("Nobody was hurt", ["casualties 0 incident"]),
        ("Nobody was killed", ["killed 0 incident"]),
        ("13 of its soldiers are in Azerbaijani hands", ["captured 13 incident"]),
        ("Eight bodies were recovered", ["killed 8 incident"]),
        ("Baku put its dead at five", ["killed 5 incident"]),
        ("Azerbaijan handed over 32 detained Armenians", ["released 32 incident"]),
        (
            "resulting in the deaths of four Armenian and three Azerbaijani soldiers",
            ["killed 4 incident", "killed 3 incident"],
        ),
    ],
)
def test_frames_of_their_own_tell_harm(text: str, expected: list[str]) -> None:
    found = harmed(text)

    assert expected == found


@pytest.mark.parametrize(
    "text",
    [
        "Eight militants attacked a post",
        "Two soldiers took part in a meeting",
        "Three villages were shelled",
        "Twelve deputies left the hall",
    ],
)
def test_people_who_came_to_no_harm_are_none(text: str) -> None:
    found = harmed(text)

    assert [] == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eight saboteurs, among them two officers, were taken prisoner", ["captured 8 incident"]),
        ("Five Georgians, two of them women, were detained", ["detained 5 incident"]),
        ("Ten soldiers, including a colonel, remain missing", ["missing 10 incident"]),
    ],
)
def test_a_part_is_not_counted_twice(text: str, expected: list[str]) -> None:
    found = harmed(text)

    assert expected == found


def test_a_draft_shows_its_words() -> None:
    text = "Near Sotk two soldiers were killed."
    read, groups = chunked(text)
    (draft,) = find_harmed(read, groups)

    assert "two soldiers were killed" == text[slice(*draft.span)]
    assert "passive" == draft.rule


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Six soldiers were released by Baku and one Azerbaijani by Yerevan",
            ["released 6 incident", "released 1 incident"],
        ),
        ("A boy of 11 was killed near Tegh", ["killed 1 incident"]),
        ("A family of four was killed near Tegh", ["killed 4 incident"]),
        ("A blast killed two soldiers of the battalion", ["killed 2 incident"]),
        ("A mine exploded near Tegh, killing the driver", ["killed 1 incident"]),
        ("A 34-year-old was wounded near Tegh", ["wounded 1 incident"]),
        ("The number of troops injured has risen to three", ["wounded 3 total"]),
    ],
)
def test_people_are_counted_by_age_role_and_the_verb_before(text: str, expected: list[str]) -> None:
    found = harmed(text)

    assert expected == found
