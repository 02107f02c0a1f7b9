import re
from pathlib import Path

import pytest

from bot.filters import Refusal
from bot.model import Preset
from bot.news import Basis, News
from bot.policy_rows import How, kind_of, kinds_of_news
from bot.reasons import Reason
from feeds.model import AlertReason, EventType, Harm

CLASH, SHELLING = EventType.ARMED_CLASH, EventType.SHELLING
VIOLATED, TRUCE = EventType.CEASEFIRE_VIOLATED, EventType.CEASEFIRE_AGREED
UNNAMED, NAMED, ESTABLISHED = Basis
NONE: frozenset[Harm] = frozenset()
KILLED, WOUNDED = frozenset({Harm.KILLED}), frozenset({Harm.WOUNDED})


def news(
    *types: EventType,
    on: Basis = NAMED,
    harms: frozenset[Harm] = NONE,
    claimed: frozenset[Harm] = NONE,
) -> News:
    return News(frozenset(types), on, harms, claimed | harms)


@pytest.mark.parametrize(
    ("told", "kind", "how"),
    [
        (news(CLASH, harms=KILLED), "loss", How.SOUND),
        (news(CLASH, harms=WOUNDED), "hurt", How.SOUND),
        (news(CLASH, claimed=KILLED), "claimed_loss", How.SILENT),
        (news(CLASH, on=UNNAMED, claimed=KILLED), "claimed_loss", How.SILENT),
        (news(SHELLING, on=ESTABLISHED), "attack", How.SOUND),
        (news(SHELLING), "claim", How.SILENT),
        (news(SHELLING, VIOLATED), "claim", How.SILENT),
        (news(EventType.AIR_DRONE_STRIKE, on=UNNAMED), "claim", How.SILENT),
        (news(EventType.CAPTURED, on=ESTABLISHED), "attack", How.SOUND),
        (news(EventType.TERRITORY_CHANGE), "claim", How.SILENT),
        (news(EventType.TERRITORY_CHANGE, on=ESTABLISHED), "territory", How.SOUND),
        (news(TRUCE), "truce", How.SOUND),
        (news(TRUCE, on=UNNAMED), "claim", How.SILENT),
        (news(EventType.CEASEFIRE_ENDED), "truce", How.SOUND),
        (news(EventType.PEACE_AGREEMENT), "truce", How.SOUND),
        (news(EventType.PRISONER_EXCHANGE), "truce", How.SOUND),
        (news(CLASH), "claimed_clash", How.SILENT),
        (news(CLASH, on=ESTABLISHED), "clash", How.SILENT),
        (news(CLASH, VIOLATED, on=ESTABLISHED), "clash", How.SILENT),
        (news(VIOLATED), "violation", How.DIGEST),
        (news(VIOLATED, on=ESTABLISHED), "violation", How.DIGEST),
        (news(CLASH, VIOLATED), "violation", How.DIGEST),
        (news(VIOLATED, harms=KILLED), "loss", How.SOUND),
        (news(EventType.MOBILISATION), "mobilisation", How.SILENT),
        *(
            (news(kind), "statement", How.DIGEST)
            for kind in (
                EventType.CEASEFIRE_CALL,
                EventType.TALKS,
                EventType.PEACEKEEPERS,
                EventType.BORDER_DETENTION,
                EventType.BLOCKADE,
            )
        ),
    ],
)
def test_serious_news_is_told_by_the_table_of_kinds(told: News, kind: str, how: How) -> None:
    found = kind_of(told)

    assert (kind, how) == (found.name, found.how[Preset.SERIOUS])


@pytest.mark.parametrize("kind", EventType)
@pytest.mark.parametrize("on", Basis)
def test_everything_sounds_and_a_digest_holds_everything(kind: EventType, on: Basis) -> None:
    how = kind_of(news(kind, on=on)).how

    assert (How.SOUND, How.DIGEST) == (how[Preset.EVERYTHING], how[Preset.DIGEST])


def test_day_and_night_differs_from_serious_in_its_hours_alone() -> None:
    assert all(
        kind.how[Preset.SERIOUS] is kind.how[Preset.DAY_AND_NIGHT] for kind in kinds_of_news()
    )


def test_every_row_has_a_name_of_its_own_and_the_last_one_takes_all() -> None:
    rows = kinds_of_news()
    last = rows[-1]

    assert len({row.name for row in rows}) == len(rows)
    assert (frozenset(), frozenset(), frozenset(), UNNAMED) == (
        *(last.types, last.harms, last.claimed_harms, last.basis),
    )


def test_the_documentation_has_a_row_for_every_kind_and_every_reason() -> None:
    text = (Path(__file__).parents[2] / "docs" / "telling.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| .* \|$", text, re.MULTILINE)

    regrouped = (AlertReason.MERGED, AlertReason.SPLIT)
    expected = [*(kind.name for kind in kinds_of_news()), *Reason, *regrouped, *Refusal]

    assert expected == rows


def test_the_documentation_says_how_each_kind_is_told() -> None:
    text = (Path(__file__).parents[2] / "docs" / "telling.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \| .* \| (sound|silent|digest) \|$", text, re.MULTILINE))

    assert {kind.name: kind.how[Preset.SERIOUS].value for kind in kinds_of_news()} == told
