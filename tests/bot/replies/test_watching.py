from dataclasses import replace

import pytest

from bot.asking import Reply
from bot.buttons import read
from bot.model import ALL_AREAS, Level
from bot.replies import watching
from tests.bot.replies.made import Counter, plain


def pressed(reply: Reply, label: str) -> str:
    """Give what the button with this label asks for."""
    labels = {button.label: button.data for row in reply.keyboard for button in row}
    return read(labels[label])[1]


def points(counter: Counter) -> list[tuple[str, int, Level]]:
    found = counter.anna.points if counter.anna else ()
    return [(one.place, one.radius_km, one.level) for one in found]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ("Goris", ("Goris", 30)),
        ("goris 60", ("Goris", 60)),
        ("Горис 10 км", ("Goris", 10)),
        ("Գորիս 100km", ("Goris", 100)),
        ("Nerkin Hand", ("Nerkin Hand", 30)),
    ],
)
def test_a_place_is_watched_by_its_name_in_any_language(
    counter: Counter, wish: str, expected: tuple[str, int]
) -> None:
    counter.subscribed(areas=ALL_AREAS)
    text = plain(watching.watch(counter.desk(wish)))

    assert [(*expected, Level.SOUND)] == points(counter)
    assert f"{expected[1]} km, with a sound" in text


@pytest.mark.parametrize(
    ("wish", "answer"),
    [("Atlantis", "I don't know"), ("Goris 9", "from 10 to 100"), ("Goris 999", "from 10 to 100")],
)
def test_what_cannot_be_watched_is_answered_with_how_to(
    counter: Counter, wish: str, answer: str
) -> None:
    assert answer in plain(watching.watch(counter.desk(wish)))
    assert [] == points(counter)


def test_a_shared_location_becomes_the_nearest_settlement_and_is_dropped(counter: Counter) -> None:
    counter.subscribed(areas=ALL_AREAS)
    desk = counter.desk()
    near_goris = replace(desk, ask=replace(desk.ask, location=(39.5113457, 46.3421234)))
    text = plain(watching.here(near_goris))

    assert counter.anna is not None
    assert [(39.511, 46.342)] == [(one.lat, one.lon) for one in counter.anna.points]
    assert "not the point" in text


def test_a_location_far_away_is_not_kept(counter: Counter) -> None:
    desk = counter.desk()
    paris = replace(desk, ask=replace(desk.ask, location=(48.85, 2.35)))

    assert "I have not kept it" in plain(watching.here(paris))
    assert "/watch Goris 30" in plain(watching.here(desk))
    assert [] == points(counter)


def test_radius_level_and_end_are_buttons_that_mean_the_same_twice(counter: Counter) -> None:
    counter.subscribed(areas=ALL_AREAS)
    page = watching.watch(counter.desk("Goris"))
    for label in ("60 km", "60 km", "Without a sound"):
        watching.change(counter.desk(pressed(page, label)))

    assert [("Goris", 60, Level.SILENT)] == points(counter)
    for _ in range(2):
        reply = watching.change(counter.desk(pressed(page, "Watch it no more")))
    assert ([], True) == (points(counter), "No place is watched" in plain(reply))


def test_what_no_button_of_ours_asks_for_changes_nothing(counter: Counter) -> None:
    counter.subscribed(areas=ALL_AREAS)
    key = pressed(watching.watch(counter.desk("Goris")), "60 km").partition(" ")[0]
    for wish in ("", f"{key} 61", f"{key} ²", f"{key} loud", "nothing gone"):
        watching.change(counter.desk(wish))

    assert [("Goris", 30, Level.SOUND)] == points(counter)


def test_a_chat_watches_ten_places_at_most(counter: Counter) -> None:
    counter.subscribed(areas=ALL_AREAS)
    names = ("Goris", "Kapan", "Gori", "Shusha", "Lachin", "Vardenis", "Jermuk", "Sotk", "Tegh")
    for name in (*names, "Ijevan", "Berd"):
        last = watching.watch(counter.desk(name))

    assert "At most 10" in plain(last)
    assert 10 == len(points(counter))
