"""Every word that can be said is there, in every language, with its placeholders."""

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bot.summarize import Mark
from bot.words import LOCALE, SOURCE_LANGUAGE, languages, words
from feeds.model import AlertReason, EventType, Harm, Side, Standing, Who

KEYS = [
    *(f"event.{name}" for name in EventType),
    *(f"standing.{name}" for name in Standing),
    *(f"reason.{name}" for name in AlertReason),
    *(f"harm.{name}" for name in Harm),
    *(f"own_people.{name}" for name in Who),
    *(f"side.{name}" for name in Side),
    *(f"mark.{name}" for name in Mark),
]


def read(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "bot.po").open("rb") as file:
        return read_po(file, locale=language)


def texts(language: str) -> Mapping[str, tuple[str, ...]]:
    """Give every text by its key, all plural forms together."""
    found = {}
    for message in read(language):
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            forms = message.string or ""
            found[key] = (forms,) if isinstance(forms, str) else tuple(forms)
    return found


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("key", KEYS)
def test_it_has_a_word_for_every_value_of_the_model(language: str, key: str) -> None:
    assert words(language).say(key)


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_keys_and_placeholders_of_english(language: str) -> None:
    def shape(found: Mapping[str, tuple[str, ...]]) -> dict[str, set[str]]:
        return {key: set(re.findall(r"{\w*}", forms[0])) for key, forms in found.items()}

    assert shape(texts(SOURCE_LANGUAGE)) == shape(texts(language))


def test_every_speaker_that_the_lexicon_knows_has_a_name() -> None:
    lexicon = tomllib.loads(files("feeds").joinpath("lexicon", "en.toml").read_text("utf-8"))
    keys = [f"organisation.{code}" for code in lexicon["units"]["org"]]
    keys += [f"claimant.{code}" for code in lexicon["units"]["role"]]

    assert [key for key in keys if not words(SOURCE_LANGUAGE).has(key)] == []


@pytest.mark.parametrize("language", languages())
def test_no_text_is_empty(language: str) -> None:
    empty = [key for key, forms in texts(language).items() if not all(forms)]

    assert not empty


@pytest.mark.parametrize(("number", "expected"), [(1, "soldier"), (2, "soldiers"), (0, "soldiers")])
def test_it_knows_plural_forms(number: int, expected: str) -> None:
    assert expected == words("en").count("people.mil", number)


def test_a_language_that_we_do_not_speak_is_english() -> None:
    assert words("xx").language == "en"


def test_it_refuses_a_key_that_nobody_wrote() -> None:
    with pytest.raises(KeyError, match="parade"):
        words("en").say("event.parade")


def test_braces_in_a_value_stay_as_they_are() -> None:
    assert words("en").say("where", place="{id} {0}") == "Where: {id} {0}"
