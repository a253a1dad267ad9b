"""Run the checks."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from imgix_management import ImgixError
from tools.verify_live import limit_checks, read_checks, secret_checks, upload_checks, write_checks
from tools.verify_live.client import LiveClient
from tools.verify_live.report import entries
from tools.verify_live.verdicts import (
    BY_HAND,
    CHECKS,
    Check,
    Effect,
    MissingPrerequisiteError,
    Response,
    Verdict,
    still_open,
)

# Importing the modules registers their checks.
__all__ = [
    "limit_checks",
    "planned_writes",
    "read_checks",
    "run_checks",
    "secret_checks",
    "upload_checks",
    "write_checks",
]

_FLAGS = {"writes": "it writes, which needs --write SOURCE_ID", "limits": "it exceeds a limit, which needs --limits"}


def planned_writes(only: Collection[str]) -> list[str]:
    """Describe what the checks write.

    Args:
        only: The questions to ask; all if empty.
    """
    return [check.action for question, check in CHECKS.items() if check.action and (not only or question in only)]


def run_checks(
    client: LiveClient, effects: Collection[Effect], cassettes: Path, only: Collection[str] = ()
) -> Iterator[tuple[str, Verdict]]:
    """Run the checks: first those that read, then those that write, finally those that exceed a limit.

    Args:
        client: Makes the calls.
        effects: What is allowed.
        cassettes: The folder for the recorded responses.
        only: The questions to ask; all if empty.

    Yields:
        Each question and its verdict.
    """
    questions = [question for question in entries() if not only or question in only]
    for question in questions:
        if question not in CHECKS:
            yield question, still_open(f"no call settles it: {BY_HAND[question]}")
        elif CHECKS[question].effect not in effects:
            yield question, still_open(_FLAGS[CHECKS[question].effect])
    for effect in ("reads", "writes", "limits"):
        for question, check in CHECKS.items():
            if question in questions and check.effect == effect and effect in effects:
                verdict = run_check(check, client)
                client.write_cassette(cassettes / f"{question}.yaml")
                yield question, verdict._replace(note=client.redact(verdict.note))


def run_check(check: Check, client: LiveClient) -> Verdict:
    """Run one check. Every error is a verdict, too."""
    try:
        values = check.calls(client)
        for value in values:
            if isinstance(value, Response) and (reason := value.unusable(check.expected)):
                return still_open(reason)
        return check.evaluate(*values)
    except MissingPrerequisiteError as error:
        return still_open(str(error))
    except ImgixError as error:
        return still_open(f"no response: {type(error).__name__}")
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        return still_open(f"a response has an unexpected shape ({type(error).__name__})")
