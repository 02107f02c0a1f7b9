"""How long one alert takes to be fanned out to 10,000 chats with filters drawn at random.

``python -m bench.fan_out [CHATS]``: prints CPU seconds (bar: 1.0) and the peak of memory, for
a first alert and for an update of what was told.
"""

import random
import resource
import sys
import time
from dataclasses import replace
from datetime import timedelta

from bot.config import PolicySettings
from bot.fan_out import fan_out
from bot.store import chats
from feeds.model import AlertReason
from feeds.store import alerts, incidents
from feeds.store.database import open_database
from tests.bot.made import NOW, alert, incident
from tests.bot.random_chats import random_chat

CHATS = 10_000
BAR_SECONDS = 1.0
SEED = 20310305


def main(arguments: list[str]) -> int:
    """Print a line per alert; 1 where the bar was missed."""
    number = int(arguments[0]) if arguments else CHATS
    chance = random.Random(SEED)  # noqa: S311 - a seed makes the same chats again
    database = open_database(":memory:")
    with database.transaction() as connection:
        for index in range(number):
            chats.subscribe(connection, random_chat(chance, index + 1), NOW)
        saved = incidents.save(connection, incident(id=0), "feed:a", "told", NOW)
    slowest = 0.0
    for version, reason in ((1, AlertReason.NEW), (2, AlertReason.TOLL)):
        now = NOW + version * timedelta(minutes=20)
        about = replace(alert(reason), id=0, incident_id=saved.id, version=version, created_at=now)
        with database.transaction() as connection:
            alerts.add(connection, about)
            began = time.process_time()
            fan_out(connection, now, PolicySettings())
            seconds = time.process_time() - began
        slowest = max(slowest, seconds)
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{reason} to {number} chats: {seconds:.2f} CPU s (bar {BAR_SECONDS:g})")
        print(f"memory: {peak_mb:.0f} MB at most")
    database.close()
    return 0 if slowest <= BAR_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
