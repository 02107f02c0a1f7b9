"""What counts of the report that an article makes of its entry: what its summary spoke of. Pure.

A long text names other days, other fights and other figures, and reading it all as one report
would tell them as news. Title and summary say what the article is about.
"""

from dataclasses import replace

from feeds.model import Casualty, Harm, Report, Scope, Side


def narrowed(report: Report, summary: Report) -> Report:
    """Keep what an article says of the kinds of events that its summary told of.

    Of people whom the summary counted, a lower figure is a part of them ("one of the wounded"). An
    increment ("two more") is one that the summary said, too: see ``without_increments``.

    Args:
        report: what the entry reports with the article as its text.
        summary: what it reported without.
    """
    types = {event.type for event in summary.events}
    kept = [index for index, event in enumerate(report.events) if event.type in types]
    known = {old: new for new, old in enumerate(kept)}
    casualties = tuple(
        replace(casualty, event=known[casualty.event])
        for casualty in report.casualties
        if casualty.event in known and _counts(casualty, summary)
    )
    return replace(
        report, events=tuple(report.events[index] for index in kept), casualties=casualties
    )


def without_increments(report: Report) -> Report:
    """Leave out what was added up already, when the summary said it."""
    kept = tuple(one for one in report.casualties if one.scope is not Scope.INCREMENT)
    return replace(report, casualties=kept)


def _counts(casualty: Casualty, summary: Report) -> bool:
    told = [other for other in summary.casualties if _people(other) == _people(casualty)]
    if casualty.scope is Scope.INCREMENT:
        return any(other.scope is Scope.INCREMENT for other in told)
    return _least(casualty) >= max(map(_least, told), default=0)


def _people(casualty: Casualty) -> tuple[Side, Harm]:
    return casualty.side, casualty.harm


def _least(casualty: Casualty) -> int:
    return casualty.low or 0
