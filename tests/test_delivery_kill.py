"""A pusher is killed with SIGKILL while Telegram misbehaves; bench/kill_loop.py is the long one."""

from pathlib import Path

from tests.killing import Killing
from tests.telegram_process import telegram_process

SEED = 20310305


def test_sigkill_loses_nothing_unsaid_and_repeats_only_with_a_mark(tmp_path: Path) -> None:
    with telegram_process("--latency", "0.1") as remote:
        count = Killing(tmp_path, remote, SEED, kills=4, news=12).run()

    # Two calls for one message that die before they reach Telegram cost it: two copies at most
    # leave no third try. It happens when a busy machine is killed twice at it; the ledger says so.
    assert (count.expected, count.lost_unsaid, count.unmarked) == (60, 0, 0)
    assert count.lost <= count.unknown
    assert (count.most_copies <= 2, count.out_of_order) == (True, 0)
    assert (count.after_block, count.violations) == (0, 0)
