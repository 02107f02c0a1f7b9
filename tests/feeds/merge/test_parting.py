from collections.abc import Sequence
from dataclasses import replace

import pytest

from feeds.merge import Retold, made_of, without
from feeds.model import Casualty, Incident
from tests.feeds.merge.made import HOUR, NOON, casualty, event, grown, opened, report, source

FIRST, SECOND = source(), source("AFP", NOON + HOUR)
CLASH = grown(opened(casualties=[casualty(2)]), casualties=[casualty(3)], by=SECOND).incident


def told(by: str, hours: int, *figures: int) -> Retold:
    """A report of an outlet, as it is stored: whom it copies is not known there."""
    casualties: Sequence[Casualty] = [casualty(figure) for figure in figures]
    return Retold(report(event(), casualties=casualties), source(by, NOON + hours * HOUR), (0,))


REUTERS, AFP = told("Reuters", 0, 2), told("AFP", 1, 3)


def figures(incident: Incident) -> list[int | None]:
    return [claim.low for claim in incident.claims]


def test_what_stays_is_the_incident_one_version_on() -> None:
    left = without(CLASH, [REUTERS], [AFP])

    assert (1, CLASH.version + 1, [2]) == (left.id, left.version, figures(left))
    assert (FIRST,) == left.sources


def test_what_goes_is_a_new_one_that_is_told_as_the_old_was() -> None:
    made = made_of(replace(CLASH, links=(7,)), [AFP])

    assert (0, 1, [3], ()) == (made.id, made.version, figures(made), made.links)
    assert made.is_told


def test_a_page_in_which_nothing_was_read_stays() -> None:
    page = source("Blog", NOON + 2 * HOUR)
    incident = replace(CLASH, sources=(*CLASH.sources, page))

    assert (FIRST, page) == without(incident, [REUTERS], [AFP]).sources


def test_a_figure_that_was_put_right_stays_right() -> None:
    righted = replace(CLASH, claims=(replace(CLASH.claims[0], low=1, high=1),))

    assert [1] == figures(made_of(righted, [AFP]))
    assert [2] == figures(without(righted, [REUTERS], [AFP]))


def test_a_copy_still_speaks_for_whom_it_copies() -> None:
    copy = replace(SECOND, origin="Reuters")
    made = made_of(replace(CLASH, sources=(FIRST, copy)), [AFP])

    assert (copy,) == made.sources


def test_reports_that_tell_of_nothing_make_no_incident() -> None:
    silent = replace(AFP, report=replace(AFP.report, alert=False))

    with pytest.raises(ValueError, match="no report left"):
        made_of(CLASH, [silent])
