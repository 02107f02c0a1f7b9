"""Kills a pusher twenty times over 40 alerts to 5 chats, and prints what became of them.

``python -m bench.kill_loop [SEED...]``: Telegram answers late, twice, not at all, with 429, 502 and
pages, upgrades a group to a supergroup, and somebody blocks the bot. One minute a seed.
"""

import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from tests.killing import Killing
from tests.telegram_process import telegram_process

KILLS = 20
NEWS = 40
SEEDS = (20310305,)


def main(arguments: list[str]) -> int:
    """Print a line per seed; 1 where a bar was missed."""
    is_good = True
    for seed in map(int, arguments) if arguments else SEEDS:
        began = time.monotonic()
        with (
            tempfile.TemporaryDirectory() as folder,
            telegram_process("--latency", "0.1") as remote,
        ):
            count = Killing(Path(folder), remote, seed, KILLS, NEWS).run()
        figures = ", ".join(f"{name} {value}" for name, value in asdict(count).items())
        print(f"seed {seed}, {KILLS} kills: {figures}; {time.monotonic() - began:.0f} s")
        bad = count.lost + count.unmarked + count.out_of_order + count.violations
        is_good &= bad + count.after_block == 0 and count.most_copies <= 2
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
