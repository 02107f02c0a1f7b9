"""Where a report's candidates lie: the families and days that the store looks up.

Every block is a few days wide, so that a look-up costs what those days brought and not what the
archive holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from feeds.merge.days import local_day
from feeds.merge.groups import Group, Stance, groups
from feeds.merge.splitting import CEASEFIRE, VIOLENCE
from feeds.model import EventType, Report, Source

FOLLOW_UP = timedelta(days=7)
"""How long an undated toll, denial or retraction may come after what it is about."""
EPISODE = timedelta(days=3)
"""How far back an undated report looks for its incident, and a new one for those it follows."""
TRUCE = timedelta(days=30)
"""How long a violation is linked to the truce that it breaks."""
_AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Block:
    """One family and the days, first and last included, in which a candidate may lie."""

    family: str
    first_on: date
    last_on: date


def blocks(report: Report, source: Source) -> tuple[Block, ...]:
    """Return where the incidents lie that a report may join or be linked to; none if it is silent.

    ``source.published_at`` is what undated events are dated by.
    """
    found = [block for group in groups(report, source) for block in _of_group(group)]
    return tuple(dict.fromkeys(found))


def _of_group(group: Group) -> list[Block]:
    said_on = local_day(group.said_at, group.places)
    is_follow_up = group.is_toll or group.stance is not Stance.TELLS
    back = FOLLOW_UP if is_follow_up and not group.when.is_explicit else EPISODE
    last_on = max(group.when.on, said_on if is_follow_up else group.when.on)
    return [Block(group.family, group.when.on - back, last_on + _AHEAD), *_linked(group)]


def _linked(group: Group) -> Iterator[Block]:
    """Yield the blocks of what a group may link to: a broken truce, the fighting it ends."""
    if EventType.CEASEFIRE_VIOLATED in group.types and group.family == VIOLENCE:
        yield Block(CEASEFIRE, group.when.on - TRUCE, group.when.on + _AHEAD)
    if group.family == CEASEFIRE and group.stance is Stance.TELLS:
        yield Block(VIOLENCE, group.when.on - FOLLOW_UP, group.when.on + _AHEAD)
