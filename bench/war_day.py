"""War days of 300 reports and normal weeks, told to chats of each preset: what rang, what was lost.

``python -m bench.war_day [SEEDS]`` prints, for each chat, how each alert of its areas reached it (a
message, a reply, an edit, a round-up; "lost" must not be there), and the most sounds within an
hour and a day. Exit 1 if anything was lost or rang too often.
"""

import asyncio
import sys
import tempfile
from collections.abc import Callable, Sequence

from bot.model import Preset
from feeds.store.database import open_database
from tests.war import CHATS, loudest_hour, play, reconcile
from tests.war_news import Told, normal_week, war_day

SCENES: tuple[tuple[str, Callable[[int], Sequence[Told]], float, int], ...] = (
    ("war day", war_day, 1, 12),
    ("normal week", normal_week, 24, 3),
)
"""Name, how it is drawn, and how many sounds a default chat may get within so many hours."""


def main() -> int:
    """Play each scene for each seed."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    wrong = sum(_play(*scene, seed) for scene in SCENES for seed in range(1, seeds + 1))
    print(
        "all alerts accounted for" if not wrong else f"{wrong} chats were not told as they should"
    )
    return 1 if wrong else 0


def _play(
    name: str, draw: Callable[[int], Sequence[Told]], hours: float, most: int, seed: int
) -> int:
    """Play one scene and print a line per chat; return how many went wrong."""
    told = draw(seed)
    print(f"{name}, seed {seed}: {len(told)} reports, SAMPLE, NOT REAL")
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{folder}/alerts.db")
        got = asyncio.run(play(database, told))
        with database.transaction() as connection:
            for settings in CHATS:
                fates = reconcile(connection, got, settings)
                sounds = loudest_hour(got, settings.chat, hours)
                is_default = settings.preset is Preset.SERIOUS
                wrong += fates["lost"] > 0 or (is_default and sounds > most)
                shown = ", ".join(f"{fate} {number}" for fate, number in sorted(fates.items()))
                print(f"  {settings.preset:14} at most {sounds:3} sounds in {hours:g} h; {shown}")
        database.close()
    return wrong


if __name__ == "__main__":
    sys.exit(main())
