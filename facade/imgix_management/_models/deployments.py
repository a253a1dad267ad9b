"""The base of the typed deployments of a new Source. No I/O."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from ..errors import InvalidInputError
from ._generated.attributes import Deployment
from .base import Model, as_mapping, mask


class DeploymentInput(Mapping[str, Any]):
    """A deployment to create a Source with: one class for each type, derived from the contract.

    An immutable mapping of its fields, named as on the wire. Its repr masks secrets.
    """

    __slots__ = ("_fields",)

    type: ClassVar[str]
    _required: ClassVar[tuple[str, ...]]
    _secret: ClassVar[frozenset[str]]
    _wire: ClassVar[Mapping[str, str]]

    def __init__(self, **fields: Any) -> None:  # noqa: ANN401 - each subclass types them
        """Create a deployment from its fields.

        Raises:
            InvalidInputError: A required field is missing (`deployment_field_missing`).
        """
        missing = [name for name in self._required if fields.get(name) is None]
        if missing:
            raise InvalidInputError(
                "deployment_field_missing", deployment=type(self).__name__, fields=", ".join(missing)
            )
        sent = {self._wire.get(name, name): value for name, value in fields.items() if name != "type"}
        self._fields = {"type": self.type, **sent}

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401
        return self._fields[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in mask(self._fields, self._secret).items())
        return f"{type(self).__name__}({shown})"


def without_read_only(deployment: Mapping[str, Any] | Model) -> dict[str, Any]:
    """Return a deployment as it may be sent: that of a response, without the fields that only imgix sets."""
    return {name: value for name, value in as_mapping(deployment).items() if name not in Deployment._read_only}
