"""What a handler raises to answer with an error document."""

from collections.abc import Mapping


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


class ContractViolation(Exception):  # noqa: N818 - it is a fault of the sandbox, never told to a client
    """The sandbox was about to answer something that the contract doesn't allow."""
