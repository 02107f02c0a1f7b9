"""No row of the operators' tables is half done."""

from pathlib import Path

import pytest

from bot.buttons import MAX_BYTES
from bot.buttons import PATTERN as SUBSCRIBERS
from bot.commands import COMMANDS as THEIRS
from bot.holds import Why
from bot.operators.buttons import FORM, feed_key, press, read
from bot.operators.table import ACTS, COMMANDS, Act
from bot.words import languages, words
from feeds.health import Health

ROOT = Path(__file__).parents[3]
BUTTONS = (
    "release drop stop_feed resume_feed trust_feed try_feed quiet_feed stop_pushes resume_pushes"
)
FEED_IS = ["ok", "stopped", "suspicious"] + [
    state for state in Health if state not in (Health.NEW, Health.OK, Health.SLOW)
]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_every_act_is_explained(act: Act) -> None:
    text = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")

    assert words("en").has(f"op.help.{act.name}")
    assert f"`/{act.name}" in text


@pytest.mark.parametrize("verb", BUTTONS.split())
def test_every_button_has_a_label_and_does_what_its_command_does(verb: str) -> None:
    data = press(verb, feed_key("x" * 60))

    assert words("en").has(f"op.button.{verb}")
    assert verb in [act.name for act in ACTS]
    assert read(data) == (verb, feed_key("x" * 60))
    assert len(data.encode()) <= MAX_BYTES


@pytest.mark.parametrize("language", languages())
def test_every_reason_and_every_state_of_a_feed_can_be_said(language: str) -> None:
    keys = [f"op.why.{why}" for why in Why]
    keys += [f"op.{kind}.{state}" for kind in ("feed_is", "next") for state in FEED_IS]

    assert [key for key in keys if not words(language).has(key)] == []


def test_no_name_is_a_subscribers_command_too() -> None:
    ours = [act.name for act in COMMANDS]

    assert not set(ours) & {row.name for row in THEIRS}
    assert len(set(ours)) == len(ours)
    assert not press("drop").startswith(SUBSCRIBERS.removeprefix("^"))


@pytest.mark.parametrize("data", ["", "s1:next", "o2:drop:1", FORM, "nonsense"])
def test_what_is_not_ours_has_no_verb(data: str) -> None:
    assert read(data)[0] == ""
