"""What each agreement or difference of a report and an incident counts: one table.

Log-odds by judgement, checked against labelled streams; what is missing counts nothing.
``tests/feeds/merge/test_weights.py`` pins every line with a case that is decided otherwise
without it.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

JOINS = 2.75
"""Points from which a report tells of the incident."""
PERHAPS = 2.0
"""Points from which it may: it opens an incident of its own, whose alert waits a little."""


class Weight(StrEnum):
    """What was compared; the value is for ``explain``."""

    SAME_KIND = "same kind"
    SAME_SETTLEMENT = "same settlement"
    CONTAINS = "one contains or faces the other"
    SAME_AREA = "same area"
    TOUCHING = "neighbouring area"
    TOLL_ANYWHERE = "a toll needs no place"
    DAY_NAMED_BY_BOTH = "same day named"
    DAY_NAMED_BY_ONE = "same day, named by one"
    DAY_IMPLIED = "same day implied"
    MORNING_AFTER = "the morning after"
    NEXT_DAY = "another day implied"
    TRUCE_DAY = "another day of a truce"
    FOLLOW_UP_DAY = "a later word"
    FRESH_TRUCE = "the truce is fresh"
    SAME_WAR = "same war"
    SAME_ACTORS = "same actors"
    OTHER_ACTORS = "other actors"
    MANY_SAME = "same large figure"
    SOME_SAME = "same figure"
    ONE_SAME = "one each"
    OTHER_MEANS = "other means"
    OTHER_GROUND = "only one tells that a place changed hands"
    ALIKE = "alike in words"
    COPIED = "a copy"


WEIGHTS: Mapping[Weight, float] = MappingProxyType(
    {
        Weight.SAME_KIND: 1.0,
        Weight.SAME_SETTLEMENT: 3.0,
        Weight.CONTAINS: 2.0,
        Weight.SAME_AREA: 1.5,
        Weight.TOUCHING: 1.0,
        Weight.TOLL_ANYWHERE: 1.0,
        Weight.DAY_NAMED_BY_BOTH: 1.5,
        Weight.DAY_NAMED_BY_ONE: 1.0,
        Weight.DAY_IMPLIED: 0.7,
        Weight.MORNING_AFTER: -1.2,
        Weight.NEXT_DAY: -2.5,  # for each day
        # Agreed on Wednesday, in force from midnight: both days are of one truce.
        Weight.TRUCE_DAY: -0.2,  # for each day, squared
        Weight.FOLLOW_UP_DAY: -0.2,  # for each day
        Weight.FRESH_TRUCE: 3.0,
        Weight.SAME_WAR: 1.2,
        # Russia and insurgents act in more than one conflict.
        Weight.SAME_ACTORS: 0.7,
        Weight.OTHER_ACTORS: -1.5,
        # The larger the same number of victims, the less it is chance: five, two, one.
        Weight.MANY_SAME: 3.1,
        Weight.SOME_SAME: 1.1,
        Weight.ONE_SAME: 0.4,
        Weight.OTHER_MEANS: -0.75,
        # That a village changed hands is news of that village, not of the fighting around it.
        Weight.OTHER_GROUND: -2.5,
        # Times the cosine above chance, where a place or the parties are missing.
        Weight.ALIKE: 5.0,
        Weight.COPIED: 2.5,
    }
)
