"""Immutable views of the JSON objects in an answer. No I/O.

A record keeps the decoded JSON object as its own attribute dictionary, so that reading a plain attribute costs no more
than in any Python object, nothing of an answer is lost, and attributes this version does not know are reached like the
others. Which attributes there are is derived from the contract (`derived/attributes.py`).
"""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NoReturn, Self, TypeVar, cast, overload

T = TypeVar("T")
R = TypeVar("R", bound="Record")

MASK = "***"


class FrozenDict(dict[str, T]):
    """A dictionary that cannot be changed; `json.dumps` takes it like any other."""

    __slots__ = ()

    def _refuse(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise TypeError("a resource is immutable; send the change with update()")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (dict(self),)


def frozen(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """The value with lists as tuples and dictionaries that cannot be changed."""
    if isinstance(value, dict):
        return FrozenDict({key: frozen(item) for key, item in value.items()})
    if isinstance(value, list | tuple):
        return tuple(frozen(item) for item in value)
    return value


class Record:
    """A JSON object as an immutable Python object.

    Attributes read as `record.name` and as `record["name"]`; the second takes any name, also one that is no Python
    identifier, and raises KeyError for what the answer does not hold. `record.name` gives None for an attribute of the
    contract that the answer leaves out, and AttributeError for a name that neither knows.
    """

    __slots__ = ("__dict__",)

    _known: ClassVar[frozenset[str]] = frozenset()
    _secret: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        # Annotations are plain attributes; the others are descriptors.
        cls._known = cls._known | frozenset(inspect.get_annotations(cls))

    @classmethod
    def _of(cls, attributes: dict[str, Any]) -> Self:
        record = cls.__new__(cls)
        object.__setattr__(record, "__dict__", attributes)
        return record

    if not TYPE_CHECKING:  # for a type checker, only the attributes of the contract exist

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401
            if name in self._known:
                return self._missing(name)
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}", name=name, obj=self)

    def _missing(self, name: str) -> None:
        """What an attribute reads as when the answer does not hold it."""

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable; send the change with update()", name=name, obj=self)

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable", name=name, obj=self)

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401
        return frozen(self.__dict__[name])

    def __contains__(self, name: object) -> bool:
        return name in self.__dict__

    def __iter__(self) -> Iterator[str]:
        return iter(self.__dict__)

    def keys(self) -> Any:  # noqa: ANN401 - a keys view
        """The names of the attributes that the answer holds."""
        return self.__dict__.keys()

    def to_dict(self) -> dict[str, Any]:
        """A copy as plain JSON types, secrets included."""
        return cast("dict[str, Any]", _thawed(self.__dict__))

    def masked(self) -> dict[str, Any]:
        """A copy as plain JSON types, with secrets masked, fit to be shown."""
        return mask(self.to_dict(), self._secrets())

    @classmethod
    def _secrets(cls) -> frozenset[str]:
        return cls._secret

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), frozenset(self.__dict__)))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.masked().items())
        return f"{type(self).__name__}({shown})"

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.__dict__)


def _rebuild(cls: type[Record], attributes: dict[str, Any]) -> Record:
    return cls._of(attributes)


def _thawed(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {key: _thawed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_thawed(item) for item in value]
    return value


def mask(value: dict[str, Any], secrets: frozenset[str]) -> dict[str, Any]:
    """The dictionary with the values of secret names masked, at any depth."""
    return {
        key: MASK if key in secrets and item is not None else mask(item, secrets) if isinstance(item, dict) else item
        for key, item in value.items()
    }


class _Field(Generic[T]):
    """An attribute that is more than a look-up in the JSON object. A data descriptor, so it goes before that object."""

    __slots__ = ("_wire",)

    def __init__(self, wire: str) -> None:
        self._wire = wire

    def _convert(self, value: Any) -> T:  # noqa: ANN401
        return cast("T", value)

    @overload
    def __get__(self, record: None, owner: type[Record]) -> Self: ...
    @overload
    def __get__(self, record: Record, owner: type[Record]) -> T: ...
    def __get__(self, record: Record | None, owner: type[Record]) -> Self | T:
        if record is None:
            return self
        try:
            value = record.__dict__[self._wire]
        except KeyError:
            return cast("T", record._missing(self._wire))
        return self._convert(value)

    def __set__(self, record: Record, value: object) -> NoReturn:
        raise AttributeError(f"{type(record).__name__} is immutable; send the change with update()")


class Named(_Field[T]):
    """An attribute whose name on the wire is no Python identifier."""


class Frozen(_Field[T]):
    """An attribute that holds a list or an object: read as a tuple or a dictionary that cannot be changed."""

    def _convert(self, value: Any) -> T:  # noqa: ANN401
        return cast("T", frozen(value))


class Nested(_Field[T]):
    """An attribute that holds an object with attributes of its own; anything else comes through as it is."""

    __slots__ = ("_record",)

    def __init__(self, wire: str, record: type[Record]) -> None:
        super().__init__(wire)
        self._record = record

    def _convert(self, value: Any) -> T:  # noqa: ANN401
        return cast("T", self._record._of(value) if isinstance(value, dict) else value)


class Moment(_Field[datetime | None]):
    """A UNIX time in seconds as an aware datetime in UTC; None for null and for what is no time."""

    def _convert(self, value: Any) -> datetime | None:  # noqa: ANN401
        if isinstance(value, int | float) and not isinstance(value, bool):
            with contextlib.suppress(ValueError, OverflowError, OSError):
                return datetime.fromtimestamp(value, UTC)
        return None


def as_mapping(value: Mapping[str, Any] | Record) -> dict[str, Any]:
    """A plain dictionary of a mapping or a record, for a request."""
    return value.to_dict() if isinstance(value, Record) else {key: _thawed(item) for key, item in value.items()}
