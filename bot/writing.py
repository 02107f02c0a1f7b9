"""deliveries -> the message that one call carries: an alert, an edit, or a round-up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.coverage import coverage, coverage_line
from bot.hours import zone_of
from bot.layout import hidden
from bot.model import ChatSettings, Delivery, DeliveryKind, Message
from bot.reasons import Reason
from bot.roundup import Reader, round_up
from bot.store import chats
from bot.summarize import Mark, Occasion, summarize
from bot.watching import sight
from bot.words import words
from feeds.config import FeedSettings
from feeds.model import Alert, AlertReason, Incident
from feeds.store import Connection, alerts, feeds, incidents

HEADED = {Reason.SINGLE_REPORT: Mark.SINGLE_REPORT, Reason.UNREVIEWED: Mark.UNREVIEWED}
"""What policy wants said above a message."""


About = tuple[Incident | None, Alert | None]
"""What a delivery tells; None is a hole in the database."""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that a message is written from, read in one transaction.

    ``coverage`` (the line on the sources of the chat's areas) is there for round-ups only.
    """

    deliveries: tuple[Delivery, ...]
    about: tuple[About, ...]
    chat: ChatSettings
    coverage: str = ""


def read(
    connection: Connection, deliveries: Sequence[Delivery], sources: Sequence[FeedSettings]
) -> Material:
    """Read what one call is about: one delivery, or the rows of one round-up.

    ``sources`` are the configured feeds; without them no line tells how many are read.
    """
    first = deliveries[0]
    about = tuple(_about(connection, one) for one in deliveries)
    known = chats.load(connection, first.chat.id, first.chat.thread_id)
    chat = known or ChatSettings(first.chat)
    line = ""
    if sources and first.kind is DeliveryKind.DIGEST:
        states = {row.name: row.state.state for row in feeds.every(connection)}
        line = coverage_line(coverage(sources, states, chat.areas), words(chat.chat.language))
    return Material(tuple(deliveries), about, chat, line)


def write(material: Material, marks: tuple[Mark, ...], now: datetime) -> Message:
    """Write the message of one call, with ``marks`` above it. Pure.

    Raises:
        LookupError: The ledger names an incident or an alert that is not there.
    """
    first = material.deliveries[0]
    above = (*marks, *_above(first))
    told = [
        _sure(one, about) for one, about in zip(material.deliveries, material.about, strict=True)
    ]
    spoken = words(first.chat.language)
    if first.kind is DeliveryKind.DIGEST:
        zone = zone_of(material.chat)
        message = round_up(told, Reader(spoken, zone, now, above, material.coverage))
    else:
        message = _single(material, told[0], above, now)
    if not material.chat.is_discreet:
        return message
    return hidden(spoken.count("discreet", len(told)), message)


def _single(
    material: Material, about: tuple[Incident, Alert], above: tuple[Mark, ...], now: datetime
) -> Message:
    """Write the message of one delivery."""
    first, (incident, alert) = material.deliveries[0], about
    occasion = Occasion(
        told_at=first.told_at if _is_later(first, alert) else None,
        time_zone=first.chat.time_zone,
        marks=above,
        sighting=sight(incident.places, material.chat.points),
    )
    return summarize(incident, alert, first.chat.language, now, occasion)


def _above(delivery: Delivery) -> tuple[Mark, ...]:
    repeat = (Mark.REPEAT,) if delivery.is_repeat else ()
    return (*repeat, *(mark for reason, mark in HEADED.items() if delivery.reason == reason))


def _is_later(delivery: Delivery, alert: Alert) -> bool:
    """Tell whether a message refers to an earlier one; else it must stand on its own."""
    is_correction = alert.reason is AlertReason.CORRECTION
    return delivery.kind is DeliveryKind.REPLY or (
        delivery.kind is DeliveryKind.EDIT and is_correction
    )


def _about(connection: Connection, delivery: Delivery) -> About:
    incident = incidents.get(connection, delivery.incident_id)
    return incident, alerts.get(connection, delivery.alert_id)


def _sure(delivery: Delivery, about: About) -> tuple[Incident, Alert]:
    incident, alert = about
    if incident is None or alert is None:
        raise LookupError(f"incident {delivery.incident_id}, alert {delivery.alert_id}")
    return incident, alert
