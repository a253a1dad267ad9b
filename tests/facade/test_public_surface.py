"""What a program may rely on, against a committed list: `invoke surface` writes it anew."""

import importlib
import inspect
import os
import subprocess
import sys
import types
from pathlib import Path

import pytest

import imgix_management
from imgix_management import AsyncManagementClient, ManagementClient
from imgix_management._models._generated import params

SNAPSHOT = Path(__file__).with_name("public_surface.txt")
GROUPS = ("sources", "assets", "uploads", "purges", "reports")
CLASSES = {n: value for n in imgix_management.__all__ if isinstance(value := getattr(imgix_management, n), type)}


def verbs():
    for client, prefix in ((ManagementClient, ""), (AsyncManagementClient, "Async")):
        for group in GROUPS:
            module = importlib.import_module(client.__module__.replace(".client", f".{group}"))
            yield f"{client.__name__}.{group}", getattr(module, f"{prefix}{group.title()}")


VERBS = dict(verbs())
OWN_INIT = (ManagementClient, AsyncManagementClient)


def surface():
    """Every public name, with signatures and annotations."""
    lines = []
    for name in sorted(imgix_management.__all__):
        value = getattr(imgix_management, name)
        lines += members(name, value) if name in CLASSES else [name if name == "__version__" else f"{name} = {value}"]
    for name, cls in VERBS.items():
        lines += members(name, cls)
    return "\n".join(lines) + "\n"


def members(name, cls):
    """A class, its bases within the package, and all its public members, inherited ones included."""
    own = [base for base in reversed(cls.__mro__) if base.__module__.startswith("imgix_management")]
    bases = [base.__name__ for base in reversed(own[:-1]) if base.__name__ in CLASSES]
    yield f"class {name}({', '.join(bases)})" if bases else f"class {name}"
    if cls in OWN_INIT:
        yield f"    __init__{inspect.signature(cls.__init__)}"
    fields = getattr(params, f"{name}Fields", None)  # what a deployment is made of
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
    for name, cls in {**CLASSES, **VERBS}.items():
        yield name, cls
        for member in dir(cls):
            function = _function(inspect.getattr_static(cls, member))
            if not member.startswith("_") and function.__class__ is types.FunctionType:
                yield f"{name}.{member}", function


@pytest.mark.parametrize("thing", [pytest.param(thing, id=name) for name, thing in described()])
def test_everything_public_is_described(thing):
    assert thing.__doc__
    assert not thing.__doc__.startswith(f"{getattr(thing, '__name__', '')}(")  # what attrs and tuples make up


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_tells_permission_bucket_and_errors(name):
    for verb, function in inspect.getmembers(VERBS[name], inspect.isfunction):
        if not verb.startswith("_") and verb != "download":
            assert "ermission" in function.__doc__, verb
            assert "ucket" in function.__doc__, verb
            assert verb == "list" or "Raises:" in function.__doc__, verb
