"""Docstrings: Markdown's code and `Example:` blocks become reStructuredText, and types link to their public names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

_CODE: Final = re.compile(r"(?<![`:\w])`([^`\n]+)`(?!`)(?=(\w)?)")
_UNDERSCORE: Final = re.compile(r"(?<=\w)_(?=\W|$)")
_EXAMPLE: Final = re.compile(r"(\s*)Examples?:")
_STARS: Final = re.compile(r"^(\s+)(\*{1,2})(?=\w+:)")
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
    lines[:] = convert(lines)


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


def setup(app: Sphinx) -> None:
    """Connect to autodoc, before napoleon."""
    app.connect("autodoc-process-docstring", _on_docstring, priority=400)
    app.connect("missing-reference", _on_missing_reference)
