"""How many sources of an area are read now: a silence may be ours. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.escape import clean
from bot.layout import Line, line
from bot.words import Words
from feeds.config import FeedSettings
from feeds.health import Health
from feeds.model import Side, Theatre

ANSWERING = frozenset({Health.OK, Health.SLOW, Health.STALE, Health.EMPTY, Health.MOVED})
"""States of a feed that answers us."""
MAX_NAMES = 40
MAX_NAME = 60


@dataclass(frozen=True, slots=True)
class Coverage:
    """The sources of one area by name: those that are read now, and those that are not."""

    area: Theatre
    read: tuple[str, ...]
    silent: tuple[str, ...]


def coverage(
    feeds: Sequence[FeedSettings], states: Mapping[str, Health], areas: Collection[Theatre]
) -> tuple[Coverage, ...]:
    """Tell each area's enabled sources apart; a feed without a state has not been read yet."""
    found = []
    for area in Theatre:
        names = [feed.name for feed in feeds if feed.enabled and area in feed.areas]
        read = tuple(name for name in names if states.get(name) in ANSWERING)
        silent = tuple(name for name in names if name not in read)
        if area in areas:
            found.append(Coverage(area, read, silent))
    return tuple(found)


def side_coverage(
    feeds: Sequence[FeedSettings], states: Mapping[str, Health], side: Side
) -> tuple[int, int]:
    """Count the enabled sources of one side's press: those that are read now, and all."""
    names = [feed.name for feed in feeds if feed.enabled and feed.side is side]
    return sum(states.get(name) in ANSWERING for name in names), len(names)


def coverage_line(found: Sequence[Coverage], words: Words) -> str:
    """Write all areas as one line: "Sources read now: Georgia 3 of 4, ..."."""
    parts = [
        words.say(
            "coverage.area",
            area=words.say(f"area.{one.area}"),
            read=str(len(one.read)),
            all=str(len(one.read) + len(one.silent)),
        )
        for one in found
    ]
    return words.say("coverage", areas=words.say("coverage.separator").join(parts))


def area_lines(one: Coverage, words: Words) -> Iterator[Line]:
    """Write an area with its sources by name: those that are read now, and those that are not."""
    yield line(words.say(f"area.{one.area}"), is_bold=True)
    total = str(len(one.read) + len(one.silent))
    values = {"number": str(len(one.read)), "all": total, "names": names(one.read, words)}
    yield line(words.say("sources.read" if one.read else "sources.none", **values))
    if one.silent:
        yield line(words.say("sources.silent", names=names(one.silent, words)))


def names(outlets: Sequence[str], words: Words) -> str:
    """Write outlets' names as a list, the first ``MAX_NAMES`` of them."""
    shown = [clean(name, MAX_NAME) for name in outlets[:MAX_NAMES]]
    if (left_out := len(outlets) - MAX_NAMES) > 0:
        shown.append(words.say("more", number=str(left_out)))
    return words.listed(shown)
