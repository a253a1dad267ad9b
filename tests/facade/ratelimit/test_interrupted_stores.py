"""Stores whose methods are interrupted, in threads that fork, and in signal handlers."""

import contextlib
import ctypes
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import pytest

from imgix_management import ClientStateError, RateLimitStoreError
from imgix_management._ratelimit import memory, reservations, sqlite
from imgix_management._ratelimit.limits import BucketLimits, Limit

INTERRUPTS = int(os.environ.get("IMGIX_INTERRUPTS", "60"))
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot fork and has no SIGALRM")

PREPARE = """
import faulthandler, os, sys, threading, time
faulthandler.dump_traceback_later(20, exit=True)
from pathlib import Path
from imgix_management._ratelimit.limits import BucketLimits, Limit
from imgix_management._ratelimit.sqlite import SQLiteStore
path = Path(sys.argv[1])
limits = BucketLimits(Limit("purge", 1000, 0.05))
"""


class SoftTimeLimitError(BaseException):
    """What the program raises."""


@pytest.fixture
def limits():
    return BucketLimits(Limit("purge", 1000, 0.05))


def run(program, path):
    process = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", PREPARE + program, str(path)],
        capture_output=True,
        text=True,
        timeout=40,
        check=False,
    )
    assert (process.returncode, process.stderr) == (0, "")
    return process.stdout.split()


FORKS = """
store = SQLiteStore(path, "a")

def fork_often():
    for _ in range(20):
        store.reserve(limits)
        SQLiteStore(path, "b").reserve(limits)
        pid = os.fork()
        if pid == 0:
            store.reserve(limits)
            os._exit(0)
        assert os.waitpid(pid, 0)[1] == 0

threads = [threading.Thread(target=fork_often) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(store.status(limits).granted)
"""


@POSIX
def test_threads_that_fork_at_the_same_time_never_hang(tmp_path):
    (granted,) = run(FORKS, tmp_path / "limits.db")
    assert (
        110 <= int(granted) <= 120
    )  # the others wait for a slot in some milliseconds, behind those of other processes


def test_interrupts_leave_the_file_sound_and_open_to_others(tmp_path, limits, record_property):
    seed = random.randrange(2**32)
    record_property("seed", seed)
    chance = random.Random(seed)
    path = tmp_path / "limits.db"
    store, other = sqlite.SQLiteStore(path, "a"), sqlite.SQLiteStore(path, "a")
    ended = threading.Event()
    counts = {"granted": 0, "interrupted": 0}

    def work():
        while not ended.is_set():
            try:
                for _ in range(20):
                    store.reserve(limits)
                    counts["granted"] += 1
                    time.sleep(0.0005)  # SQLite gives whoever waits for the file no turn of its own
            except SoftTimeLimitError:
                counts["interrupted"] += 1

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    before = 0
    for _ in range(INTERRUPTS):
        time.sleep(chance.uniform(0, 0.004))
        interrupted = counts["interrupted"]
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(SoftTimeLimitError))
        deadline = time.monotonic() + 30
        while counts["interrupted"] == interrupted:
            assert time.monotonic() < deadline, seed
            time.sleep(0.0005)
        granted = other.status(limits).granted  # raises if the file is damaged, or a transaction open
        assert granted >= max(before, counts["granted"] - 20), seed
        before = granted
    ended.set()
    thread.join(5)
    assert not thread.is_alive(), seed
    store.close()
    other.close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert [file.name for file in tmp_path.iterdir() if "damaged" in file.name] == []


DAMAGED = """
store = SQLiteStore(path, "a")
from imgix_management import RateLimitStoreError
try:
    store.reserve(limits)
except RateLimitStoreError as error:
    print(error.code, "malformed" in str(error) or "not a database" in str(error))
"""


def test_a_damaged_file_is_a_clear_error_in_each_of_ten_processes_and_stays_as_it_is(tmp_path):
    path = tmp_path / "limits.db"
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 4080)
    damaged = path.read_bytes()
    command = [sys.executable, "-c", PREPARE + DAMAGED, str(path)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(10)]
    assert [process.communicate(timeout=40)[0].split() for process in processes] == [
        ["rate_limit_store_failed", "True"]
    ] * 10
    assert path.read_bytes() == damaged


@POSIX
@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_a_signal_handler_during_a_method_is_refused(kind, tmp_path, limits, monkeypatch):
    store = memory.MemoryStore() if kind == "memory" else sqlite.SQLiteStore(tmp_path / "limits.db", "a")
    store.reserve(limits)
    raised = []

    def handler(_signal, _frame):
        with pytest.raises(ClientStateError) as caught:
            store.reserve(limits)
        raised.append(caught.value.code)

    original = reservations.ReservationLog.reserve

    def interrupted(log, *arguments):
        if not raised:
            signal.raise_signal(signal.SIGALRM)
        return original(log, *arguments)

    monkeypatch.setattr(reservations.ReservationLog, "reserve", interrupted)
    before = signal.signal(signal.SIGALRM, handler)
    try:
        store.reserve(limits)
        store.reserve(limits)
    finally:
        signal.signal(signal.SIGALRM, before)
        store.close()
    assert raised == ["called_in_signal_handler"]


def test_an_error_of_the_file_is_reported_and_the_next_call_works(tmp_path, limits):
    path = tmp_path / "limits.db"
    store = sqlite.SQLiteStore(path, "a")
    store.reserve(limits)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(RateLimitStoreError):
            store.reserve(limits)
        connection.execute("ROLLBACK")
    store.reserve(limits)
    assert store.status(limits).granted == 2
    store.close()
