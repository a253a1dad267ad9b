"""The resource groups of a client, such as `client.sources`, as attributes of the class."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast, overload

T = TypeVar("T")


class ResourceGroup(Generic[T]):
    """A descriptor: the resource class on the client's class, an instance of it on a client.

    So `unittest.mock.create_autospec(ManagementClient)` knows the methods of `client.sources`. The instance is made on
    first use, with the client's pipeline.
    """

    def __init__(self, cls: type[T]) -> None:
        self._cls = cls
        self.__doc__ = cls.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, client: None, owner: type) -> type[T]: ...
    @overload
    def __get__(self, client: object, owner: type) -> T: ...
    def __get__(self, client: Any, owner: type) -> type[T] | T:
        if client is None:
            return self._cls
        make = cast("Callable[[Any], T]", self._cls)
        group = vars(client)[self._name] = make(client._api)  # from now on found before this descriptor
        return group
