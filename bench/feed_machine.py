"""Lets anything happen to a feed, 100 times: ``python -m bench.feed_machine [RUNS]``.

The state machine of tests/feed_machine.py, 200 steps a run; what breaks is shown with its steps.
"""

import sys
import time

from hypothesis import settings

from tests.test_feed_machine import STEPS, run_with

RUNS = 100


def main(arguments: list[str]) -> int:
    """Run it; an ``AssertionError`` is a broken promise."""
    runs = int(arguments[0]) if arguments else RUNS
    began = time.monotonic()
    run_with(settings(max_examples=runs, stateful_step_count=STEPS, deadline=None, database=None))
    print(f"{runs} runs of up to {STEPS} steps: all kept; {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
