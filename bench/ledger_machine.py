"""Lets anything happen to the ledger, 500 times: ``python -m bench.ledger_machine [RUNS]``.

The state machine of tests/ledger_machine.py; an invariant that breaks is shown with its steps.
"""

import sys
import time

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.ledger_machine import LedgerMachine

RUNS = 500
STEPS = 50


def main(arguments: list[str]) -> int:
    """Run it; an ``AssertionError`` is a broken promise."""
    runs = int(arguments[0]) if arguments else RUNS
    began = time.monotonic()
    thorough = settings(max_examples=runs, stateful_step_count=STEPS, deadline=None, database=None)
    run_state_machine_as_test(LedgerMachine, settings=thorough)
    print(f"{runs} runs of up to {STEPS} steps: all kept; {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
