import pytest

from bot.model import ChatSettings
from bot.replies.setting_pages import PAGES, Page, families, offered
from bot.words import words
from tests.bot.replies.made import ANNA

ENGLISH = words("en")
NEW = ChatSettings(ANNA)
CHOICES = [
    (name, option.value) for name, page in PAGES.items() for option in page.options(NEW, ENGLISH)
]
ONE_OF = [(name, value) for name, value in CHOICES if not PAGES[name].is_many]
MANY_OF = [(name, value) for name, value in CHOICES if PAGES[name].is_many]


def chosen(page: Page, known: ChatSettings) -> list[str]:
    return [option.value for option in page.options(known, ENGLISH) if option.is_chosen]


@pytest.mark.parametrize(("name", "value"), ONE_OF)
def test_what_is_tapped_is_the_only_choice(name: str, value: str) -> None:
    page = PAGES[name]

    assert [value] == chosen(page, page.take(NEW, value, True))


@pytest.mark.parametrize(("name", "value"), MANY_OF)
def test_what_is_tapped_joins_the_choices_and_leaves_them(name: str, value: str) -> None:
    page = PAGES[name]
    without = page.take(NEW, value, False)
    others = chosen(page, without)

    assert value not in others
    assert {*others, value} == set(chosen(page, page.take(without, value, True)))


@pytest.mark.parametrize(("name", "value"), CHOICES)
def test_a_second_tap_on_the_same_changes_nothing(name: str, value: str) -> None:
    page = PAGES[name]
    once = page.take(NEW, value, True)

    assert once == page.take(once, value, True)


@pytest.mark.parametrize(("name", "value"), ONE_OF)
def test_one_page_leaves_the_choices_of_the_others(name: str, value: str) -> None:
    after = PAGES[name].take(NEW, value, True)
    others = [page for other, page in PAGES.items() if other != name]

    assert [chosen(page, NEW) for page in others] == [chosen(page, after) for page in others]


@pytest.mark.parametrize("name", list(PAGES))
def test_only_what_a_page_shows_can_be_pressed(name: str) -> None:
    page = PAGES[name]
    values = [option.value for option in page.options(NEW, ENGLISH)]

    assert all(offered(page, NEW, ENGLISH, value) for value in values)
    assert not any(offered(page, NEW, ENGLISH, value) for value in ("", "x", "9999", "Mars"))


def test_each_family_is_offered_once() -> None:
    assert len(set(families())) == len(families())
    assert list(families()) == [o.value for o in PAGES["families"].options(NEW, ENGLISH)]
