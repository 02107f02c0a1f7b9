from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.config import PolicySettings
from bot.model import ALL_AREAS, Chat, ChatSettings, Filter, Lane, Level, Preset, WatchPoint
from bot.news import Basis, News
from bot.policy import ChatPast, Decision, Waiting, decide, keeps_sound
from bot.policy_rows import How
from bot.reasons import Reason
from feeds.model import EventType, Harm, Place, Precision, Theatre
from tests.bot.made import NOW

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
DAY = NOW.replace(hour=8)
"""Noon in Yerevan."""
NIGHT = NOW.replace(hour=20)
"""Midnight there."""
SETTINGS = PolicySettings()
CHAT = ChatSettings(Chat(1, time_zone="Asia/Yerevan"), areas=ALL_AREAS)
LOSS = News(
    frozenset({EventType.ARMED_CLASH}),
    Basis.NAMED,
    frozenset({Harm.KILLED}),
    frozenset({Harm.KILLED}),
    frozenset({Theatre.ARMENIA_AZERBAIJAN}),
    expires_at=NIGHT + 12 * HOUR,
)
CLAIM = replace(LOSS, harms=frozenset())
TALKS = replace(CLAIM, types=frozenset({EventType.TALKS}), claimed_harms=frozenset())
CRITICAL = replace(LOSS, is_critical=True, may_break=True)
DRAFT = replace(LOSS, is_draft=True)
ONE_WORD = replace(CLAIM, is_critical=True)
CORRECTION = replace(LOSS, is_correction=True, expires_at=None)
WITHDRAWAL = replace(CORRECTION, is_withdrawn=True)
LATE = replace(LOSS, expires_at=DAY)


def chat(preset: Preset, **changes: Any) -> ChatSettings:
    return replace(CHAT, preset=preset, **changes)


def told(news: News, past: ChatPast | None = None, at: Any = DAY, to: Any = CHAT) -> Decision:
    return decide(news, to, past or ChatPast(), SETTINGS, at)


@pytest.mark.parametrize(
    ("news", "past", "at", "how", "reason"),
    [
        (LOSS, {}, DAY, How.SOUND, "loss"),
        (CLAIM, {}, DAY, How.SILENT, "claimed_loss"),
        (TALKS, {}, DAY, How.DIGEST, "statement"),
        # Quiet hours.
        (LOSS, {}, NIGHT, How.SILENT, "quiet_hours"),
        (CLAIM, {}, NIGHT, How.SILENT, "claimed_loss"),
        (CRITICAL, {}, NIGHT, How.SOUND, "critical"),
        (replace(CRITICAL, may_break=False), {}, NIGHT, How.SILENT, "single_report"),
        (replace(CRITICAL, may_break=False), {}, DAY, How.SOUND, "loss"),
        (ONE_WORD, {}, DAY, How.SILENT, "single_report"),
        (ONE_WORD, {}, NIGHT, How.SILENT, "single_report"),
        # Told by draft languages only.
        (DRAFT, {}, DAY, How.SILENT, "draft"),
        (replace(CRITICAL, is_draft=True), {}, DAY, How.SILENT, "draft"),
        (replace(TALKS, is_draft=True), {}, DAY, How.DIGEST, "statement"),
        # A surge.
        (LOSS, {"sounding": 5}, DAY, How.SOUND, "loss"),
        (LOSS, {"sounding": 6}, DAY, How.SILENT, "surge_silent"),
        (CRITICAL, {"sounding": 6}, DAY, How.SOUND, "critical"),
        (CRITICAL, {"sounding": 12}, DAY, How.SILENT, "surge_silent"),
        (LOSS, {"messages": 19}, DAY, How.SOUND, "loss"),
        (LOSS, {"messages": 20}, DAY, How.DIGEST, "surge_round_up"),
        (CLAIM, {"messages": 20}, DAY, How.DIGEST, "surge_round_up"),
        (CRITICAL, {"messages": 20}, DAY, How.SOUND, "critical"),
        # Too late, other people's, and held for nobody.
        (LATE, {}, DAY - MINUTE, How.SOUND, "loss"),
        (LATE, {}, DAY, How.DIGEST, "too_old"),
        (LATE, {"told_at": DAY - MINUTE}, DAY - MINUTE, How.DIGEST, "too_old"),
        (LOSS, {"is_muted": True}, DAY, How.NOTHING, "muted"),
        (replace(LOSS, is_unreviewed=True), {}, DAY, How.SILENT, "unreviewed"),
        (replace(CRITICAL, is_unreviewed=True), {}, DAY, How.SILENT, "unreviewed"),
        # Corrections.
        (CORRECTION, {}, DAY, How.NOTHING, "not_told"),
        (CORRECTION, {"told": How.SOUND}, NIGHT, How.SOUND, "correction"),
        (CORRECTION, {"told": How.SILENT}, DAY, How.SILENT, "correction"),
        (CORRECTION, {"told": How.SOUND, "is_muted": True}, DAY, How.SOUND, "correction"),
        (CORRECTION, {"told": How.SOUND, "sounding": 99}, DAY, How.SOUND, "correction"),
    ],
)
def test_a_default_chat_is_told_by_the_rules(
    news: News, past: dict[str, Any], at: Any, how: How, reason: str
) -> None:
    decision = told(news, ChatPast(**past), at)

    assert (how, reason, how is How.SOUND) == (decision.how, decision.reason, decision.rings)


@pytest.mark.parametrize(
    ("preset", "news", "at", "past", "expected"),
    [
        (Preset.DAY_AND_NIGHT, LOSS, NIGHT, {}, (How.SOUND, "loss")),
        (Preset.DAY_AND_NIGHT, LOSS, NIGHT, {"sounding": 6}, (How.SILENT, "surge_silent")),
        (Preset.DIGEST, CRITICAL, DAY, {}, (How.DIGEST, "loss")),
        (Preset.DIGEST, CORRECTION, DAY, {"told": How.SILENT}, (How.SILENT, "correction")),
        (Preset.EVERYTHING, LOSS, NIGHT, {"sounding": 99, "messages": 99}, (How.SOUND, "loss")),
        (Preset.EVERYTHING, TALKS, NIGHT, {"sounding": 99}, (How.SOUND, "statement")),
        (Preset.EVERYTHING, LATE, DAY, {}, (How.DIGEST, "too_old")),
        (Preset.EVERYTHING, LOSS, DAY, {"is_muted": True}, (How.NOTHING, "muted")),
    ],
)
def test_the_other_presets_are_told_by_the_rules(
    preset: Preset, news: News, at: Any, past: dict[str, Any], expected: tuple[How, str]
) -> None:
    decision = told(news, ChatPast(**past), at, chat(preset))

    assert expected == (decision.how, decision.reason)


@pytest.mark.parametrize(
    ("areas", "expected"),
    [
        (frozenset({Theatre.ARMENIA_AZERBAIJAN}), How.SOUND),
        (frozenset({Theatre.GEORGIA}), How.NOTHING),
        (ALL_AREAS, How.SOUND),
    ],
)
def test_a_chat_hears_of_its_areas(areas: frozenset[Theatre], expected: How) -> None:
    assert expected is told(LOSS, to=replace(CHAT, areas=areas)).how


def test_news_of_no_known_area_reaches_everybody() -> None:
    nowhere = replace(LOSS, theatres=frozenset())

    assert told(nowhere, to=replace(CHAT, areas=frozenset({Theatre.GEORGIA}))).how is How.SOUND


@pytest.mark.parametrize(
    ("preset", "news", "ago", "expected"),
    [
        (Preset.SERIOUS, LOSS, 3, 7),
        (Preset.SERIOUS, CRITICAL, 3, 7),
        (Preset.SERIOUS, LOSS, 10, 0),
        (Preset.SERIOUS, CORRECTION, 3, 0),
        (Preset.EVERYTHING, LOSS, 3, 0),
    ],
)
def test_an_incident_is_told_once_in_ten_minutes(
    preset: Preset, news: News, ago: int, expected: int
) -> None:
    past = ChatPast(told=How.SOUND, told_at=DAY - ago * MINUTE)

    assert DAY + expected * MINUTE == told(news, past, to=chat(preset)).not_before


def test_what_waits_for_its_ten_minutes_until_the_night_comes_silently() -> None:
    evening = DAY.replace(hour=17, minute=55)
    past = ChatPast(told=How.SOUND, told_at=evening)

    assert Reason.QUIET_HOURS == told(LOSS, past, evening).reason


@pytest.mark.parametrize(
    ("news", "past", "expected"),
    [
        (TALKS, {}, NOW.replace(day=6, hour=4, minute=0)),  # 08:00 in Yerevan
        (LOSS, {"messages": 20}, DAY.replace(minute=0) + HOUR),
        (LATE, {}, DAY.replace(minute=0) + HOUR),
    ],
)
def test_a_digest_waits_for_its_hour_and_a_round_up_for_the_half_hour(
    news: News, past: dict[str, Any], expected: Any
) -> None:
    decision = told(news, ChatPast(**past))

    assert (expected, Lane.DIGEST, None) == (
        *(decision.not_before, decision.lane, decision.expires_at),
    )


@pytest.mark.parametrize(("preset", "rings"), [(Preset.DIGEST, True), (Preset.SERIOUS, False)])
def test_a_digest_rings_where_it_is_all_that_a_chat_wants(preset: Preset, rings: bool) -> None:
    assert rings is told(TALKS, to=chat(preset)).rings


@pytest.mark.parametrize(
    ("waiting", "news", "past", "how", "reason"),
    [
        (How.DIGEST, LOSS, {}, How.SOUND, "loss"),
        (How.SOUND, CLAIM, {}, How.SOUND, "claimed_loss"),
        (How.SILENT, TALKS, {}, How.SILENT, "statement"),
        (How.SOUND, LOSS, {"messages": 20}, How.SOUND, "surge_round_up"),
        (How.DIGEST, TALKS, {}, How.DIGEST, "statement"),
        (How.SOUND, LATE, {}, How.DIGEST, "too_old"),
        (How.SILENT, CORRECTION, {}, How.SILENT, "correction"),
        (How.DIGEST, CORRECTION, {"is_muted": True}, How.DIGEST, "correction"),
        (How.SOUND, WITHDRAWAL, {}, How.DIGEST, "withdrawn_untold"),
        (How.SOUND, LOSS, {"is_muted": True}, How.NOTHING, "muted"),
    ],
)
def test_newer_news_takes_the_place_of_what_waits_and_is_no_softer(
    waiting: How, news: News, past: dict[str, Any], how: How, reason: str
) -> None:
    before = Waiting(waiting, DAY + MINUTE, DAY + HOUR)
    decision = told(news, ChatPast(waiting=before, **past))

    assert (how, reason) == (decision.how, decision.reason)


def test_news_that_comes_again_and_again_does_not_put_off_its_digest() -> None:
    past = ChatPast(waiting=Waiting(How.DIGEST, DAY + MINUTE))

    assert DAY + MINUTE == told(TALKS, past).not_before


@pytest.mark.parametrize(
    ("preset", "reason", "at", "expected"),
    [
        (Preset.SERIOUS, "loss", DAY, True),
        (Preset.SERIOUS, "loss", NIGHT, False),
        (Preset.SERIOUS, "critical", NIGHT, True),
        (Preset.SERIOUS, "correction", NIGHT, True),
        (Preset.DAY_AND_NIGHT, "loss", NIGHT, True),
    ],
)
def test_what_was_held_up_into_the_night_loses_its_sound(
    preset: Preset, reason: str, at: Any, expected: bool
) -> None:
    assert expected is keeps_sound(chat(preset), reason, at)


def test_critical_news_goes_first() -> None:
    assert (Lane.CRITICAL, Lane.ALERT) == (told(CRITICAL).lane, told(LOSS).lane)


GORIS = WatchPoint("Goris", 39.51, 46.34, 60)
HERE = Place("Nerkin Hand", Precision.VILLAGE, lat=39.05, lon=46.53)
ELSEWHERE = frozenset({Theatre.GEORGIA})


@pytest.mark.parametrize(
    ("news", "changes", "how", "reason"),
    [
        (TALKS, {}, How.SOUND, "near"),
        (CLAIM, {}, How.SOUND, "near"),
        (LOSS, {}, How.SOUND, "loss"),
        (TALKS, {"areas": ELSEWHERE}, How.SOUND, "near"),
        (TALKS, {"filter": Filter(families=frozenset({"violence"}))}, How.SOUND, "near"),
        (TALKS, {"points": (replace(GORIS, level=Level.SILENT),)}, How.SILENT, "near"),
        (TALKS, {"points": (replace(GORIS, level=Level.USUAL),)}, How.DIGEST, "statement"),
        (TALKS, {"points": (replace(GORIS, radius_km=20),)}, How.DIGEST, "statement"),
        (TALKS, {"is_silent": True}, How.SILENT, "near"),
    ],
)
def test_news_near_a_watched_place_is_as_loud_as_its_level(
    news: News, changes: dict[str, Any], how: How, reason: str
) -> None:
    decision = told(
        replace(news, places=(HERE,)), to=replace(CHAT, **{"points": (GORIS,), **changes})
    )

    assert (how, reason) == (decision.how, decision.reason)


def test_a_filter_narrows_what_is_told_but_no_correction() -> None:
    only = replace(CHAT, filter=Filter(families=frozenset({"ceasefire"})))
    past = ChatPast(told=How.SOUND)

    assert (How.NOTHING, "other_kind") == (told(LOSS, to=only).how, told(LOSS, to=only).reason)
    assert How.SOUND is told(CORRECTION, past, to=only).how


@pytest.mark.parametrize("news", [LOSS, CRITICAL, CORRECTION])
def test_a_silent_chat_hears_everything_without_a_sound(news: News) -> None:
    quiet = replace(CHAT, is_silent=True)
    decision = told(news, ChatPast(told=How.SOUND if news.is_correction else None), to=quiet)

    assert (How.SILENT, False) == (decision.how, decision.rings)
    assert not keeps_sound(quiet, Reason.CRITICAL, DAY)
