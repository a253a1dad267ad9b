"""Docstrings: Markdown's code and `Example:` blocks become reStructuredText, and types link to their public names."""

from __future__ import annotations

import ast
import functools
import inspect
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, Union

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.inspect import TypeAliasForwardRef

import imgix_management
from imgix_management import types

_CODE: Final = re.compile(r"(?<![`:\w])`([^`\n]+)`(?!`)(?=(\w)?)")
_UNDERSCORE: Final = re.compile(r"(?<=\w)_(?=\W|$)")
_EXAMPLE: Final = re.compile(r"(\s*)Examples?:")
_STARS: Final = re.compile(r"^(\s+)(\*{1,2})(?=\w+:)")
_INTERNAL: Final = ("(api:", "(pipeline:", "(request:")
_DESCRIPTORS: Final = ("FrozenField", "AliasedField", "NestedField")
_converted: dict[str, list[str]] = {}
_PUBLIC: Final = ("imgix_management", "imgix_management.types", "imgix_management.errors", "imgix_management.bulk")


def convert(lines: list[str]) -> list[str]:
    """Turn the Markdown of a docstring into reStructuredText.

    Args:
        lines: The docstring, without its indentation.
    """
    return list(_convert(lines))


def _convert(lines: list[str]) -> Iterator[str]:
    literal: int | None = None  # the indentation of what introduced a literal block
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if literal is not None and line.strip() and indent <= literal:
            literal = None
        if literal is not None:
            yield line
        elif example := _EXAMPLE.fullmatch(line):
            literal = len(example[1])
            yield from (f"{example[1]}Example::", "")
        else:
            yield _STARS.sub(lambda match: match[1] + match[2].replace("*", r"\*"), _inline(line))


def _inline(line: str) -> str:
    """Turn the code within a line into reStructuredText, and escape what would be a reference outside of it."""
    parts = re.split(r"(`[^`]+`)", line)
    escaped = "".join(part if part.startswith("`") else _UNDERSCORE.sub(r"\_", part) for part in parts)
    return _CODE.sub(lambda match: f"``{match[1]}``" + (r"\ " if match[2] else ""), escaped)


def _on_docstring(  # noqa: PLR0917 - as autodoc calls it
    app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]
) -> None:
    if what == "data":
        lines[:] = [*_described().get(name.rpartition(".")[2], "").splitlines(), ""]
    lines[:] = convert(lines)
    _converted[name] = [*lines]


def _on_attribute(  # noqa: PLR0917 - as autodoc calls it
    app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]
) -> None:
    """Undo what napoleon does to attributes: it takes what stands before a colon for their type."""
    converted = _converted.pop(name)
    if what in ("attribute", "data", "property"):
        lines[:] = converted


def _on_signature(  # noqa: PLR0917 - as autodoc calls it
    app: Sphinx, what: str, name: str, obj: object, options: object, signature: str | None, returns: str | None
) -> tuple[str | None, str | None] | None:
    """Leave out the signatures of what only the library itself creates."""
    if what == "class" and (signature or "").startswith(_INTERNAL):
        return "", None
    return None


@functools.cache
def _described() -> dict[str, str]:
    """Return what stands below the assignments of the library: name -> text. Several of a name do not count."""
    texts: dict[str, list[str]] = {}
    for path in Path(imgix_management.__file__).parent.rglob("*.py"):
        body = ast.parse(path.read_text("utf-8")).body
        for assignment, text in pairwise(body):
            match assignment, text:
                case ast.Assign(targets=[ast.Name(id=name)]), ast.Expr(value=ast.Constant(value=str(description))):
                    texts.setdefault(name, []).append(inspect.cleandoc(description))
    return {name: values[0] for name, values in texts.items() if len(set(values)) == 1}


def _on_missing_reference(
    app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, contnode: nodes.Element
) -> nodes.Element | None:
    """Resolve a type that stands in a signature by the name of the private module that defines it."""
    target = str(node.get("reftarget", ""))
    if node.get("refdomain") != "py" or not target:
        return None
    domain: Any = env.get_domain("py")
    last = target.rpartition(".")[2]
    for module in _PUBLIC:
        name = f"{module}.{last}"
        if name in domain.objects:
            resolved = domain.resolve_xref(
                env, str(node.get("refdoc", "")), app.builder, "obj", name, node, contnode
            )  # the role "obj" takes every kind of object
            return resolved if isinstance(resolved, nodes.Element) else None
    return None


def type_aliases() -> dict[str, str]:
    """Return the names by which signatures show types that are not classes, rather than what they stand for."""
    names = [name for name in types.__all__ if not isinstance(getattr(types, name), type)]
    return {name: AliasName(f"imgix_management.types.{name}") for name in names if name != "NOT_GIVEN"}


class AliasName(str):
    """The name of a type that stands for itself where autodoc evaluates annotations."""

    __slots__ = ()

    def __or__(self, other: object) -> object:
        return Union[TypeAliasForwardRef(self), other]  # noqa: UP007 - of what is no type

    def __ror__(self, other: object) -> object:
        return Union[other, TypeAliasForwardRef(self)]  # noqa: UP007 - of what is no type

    def __call__(self) -> None:
        """Count as a type for `typing`, which asks for no more."""


def _on_description(app: Sphinx, domain: str, objtype: str, content: addnodes.desc_content) -> None:
    """Let attributes show the type of their value, not that of the descriptor which gives it."""
    for annotation in content.parent.findall(addnodes.desc_annotation):
        for place, node in enumerate(annotation.children):
            if isinstance(node, nodes.Element) and str(node.get("reftarget", "")).endswith("DateTimeField"):
                annotation[place] = nodes.Text("datetime | None")
        opening = next((node for node in annotation.children if node.astext() == "["), None)
        if opening is None:
            continue
        start = annotation.index(opening)
        if start and str(annotation[start - 1].get("reftarget", "")).endswith(_DESCRIPTORS):
            closing = max(place for place, node in enumerate(annotation.children) if node.astext() == "]")
            del annotation[closing]
            del annotation[start - 1 : start + 1]


def _on_doctree(app: Sphinx, doctree: nodes.document) -> None:
    """Keep what needs no translation out of the catalogues: names of fields, which Sphinx translates, and types.

    Sphinx makes a dash of "--" in English only.
    """
    for text in list(doctree.findall(nodes.Text)):
        if text.astext() == " -- ":
            text.parent.replace(text, nodes.Text(" – "))
    for listing in doctree.findall(nodes.field):
        name, body = listing.children
        if isinstance(name, nodes.field_name) and isinstance(body, nodes.field_body):
            name["translatable"] = False
            if name.astext().lower() == "type":
                for text in body.findall(nodes.TextElement):
                    text["translatable"] = False


def setup(app: Sphinx) -> None:
    """Connect to autodoc, before and after napoleon."""
    TypeAliasForwardRef.__repr__ = lambda self: self.name
    app.connect("autodoc-process-docstring", _on_docstring, priority=400)
    app.connect("autodoc-process-docstring", _on_attribute, priority=600)
    app.connect("autodoc-process-signature", _on_signature)
    app.connect("object-description-transform", _on_description)
    app.connect("doctree-read", _on_doctree)
    app.connect("missing-reference", _on_missing_reference)
