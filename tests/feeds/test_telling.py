from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from feeds.model import AlertReason, EventType, Incident, Severity, Standing
from feeds.telling import Held, Reading, Telling, telling

NOW = datetime(2031, 3, 5, 6, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
NEWS = Reading(NOW, NOW, is_baseline=False, is_news=True, max_age=48 * HOUR)
CLASH = Incident(
    id=7,
    family="violence",
    types=(EventType.ARMED_CLASH,),
    places=(),
    happened_on=None,
    is_day_explicit=False,
    local_time=None,
    actors=(),
    claimed_by=(),
    denied_by=(),
    claims=(),
    sources=(),
    standing=Standing.ONE_SIDE,
    severity=Severity.LOW,
    first_reported_at=NOW,
    last_reported_at=NOW,
)
TOLD = replace(CLASH, is_told=True)
OLD = replace(CLASH, first_reported_at=NOW - 25 * HOUR)
BASELINE = replace(NEWS, is_baseline=True)
OLD_NEWS = replace(NEWS, published_at=NOW - 49 * HOUR)
DAY_OLD_NEWS = replace(NEWS, published_at=NOW - 25 * HOUR)
SILENT = replace(NEWS, is_news=False)
NEW, TOLL, FIX = AlertReason.NEW, AlertReason.TOLL, AlertReason.CORRECTION
PASSED = Telling(None)


@pytest.mark.parametrize(
    ("sentence", "change", "incident", "reading", "expected"),
    [
        ("a new incident is told", NEW, CLASH, NEWS, Telling(NEW)),
        ("a change of a told one is told", TOLL, TOLD, NEWS, Telling(TOLL)),
        ("no change, no alert", None, TOLD, NEWS, PASSED),
        ("the baseline holds what is new", NEW, CLASH, BASELINE, Telling(NEW, Held.BASELINE)),
        ("and what changes a told one", TOLL, TOLD, BASELINE, Telling(TOLL, Held.BASELINE)),
        ("but makes no alert of a copy", None, TOLD, BASELINE, PASSED),
        ("nor of an untold one's copy", None, CLASH, BASELINE, PASSED),
        ("old news is held", NEW, CLASH, OLD_NEWS, Telling(NEW, Held.TOO_OLD)),
        ("also of a told incident", TOLL, TOLD, OLD_NEWS, Telling(TOLL, Held.TOO_OLD)),
        ("an old copy is no alert", None, TOLD, OLD_NEWS, PASSED),
        ("a day-old item is news", NEW, OLD, DAY_OLD_NEWS, Telling(NEW)),
        ("the first later report of an untold one is new", None, CLASH, NEWS, Telling(NEW)),
        ("whatever it changes", TOLL, CLASH, NEWS, Telling(NEW)),
        ("not when the incident is a day old", None, OLD, NEWS, PASSED),
        ("then its changes are held", TOLL, OLD, NEWS, Telling(TOLL, Held.TOO_OLD)),
        ("not by an old report", None, CLASH, OLD_NEWS, PASSED),
        ("nor by a silent one", None, CLASH, SILENT, PASSED),
        ("whose change is held", TOLL, CLASH, SILENT, Telling(TOLL, Held.UNTOLD)),
        ("a correction of the told is told", FIX, TOLD, NEWS, Telling(FIX)),
        ("also by a silent report", FIX, TOLD, SILENT, Telling(FIX)),
        ("a correction of the untold is not", FIX, CLASH, NEWS, Telling(FIX, Held.UNTOLD)),
    ],
)
def test_every_change_has_its_telling(
    sentence: str,
    change: AlertReason | None,
    incident: Incident,
    reading: Reading,
    expected: Telling,
) -> None:
    assert expected == telling(change, incident, reading), sentence


@pytest.mark.parametrize(
    ("decided", "is_told"),
    [(Telling(NEW), True), (Telling(NEW, Held.BASELINE), False), (PASSED, False)],
)
def test_only_an_alert_that_nobody_holds_is_told(decided: Telling, is_told: bool) -> None:
    assert is_told is decided.is_told


@pytest.mark.parametrize(("hours", "expected"), [(48, None), (48.01, Held.TOO_OLD)])
def test_the_age_limit_is_the_configured_one(hours: float, expected: Held | None) -> None:
    reading = replace(NEWS, published_at=NOW - hours * HOUR)

    assert expected == telling(NEW, CLASH, reading).held


def test_an_entry_dated_in_the_future_is_not_old() -> None:
    reading = replace(NEWS, published_at=NOW + HOUR)

    assert Telling(NEW) == telling(NEW, CLASH, reading)
