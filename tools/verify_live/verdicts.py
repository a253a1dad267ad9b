"""Responses, verdicts, and the table of checks."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from tools.verify_live.client import LiveClient

Outcome = Literal["confirmed", "refuted", "open"]
Effect = Literal["reads", "writes", "limits"]

_MAX_DETAIL = 200


class Response(NamedTuple):
    """A response of the API.

    Attributes:
        operation: The operationId that was called.
        variant: The variant of its path, where that is in doubt; else empty.
        status: The HTTP status.
        headers: Its headers, with lower-case names.
        content: Its body.
    """

    operation: str
    variant: str
    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def ok(self) -> bool:
        """Whether it is a success."""
        return HTTPStatus(200) <= self.status < HTTPStatus(300)

    @property
    def document(self) -> dict[str, Any]:
        """The JSON object in the body; an empty one if it is something else."""
        try:
            document = json.loads(self.content)
        except ValueError:
            return {}
        return document if isinstance(document, dict) else {}

    @property
    def data(self) -> Any:  # noqa: ANN401 - any JSON
        """The member `data`."""
        return self.document.get("data")

    @property
    def resources(self) -> list[dict[str, Any]]:
        """The attributes of each resource in a list."""
        data = self.data if isinstance(self.data, list) else [self.data]
        return [resource["attributes"] for resource in data]

    @property
    def attributes(self) -> dict[str, Any]:
        """The attributes of a single resource."""
        attributes: dict[str, Any] = self.data["attributes"]
        return attributes

    @property
    def detail(self) -> str:
        """The text of an error document."""
        errors = self.document.get("errors") or [{}]
        return str(errors[0].get("detail") or errors[0].get("title") or "")[:_MAX_DETAIL]

    @property
    def summary(self) -> str:
        """The status, and the text of an error document."""
        return f"{self.status} ({self.detail})" if self.detail else str(self.status)

    def missing(self) -> bool:
        """Return whether there is no such path, or no such method."""
        return self.status in (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED) and "errors" in self.document

    def unusable(self, expected: Sequence[int]) -> str:
        """Return why nothing follows from it; empty if something may.

        Args:
            expected: Error statuses that are evidence.
        """
        message = f"{self.operation} returned {self.summary}"
        if self.ok:
            return "" if "data" in self.document or not self.content else f"{message}, which is not a JSON:API document"
        if self.status not in expected:
            return message
        return "" if "errors" in self.document else f"{message}, which is not an error document"


class Edit(NamedTuple):
    """A change of the contract, to be made by a person.

    Attributes:
        place: The keys that lead to the line, with slashes between: those of an operation begin with the operationId,
            others with `components`. An operationId alone means its path.
        value: The new value.
    """

    place: str
    value: object


class Verdict(NamedTuple):
    """The result of a check.

    Attributes:
        outcome: Whether what we chose is confirmed or refuted.
        note: What was seen.
        edits: What to change in the contract.
        then: Anything else to do, in words.
    """

    outcome: Outcome
    note: str
    edits: tuple[Edit, ...] = ()
    then: str = ""


def confirmed(note: str, *edits: Edit, then: str = "") -> Verdict:
    """Return that what we chose is right."""
    return Verdict("confirmed", note, edits, then)


def refuted(note: str, *edits: Edit, then: str = "") -> Verdict:
    """Return that what we chose is wrong."""
    return Verdict("refuted", note, edits, then)


def still_open(note: str) -> Verdict:
    """Return that nothing follows."""
    return Verdict("open", note)


class MissingPrerequisiteError(Exception):
    """Something is missing that a call needs, such as a second key or an Asset."""


Calls: TypeAlias = "Callable[[LiveClient], Sequence[Any]]"
Evaluate: TypeAlias = Callable[..., Verdict]


class Check(NamedTuple):
    """How a question is settled.

    Attributes:
        effect: What the calls do: read, write, or exceed a limit on purpose.
        calls: Makes the calls; returns the arguments of `evaluate`.
        evaluate: Returns the verdict.
        expected: Error statuses that are evidence.
        action: What is written, in words.
    """

    effect: Effect
    calls: Calls
    evaluate: Evaluate
    expected: tuple[int, ...]
    action: str


CHECKS: Final[dict[str, Check]] = {}
"""Question -> how it is settled, in the order of the calls within each effect."""


def check(
    question: str, calls: Calls, *, effect: Effect = "reads", expected: Sequence[int] = (), action: str = ""
) -> Callable[[Evaluate], Evaluate]:
    """Register a function that evaluates the responses for a question. See `Check` for the arguments."""

    def register(evaluate: Evaluate) -> Evaluate:
        CHECKS[question] = Check(effect, calls, evaluate, tuple(expected), action)
        return evaluate

    return register


BY_HAND: Final = {
    "refresh-etag": "it needs a file that changes in the origin, and one that does not",
    "sub-image": "a person has to see whether the parent image was rendered again",
    "permission-names": "a person has to read the name beside the selected box in the dashboard",
    "report-csv": "the columns are in a file, not in a response of the API, and its URL may be a secret",
}
"""Questions that no call settles, and why."""
