"""Copies of one report are one source; in a copy nothing need be read to know what it tells."""

from dataclasses import replace

import pytest

from feeds.merge import Kinship, Known, merge, wording
from feeds.model import AlertReason, Entry, Side, Source, Standing, Status, Who
from tests.feeds.merge.made import HOUR, NOON, TEGH, casualty, event, opened, report, source

WIRE = "Two soldiers were wounded by fire near the gold mine of Sotk on Tuesday, villagers say"
UNSOURCED = event(claimed_by=())
SILENT = report(alert=False)
BY_AFP = source("AFP", NOON + HOUR)


def copy_of(origin: str = "Reuters", incident_id: int = 1) -> Kinship:
    """An entry worded as one from ``origin`` that told of incident 1."""
    worded = wording(Entry("x", title=WIRE))
    return Kinship(worded, [Known(incident_id, origin, worded.words, is_proposed=True)])


def test_a_copy_speaks_for_whom_it_copies() -> None:
    incident = opened(UNSOURCED)
    (copied,) = merge(report(UNSOURCED), BY_AFP, [incident], copy_of())
    (told,) = merge(report(UNSOURCED), BY_AFP, [incident])

    assert copied.incident.claimed_by == ("outlet:Reuters",)
    assert told.incident.claimed_by == ("outlet:Reuters", "outlet:AFP")
    assert (copied.origin, told.origin) == ("Reuters", "AFP")


def test_two_outlets_with_one_wire_report_are_not_two_origins() -> None:
    more = [replace(casualty(9), side=Side.UNK, who=Who.CIV)]
    incident = opened(UNSOURCED, casualties=[replace(more[0], low=1, high=1)])
    (first,) = merge(report(UNSOURCED, casualties=more), source("AP", NOON + HOUR), [incident])

    def alert(kinship: Kinship) -> AlertReason | None:
        told = report(UNSOURCED, casualties=more)
        (merged,) = merge(told, source("AFP", NOON + 2 * HOUR), [first.incident], kinship)
        return merged.alert

    assert first.alert is None
    assert alert(copy_of("AP")) is None
    assert alert(copy_of("another", 2)) is AlertReason.TOLL


def test_a_copy_is_one_more_outlet() -> None:
    (copied,) = merge(report(UNSOURCED), BY_AFP, [opened(UNSOURCED)], copy_of())

    assert [one.outlet for one in copied.incident.sources] == ["Reuters", "AFP"]


def test_a_copy_with_a_structural_conflict_is_another_incident() -> None:
    (merged,) = merge(report(event(places=(TEGH,))), BY_AFP, [opened()], copy_of())

    assert (0, AlertReason.NEW, "AFP") == (merged.incident.id, merged.alert, merged.origin)


def test_a_copy_in_which_nothing_was_read_is_one_more_page() -> None:
    incident = opened()
    (merged,) = merge(SILENT, BY_AFP, [incident], copy_of())

    assert (merged.events, merged.alert) == ((), None)
    assert merged.incident.version == incident.version + 1
    assert merged.incident.claims == incident.claims
    assert merged.incident.last_reported_at == NOON + HOUR


@pytest.mark.parametrize(
    ("incident", "kinship", "by"),
    [
        (opened(), copy_of(incident_id=2), BY_AFP),
        (replace(opened(), standing=Standing.WITHDRAWN), copy_of(), BY_AFP),
    ],
)
def test_a_copy_of_what_is_not_there_or_was_withdrawn_is_silent(
    incident: object, kinship: Kinship, by: Source
) -> None:
    assert isinstance(incident, type(opened()))
    assert merge(SILENT, by, [incident], kinship) == ()


def test_the_same_page_read_again_changes_nothing() -> None:
    incident = opened()
    (merged,) = merge(SILENT, incident.sources[0], [incident], copy_of())

    assert merged.incident == incident


def test_a_copy_that_takes_back_is_no_copy() -> None:
    told = report(event(status=Status.RETRACTED), alert=False)
    (merged,) = merge(told, source("Reuters", NOON + HOUR), [opened()], copy_of())

    assert merged.incident.standing is Standing.WITHDRAWN
