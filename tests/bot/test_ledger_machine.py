"""Whatever happens to it, the ledger keeps its promises; bench/ledger_machine.py runs it longer."""

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.ledger_machine import LedgerMachine

RUNS = 12
STEPS = 40


def test_nothing_is_lost_doubled_or_out_of_order() -> None:
    quick = settings(max_examples=RUNS, stateful_step_count=STEPS, deadline=None, database=None)

    run_state_machine_as_test(LedgerMachine, settings=quick)
