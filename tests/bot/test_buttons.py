import pytest

from bot.buttons import MAX_BYTES, press, read
from bot.commands import PRESSES
from bot.model import Preset
from bot.words import languages
from feeds.model import Theatre

LONGEST = [
    *(("area", area, "off") for area in Theatre),
    *(("how", preset) for preset in Preset),
    *(("language", language) for language in languages()),
    ("delete", "9" * 9),
]


@pytest.mark.parametrize("values", LONGEST)
def test_every_button_of_ours_fits(values: tuple[str, ...]) -> None:
    assert len(press(*values).encode()) <= MAX_BYTES
    assert read(press(*values)) == (values[0], " ".join(values[1:]))


@pytest.mark.parametrize("verb", [row.verb for row in PRESSES])
def test_a_verb_is_read_as_it_was_written(verb: str) -> None:
    assert read(press(verb)) == (verb, "")


def test_it_refuses_what_telegram_would_refuse() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        press("area", "Ж" * 31)


@pytest.mark.parametrize("data", ["", "s0:area:georgia:on", "area", "op1:stop", "S1:area"])
def test_another_form_is_nobodys(data: str) -> None:
    assert read(data)[0] == ""
