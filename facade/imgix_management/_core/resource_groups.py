"""The resource groups of a client, such as `client.sources`, as attributes of the class."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, Generic, TypeVar, cast, overload

T = TypeVar("T")


class ResourceGroup(Generic[T]):
    """A descriptor: the resource class on the client's class, an instance of it on a client.

    So `unittest.mock.create_autospec(ManagementClient)` knows the methods of `client.sources`. On first use the class
    is imported, and the instance made with the client's pipeline: a program that only purges loads nothing else.
    """

    def __init__(self, module: str, cls: str) -> None:
        """Describe the group.

        Args:
            module: The name of the module in the package of the client's module.
            cls: The name of the resource class in it.
        """
        self._module = module
        self._cls = cls

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, client: None, owner: type) -> type[T]: ...
    @overload
    def __get__(self, client: object, owner: type) -> T: ...
    def __get__(self, client: Any, owner: type) -> type[T] | T:
        cls = getattr(import_module(f"{owner.__module__.rpartition('.')[0]}.{self._module}"), self._cls)
        if client is None:
            return cast("type[T]", cls)
        make = cast("Callable[[Any], T]", cls)
        group = vars(client)[self._name] = make(client._api)  # from now on found before this descriptor
        return group
