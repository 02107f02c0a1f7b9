"""What we never say in our own voice, in no language."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import bot
from bot.summarize import Occasion, summarize
from bot.words import languages
from feeds.model import AlertReason, EventType, Standing
from tests.bot.made import NOW, alert, claim, incident
from tests.bot.test_words import texts

VOICE = tomllib.loads((Path(bot.__file__).parent / "voice.toml").read_text(encoding="utf-8"))


def forbidden(language: str, text: str) -> list[str]:
    """Give the words of the list that begin a word of ``text``."""
    pattern = "|".join(map(re.escape, VOICE[language]["never"]))
    return re.findall(rf"(?i)\b(?:{pattern})\w*", text)


@pytest.mark.parametrize("language", languages())
def test_no_text_takes_a_side(language: str) -> None:
    said = {key: forbidden(language, " ".join(forms)) for key, forms in texts(language).items()}

    assert {key: found for key, found in said.items() if found} == {}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("reason", AlertReason)
def test_no_message_takes_a_side(language: str, reason: AlertReason) -> None:
    for kind in EventType:
        told = incident(types=(kind,), standing=Standing.BOTH_SIDES, denied_by=("AZE_MOD",))

        message = summarize(told, alert(reason), language, NOW, Occasion(told_at=NOW))

        assert forbidden(language, message.plain) == []


def test_the_list_would_catch_a_word_if_a_source_put_it_in() -> None:
    quoted = replace(claim(), qualifier="vague:several terrorists", low=None, high=None)

    message = summarize(incident(claims=(quoted,)), alert(), "en", NOW)

    assert forbidden("en", message.plain) == ["terrorists"]
    assert "“several terrorists”" in message.plain
