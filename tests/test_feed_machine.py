"""Whatever happens to it, a feed keeps its promise; bench/feed_machine.py runs it longer."""

import asyncio

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from feeds.workers import Workers
from tests.feed_machine import FeedMachine

RUNS = 3
STEPS = 200


def test_a_feed_keeps_its_promise_through_two_hundred_steps() -> None:
    quick = settings(max_examples=RUNS, stateful_step_count=STEPS, deadline=None, database=None)

    run_with(quick)


def run_with(how: settings) -> None:
    """Run the machine with one worker and one event loop for all of its runs."""
    FeedMachine.loop, FeedMachine.workers = asyncio.new_event_loop(), Workers(1)
    try:
        run_state_machine_as_test(FeedMachine, settings=how)
    finally:
        FeedMachine.loop.run_until_complete(FeedMachine.workers.close())
        FeedMachine.loop.close()
