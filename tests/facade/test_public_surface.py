"""What a program may rely on, against a committed list: `invoke surface.write` writes it."""

import dataclasses
import inspect
import os
import re
import subprocess
import sys
import types
import typing
from operator import attrgetter
from pathlib import Path
from unittest.mock import create_autospec

import pytest

import imgix_management
from imgix_management import AsyncManagementClient, ManagementClient, testing
from imgix_management import types as public_types
from imgix_management._models._generated import params

SNAPSHOT = Path(__file__).with_name("public_surface.txt")
GROUPS = ("sources", "assets", "uploads", "uploads.sessions", "purges", "reports", "jobs")
CLASSES = {n: value for n in imgix_management.__all__ if isinstance(value := getattr(imgix_management, n), type)}
METHODS = {
    f"{client.__name__}.{group}": attrgetter(group)(client)
    for client in (ManagementClient, AsyncManagementClient)
    for group in GROUPS
}
OWN_INIT = (ManagementClient, AsyncManagementClient, testing.Clock, testing.Sandbox)


TESTING = {name: getattr(testing, name) for name in testing.__all__}
PUBLIC_TYPES = {name: getattr(public_types, name) for name in public_types.__all__}


def surface():
    """Every public name, with signatures and annotations."""
    lines = []
    for name in sorted(imgix_management.__all__):
        value = getattr(imgix_management, name)
        lines += members(name, value) if name in CLASSES else [name if name == "__version__" else f"{name} = {value}"]
    for name, cls in METHODS.items():
        lines += members(name, cls)
    for name, value in sorted(PUBLIC_TYPES.items()):
        if name in imgix_management.__all__ or value in METHODS.values():
            lines.append(f"types.{name}")
        elif isinstance(value, type):
            lines += members(f"types.{name}", value)
        else:
            lines.append(f"types.{name} = {value}")
    for name, value in sorted(TESTING.items()):
        if isinstance(value, type):
            lines += members(f"testing.{name}", value)
        else:
            lines.append(f"testing.{name}{inspect.signature(value)}")
    return "\n".join(lines) + "\n"


def members(name, cls):
    """A class, its bases within the package, and all its public members, inherited ones included."""
    own = [base for base in reversed(cls.__mro__) if base.__module__.startswith("imgix_management")]
    bases = [base.__name__ for base in reversed(own[:-1]) if base.__name__ in CLASSES]
    yield f"class {name}({', '.join(bases)})" if bases else f"class {name}"
    if cls in OWN_INIT:
        yield f"    __init__{inspect.signature(cls.__init__)}"
    fields = getattr(params, f"{cls.__name__}Fields", None)  # what a deployment is made of
    annotated = dict(inspect.get_annotations(fields)) if fields else {}
    for base in own:
        annotated |= inspect.get_annotations(base)
    for member in sorted({*annotated, *(member for base in own for member in vars(base))}):
        value = inspect.getattr_static(cls, member, None)
        if member.startswith("_"):
            continue
        if member in annotated:
            yield f"    {member}: {_text(annotated[member])}"
        elif isinstance(function := _function(value), types.FunctionType) and not isinstance(value, property):
            kind = "async " if inspect.iscoroutinefunction(function) else ""
            yield f"    {kind}{member}{inspect.signature(function)}"
        else:
            yield f"    {member}: {type(value).__name__}"


def _function(value):
    """The function behind a method or a property."""
    for name in ("__func__", "_function", "fget"):
        value = getattr(value, name, value)
    return value


def _text(annotation):
    if isinstance(annotation, str):  # of attributes, what reading them gives
        annotation = re.sub(r"^(?:Frozen|Aliased|Nested)Field\[(.*)\]$", r"\1", annotation)
        annotation = re.sub(r"^DateTimeField$", "datetime | None", annotation)
        annotation = re.sub(r"^ResourceGroup\[(.*)\]$", r"\1", annotation)
    return annotation if isinstance(annotation, str) else getattr(annotation, "__forward_arg__", repr(annotation))


def test_the_public_surface_is_that_of_the_list():
    if "IMGIX_WRITE_SURFACE" in os.environ:
        SNAPSHOT.write_text(surface(), encoding="utf-8")
    assert surface() == SNAPSHOT.read_text("utf-8"), "run `invoke surface`, and say in changelog.d what changed"


def test_every_public_name_has_a_place():
    placed = [name for names in imgix_management._PLACES.values() for name in names]
    assert sorted([*placed, "__version__"]) == sorted(imgix_management.__all__) == imgix_management.__dir__()
    assert len(set(imgix_management.__all__)) == len(imgix_management.__all__)


def test_a_name_that_there_is_not():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = imgix_management.nothing


def test_each_name_is_loaded_when_it_is_first_used():
    program = """
import sys, imgix_management
assert not [name for name in sys.modules if name.startswith("imgix_management.") and not name.endswith(".version")]
assert "httpx" not in sys.modules
imgix_management.NotFoundError
assert "imgix_management.errors" in sys.modules
assert "httpx" not in sys.modules
from imgix_management import *
assert all(name in globals() for name in imgix_management.__all__)
"""
    ran = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False)
    assert (ran.stderr, ran.returncode) == ("", 0)


def described():
    for name, cls in {**CLASSES, **METHODS}.items():
        yield name, cls
        for member in dir(cls):
            function = _function(inspect.getattr_static(cls, member))
            if not member.startswith("_") and function.__class__ is types.FunctionType:
                yield f"{name}.{member}", function


@pytest.mark.parametrize("thing", [pytest.param(thing, id=name) for name, thing in described()])
def test_everything_public_is_described(thing):
    assert thing.__doc__
    assert not thing.__doc__.startswith(f"{getattr(thing, '__name__', '')}(")  # what attrs and tuples make up


@pytest.mark.parametrize("name", METHODS)
def test_every_method_reports_permission_bucket_and_errors(name):
    for method, function in inspect.getmembers(METHODS[name], inspect.isfunction):
        if not method.startswith("_") and method != "download":
            assert "ermission" in function.__doc__, method
            assert "ucket" in function.__doc__, method
            assert method == "list" or "Raises:" in function.__doc__, method


CLIENTS = pytest.mark.parametrize("cls", [ManagementClient, AsyncManagementClient])


@CLIENTS
@pytest.mark.parametrize("instance", [False, True])
def test_autospec_knows_the_methods_of_resource_groups(cls, instance):
    client = create_autospec(cls, instance=instance)
    for path in GROUPS:
        group = attrgetter(path)(client)
        for name in dir(attrgetter(path)(cls)):
            assert name.startswith("_") or hasattr(group, name), f"{path}.{name}"
    for wrong in ("sources.lsit", "uploads.sessions.closee", "asets"):
        with pytest.raises(AttributeError):
            attrgetter(wrong)(client)


@CLIENTS
def test_autospec_checks_arguments(cls):
    client = create_autospec(cls, instance=True)
    client.assets.list("id", media_kind="IMAGE")
    with pytest.raises(TypeError):
        client.sources.get()
    with pytest.raises(TypeError):
        client.sources.get("id", feilds="name")


@CLIENTS
def test_a_resource_group_is_a_class_on_the_class_and_one_instance_on_a_client(cls):
    client = cls("key")
    other = client.with_options(max_wait=1)
    for path in GROUPS:
        group = attrgetter(path)
        assert isinstance(group(client), group(cls))
        assert group(client) is group(client)
        assert group(client) is not group(other)
        assert group(client).__doc__


def _types_in(hint):
    """The classes of this project within a type."""
    parts = typing.get_args(hint)
    if parts:
        for part in (typing.get_origin(hint), *parts):
            yield from _types_in(part)
    elif isinstance(hint, list):
        for part in hint:
            yield from _types_in(part)
    elif isinstance(hint, type) and hint.__module__.startswith(("imgix_management", "imgix_openapi")):
        yield hint


def _signatures():
    for name, cls in {**CLASSES, **METHODS, **PUBLIC_TYPES}.items():
        if isinstance(cls, type):
            for member in dir(cls):
                function = _function(inspect.getattr_static(cls, member))
                if isinstance(function, types.FunctionType) and not member.startswith("_"):
                    yield f"{name}.{member}", function
            if dataclasses.is_dataclass(cls):
                yield name, cls


@pytest.mark.parametrize("function", [pytest.param(function, id=name) for name, function in _signatures()])
def test_every_type_in_a_public_signature_can_be_imported(function):
    known = {*CLASSES.values(), *(value for value in PUBLIC_TYPES.values() if isinstance(value, type))}
    # What only type checkers import is httpx.
    hints = typing.get_type_hints(function, localns={"httpx": types.SimpleNamespace(Client=int, AsyncClient=int)})
    assert {
        cls.__name__ for name, hint in hints.items() if name[0] != "_" for cls in _types_in(hint) if cls not in known
    } == set()


def test_public_types_are_listed_once_and_are_those_of_the_package():
    assert len(set(public_types.__all__)) == len(public_types.__all__)
    both = set(public_types.__all__) & set(imgix_management.__all__)
    assert all(getattr(public_types, name) is getattr(imgix_management, name) for name in both)
    constructed = {name for name, cls in CLASSES.items() if not issubclass(cls, BaseException)}
    assert constructed - set(public_types.__all__) == {"ManagementClient", "AsyncManagementClient"}
