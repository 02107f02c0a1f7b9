"""Every language is whole: all texts, all plural forms, short labels, every message said."""

import re
from functools import cache
from itertools import cycle, product

import pytest
from babel.messages.catalog import Catalog, Message
from telegram.constants import BotCommandLimit, CallbackQueryLimit

from bot.summarize import Mark, Occasion, summarize
from bot.words import SOURCE_LANGUAGE, languages, words
from feeds.model import AlertReason, EventType, Harm, Side, Standing, Who
from tests.bot.made import NOW, alert, claim, incident
from tests.bot.test_words import read

OTHERS = [language for language in languages() if language != SOURCE_LANGUAGE]
SIGNED_OFF = {"en"}
"""Languages whose texts a native reader has signed off."""

MARKUP = re.compile(r"{\w*}")
COMMAND = re.compile(r"(?<!\w)/[a-z_]+|\[http\]|poll_minutes|enabled = false|--live|source:")
LABEL = re.compile(
    r"area\.[\w-]+|level\.\w+|preset\.\w+|family\.\w+|severity\.\w+|standing\.\w+|rhythm\.\w+"
    r"|settings\.\w+|(settings|watch)\.(manners\.)?(silent|discreet|gone|back)|op\.button\.\w+"
    r"|delete\.(yes|no)|start\.next|help\.group|language\.name"
)
NO_LABEL = {"area.chosen", "area.separator", "settings.line", "settings.by_words", "watch.silent"}
NOTICE = re.compile(
    r"stale|start\.area\.(none|last)|refused\.\w+|op\.(refused|gone)|op\.(release|drop|feed)\.\w+"
)
LABEL_CHARACTERS = 40
LONGEST_LABEL = 1.6
"""How much longer than in English a label may be, where it has more than LABEL_CHARACTERS."""
LONGEST_TEXT = 2


@cache
def catalogue(language: str) -> Catalog:
    return read(language)


def forms(message: Message) -> tuple[str, ...]:
    text = message.string or ""
    return (text,) if isinstance(text, str) else tuple(text)


@cache
def texts(language: str) -> dict[str, tuple[str, ...]]:
    return {
        message.id if isinstance(message.id, str) else message.id[0]: forms(message)
        for message in catalogue(language)
        if message.id
    }


def held_in(pattern: re.Pattern[str], text: str) -> list[str]:
    return sorted(set(pattern.findall(text)))


@pytest.mark.parametrize("language", OTHERS)
def test_it_says_what_english_says_and_nothing_else(language: str) -> None:
    assert set(texts(language)) == set(texts(SOURCE_LANGUAGE))


@pytest.mark.parametrize("language", languages())
def test_every_plural_form_is_filled(language: str) -> None:
    found = catalogue(language)
    counted = {
        message.id[0]: forms(message) for message in found if not isinstance(message.id, str)
    }

    assert {key: len(said) for key, said in counted.items() if len(said) != found.num_plurals} == {}
    assert [key for key, said in counted.items() if not all(said)] == []


@pytest.mark.parametrize("language", languages())
def test_its_head_says_which_language_it_is(language: str) -> None:
    head = dict(catalogue(language).mime_headers)

    assert head["Language"] == language
    assert head["Content-Type"].lower() == "text/plain; charset=utf-8"
    assert not catalogue(language).fuzzy


@pytest.mark.parametrize("language", languages())
def test_no_text_waits_for_a_second_look(language: str) -> None:
    assert [message.id for message in catalogue(language) if message.id and message.fuzzy] == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("pattern", [MARKUP, COMMAND], ids=["values", "commands"])
def test_every_form_holds_what_english_holds(language: str, pattern: re.Pattern[str]) -> None:
    wrong = {
        key: said
        for key, said in texts(language).items()
        for form in said
        if held_in(pattern, form) != held_in(pattern, texts(SOURCE_LANGUAGE)[key][0])
    }

    assert wrong == {}


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_is_left_in_english(language: str) -> None:
    left = [
        key
        for key, said in texts(language).items()
        if said[0] == texts(SOURCE_LANGUAGE)[key][0]
        and len(re.findall(r"[^\W\d_]{2,}", MARKUP.sub("", said[0]))) > 1
    ]

    assert left == []


@pytest.mark.parametrize("language", languages())
def test_labels_are_short(language: str) -> None:
    labels = [key for key in texts(language) if LABEL.fullmatch(key) and key not in NO_LABEL]
    most = {
        key: max(LABEL_CHARACTERS, LONGEST_LABEL * len(texts(SOURCE_LANGUAGE)[key][0]))
        for key in labels
    }

    assert len(labels) > LABEL_CHARACTERS
    assert {key: said for key in labels if len(said := texts(language)[key][0]) > most[key]} == {}


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_is_twice_as_long_as_in_english(language: str) -> None:
    english = texts(SOURCE_LANGUAGE)

    assert {
        key: said
        for key, said in texts(language).items()
        if len(said[0]) > max(LABEL_CHARACTERS, LONGEST_TEXT * len(english[key][0]))
        and not key.endswith(".names")
    } == {}


@pytest.mark.parametrize("language", languages())
def test_menu_lines_and_notices_are_as_long_as_telegram_takes(language: str) -> None:
    menu = [said[0] for key, said in texts(language).items() if key.startswith("command.")]
    notices = [said[0] for key, said in texts(language).items() if NOTICE.fullmatch(key)]

    assert max(map(len, menu)) <= BotCommandLimit.MAX_DESCRIPTION
    assert max(map(len, notices)) <= CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_that_nobody_signed_off_is_marked_where_people_choose(language: str) -> None:
    is_marked = re.search(r"\(.+\)$", words(language).say("language.name")) is not None

    assert is_marked == (language not in SIGNED_OFF)


@pytest.mark.parametrize("language", languages())
def test_every_kind_of_alert_can_be_said(language: str) -> None:
    for kind, reason in product(EventType, AlertReason):
        told = incident(types=(kind,), denied_by=("AZE_MOD",), links=(7,))
        for told_at in (None, NOW):
            occasion = Occasion(told_at, marks=tuple(Mark))
            message = summarize(told, alert(reason), language, NOW, occasion)

            assert "{" not in message.plain


@pytest.mark.parametrize("language", languages())
def test_every_figure_and_standing_can_be_said(language: str) -> None:
    bounds = cycle([(0, 0), (1, 1), (2, 5), (21, None), (None, 5), (None, None)])
    standings = cycle(Standing)
    for who, harm, side in product(Who, Harm, Side):
        low, high = next(bounds)
        said = claim(who=who, harm=harm, side=side, low=low, high=high, before="1")
        told = incident(claims=(said,), standing=next(standings))
        message = summarize(told, alert(AlertReason.TOLL), language, NOW, Occasion(NOW))

        assert "{" not in message.plain


@pytest.mark.parametrize("language", languages())
def test_it_explains_its_five_phrases_in_their_own_words(language: str) -> None:
    explained = words(language).say("about.phrases").casefold()

    assert [
        one for one in Standing if words(language).say(f"standing.{one}") not in explained
    ] == []
