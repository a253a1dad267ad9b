"""What imgix may do otherwise: the other readings of what nobody could settle, for the sandbox to play."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

VARIANTS: Final[Mapping[str, tuple[str, ...]]] = {
    "default-limit-scope": ("together", "endpoint"),
    "limit-owner": ("account", "key"),
}
"""The question, by its heading in `openapi/UNCERTAIN.md` -> the answers that can be played, the chosen one first."""


def chosen(variants: Mapping[str, str]) -> dict[str, str]:
    """The answer to play for each question.

    Args:
        variants: Question -> answer, for those that are to be played otherwise.

    Raises:
        ValueError: There is no such question or answer.
    """
    for question, answer in variants.items():
        if question not in VARIANTS:
            raise ValueError(f"there is no variant {question!r}, but: {', '.join(VARIANTS)}")
        if answer not in VARIANTS[question]:
            raise ValueError(f"the variant {question!r} can be {' or '.join(VARIANTS[question])}, not {answer!r}")
    return {question: variants.get(question, answers[0]) for question, answers in VARIANTS.items()}
