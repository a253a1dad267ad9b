"""What to change in the contract and in UNCERTAIN.md, as a unified diff."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping

from tools.contract import DOCUMENT, ROOT
from tools.verify_live.verdicts import Edit, Verdict

UNCERTAIN = ROOT / "openapi" / "UNCERTAIN.md"

_INDENT = re.compile(r" *")
_GRADE = re.compile(r"^( *x-imgix-confidence: )(documented|seen-in-code|inferred)$", re.MULTILINE)


class StaleEditError(Exception):
    """What an edit is to replace is not there."""


def diff(verdicts: Mapping[str, Verdict]) -> str:
    """The change that the verdicts ask for; empty if there is none.

    A settled question loses its variant and its entry, unless what to change has to be written by hand.

    Raises:
        StaleEditError: An edit does not fit the contract any more.
    """
    settled = {id_ for id_, verdict in verdicts.items() if _settled(verdict)}
    contract = before = DOCUMENT.read_text(encoding="utf-8")
    for verdict in verdicts.values():
        for edit in verdict.edits:
            contract = _edited(contract, edit)
    contract = _without_variants(contract, settled)
    return _unified("openapi/imgix-management.yaml", before, contract) + _entries(settled)


def _settled(verdict: Verdict) -> bool:
    return verdict.outcome == "confirmed" or (verdict.outcome == "refuted" and bool(verdict.edits))


def _edited(text: str, edit: Edit) -> str:
    begin, end = (0, len(text)) if edit.operation is None else _block(text, edit.operation)
    if edit.old not in text[begin:end]:
        raise StaleEditError(f"{edit.operation or 'the contract'}: {edit.old!r} is not there")
    return text[:begin] + text[begin:end].replace(edit.old, edit.new, 1) + text[end:]


def _block(text: str, operation: str) -> tuple[int, int]:
    """Where an operation's path begins, and where the next one does."""
    starts = [found.start() for found in re.finditer(r"^(?=  /|components:)", text, re.MULTILINE)]
    place = text.index(f"operationId: {operation}\n")
    return max(start for start in starts if start < place), min(start for start in starts if start > place)


def _without_variants(text: str, settled: set[str]) -> str:
    """The text without the variants of settled questions; what was less sure there has now been captured."""
    lines = text.splitlines(keepends=True)
    kept: list[str] = []
    index = 0
    while index < len(lines):
        end = index + 1
        if lines[index].lstrip().startswith("x-imgix-variant:"):
            depth = _depth(lines[index])
            while end < len(lines) and _depth(lines[end]) > depth:
                end += 1
            see = re.search(r"\bsee: ([a-z0-9-]+)", "".join(lines[index:end]))
            if see and see[1] in settled:
                _raise_confidence(kept, depth)
                index = end
                continue
        kept += lines[index:end]
        index = end
    return "".join(kept)


def _raise_confidence(lines: list[str], depth: int) -> None:
    for index in range(len(lines) - 1, 0, -1):
        if _depth(lines[index]) < depth:
            return
        if _depth(lines[index]) == depth:
            lines[index] = _GRADE.sub(r"\1captured", lines[index])


def _depth(line: str) -> int:
    found = _INDENT.match(line)
    return len(found[0]) if found and line.strip() else 0


def _entries(settled: set[str]) -> str:
    """The diff that takes entries out of UNCERTAIN.md."""
    before = UNCERTAIN.read_text(encoding="utf-8")
    head, *sections = re.split(r"(?m)^(?=## )", before)
    kept = [section for section in sections if section.splitlines()[0].removeprefix("## ") not in settled]
    return _unified("openapi/UNCERTAIN.md", before, "".join([head, *kept]).rstrip("\n") + "\n")


def _unified(name: str, before: str, after: str) -> str:
    def lines() -> Iterator[str]:
        yield from difflib.unified_diff(
            before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}"
        )

    return "".join(lines())
