import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.lock import LockHeldError, ServiceLock

NOW = datetime(2031, 3, 5, 6, 12, tzinfo=UTC)
HOLDER = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from feeds.lock import ServiceLock
with ServiceLock(Path(sys.argv[1]), datetime(2031, 3, 5, 6, 12, tzinfo=UTC)):
    print("held", flush=True)
    time.sleep(60)
"""


def start_holder(database: Path) -> subprocess.Popen[bytes]:
    holder = subprocess.Popen(  # noqa: S603 - our own interpreter and our own words
        [sys.executable, "-c", HOLDER, str(database)], stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    return holder


def test_a_second_service_is_refused_and_told_who_holds_it(tmp_path: Path) -> None:
    with ServiceLock(tmp_path / "a.db", NOW), pytest.raises(LockHeldError) as caught:
        ServiceLock(tmp_path / "a.db", NOW).__enter__()

    assert f"already in use by process {os.getpid()} on " in str(caught.value)
    assert "started 2031-03-05 06:12:00 UTC" in str(caught.value)


def test_it_is_free_again_after_its_end(tmp_path: Path) -> None:
    with ServiceLock(tmp_path / "a.db", NOW):
        pass

    with ServiceLock(tmp_path / "a.db", NOW) as again:
        assert again is not None


def test_two_databases_have_two_locks(tmp_path: Path) -> None:
    with ServiceLock(tmp_path / "a.db", NOW), ServiceLock(tmp_path / "b.db", NOW):
        held = sorted(path.name for path in tmp_path.iterdir())

    assert held == ["a.db.lock", "b.db.lock"]


def test_another_process_is_named_and_its_death_frees_the_lock(tmp_path: Path) -> None:
    holder = start_holder(tmp_path / "a.db")
    with pytest.raises(LockHeldError, match=f"process {holder.pid} on "):
        ServiceLock(tmp_path / "a.db", NOW).__enter__()
    holder.send_signal(signal.SIGKILL)
    holder.wait(10)
    assert holder.stdout is not None
    holder.stdout.close()

    with ServiceLock(tmp_path / "a.db", NOW):
        assert f"process {os.getpid()}" in (tmp_path / "a.db.lock").read_text()


def test_a_file_that_was_left_behind_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "a.db.lock").write_text("process 1 on elsewhere, started long ago\n")

    with ServiceLock(tmp_path / "a.db", NOW):
        assert "elsewhere" not in (tmp_path / "a.db.lock").read_text()


def test_the_folder_is_made_where_it_is_missing(tmp_path: Path) -> None:
    with ServiceLock(tmp_path / "new" / "a.db", NOW):
        assert (tmp_path / "new" / "a.db.lock").exists()
