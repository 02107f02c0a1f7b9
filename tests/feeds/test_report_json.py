import json
from datetime import date

from feeds.model import (
    Casualty,
    Event,
    EventType,
    Harm,
    Place,
    Precision,
    Report,
    Scope,
    Severity,
    Side,
    Status,
    Who,
)
from feeds.report_json import to_json

EVENT = Event(
    type=EventType.ARMED_CLASH,
    status=Status.ALLEGED,
    places=(Place("Nerkin Hand", Precision.VILLAGE, lat=39.05, lon=46.53),),
    actor=Side.AZE,
    target=Side.ARM,
    claimed_by=("ARM_MOD",),
    happened_on=date(2026, 11, 20),
    local_time="05:30",
    evidence=((3, 9),),
    rules=("clash: fire",),
)
FIGURE = Casualty(
    event=0,
    side=Side.ARM,
    who=Who.MIL,
    harm=Harm.KILLED,
    low=5,
    high=None,
    qualifier="at_least",
    scope=Scope.TOTAL,
    claimed_by=("ARM_MOD",),
    evidence=((1, 2), (4, 8)),
)


def report(**changes: object) -> Report:
    given: dict[str, object] = {
        "entry_id": "e1",
        "alert": True,
        "reason": "new_violence",
        "language": "en",
        "severity": Severity.HIGH,
    }
    return Report(**(given | changes))  # type: ignore[arg-type]  # test data by field name


def test_a_report_has_the_keys_of_the_contract_in_their_order() -> None:
    found = to_json(report(events=(EVENT,), casualties=(FIGURE,), summary="S."))

    assert [
        "id",
        "alert",
        "reason",
        "language",
        "severity",
        "events",
        "casualties",
        "summary",
    ] == list(found)
    assert ("e1", True, "new_violence") == (found["id"], found["alert"], found["reason"])
    assert ("en", "high", "S.") == (found["language"], found["severity"], found["summary"])


def test_an_event_names_its_places_and_the_point_of_the_first() -> None:
    (found,) = to_json(report(events=(EVENT,)))["events"]

    assert {
        "type": "armed_clash",
        "status": "alleged",
        "places": ["Nerkin Hand"],
        "lat": 39.05,
        "lon": 46.53,
        "precision": "village",
        "actor": "AZE",
        "target": "ARM",
        "claimed_by": ["ARM_MOD"],
        "denied_by": [],
        "date": "2026-11-20",
        "time": "05:30",
        "evidence": [[3, 9]],
    } == found


def test_what_an_event_lacks_is_null() -> None:
    (found,) = to_json(report(events=(Event(EventType.TALKS, Status.FUTURE),)))["events"]

    assert [] == found["places"]
    assert {None} == {
        found[key] for key in ("lat", "lon", "precision", "actor", "target", "date", "time")
    }


def test_a_figure_keeps_its_bounds_and_scope() -> None:
    (found,) = to_json(report(events=(EVENT,), casualties=(FIGURE,)))["casualties"]

    assert {
        "event": 0,
        "side": "ARM",
        "who": "mil",
        "kind": "killed",
        "min": 5,
        "max": None,
        "qual": "at_least",
        "scope": "total",
        "claimed_by": ["ARM_MOD"],
        "denied_by": [],
        "evidence": [[1, 2], [4, 8]],
    } == found


def test_json_takes_it_as_it_is() -> None:
    found = to_json(report(events=(EVENT,), casualties=(FIGURE,)))

    assert found == json.loads(json.dumps(found))
