"""Report the verdicts, for people and for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from imgix_management import __version__
from tools.verify_live.edits import UNCERTAIN, instructions
from tools.verify_live.verdicts import Verdict

_HEADINGS = {"refuted": "Refuted", "confirmed": "Confirmed", "open": "Still open"}


def entries() -> dict[str, dict[str, str]]:
    """Return the entries of UNCERTAIN.md by their headings, each with its parts by their names."""
    sections = re.split(r"(?m)^## ", UNCERTAIN.read_text(encoding="utf-8"))[1:]
    pairs = (section.partition("\n")[::2] for section in sections)
    return {heading: dict(re.findall(r"(?m)^- \*\*(.+?)\*\* (.+)$", text)) for heading, text in pairs}


def write(folder: Path, verdicts: Mapping[str, Verdict], place: str) -> None:
    """Write `report.md` and `report.json`.

    Args:
        folder: The folder to write to.
        verdicts: The verdict for each question.
        place: What was called.
    """
    folder.mkdir(parents=True, exist_ok=True)
    document = {
        "against": place,
        "on": datetime.now(UTC).date().isoformat(),
        "version": __version__,
        "questions": {
            question: {"outcome": each.outcome, "note": each.note, "to_do": instructions(question, each)}
            for question, each in verdicts.items()
        },
    }
    (folder / "report.md").write_text("\n".join(_lines(verdicts, place)) + "\n", encoding="utf-8")
    (folder / "report.json").write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _lines(verdicts: Mapping[str, Verdict], place: str) -> Iterator[str]:
    known = entries()
    yield "# Open questions, asked"
    yield f"\nAgainst {place}, on {datetime.now(UTC).date().isoformat()}, by imgix-management {__version__}."
    for outcome, heading in _HEADINGS.items():
        yield f"\n## {heading}"
        for question, verdict in verdicts.items():
            if verdict.outcome == outcome:
                yield f"\n- **{question}** {known[question]['Question']}"
                yield f"  - We chose: {known[question]['What we chose']}"
                yield f"  - Seen: {verdict.note}"
                yield from (f"  - To do: {step}" for step in instructions(question, verdict))
