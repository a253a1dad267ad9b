# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
"""Types that the operations share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any, Generic, Literal, NamedTuple, TypeVar

from .operations import Operation


class Unset:
    """The type of UNSET, which stands for an attribute that was not given."""

    def __bool__(self) -> Literal[False]:
        return False


UNSET: Unset = Unset()


class Request(NamedTuple):
    """A request without its body."""

    operation: Operation
    values: Mapping[str, str]
    """The values in the path, percent-encoded."""
    params: Mapping[str, Any]

    @property
    def path(self) -> str:
        """The path."""
        return self.path_in({})

    def path_in(self, variants: Mapping[str, str]) -> str:
        """The path, in the variant requested where it is in doubt.

        Args:
            variants: Name -> variant; those that are left out have their default.
        """
        path, known = self.operation.path, self.operation.variants
        if known is not None:
            path = known.paths.get(variants.get(known.name, known.chosen), path)
        return path.format_map(self.values)


@dataclass(slots=True)
class File:
    """The bytes of an upload."""

    payload: IO[bytes] | bytes
    mime_type: str | None = None


T = TypeVar("T")


@dataclass(slots=True)
class Response(Generic[T]):
    """A response from an endpoint."""

    status_code: int
    content: bytes
    headers: Mapping[str, str]
    parsed: T


__all__ = ["UNSET", "File", "Request", "Response", "Unset"]
