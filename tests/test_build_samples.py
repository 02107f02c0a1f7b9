"""The samples in docs/samples are what the code and the texts of today make."""

import pytest

from bot.model import Message
from bot.words import languages, words
from scripts.build_samples import FOLDER, messages, pages


def told(language: str) -> list[tuple[str, Message]]:
    return list(messages(language))


def test_the_committed_samples_are_what_the_script_makes() -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    made = pages()
    stale = [name for name in sorted({*committed, *made}) if committed.get(name) != made.get(name)]

    assert stale == [], "python -m scripts.build_samples makes them anew"


@pytest.mark.parametrize("language", languages())
def test_every_message_says_that_it_is_a_sample_and_plays_in_2031(language: str) -> None:
    mark = words(language).say("mark.sample")

    assert [title for title, message in told(language) if mark not in message.plain] == []
    assert "SAMPLE, NOT REAL" in (FOLDER / f"{language}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", languages())
def test_no_two_samples_have_the_same_title_or_a_value_that_is_left_out(language: str) -> None:
    titles = [title for title, _ in told(language)]

    assert len(titles) == len(set(titles)) > 25
    assert [title for title, message in told(language) if "{" in message.plain] == []
