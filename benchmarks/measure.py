"""Measuring side by side, on a machine that does other things as well."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from statistics import median

Times = dict[str, list[float]]
"""Contestant -> seconds, one for each round."""


def interleaved(
    contestants: Mapping[str, Callable[[], object]],
    *,
    rounds: int = 15,
    number: int = 1,
    clock: Callable[[], float] = time.perf_counter,
) -> Times:
    """Let the contestants run one after the other, round by round, so that what disturbs one disturbs all.

    Args:
        contestants: Name -> what to run.
        rounds: How many rounds count; one more comes before, to warm up.
        number: How often each runs in a round.
        clock: Seconds: wall time, or `time.process_time` for the CPU time of this process.

    Returns:
        Seconds for one run, by contestant and round.
    """
    times: Times = {name: [] for name in contestants}
    for _ in range(rounds + 1):
        for name, run in contestants.items():
            gc.collect(1)  # none pays for what another left; a full collection would empty the free lists, too
            begun = clock()
            for _ in range(number):
                run()
            times[name].append((clock() - begun) / number)
    return {name: seconds[1:] for name, seconds in times.items()}


def ratio(times: Times, of: str, to: str) -> float:
    """The median of the rounds' ratios."""
    return median(own / other for own, other in zip(times[of], times[to], strict=True))


def best(times: Times, name: str) -> float:
    """The least of the seconds: what the machine does when nothing disturbs it."""
    return min(times[name])
