from typing import Any

import pytest

from bot.buttons import read
from bot.model import ALL_AREAS, ChatSettings, ChatState, Filter, Rhythm
from bot.replies import settings
from bot.replies.setting_pages import PAGES
from bot.words import languages, words
from feeds.model import Severity, Standing
from tests.bot.replies.made import ANNA, Counter, plain


def filtered(**changes: Any) -> dict[str, Any]:
    return {"filter": Filter(**changes)}


@pytest.mark.parametrize(
    ("pressed", "expected"),
    [
        ("families ceasefire on", filtered(families=frozenset({"ceasefire"}))),
        ("families ceasefire off", {}),
        ("severity high on", filtered(min_severity=Severity.HIGH)),
        ("standings independent on", filtered(standings=frozenset({Standing.INDEPENDENT}))),
        ("quiet 2300-0600 on", {"quiet_from": "23:00", "quiet_to": "06:00"}),
        ("quiet 0000-0000 on", {"quiet_from": "00:00", "quiet_to": "00:00"}),
        ("digest 1800 on", {"digest_at": "18:00"}),
        ("digest hourly on", {"rhythm": Rhythm.HOURLY}),
        ("manners silent on", {"is_silent": True}),
        ("manners discreet on", {"is_discreet": True}),
    ],
)
def test_a_press_takes_one_option_and_means_the_same_twice(
    counter: Counter, pressed: str, expected: dict[str, Any]
) -> None:
    counter.subscribed(areas=ALL_AREAS)
    for _ in range(2):
        settings.pick(counter.desk(pressed))
    wanted = ChatSettings(ANNA, areas=ALL_AREAS, state=ChatState.ACTIVE, **expected)

    assert wanted == counter.anna


def test_the_clock_of_a_chat_can_be_chosen(counter: Counter) -> None:
    counter.subscribed()
    settings.pick(counter.desk("zone Asia/Baku on"))

    assert counter.anna is not None
    assert "Asia/Baku" == counter.anna.chat.time_zone


@pytest.mark.parametrize(
    "pressed",
    [
        "",
        "families",
        "families ceasefire",
        "families ceasefire maybe",
        "families war on",
        "severity deadly on",
        "zone Mars/Olympus on",
        "quiet 9999-0000 on",
        "weather rain on",
    ],
)
def test_a_press_that_no_button_of_ours_has_changes_nothing(counter: Counter, pressed: str) -> None:
    before = counter.subscribed()
    reply = settings.pick(counter.desk(pressed))

    assert (before, words("en").say("stale")) == (counter.anna, reply.notice)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_marks_what_is_chosen_and_its_buttons_lead_on(
    counter: Counter, name: str
) -> None:
    counter.subscribed(is_silent=True)
    reply = settings.page(counter.desk(name))
    data = [button.data for row in reply.keyboard for button in row]

    assert reply.message is not None
    assert ("back", "") == read(data[-1])
    for pressed in data[:-1]:
        verb, arguments = read(pressed)
        assert (verb, "") == ("pick", settings.pick(counter.desk(arguments)).notice)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", PAGES)
def test_a_page_lacks_no_words(language: str, name: str) -> None:
    spoken = words(language)
    keys = [f"settings.{name}", f"settings.{name}.help"]

    assert [] == [key for key in keys if not spoken.has(key)]
    assert all(option.label for option in PAGES[name].options(ChatSettings(ANNA), spoken))


def test_settings_show_everything_that_is_chosen(counter: Counter) -> None:
    counter.subscribed(
        areas=ALL_AREAS,
        is_discreet=True,
        filter=Filter(keywords=("drone",), families=frozenset({"talks"})),
    )
    text = plain(settings.settings(counter.desk()))

    assert [] == [
        part
        for part in ("Kinds of events: Talks", "How grave: Everything", "Discreet", "drone")
        if part not in text
    ]


@pytest.mark.parametrize(
    ("wish", "kept", "answer"),
    [
        ("drone, Goris", ("drone", "Goris"), "drone, Goris"),
        ("-", (), "No keywords"),
        ("", ("old",), "/keywords drone"),
    ],
)
def test_keywords_are_set_by_words(
    counter: Counter, wish: str, kept: tuple[str, ...], answer: str
) -> None:
    counter.subscribed(filter=Filter(keywords=("old",)))
    text = plain(settings.keywords(counter.desk(wish)))

    assert counter.anna is not None
    assert kept == counter.anna.filter.keywords
    assert answer in text
