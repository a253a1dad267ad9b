"""Write the keywords that come from the contract into the methods that list and update resources.

In `facade/imgix_management/_async/` a pair of comments marks the keywords in a method's signature, and another pair the
place where the method passes them on. What stands between them is written here, and so are their lines in the section
`Args:` of the docstring, after those of the keywords that are written by hand.
"""

from __future__ import annotations

import ast
import re
import textwrap
from pathlib import Path

from tools.contract import ROOT, Json
from tools.params import Keyword, method_keywords

FOLDER = ROOT / "facade" / "imgix_management" / "_async"
REGION = re.compile(r"^( *)# Keywords of (\w+), by `invoke generate`:\n(?:.*\n)*?\1# End of keywords\n", re.MULTILINE)
WIDTH = 120


def write(document: Json, folder: Path = FOLDER) -> None:
    """Bring all methods up to date with the contract."""
    for path in sorted(folder.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        updated = render(text, document)
        if updated != text:
            path.write_text(updated, encoding="utf-8")


def render(text: str, document: Json) -> str:
    """Return the source of a module with its keywords up to date."""
    updated = REGION.sub(lambda match: _region(match, text, document), text)
    for operation_id in dict.fromkeys(match[2] for match in REGION.finditer(updated)):
        updated = _with_docstring(updated, operation_id, method_keywords(document, operation_id))
    return updated


def _region(match: re.Match[str], text: str, document: Json) -> str:
    indent, operation_id = match[1], match[2]
    keywords = method_keywords(document, operation_id)
    if _function_at(text, match.start()):
        lines = [_parameter(operation_id, keyword) for keyword in keywords]
    else:
        lines = [f"{keyword.name}={keyword.name}," for keyword in keywords]
    begin = f"# Keywords of {operation_id}, by `invoke generate`:"
    return "".join(f"{indent}{line}\n" for line in [begin, *lines, "# End of keywords"])


def _function_at(text: str, position: int) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """Return the function whose signature a position lies in."""
    line = text.count("\n", 0, position) + 1
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.lineno <= line < node.body[0].lineno:
            return node
    return None


def _parameter(operation_id: str, keyword: Keyword) -> str:
    if operation_id.startswith("update"):  # None is a value there
        kind = keyword.kind.removesuffix(" | None")
        null = keyword.kind.removeprefix(kind)
        return f"{keyword.name}: {kind} | NotGiven{null} = NOT_GIVEN,"
    return f"{keyword.name}: {keyword.kind} | None = None,"


def _with_docstring(text: str, operation_id: str, keywords: list[Keyword]) -> str:
    """Return a module with the lines of derived keywords in the docstring of the method that has them."""
    positions = (match.start() for match in REGION.finditer(text) if match[2] == operation_id)
    functions = (_function_at(text, position) for position in positions)
    function = next(function for function in functions if function is not None)
    derived = {keyword.name for keyword in keywords}
    names = [argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)]
    by_hand = {name for name in names if name not in derived}

    docstring = function.body[0]
    lines = text.splitlines(keepends=True)
    section = next(n for n in range(docstring.lineno, len(lines)) if lines[n].strip() == "Args:") + 1
    indent = " " * (docstring.col_offset + 4)
    entries: list[list[str]] = []
    number = section
    while lines[number].startswith(indent):
        if not lines[number].startswith(indent + " "):
            entries.append([])
        entries[-1].append(lines[number])
        number += 1
    handwritten = [entry for entry in entries if entry[0].partition(":")[0].strip() in by_hand]
    lines[section:number] = [*(line for entry in handwritten for line in entry), *_documented(keywords, indent)]
    return "".join(lines)


def _documented(keywords: list[Keyword], indent: str) -> list[str]:
    documented = []
    for keyword in keywords:
        entry = f"{keyword.name}: {keyword.description}"
        for number, line in enumerate(textwrap.wrap(entry, WIDTH - len(indent) - 4, break_long_words=False)):
            documented.append(f"{indent}{'    ' if number else ''}{line}\n")
    return documented
