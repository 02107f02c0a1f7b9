"""The fake as a process: ``python -m tests.telegram_server [--port N] [--limits] [--latency S]``.

It prints one JSON line with ``api_url`` and ``token``, and serves until it is terminated.
"""

import argparse
import json
import signal
import sys

from tests.telegram_server.control import Control
from tests.telegram_server.limits import Rates
from tests.telegram_server.server import TOKEN, FakeTelegram


def main(arguments: list[str]) -> int:
    """Serve until SIGTERM or SIGINT."""
    parser = argparse.ArgumentParser(prog="python -m tests.telegram_server")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds spent on a request")
    parser.add_argument("--limits", action="store_true", help="turn flood control on")
    options = parser.parse_args(arguments)
    # Blocked before any thread starts, so that the signal waits for sigwait below.
    ends = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    control = Control()
    fake = FakeTelegram(
        token=options.token,
        port=options.port,
        latency_seconds=options.latency,
        rates=Rates() if options.limits else None,
        extend=control.add_routes,
    )
    control.fake = fake
    with fake:
        sys.stdout.write(json.dumps({"api_url": fake.api_url, "token": fake.token}) + "\n")
        sys.stdout.flush()
        signal.sigwait(ends)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
