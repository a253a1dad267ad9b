"""Plans that assign faults to requests."""

import json
import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from imgix_openapi.operations import OPERATIONS
from imgix_sandbox.faults import Fault, FaultError, parse_fault

SIGNED_UPLOAD = "signedUpload"
REPORT_FILE = "reportFile"
PLACES = frozenset({SIGNED_UPLOAD, REPORT_FILE})
"""Targets of rules besides operations: the PUT to a session's URL, and the files of reports."""

_EVERYTHING = "*"


@dataclass(frozen=True)
class Rule:
    """A rule that assigns a fault to requests.

    Attributes:
        fault: The fault.
        targets: The operationIds and names in `PLACES` it applies to; None for all.
        probability: The probability that a matching request gets the fault.
        every: Only every n-th matching request can get it.
        times: The maximum number of requests that get it; None for no limit.
    """

    fault: Fault
    targets: frozenset[str] | None = None
    probability: float = 1.0
    every: int = 1
    times: int | None = None


@dataclass(frozen=True)
class FaultPlan:
    """Rules, and the seed of their probabilities. The first matching rule wins."""

    rules: tuple[Rule, ...] = ()
    seed: int = 0

    @classmethod
    def load(cls, path: Path | str) -> Self:
        """Read a file: TOML if its name ends in `.toml`, otherwise JSON.

        Raises:
            FaultError: The plan is invalid.
            OSError: The file can't be read.
        """
        path = Path(path)
        data = path.read_bytes()
        syntax, loads = ("TOML", tomllib.loads) if path.suffix.lower() == ".toml" else ("JSON", json.loads)
        try:
            content = loads(data.decode())
        except ValueError as error:
            raise FaultError("syntax", str(path), str(error), syntax) from error
        return cls.parse(content, str(path))

    @classmethod
    def parse(cls, content: object, source: str = "faults") -> Self:
        """Parse the content of a faults file: a mapping of `seed` and `rules`.

        Args:
            content: The mapping.
            source: The name of the content in errors.

        Raises:
            FaultError: It is invalid.
        """
        plan = _members(content, source, {"seed", "rules"})
        seed = plan.get("seed", 0)
        if type(seed) is not int:
            raise FaultError("invalid", f"{source}: seed", repr(seed), "1, 2, 3, ...")
        rules = plan.get("rules", [])
        if not isinstance(rules, list):
            raise FaultError("invalid", f"{source}: rules", repr(rules), '[{"fault": ...}, ...]')
        return cls(tuple(_rule(rule, f"{source}: rules[{number}]") for number, rule in enumerate(rules)), seed)


def _members(value: object, place: str, known: set[str]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise FaultError("invalid", place, repr(value), "{" + ", ".join(sorted(known)) + "}")
    for name in value:
        if name not in known:
            raise FaultError("unknown", place, repr(name), ", ".join(sorted(known)))
    return value


def _rule(value: object, place: str) -> Rule:
    members = _members(value, place, {"fault", "operations", "probability", "every", "times"})
    text, probability, every, times = (members.get(name) for name in ("fault", "probability", "every", "times"))
    if text is None:
        raise FaultError("missing", f"{place}.fault")
    if not isinstance(text, str):
        raise FaultError("invalid", f"{place}.fault", repr(text), '"reset at=after", ...')
    if probability is not None and (type(probability) not in {int, float} or not 0 <= probability <= 1):
        raise FaultError("invalid", f"{place}.probability", repr(probability), "0..1")
    for name, number in (("every", every), ("times", times)):
        if number is not None and (type(number) is not int or number < 1):
            raise FaultError("invalid", f"{place}.{name}", repr(number), "1, 2, 3, ...")
    return Rule(
        fault=parse_fault(text, f"{place}.fault"),
        targets=_targets(members.get("operations", _EVERYTHING), f"{place}.operations"),
        probability=1.0 if probability is None else probability,
        every=every or 1,
        times=times,
    )


def _targets(value: object, place: str) -> frozenset[str] | None:
    if value == _EVERYTHING:
        return None
    if not isinstance(value, list) or not value:
        raise FaultError("invalid", place, repr(value), '"*" | ["getSource", ...]')
    known = sorted({*OPERATIONS, *PLACES})
    for name in value:
        if name not in known:
            raise FaultError("unknown", place, repr(name), ", ".join(known))
    return frozenset(value)


class Sequence:
    """The faults of a plan, one request after another.

    The same sequence of requests always gets the same faults: they depend on the seed, the rule, and the number of
    matching requests so far.
    """

    def __init__(self, plan: FaultPlan) -> None:
        self.plan = plan
        self._seen = [0] * len(plan.rules)
        self._played = [0] * len(plan.rules)

    def next(self, target: str | None) -> Fault | None:
        """Return the fault of the next request, if any.

        Args:
            target: The operationId or a name in `PLACES`; None for anything else, which gets no fault.
        """
        chosen = None
        for index, rule in enumerate(self.plan.rules):
            if target is None or (rule.targets is not None and target not in rule.targets):
                continue
            self._seen[index] += 1
            if chosen is None and self._hits(index, rule):
                self._played[index] += 1
                chosen = rule.fault
        return chosen

    def _hits(self, index: int, rule: Rule) -> bool:
        number = self._seen[index]
        if number % rule.every or (rule.times is not None and self._played[index] >= rule.times):
            return False
        draw = random.Random(f"{self.plan.seed}/{index}/{number}").random()  # noqa: S311 - not for security
        return draw < rule.probability
