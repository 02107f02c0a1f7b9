"""Joining two incidents and parting them again gives back what was there."""

from dataclasses import replace

import pytest
from hypothesis import given

from feeds.merge import Retold, merge, refold
from feeds.model import Incident, Report, Source, Standing, Status
from tests.feeds.merge.made import (
    HOUR,
    NOON,
    SOTK,
    TEGH,
    casualty,
    event,
    opened,
    report,
    source,
)
from tests.feeds.merge.streams import a_few, replay, streams

FIRST = Retold(report(event(), casualties=[casualty(2)]), source(), (0,))
LATER = Retold(report(event(), casualties=[casualty(3)]), source("AFP", NOON + HOUR), (0,))


def plain(incident: Incident) -> Incident:
    """An incident without what a fold doesn't make: its number, version and links."""
    return replace(incident, id=0, version=1, links=(), is_told=False)


def test_a_fold_of_its_reports_is_the_incident() -> None:
    (grown,) = merge(LATER.report, LATER.source, [opened(casualties=[casualty(2)])])

    folded = refold([FIRST, LATER], grown.incident)

    assert folded == replace(grown.incident, version=grown.incident.version + 1)


def test_parting_what_was_joined_gives_back_both() -> None:
    one, other = opened(casualties=[casualty(2)]), replace(opened(event(places=(TEGH,))), id=2)
    second = Retold(report(event(places=(TEGH,))), source(), (0,))

    joined = refold([FIRST, second], one)

    assert {place.name for place in joined.places} == {SOTK.name, TEGH.name}
    assert plain(one) == plain(refold([FIRST], joined))
    assert plain(other) == plain(refold([second], joined))


@a_few
@given(streams)
def test_whatever_was_merged_is_the_fold_of_its_reports(
    stream: list[tuple[Report, Source]],
) -> None:
    told: dict[int, list[Retold]] = {}
    last: dict[int, Incident] = {}
    for step in replay(stream):
        told.setdefault(step.after.id, []).append(Retold(step.told, step.by, step.merged.events))
        last[step.after.id] = step.after

    for number, incident in last.items():
        assert plain(incident) == plain(refold(told[number], incident))


def test_the_number_the_links_and_the_readers_stay() -> None:
    like = replace(opened(), id=7, version=4, links=(3,), is_told=True)

    folded = refold([FIRST], like)

    assert (folded.id, folded.version, folded.links, folded.is_told) == (7, 5, (3,), True)


def test_a_copy_is_one_more_page() -> None:
    copy = Retold(report(alert=False), source("AP", NOON + HOUR), ())

    folded = refold([FIRST, copy], opened())

    assert [one.outlet for one in folded.sources] == ["Reuters", "AP"]
    assert folded.last_reported_at == NOON + HOUR


@pytest.mark.parametrize("status", [Status.DENIED, Status.RETRACTED])
def test_an_incident_of_which_nothing_is_told_is_no_incident(status: Status) -> None:
    only = Retold(report(event(status=status), alert=False), source(), (0,))

    with pytest.raises(ValueError, match="no report left that tells of #1"):
        refold([only], opened())


def test_only_the_events_that_belong_to_it_count() -> None:
    two = report(event(evidence=((0, 5),)), event(places=(TEGH,), evidence=((9, 14),)))

    (near_tegh, near_sotk) = (
        refold([Retold(two, source(), (index,))], opened()) for index in (1, 0)
    )

    assert (near_tegh.places, near_sotk.places) == ((TEGH,), (SOTK,))


def test_a_retraction_withdraws_it_again() -> None:
    taken_back = Retold(report(event(status=Status.RETRACTED), alert=False), source(), (0,))

    assert refold([FIRST, taken_back], opened()).standing is Standing.WITHDRAWN
