"""news + a chat's filter -> whether the chat wants to hear of it, and what of its filter says no.

Pure. Filters narrow what a chat hears within its areas; corrections pass them all (policy.py).
"""

from enum import StrEnum

from bot.model import Filter
from bot.news import News
from feeds.model import Severity

_RANKS = {severity: rank for rank, severity in enumerate(Severity)}
MAX_KEYWORDS = 20
MAX_KEYWORD = 40
"""Characters of one keyword."""


class Refusal(StrEnum):
    """The part of a filter that says no; it is stored as the reason of policy."""

    KIND = "other_kind"
    SEVERITY = "less_severe"
    STANDING = "other_standing"
    OUTLETS = "outlets_off"
    KEYWORDS = "no_keyword"


def refusal(news: News, wanted: Filter) -> Refusal | None:
    """Say which part of a filter keeps news away; None: it passes."""
    checks = (
        (Refusal.KIND, not wanted.families or news.family in wanted.families),
        (Refusal.SEVERITY, _RANKS[news.severity] >= _RANKS[wanted.min_severity]),
        (Refusal.STANDING, not wanted.standings or news.standing in wanted.standings),
        (Refusal.OUTLETS, not news.outlets or not news.outlets <= wanted.outlets_off),
        (Refusal.KEYWORDS, not wanted.keywords or _has_any(news.words, wanted.keywords)),
    )
    return next((reason for reason, passes in checks if not passes), None)


def keywords(text: str) -> tuple[str, ...]:
    """Read keywords as a person writes them: by commas or lines, each once, at most so many."""
    parts = (" ".join(part.split())[:MAX_KEYWORD] for part in text.replace("\n", ",").split(","))
    return tuple(dict.fromkeys(part for part in parts if part))[:MAX_KEYWORDS]


def _has_any(words: str, wanted: tuple[str, ...]) -> bool:
    return any(word.casefold() in words for word in wanted)
