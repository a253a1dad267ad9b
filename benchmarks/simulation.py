"""A day of a big account on a virtual clock: no window is exceeded, and what the limits allow is used."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Final

from benchmarks.rate_limit_server import StrictWindow, share
from benchmarks.report import Row, Section
from benchmarks.virtual import Task, World
from imgix_management._async.rate_limiter import AsyncRateLimiter
from imgix_management._ratelimit import BucketLimits, Limit, MemoryStore, margin_for
from imgix_management._ratelimit.settings import DOCUMENTED_LIMITS
from imgix_management.errors import RateLimitWaitError

HOUR: Final = 3600.0
NETWORK: Final = 0.009
"""Seconds that the network delays a request more than another at most; the default margin makes up for 10 ms."""

OVERSLEEP: Final = 0.001
"""How often a sleeper wakes up to 5 s late, not up to 5 ms."""
CANCEL: Final = 0.001
"""How often a caller is cancelled, if it waits long enough."""
CONNECT: Final = 0.01
"""How often a request has to connect first, for up to 0.3 s."""

QUIET, MODERATE, BUSY = 0.02, 0.2, 1.0
ACTIVITY: Final = 6 * [QUIET] + 2 * [MODERATE] + 4 * [BUSY] + 2 * [MODERATE] + 4 * [BUSY] + 3 * [MODERATE] + 3 * [QUIET]
"""How busy the workers are, by the hour."""


@dataclass(frozen=True)
class Kind:
    """A kind of worker.

    Attributes:
        part: Its part of all workers.
        jobs: Bucket -> requests in a burst, at most.
        pause: Seconds between two bursts of the only worker of a busy account, on average.
        max_wait: The longest wait for a slot, in seconds.
    """

    part: float
    jobs: Mapping[str, int]
    pause: float
    max_wait: float | None = None


KINDS: Final = (
    Kind(0.40, {"get-asset": 20, "default": 1}, 1.0, max_wait=30.0),
    Kind(0.20, {"upload": 50, "default": 20}, 8.0),
    Kind(0.20, {"purge": 200}, 8.0),
    Kind(0.12, {"refresh-asset": 10}, 25.0, max_wait=1800.0),
    Kind(0.04, {"default": 40}, 20.0),
    Kind(0.02, {"create-source": 5}, 50.0, max_wait=HOUR),
    Kind(0.02, {"update-source": 5}, 50.0),
)


@dataclass
class Bucket:
    """What happened to a bucket.

    Attributes:
        limit: Its limit.
        server: Counts.
        sent: How many requests.
        refused: How many of them the server refused.
        waits: How long each waited, in seconds.
        gave_up: Callers who did not want to wait so long, or were cancelled.
        waiting: Callers who wait now.
        rushes: When requests went while somebody waited, one list for each time without a break.
    """

    limit: Limit
    server: StrictWindow
    sent: int = 0
    refused: int = 0
    waits: list[float] = field(default_factory=list)
    gave_up: int = 0
    waiting: int = 0
    rushes: list[list[float]] = field(default_factory=lambda: [[]])

    def arrive(self, now: float) -> None:
        """The server counts a request."""
        self.sent += 1
        self.refused += not self.server.accepts(now)

    def leave(self, waited: float, now: float) -> None:
        """A request leaves."""
        self.waits.append(waited)
        if self.waiting:
            self.rushes[-1].append(now)

    def calm(self) -> None:
        """Nobody waits any more, or nobody may go."""
        if len(self.rushes[-1]) < 3 * self.limit.count:  # too short for a share
            self.rushes.pop()
        self.rushes.append([])

    @property
    def windows(self) -> int:
        """How many windows' worth of requests went while somebody waited."""
        return sum(share(rush, self.limit.count, self.limit.period)[1] for rush in self.rushes)

    @property
    def used_in_rush(self) -> float:
        """The share of the allowed rate that was used while somebody waited."""
        shares = [share(rush, self.limit.count, self.limit.period) for rush in self.rushes]
        taken = sum(windows / used for used, windows in shares if windows)
        return self.windows / taken if taken else 0.0

    @property
    def possible(self) -> float:
        """The share that the margin leaves."""
        return self.limit.period / (self.limit.period + margin_for(self.limit.period))


class Account:
    """Workers, a rate limiter and a server."""

    def __init__(self, workers: int, begins: float, seed: int) -> None:
        """Set it up.

        Args:
            workers: How many.
            begins: The time of the day at which it begins, in hours.
            seed: Of all that is random.
        """
        self.world = World()
        self.world.now = self._begin = begins * HOUR
        self.random = random.Random(seed)
        self.workers = workers
        self.buckets = {
            name: Bucket(limit, StrictWindow(limit.count, limit.period)) for name, (limit,) in DOCUMENTED_LIMITS.items()
        }
        store = MemoryStore(clock=self.world.clock)
        limits = {name: BucketLimits(*limits) for name, limits in DOCUMENTED_LIMITS.items()}
        self.limiter = AsyncRateLimiter(store, limits, sleep=self._sleep)
        for kind in KINDS:
            for _ in range(round(kind.part * workers)):
                worker = _Worker(self, kind)
                worker.task = Task(self.world, worker.work())
        Task(self.world, self._another_program())

    def run(self, hours: float) -> dict[str, Bucket]:
        """Let time pass, and say what happened to each bucket."""
        self.world.run(self._begin + hours * HOUR)
        for bucket in self.buckets.values():
            bucket.calm()
        return self.buckets

    async def _sleep(self, seconds: float) -> None:
        """Everybody wakes a little late."""
        late = self.random.random() * (5.0 if self.random.random() < OVERSLEEP else 0.005)
        await self.world.sleep(seconds + late)

    async def _another_program(self) -> None:
        """It uses the same account, so that a request is refused now and then."""
        while True:
            await self.world.sleep(self.random.expovariate(1 / HOUR))
            name = self.random.choice(list(self.buckets))
            for _ in range(self.random.choice((1, 1, 3))):
                await self.limiter._block(name, self.random.choice((None, 1.0, 30.0)))
                self.buckets[name].calm()
                await self.world.sleep(self.random.uniform(0.0, 20.0))

    def pause(self, kind: Kind) -> float:
        """Seconds until a worker's next burst."""
        activity = ACTIVITY[int(self.world.now / HOUR) % 24]
        return min(HOUR, self.random.expovariate(activity / (kind.pause * kind.part * self.workers)))


class _Worker:
    task: Task

    def __init__(self, account: Account, kind: Kind) -> None:
        self._account = account
        self._kind = kind
        self._asked: float | None = None

    async def work(self) -> None:
        account, kind = self._account, self._kind
        await account.world.sleep(account.pause(kind))
        while True:
            for name, most in kind.jobs.items():
                for _ in range(account.random.randint(0, most)):
                    try:
                        await self._request(name)
                    except (RateLimitWaitError, asyncio.CancelledError):
                        account.buckets[name].gave_up += 1
                        break
            await account.world.sleep(account.pause(kind))

    async def _request(self, name: str) -> None:
        account, world, bucket = self._account, self._account.world, self._account.buckets[name]
        chance = account.random.random
        self._asked = asked = world.now
        bucket.waiting += 1
        if chance() < CANCEL:
            world.at(asked + 10 * chance(), lambda: self._cancel(asked))
        try:
            reservation = await account.limiter._reserve(name, self._kind.max_wait)
            if chance() < CONNECT:
                await world.sleep(0.3 * chance())
                await account.limiter._confirm(reservation, self._kind.max_wait)
        finally:
            self._asked = None
            bucket.waiting -= 1
            if not bucket.waiting:
                bucket.calm()
        bucket.leave(world.now - asked, world.now)
        world.at(world.now + NETWORK * chance(), lambda: bucket.arrive(world.now))
        await account.limiter._sent(reservation)
        await world.sleep(0.02 + 0.2 * chance())
        await account.limiter._mark_done(reservation)

    def _cancel(self, asked: float) -> None:
        if self._asked == asked:  # it still waits
            self.task.interrupt(asyncio.CancelledError())


def simulate(*, workers: int, hours: float, begins: float = 0.0, seed: int = 1) -> dict[str, Bucket]:
    """Let workers of all kinds share an account.

    Args:
        workers: How many. Fewer of them have as much to do.
        hours: How long.
        begins: The time of the day at which it begins, in hours.
        seed: Of all that is random.
    """
    return Account(workers, begins, seed).run(hours)


def rows(buckets: Mapping[str, Bucket]) -> Iterator[Row]:
    """What the goals are for."""
    refused = sum(bucket.refused for bucket in buckets.values())
    yield Row("Requests over a limit, 1,000 workers in 24 hours", "-", refused, at_most=0, digits=0)
    for name, bucket in buckets.items():
        used = bucket.used_in_rush / bucket.possible
        yield Row(f"Use of `{name}` while somebody waits", "what the margin leaves", used, at_least=0.98, digits=3)


def table(buckets: Mapping[str, Bucket], hours: float) -> str:
    """What happened to each bucket."""
    lines = [
        "| bucket | limit | requests | refused | gave up | use, all day | use while somebody waits | possible "
        "| median wait | 95 % | longest |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name, bucket in buckets.items():
        limit = bucket.limit
        all_day = bucket.sent * limit.period / (limit.count * hours * HOUR)
        waits = [median(bucket.waits), quantiles(bucket.waits, n=20)[-1], max(bucket.waits)]
        lines.append(
            f"| `{name}` | {limit.count} in {limit.period:g} s | {bucket.sent:,} | {bucket.refused} "
            f"| {bucket.gave_up:,} | {all_day:.1%} | {bucket.used_in_rush:.2%} | {bucket.possible:.2%} | "
            + " | ".join(f"{wait:,.1f} s" for wait in waits)
            + " |"
        )
    return "\n".join(lines)


NOTES = """\
A day on a virtual clock, always the same one: workers who fetch, upload, purge, refresh, list and set up Sources, in
bursts, with quiet hours, through one rate limiter with the documented limits. One sleeper in a thousand wakes up to 5 s
late, the others up to 5 ms; one request in a hundred has to connect first; some callers are cancelled, some do not wait
longer than their `max_wait`; another program gets buckets blocked about once an hour; and the network delays each
request by up to 9 ms. The server counts every window strictly. *Use while somebody waits* leaves out the first
window's requests of each such time, and the time for which a bucket was blocked."""


def run() -> Section:
    """Measure."""
    hours = 24.0
    buckets = simulate(workers=1000, hours=hours)
    return Section(list(rows(buckets)), [table(buckets, hours), NOTES])
