"""Answers, what they settle, and the table of what settles each question."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from tools.verify_live.client import Probe

Outcome = Literal["confirmed", "refuted", "open"]
Effect = Literal["reads", "writes", "limits"]

_SHOWN = 200


class Answer(NamedTuple):
    """One answer of the API.

    Attributes:
        operation: The operationId that was called.
        form: Which form of its path, where it is in doubt; else empty.
        status: The HTTP status.
        headers: Its headers, the names in lower case.
        content: Its body.
    """

    operation: str
    form: str
    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def ok(self) -> bool:
        """Whether it is a success."""
        return HTTPStatus(200) <= self.status < HTTPStatus(300)

    @property
    def document(self) -> dict[str, Any]:
        """The JSON object in it; an empty one if it is none."""
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
        """The attributes of the one resource."""
        attributes: dict[str, Any] = self.data["attributes"]
        return attributes

    @property
    def detail(self) -> str:
        """What an error document says."""
        errors = self.document.get("errors") or [{}]
        return str(errors[0].get("detail") or errors[0].get("title") or "")[:_SHOWN]

    @property
    def said(self) -> str:
        """The status, and what an error document says."""
        return f"{self.status} ({self.detail})" if self.detail else str(self.status)

    def missing(self) -> bool:
        """Whether there is no such path, or no such method."""
        return self.status in (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED) and "errors" in self.document

    def useless(self, takes: Sequence[int]) -> str:
        """Why nothing follows from it; empty if something may."""
        told = f"{self.operation} answered {self.said}"
        if self.ok:
            return "" if "data" in self.document or not self.content else f"{told}, which is no JSON:API document"
        if self.status not in takes:
            return told
        return "" if "errors" in self.document else f"{told}, which is no error document"


class Edit(NamedTuple):
    """A change of the contract: within an operation and its path, or within the whole if there is none."""

    operation: str | None
    old: str
    new: str


class Verdict(NamedTuple):
    """What came out.

    Attributes:
        outcome: Whether what we chose is confirmed or refuted.
        note: What was seen.
        edits: What to change in the contract.
        then: What to change besides, or instead, in words.
    """

    outcome: Outcome
    note: str
    edits: tuple[Edit, ...] = ()
    then: str = ""


def confirmed(note: str, *edits: Edit, then: str = "") -> Verdict:
    """What we chose is so."""
    return Verdict("confirmed", note, edits, then)


def refuted(note: str, *edits: Edit, then: str = "") -> Verdict:
    """What we chose is not so."""
    return Verdict("refuted", note, edits, then)


def still_open(note: str) -> Verdict:
    """Nothing follows."""
    return Verdict("open", note)


class MissingError(Exception):
    """Something is missing that a call needs, such as a second key or an Asset."""


Calls: TypeAlias = "Callable[[Probe], Sequence[Any]]"
Judge: TypeAlias = Callable[..., Verdict]


class Settler(NamedTuple):
    """How a question is settled.

    Attributes:
        effect: What the calls do: read, write, or exceed a limit on purpose.
        calls: Makes the calls; gives what the judge takes.
        judge: Tells what follows.
        takes: Error statuses that say something here.
        does: What is written, in words.
    """

    effect: Effect
    calls: Calls
    judge: Judge
    takes: tuple[int, ...]
    does: str


SETTLERS: Final[dict[str, Settler]] = {}
"""Question -> how it is settled, in the order in which it is done within each effect."""


def settles(
    question: str, calls: Calls, *, effect: Effect = "reads", takes: Sequence[int] = (), does: str = ""
) -> Callable[[Judge], Judge]:
    """Make a function the judge of a question."""

    def register(judge: Judge) -> Judge:
        SETTLERS[question] = Settler(effect, calls, judge, tuple(takes), does)
        return judge

    return register


BY_HAND: Final = {
    "refresh-etag": "it needs a file that changes in the origin, and one that does not",
    "sub-image": "whether the parent image was rendered again has to be seen",
    "permission-names": "the name beside the box that was ticked has to be read in the dashboard",
    "report-csv": "the columns stand in a file, not in an answer of the API, and its URL may be a secret",
}
"""Questions that no call settles, and why."""
