"""Errors that become error documents."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import NamedTuple

_SHOWN = 5


class ApiError(Exception):
    """An error that is returned to the client.

    Attributes:
        status: The HTTP status.
        detail: What happened, in English; None uses the text of the contract's example for this status.
        headers: Additional headers of the response.
    """

    def __init__(self, status: int, detail: str | None = None, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail or status)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})


class Fault(NamedTuple):
    """A violation of a schema.

    Attributes:
        place: Where in the value, such as `data.attributes`; empty for the value itself.
        kind: The violated keyword of JSON Schema, or `parameter` for an unknown parameter.
        names: The missing or unknown members, the expected types, or the parameter; else empty.
        message: What is wrong, in English; never the value, which may be a secret.
    """

    place: str
    kind: str
    names: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


def listed(faults: Sequence[Fault]) -> str:
    """Join the first few faults."""
    return "; ".join(map(str, faults[:_SHOWN]))


class SchemaError(ApiError):
    """A 400 for a value that violates its schema.

    Attributes:
        faults: The violations.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(HTTPStatus.BAD_REQUEST, listed(faults))
        self.faults = faults


class ContractViolation(Exception):  # noqa: N818 - an error of the sandbox, never returned to a client
    """The sandbox was about to send a response that the contract doesn't allow."""
