# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
"""Types that the operations share."""

from collections.abc import Mapping
from typing import IO, Any, Generic, Literal, NamedTuple, TypeVar

from attrs import define

from .operations import Operation


class Unset:
    """The type of UNSET, which stands for an attribute that was not given."""

    def __bool__(self) -> Literal[False]:
        return False


UNSET: Unset = Unset()


class Request(NamedTuple):
    """A request without its body."""

    operation: Operation
    path: str
    params: Mapping[str, Any]


@define
class File:
    """The bytes of an upload."""

    payload: IO[bytes] | bytes
    mime_type: str | None = None


T = TypeVar("T")


@define
class Response(Generic[T]):
    """A response from an endpoint."""

    status_code: int
    content: bytes
    headers: Mapping[str, str]
    parsed: T


__all__ = ["UNSET", "File", "Request", "Response", "Unset"]
