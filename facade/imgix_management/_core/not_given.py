"""Tell an argument that was left out from one that is None."""

from __future__ import annotations

from typing import Any, Final, Literal


class NotGiven:
    """The type of `NOT_GIVEN`, which stands for an omitted argument where None has a meaning."""

    __slots__ = ()

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "NOT_GIVEN"

    def __reduce__(self) -> str:
        return "NOT_GIVEN"


NOT_GIVEN: Final = NotGiven()


def without_not_given(**arguments: object) -> dict[str, Any]:
    """Return the arguments that were not left out."""
    return {name: value for name, value in arguments.items() if not isinstance(value, NotGiven)}
