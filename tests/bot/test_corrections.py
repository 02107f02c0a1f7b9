"""What operators change by hand is told to those who heard of it, and to nobody else."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection

from bot.corrections import Act, put_right, withdraw
from feeds.model import AlertReason, Standing
from feeds.store import alerts, incidents
from feeds.telling import Held
from tests.bot.made import NOW, claim, incident


@pytest.mark.parametrize(("is_told", "held"), [(True, ""), (False, Held.UNTOLD)])
def test_a_withdrawal_is_a_correction_of_what_was_told(
    connection: Connection, is_told: bool, held: str
) -> None:
    made = incident(id=0, is_told=is_told)
    saved = incidents.save(connection, made, "feed:Herald", "first", NOW)
    withdrawn = withdraw(connection, saved, Act("an anniversary", NOW))
    (alert,) = alerts.of_incident(connection, saved.id)

    assert withdrawn.standing is Standing.WITHDRAWN
    assert (alert.reason, alert.version) == (AlertReason.CORRECTION, saved.version + 1)
    assert (alert.note, alert.held_reason) == ("operator: an anniversary", held)
    assert incidents.history(connection, saved.id)[-1].by == "operator"


def test_a_figure_that_is_put_right_keeps_the_former_one(connection: Connection) -> None:
    saved = incidents.save(connection, incident(id=0), "feed:Herald", "first", NOW)
    righted = put_right(connection, saved, replace(claim(), low=3, high=3), Act("a slip", NOW))

    assert [(one.low, one.before) for one in righted.claims] == [(3, "2")]
    assert (
        "put right: ARM_MOD killed ARM 3: a slip"
        in incidents.history(connection, saved.id)[-1].what
    )


def test_a_figure_that_nobody_gave_cannot_be_put_right(connection: Connection) -> None:
    saved = incidents.save(connection, incident(id=0), "feed:Herald", "first", NOW)

    with pytest.raises(ValueError, match="AZE_MOD says nothing"):
        put_right(connection, saved, claim(claimant="AZE_MOD"), Act("a slip", NOW))
