"""Why a chat is told of news as it is: the closed list that ``docs/telling.md`` explains."""

from enum import StrEnum


class Reason(StrEnum):
    """Why news is told as it is, where it isn't by its kind alone (then it is the row's name)."""

    CORRECTION = "correction"
    """As loud as what it corrects, whatever the chat's filters say."""
    NOT_TOLD = "not_told"
    """It corrects what this chat never got."""
    WITHDRAWN_UNTOLD = "withdrawn_untold"
    """It was taken back before this chat got it."""
    OTHER_AREA = "other_area"
    NEAR = "near"
    """It is near a place that this chat watches."""
    MUTED = "muted"
    TOO_OLD = "too_old"
    """It waits for the round-up: as news it comes too late."""
    CRITICAL = "critical"
    """Critical and not one side's word about the other: it sounds at night and in a surge."""
    SINGLE_REPORT = "single_report"
    """Critical, but on one word only: silent, and headed so."""
    DRAFT = "draft"
    """Only reports in draft languages tell of it: silent, until another one does."""
    QUIET_HOURS = "quiet_hours"
    SURGE_SILENT = "surge_silent"
    """This chat heard enough sounds within the hour."""
    SURGE_ROUND_UP = "surge_round_up"
    """This chat got so many messages within the hour that the rest comes in one."""
    UNREVIEWED = "unreviewed"
    """It was held for an operator, and none came."""
