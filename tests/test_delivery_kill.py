"""A pusher is killed with SIGKILL while Telegram misbehaves; bench/kill_loop.py is the long one."""

from pathlib import Path

from tests.killing import Killing
from tests.telegram_process import telegram_process

SEED = 20310305


def test_sigkill_loses_nothing_and_repeats_only_with_a_mark(tmp_path: Path) -> None:
    with telegram_process("--latency", "0.1") as remote:
        count = Killing(tmp_path, remote, SEED, kills=4, news=12).run()

    assert (count.expected, count.lost, count.unmarked) == (60, 0, 0)
    assert (count.most_copies <= 2, count.out_of_order) == (True, 0)
    assert (count.after_block, count.violations) == (0, 0)
