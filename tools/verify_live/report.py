"""What came out, for people and for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from imgix_management import __version__
from tools.verify_live.proposal import UNCERTAIN, StaleEditError, diff
from tools.verify_live.verdicts import Verdict

_HEADINGS = {"refuted": "Refuted", "confirmed": "Confirmed", "open": "Still open"}


class Entry(dict[str, str]):
    """An entry of UNCERTAIN.md: its parts by their names."""


def entries() -> dict[str, Entry]:
    """All entries, by their headings."""
    found = {}
    for section in re.split(r"(?m)^## ", UNCERTAIN.read_text(encoding="utf-8"))[1:]:
        heading, _, text = section.partition("\n")
        found[heading] = Entry(re.findall(r"(?m)^- \*\*(.+?)\*\* (.+)$", text))
    return found


def write(folder: Path, verdicts: Mapping[str, Verdict], place: str) -> str:
    """Write `report.md`, `report.json` and `proposal.diff`, and return the first.

    Args:
        folder: Where to.
        verdicts: What came out for each question.
        place: What was asked.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        proposal = diff(verdicts)
    except StaleEditError as error:
        proposal = f"# No diff could be made; change the contract by hand. {error}\n"
    text = "\n".join(_lines(verdicts, place)) + "\n"
    document = {
        "against": place,
        "on": datetime.now(UTC).date().isoformat(),
        "version": __version__,
        "questions": {
            id_: {"outcome": verdict.outcome, "note": verdict.note, "then": verdict.then}
            for id_, verdict in verdicts.items()
        },
    }
    (folder / "report.md").write_text(text, encoding="utf-8")
    (folder / "report.json").write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (folder / "proposal.diff").write_text(proposal, encoding="utf-8")
    return text


def _lines(verdicts: Mapping[str, Verdict], place: str) -> Iterator[str]:
    known = entries()
    yield "# Open questions, asked"
    yield f"\nAgainst {place}, on {datetime.now(UTC).date().isoformat()}, by imgix-management {__version__}."
    yield "What to change in the contract is in `proposal.diff`, as far as a program can tell; the rest stands here."
    for outcome, heading in _HEADINGS.items():
        yield f"\n## {heading}"
        for id_, verdict in verdicts.items():
            if verdict.outcome == outcome:
                yield f"\n- **{id_}** {known[id_]['Question']}"
                yield f"  - We chose: {known[id_]['What we chose']}"
                yield f"  - Seen: {verdict.note}"
                if verdict.then:
                    yield f"  - To do: {verdict.then}"
                if verdict.edits:
                    yield "  - To do: what `proposal.diff` says."
