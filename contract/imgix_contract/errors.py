"""What a handler raises to answer with an error document."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import NamedTuple

_SHOWN = 5


class ApiError(Exception):
    """An error that is told to the client.

    Attributes:
        status: The HTTP status.
        detail: What happened, in English; None takes the text that the contract's example for this status holds.
        headers: More headers for the answer.
    """

    def __init__(self, status: int, detail: str | None = None, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail or status)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})


class Fault(NamedTuple):
    """One thing that is wrong with a value.

    Attributes:
        place: Where in the value, such as `data.attributes`; empty for the value itself.
        kind: The keyword of JSON Schema that it fails, or `parameter` for a parameter that isn't known.
        names: The members that are missing or too many, the types wanted, or the parameter; else empty.
        message: What is wrong, in English; it repeats no value, which may be a secret.
    """

    place: str
    kind: str
    names: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


def listed(faults: Sequence[Fault]) -> str:
    """Tell the first few faults."""
    return "; ".join(map(str, faults[:_SHOWN]))


class SchemaError(ApiError):
    """A 400 for what doesn't fit its schema.

    Attributes:
        faults: What is wrong with it.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(HTTPStatus.BAD_REQUEST, listed(faults))
        self.faults = faults


class ContractViolation(Exception):  # noqa: N818 - it is a fault of the sandbox, never told to a client
    """The sandbox was about to answer something that the contract doesn't allow."""
