import json
import multiprocessing
import os
import signal
import sqlite3
import threading
import time
from collections.abc import Iterator
from multiprocessing.context import BaseContext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgix_management._ratelimit import BucketLimits, Limit, MemoryStore, Reservation, Store
from imgix_management._ratelimit.clock import now
from imgix_management._ratelimit.sqlite import SQLiteStore
from imgix_management.errors import RateLimitStoreError, RateLimitWaitError

HOURLY = BucketLimits(Limit("create", 2, 3600.0))


class Machine:
    """A machine with a clock of its own and one on the wall."""

    def __init__(self) -> None:
        self.up = 1000.0
        self.wall = 1_800_000_000.0

    def advance(self, seconds: float) -> None:
        self.up += seconds
        self.wall += seconds

    def store(self, path: Path, account: str = "a") -> SQLiteStore:
        return SQLiteStore(path, account, clock=lambda: self.up, wall=lambda: self.wall)


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "limits.sqlite"


@pytest.fixture
def store(machine: Machine, path: Path) -> Iterator[SQLiteStore]:
    store = machine.store(path)
    yield store
    store.close()


def test_a_command_counts_what_the_one_before_it_sent(machine: Machine, path: Path) -> None:
    for _ in range(2):
        store = machine.store(path)
        assert store.reserve(HOURLY).state == "granted"
        store.close()
        machine.advance(60)
    store = machine.store(path)
    assert store.reserve(HOURLY).slot == pytest.approx(1000 + 3601.8)
    store.close()


def test_accounts_and_buckets_do_not_disturb_each_other(machine: Machine, path: Path, store: SQLiteStore) -> None:
    other = machine.store(path, "b")
    store.block(HOURLY, 600)
    assert other.reserve(HOURLY).state == "granted"
    assert store.reserve(BucketLimits(Limit("purge", 1, 1.0))).state == "granted"
    assert store.reserve(HOURLY).state == "waiting"
    other.close()


@pytest.mark.parametrize(
    ("up", "wall", "free_in"),
    [
        pytest.param(10, 600, 3000, id="ten minutes pass while it is started anew"),
        pytest.param(10, 7200, 0, id="two hours pass"),
        pytest.param(10, -9000, 3600, id="the wall clock went back"),
        pytest.param(990, 990, 2610, id="nearly as long up as before"),
    ],
)
def test_a_restart_of_the_machine(machine: Machine, path: Path, up: float, wall: float, free_in: float) -> None:
    store = machine.store(path)
    store.reserve(HOURLY)
    store.reserve(HOURLY)
    store.close()
    machine.up, machine.wall = up, machine.wall + wall
    store = machine.store(path)
    assert store.status(HOURLY).retry_after == pytest.approx(max(0, free_in + 1.8) if free_in else 0, abs=0.1)
    store.close()


def test_a_restart_that_was_long_ago_frees_no_slot_too_early(machine: Machine, path: Path) -> None:
    store = machine.store(path)
    store.reserve(HOURLY)
    store.reserve(HOURLY)
    store.close()
    machine.up, machine.wall = 2000.0, machine.wall + 100_000  # up for longer than it had been then
    store = machine.store(path)
    assert 0 < store.status(HOURLY).retry_after <= 3601.8
    store.close()


@pytest.mark.parametrize("jump", [-86_400.0, 86_400.0])
def test_a_jump_of_the_wall_clock_changes_nothing(machine: Machine, store: SQLiteStore, jump: float) -> None:
    store.reserve(HOURLY)
    store.reserve(HOURLY)
    machine.wall += jump
    assert store.status(HOURLY).retry_after == pytest.approx(3601.8)
    machine.advance(3602)
    assert store.reserve(HOURLY).state == "granted"


def test_a_suspended_machine_owes_nobody_a_wait(machine: Machine, store: SQLiteStore) -> None:
    store.reserve(HOURLY)
    store.reserve(HOURLY)
    waiting = store.reserve(HOURLY)
    machine.advance(8 * 3600)  # a clock that continues meanwhile
    assert store.confirm(waiting) == 0
    assert store.status(HOURLY).used == 1


@pytest.mark.skipif(not hasattr(time, "CLOCK_BOOTTIME"), reason="this system has no such clock")
def test_the_clock_continues_while_the_machine_is_suspended() -> None:
    assert now() == pytest.approx(time.clock_gettime(time.CLOCK_BOOTTIME), abs=1)


def damage_pages(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:4096] + os.urandom(4096))


def damage_log(path: Path, account: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE logs_1 SET log = ? WHERE account = ?", (b'{"now": 1}', account))
    connection.close()


@pytest.mark.parametrize("words", ["malformed", "not a database"])
def test_a_damaged_file_is_an_error_and_is_left_as_it_is(machine: Machine, path: Path, words: str) -> None:
    first = machine.store(path)
    first.reserve(HOURLY)
    first.close()
    if words == "malformed":
        damage_pages(path)
    else:
        path.write_bytes(os.urandom(8192))
    content = path.read_bytes()
    store = machine.store(path)
    for _ in range(2):
        with pytest.raises(RateLimitStoreError, match=words) as caught:
            store.reserve(HOURLY)
        assert str(path) in caught.value.message("ja")
    assert path.read_bytes() == content
    store.close()
    path.unlink()
    assert store.reserve(HOURLY).state == "granted"
    store.close()


def test_a_damaged_log_is_an_error_for_its_account_only(machine: Machine, path: Path) -> None:
    one, other = machine.store(path, "one"), machine.store(path, "other")
    one.reserve(HOURLY)
    other.reserve(HOURLY)
    damage_log(path, "one")
    with pytest.raises(RateLimitStoreError, match="malformed"):
        one.status(HOURLY)
    assert other.status(HOURLY).used == 1
    one.close()
    other.close()


def test_who_has_a_file_open_that_was_renamed_continues_in_the_new_one(machine: Machine, path: Path) -> None:
    old, new = machine.store(path), machine.store(path)
    old.reserve(HOURLY)
    for end in ("", "-wal", "-shm"):
        Path(f"{path}{end}").rename(f"{path}.aside{end}")
    new.reserve(HOURLY)
    old.reserve(HOURLY)
    assert old.status(HOURLY) == new.status(HOURLY)
    assert new.status(HOURLY).used == 2
    old.close()
    new.close()


def test_a_file_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("Not to be lost. " * 100)
    store = SQLiteStore(notes, "a")
    with pytest.raises(RateLimitStoreError, match="not a database"):
        store.reserve(HOURLY)
    assert notes.read_text() == "Not to be lost. " * 100
    assert list(tmp_path.iterdir()) == [notes]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(RateLimitStoreError):
        SQLiteStore(tmp_path / "q", "a").reserve(HOURLY)


def test_a_place_where_no_file_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file" / "q", tmp_path):
        with pytest.raises(RateLimitStoreError) as caught:
            SQLiteStore(path, "a").reserve(HOURLY)
        assert caught.value.store == str(path)
        assert "memory://" in caught.value.message("en")
        assert "memory://" in caught.value.message("ja")


def test_a_file_locked_for_long_is_an_error_and_no_damage(
    machine: Machine, path: Path, store: SQLiteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.reserve(HOURLY)
    store.close()
    monkeypatch.setattr("imgix_management._ratelimit.sqlite.LOCK_TIMEOUT", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(RateLimitStoreError, match="locked"):
        store.reserve(HOURLY)
    waiting = Reservation(HOURLY, 0.0, 5000.0, "waiting", 7)
    store.release(waiting)  # which never fails
    other.execute("ROLLBACK")
    other.close()
    assert store.status(HOURLY).used == 1


LIMIT = Limit("x", 20, 0.2)


def work(path: Path, seconds: float, sent: "multiprocessing.SimpleQueue[list[float]]") -> None:
    """Go as often as the store lets one."""
    store = SQLiteStore(path, "a")
    bucket_limits = BucketLimits(LIMIT)
    times = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        reservation = store.reserve(bucket_limits)
        while reservation.state == "waiting" and (wait := store.confirm(reservation)) > 0:
            time.sleep(wait)
        times.append(reservation.slot)
    store.close()
    sent.put(times)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize("method", ["spawn", "fork"])
def test_processes_share_the_limit(path: Path, method: str) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip("this system starts processes in other ways only")
    context: BaseContext = multiprocessing.get_context(method)
    sent = context.SimpleQueue()
    workers = [context.Process(target=work, args=(path, 1.0, sent)) for _ in range(3)]  # type: ignore[attr-defined]
    for worker in workers:
        worker.start()
    times = sorted(moment for _ in workers for moment in sent.get())
    for worker in workers:
        worker.join()
    assert len(times) >= 4 * LIMIT.count
    assert all(late - early > LIMIT.period for early, late in zip(times, times[LIMIT.count :], strict=False))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_child_continues_with_the_same_store(path: Path) -> None:
    store, bucket_limits = SQLiteStore(path, "a"), BucketLimits(Limit("x", 2, 3600.0))
    store.reserve(bucket_limits)
    child = os.fork()
    if child == 0:
        signal.alarm(10)
        os._exit(0 if store.reserve(bucket_limits).state == "granted" else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert store.reserve(bucket_limits).state == "waiting"
    store.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_children_forked_while_a_thread_uses_the_store_can_use_it(path: Path) -> None:
    store, bucket_limits, stop = SQLiteStore(path, "a"), BucketLimits(Limit("x", 10**6, 1.0)), threading.Event()

    def work() -> None:
        while not stop.is_set():
            store.reserve(bucket_limits)
            time.sleep(0.0005)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        for _ in range(20):
            child = os.fork()
            if child == 0:
                signal.alarm(5)  # a child that hangs dies of it
                os._exit(0 if store.reserve(bucket_limits).state == "granted" else 1)
            assert os.waitpid(child, 0)[1] == 0
    finally:
        stop.set()
        thread.join()
        store.close()


def test_threads_share_one_store(path: Path) -> None:
    store, bucket_limits = SQLiteStore(path, "a", clock=lambda: 0.0), BucketLimits(Limit("x", 5, 1.0), margin=0.0)
    slots: list[float] = []

    def reserve() -> None:
        slots.extend(store.reserve(bucket_limits).slot for _ in range(50))

    threads = [threading.Thread(target=reserve) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.close()
    assert sorted(slots) == [float(i // 5) for i in range(200)]


def killed(path: Path) -> None:
    store = SQLiteStore(path, "a")
    while True:
        store.reserve(BucketLimits(Limit("x", 1, 0.001)))
        time.sleep(0.001)  # others want the file, too


def test_a_killed_process_leaves_the_file_intact(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    store = SQLiteStore(path, "a")
    worker = context.Process(target=killed, args=(path,))
    worker.start()
    while not path.exists() or store.status(BucketLimits(Limit("x", 1, 0.001))).used == 0:
        time.sleep(0.01)
    worker.kill()
    worker.join()
    store.block(HOURLY, 5.0)
    store.close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    for (log,) in connection.execute("SELECT log FROM logs_1"):
        json.loads(log)
    connection.close()


OPERATIONS = st.one_of(
    st.tuples(st.just("pass"), st.floats(0, 5, allow_subnormal=False)),
    st.tuples(st.just("reserve"), st.sampled_from([0, 1, 2])),
    st.tuples(st.just("confirm"), st.integers(0, 9)),
    st.tuples(st.just("release"), st.integers(0, 9)),
    st.tuples(st.just("done"), st.integers(0, 9)),
    st.tuples(st.just("block"), st.none() | st.floats(0, 9, allow_subnormal=False)),
)
ALL_LIMITS = (
    BucketLimits(Limit("x", 2, 1.0)),
    BucketLimits(Limit("x", 3, 1.0), Limit("x", 4, 7.0)),
    BucketLimits(Limit("x", 2, 1.0), strict=True),
)


@given(st.lists(OPERATIONS, max_size=40))
def test_it_decides_as_the_store_in_memory_does(tmp_path_factory: pytest.TempPathFactory, steps: list) -> None:
    machine = Machine()
    path = tmp_path_factory.mktemp("q") / "q"
    stores: tuple[Store, Store] = (MemoryStore(clock=lambda: machine.up), machine.store(path))
    pairs: list[tuple[Reservation, Reservation]] = []

    def both(act) -> list[object]:
        done: list[object] = []
        for index, store in enumerate(stores):
            try:
                done.append(act(store, index))
            except RateLimitWaitError as error:
                done.append(error.wait)
        return done

    for name, value in steps:
        if name == "pass":
            machine.advance(value)
        elif name == "reserve":
            reservations = both(lambda store, _, value=value: store.reserve(ALL_LIMITS[value], 30.0))
            if all(isinstance(reservation, Reservation) for reservation in reservations):
                pairs.append(tuple(reservations))  # type: ignore[arg-type]
            else:
                assert reservations[0] == pytest.approx(reservations[1])
        elif name == "block":
            both(lambda store, _, value=value: store.block(ALL_LIMITS[0], value))
        elif pairs:
            pair = pairs[value % len(pairs)]
            if pair[0].state == "released":
                continue
            method = {"confirm": "confirm", "release": "release", "done": "mark_done"}[name]
            waits = both(lambda store, index, pair=pair, method=method: getattr(store, method)(pair[index]))
            assert waits[0] == pytest.approx(waits[1])
        statuses = both(lambda store, _: store.status(ALL_LIMITS[0]))
        assert statuses[0] == statuses[1]
        for one, other in pairs:
            if one.state != "waiting":  # a holder learns of a later slot when it settles
                assert one.state == other.state
                assert one.waited == pytest.approx(other.waited)
    stores[1].close()
