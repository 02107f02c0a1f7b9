"""Which alerts wait for an operator, and for how long."""

from datetime import timedelta
from typing import Any

import pytest

from bot.holds import HELD_FOR, Case, Hold, Mode, Why, hold
from tests.bot.made import NOW

SHADOW = Hold(Why.SHADOW, is_dropped=True)
ALL = Hold(Why.ALL_STOPPED)
REVIEW = Hold(Why.REVIEW)
FEED = Hold(Why.STOPPED_FEED)
KNOWN = Hold(Why.POSSIBLE_DUPLICATE, NOW + HELD_FOR)
SUSPICIOUS = Hold(Why.SUSPICIOUS_FEED, NOW + HELD_FOR)


@pytest.mark.parametrize(
    ("mode", "facts", "expected"),
    [
        (Mode.LIVE, {}, None),
        (Mode.LIVE, {"is_feed_suspicious": True}, SUSPICIOUS),
        (Mode.LIVE, {"is_feed_stopped": True, "is_feed_suspicious": True}, FEED),
        (Mode.LIVE, {"are_pushes_stopped": True, "is_feed_suspicious": True}, ALL),
        (Mode.LIVE, {"may_be_known": True}, KNOWN),
        (Mode.LIVE, {"may_be_known": True, "is_feed_suspicious": True}, SUSPICIOUS),
        (Mode.LIVE, {"may_be_known": True, "is_by_operator": True}, None),
        (Mode.REVIEW, {"may_be_known": True}, REVIEW),
        (Mode.LIVE, {"is_by_operator": True}, None),
        (Mode.LIVE, {"is_by_operator": True, "are_pushes_stopped": True}, ALL),
        (Mode.REVIEW, {}, REVIEW),
        (Mode.REVIEW, {"is_feed_suspicious": True}, REVIEW),
        (Mode.REVIEW, {"is_by_operator": True}, None),
        (Mode.REVIEW, {"are_pushes_stopped": True}, ALL),
        (Mode.SHADOW, {}, SHADOW),
        (Mode.SHADOW, {"is_by_operator": True, "are_pushes_stopped": True}, SHADOW),
    ],
)
def test_an_alert_is_held_by_mode_switch_and_feed(
    mode: Mode, facts: dict[str, Any], expected: Hold | None
) -> None:
    assert expected == hold(Case(mode, **facts), NOW)


def test_a_suspect_report_waits_ten_minutes_at_most() -> None:
    assert timedelta(minutes=10) == HELD_FOR
