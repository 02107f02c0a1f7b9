"""news + chat -> with a sound, silently, in a digest or not at all: product.md, section 3. Pure.

The rules are asked in order and the first that has an answer decides; each answer has a named
reason, which is stored with the delivery. ``policy.toml`` holds the table, ``[policy]`` the caps.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.config import PolicySettings
from bot.filters import refusal
from bot.hours import is_quiet, next_digest, next_round_up
from bot.model import ChatSettings, Lane, Level, Preset
from bot.news import News
from bot.policy_rows import How, kind_of
from bot.reasons import Reason
from bot.watching import Sighting, sight

STANDING = frozenset({Reason.TOO_OLD, Reason.WITHDRAWN_UNTOLD, Reason.QUIET_HOURS})
"""Reasons that hold also where something louder of the same incident was about to be told."""
LOUDNESS = tuple(How)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a chat was about to be told of an incident when news of it came."""

    how: How
    not_before: datetime
    expires_at: datetime | None = None
    rings: bool = False


@dataclass(frozen=True, slots=True)
class ChatPast:
    """What a chat has got so far.

    ``sounding`` and ``messages`` count the last hour, with what is still to be sent. ``told`` is
    how the incident was told before (None: not yet), ``told_at`` when last.
    """

    sounding: int = 0
    messages: int = 0
    told: How | None = None
    told_at: datetime | None = None
    waiting: Waiting | None = None
    is_muted: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """How a chat is told, the named reason, and when at the earliest and at the latest.

    ``rings``: it comes with a sound. A digest does where it is all that a chat has chosen.
    """

    how: How
    reason: str
    not_before: datetime
    expires_at: datetime | None = None
    lane: Lane = Lane.ALERT
    rings: bool = False


@dataclass(frozen=True, slots=True)
class _Case:
    """Everything that the rules look at. ``at`` is when it could be told: 10 minutes after last."""

    news: News
    chat: ChatSettings
    past: ChatPast
    settings: PolicySettings
    now: datetime
    at: datetime
    kind: str
    how: How
    sighting: Sighting | None = None

    @property
    def breaks_through(self) -> bool:
        """Tell whether it sounds at night and in a surge: critical, and not one word alone.

        As many again as usual may: a war must not ring all night.
        """
        is_left = self.past.sounding < 2 * self.settings.sounding_per_hour
        return self.news.is_critical and self.news.may_break and is_left


def decide(
    news: News, chat: ChatSettings, past: ChatPast, settings: PolicySettings, now: datetime
) -> Decision:
    """Decide how ``chat`` is told of ``news``.

    Where it was about to be told of the same incident, this takes that message's place, and is
    never told later or with less sound than that one would have been.
    """
    at = now
    if past.told_at is not None and chat.preset is not Preset.EVERYTHING:
        at = max(now, past.told_at + timedelta(minutes=settings.incident_gap_minutes))
    case = _near(_Case(news, chat, past, settings, now, at, *_usual(news, chat)))
    decision = next(filter(None, (rule(case) for rule in RULES)))
    if past.waiting is not None and decision.how is not How.NOTHING:
        decision = _in_place_of(past.waiting, decision)
    return _hushed(decision) if chat.is_silent else decision


def keeps_sound(chat: ChatSettings, reason: str, now: datetime) -> bool:
    """Tell whether what should sound, for ``reason``, still may when it is sent at last."""
    if chat.is_silent:
        return False
    is_night = chat.preset is Preset.SERIOUS and is_quiet(chat, now)
    return not is_night or reason in (Reason.CRITICAL, Reason.CORRECTION)


def louder(one: How, other: How) -> How:
    """Return the louder of two ways to be told."""
    return min(one, other, key=LOUDNESS.index)


def _usual(news: News, chat: ChatSettings) -> tuple[str, How]:
    """Give the kind of news, and how the chat's preset hears it."""
    kind = kind_of(news)
    return kind.name, kind.how[chat.preset]


def _near(case: _Case) -> _Case:
    """Let a watch point that the news is near make it as loud as its level says."""
    points = case.chat.points
    sighting = sight(case.news.places, points) if points else None
    if sighting is None:
        return case
    how = _LEVELS.get(sighting.point.level, case.how)
    if louder(how, case.how) is case.how:
        return replace(case, sighting=sighting)
    return replace(case, sighting=sighting, how=how, kind=Reason.NEAR)


_LEVELS = {Level.SOUND: How.SOUND, Level.SILENT: How.SILENT}


def _hushed(decision: Decision) -> Decision:
    """Tell it without a sound, as a chat has chosen."""
    how = How.SILENT if decision.how is How.SOUND else decision.how
    return replace(decision, how=how, rings=False)


def _corrected(case: _Case) -> Decision | None:
    """Tell everybody who got it, or is about to get it, whatever their filters say."""
    if not case.news.is_correction:
        return None
    if case.past.told is not None:
        how = How.SOUND if case.past.told is How.SOUND else How.SILENT
        return Decision(how, Reason.CORRECTION, case.now, rings=how is How.SOUND)
    waiting = case.past.waiting
    if waiting is None:
        return Decision(How.NOTHING, Reason.NOT_TOLD, case.now)
    if case.news.is_withdrawn:
        return _later(next_round_up(case.now), Reason.WITHDRAWN_UNTOLD)
    return _as_waiting(waiting, Reason.CORRECTION)


def _not_theirs(case: _Case) -> Decision | None:
    if case.past.is_muted:
        return Decision(How.NOTHING, Reason.MUTED, case.now)
    if case.sighting is not None:
        return None
    if case.news.theatres and not case.news.theatres & case.chat.areas:
        return Decision(How.NOTHING, Reason.OTHER_AREA, case.now)
    refused = refusal(case.news, case.chat.filter)
    return Decision(How.NOTHING, refused, case.now) if refused else None


def _for_the_digest(case: _Case) -> Decision | None:
    if case.how is not How.DIGEST:
        return None
    later = _later(next_digest(case.chat, case.now), case.kind)
    return replace(later, rings=case.chat.preset is Preset.DIGEST)


def _too_late(case: _Case) -> Decision | None:
    expires_at = case.news.expires_at
    if expires_at is None or case.at < expires_at:
        return None
    return _later(next_round_up(case.now), Reason.TOO_OLD)


def _draft(case: _Case) -> Decision | None:
    is_loud = case.news.is_draft and case.how is How.SOUND
    return _now(case, How.SILENT, Reason.DRAFT) if is_loud else None


def _everything(case: _Case) -> Decision | None:
    if case.chat.preset is not Preset.EVERYTHING:
        return None
    how = How.SILENT if case.news.is_unreviewed else case.how
    return _now(case, how, Reason.UNREVIEWED if case.news.is_unreviewed else case.kind)


def _unreviewed(case: _Case) -> Decision | None:
    return _now(case, How.SILENT, Reason.UNREVIEWED) if case.news.is_unreviewed else None


def _critical(case: _Case) -> Decision | None:
    if not case.news.is_critical:
        return None
    if case.breaks_through and case.how is How.SOUND:
        return _now(case, How.SOUND, Reason.CRITICAL)
    is_heard = case.how is How.SOUND and not _is_night(case)
    if not case.news.may_break and not is_heard:
        return _now(case, How.SILENT, Reason.SINGLE_REPORT)
    return None


def _surge(case: _Case) -> Decision | None:
    if case.past.messages < case.settings.messages_per_hour:
        return None
    return _later(next_round_up(case.now), Reason.SURGE_ROUND_UP)


def _silently(case: _Case) -> Decision | None:
    if case.how is How.SILENT:
        return _now(case, How.SILENT, case.kind)
    if _is_night(case):
        return _now(case, How.SILENT, Reason.QUIET_HOURS)
    if case.past.sounding >= case.settings.sounding_per_hour:
        return _now(case, How.SILENT, Reason.SURGE_SILENT)
    return None


def _with_a_sound(case: _Case) -> Decision:
    return _now(case, How.SOUND, case.kind)


RULES: tuple[Callable[[_Case], Decision | None], ...] = (
    _corrected,
    _not_theirs,
    _for_the_digest,
    _too_late,
    _draft,
    _everything,
    _unreviewed,
    _critical,
    _surge,
    _silently,
    _with_a_sound,
)


def _is_night(case: _Case) -> bool:
    """Tell whether quiet hours hold when this could be told; only one preset keeps them."""
    return case.chat.preset is Preset.SERIOUS and is_quiet(case.chat, case.at)


def _now(case: _Case, how: How, reason: str) -> Decision:
    """Give it a message of its own."""
    lane = Lane.CRITICAL if case.news.is_critical else Lane.ALERT
    return Decision(how, reason, case.at, case.news.expires_at, lane, rings=how is How.SOUND)


def _later(at: datetime, reason: str) -> Decision:
    """Put it into a digest or round-up: there it never expires."""
    return Decision(How.DIGEST, reason, at, lane=Lane.DIGEST)


def _in_place_of(waiting: Waiting, decision: Decision) -> Decision:
    """Let a decision take the place of what was about to be told, neither softer nor later."""
    if decision.reason in STANDING:
        return decision
    if decision.how is not How.DIGEST:
        how = louder(waiting.how, decision.how)
        return replace(decision, how=how, rings=how is How.SOUND)
    if waiting.how is How.DIGEST:
        return replace(decision, not_before=min(waiting.not_before, decision.not_before))
    return _as_waiting(waiting, decision.reason)


def _as_waiting(waiting: Waiting, reason: str) -> Decision:
    """Tell it just as what waits would have been told."""
    lane = Lane.DIGEST if waiting.how is How.DIGEST else Lane.ALERT
    return Decision(
        waiting.how, reason, waiting.not_before, waiting.expires_at, lane, waiting.rings
    )
