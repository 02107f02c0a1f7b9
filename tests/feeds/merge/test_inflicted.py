"""A figure that a side says it inflicted never alerts."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from feeds.merge.origins import is_inflicted
from feeds.model import (
    Casualty,
    Harm,
    Side,
    Who,
)
from tests.feeds.merge.made import (
    DAY,
    NOON,
    Archive,
    event,
    report,
    source,
)
from tests.feeds.merge.streams import a_few

ONE_CLASH = event()
said = st.lists(
    st.tuples(
        st.sampled_from(["ARM_MOD", "AZE_MOD", "witness", "media"]),
        st.sampled_from([Side.ARM, Side.AZE]),
        st.sampled_from([Harm.KILLED, Harm.WOUNDED]),
        st.integers(0, 60),
    ),
    min_size=1,
    max_size=8,
)


@a_few
@given(said)
def test_an_inflicted_figure_never_alerts(
    figures_of: list[tuple[str, Side, Harm, int]],
) -> None:
    everything, established = Archive(), Archive()
    for hour, (claimant, side, harm, number) in enumerate(figures_of):
        told = replace(ONE_CLASH, claimed_by=(claimant,))
        by = source("Reuters", NOON + hour * DAY / 48)
        figure = Casualty(0, side, Who.MIL, harm, number, number)
        kept = [] if is_inflicted(claimant, side) else [figure]
        (with_it,) = everything.tell(report(told, casualties=[figure]), by)
        (without,) = established.tell(report(told, casualties=kept), by)

        assert with_it.alert == without.alert
        assert with_it.incident.severity == without.incident.severity
        assert with_it.incident.standing == without.incident.standing
