"""Goes through the questions."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from imgix_management import ImgixError
from tools.verify_live import limits, read_checks, secret_checks, uploads, writes
from tools.verify_live.client import Probe
from tools.verify_live.report import entries
from tools.verify_live.verdicts import BY_HAND, SETTLERS, Answer, Effect, MissingError, Settler, Verdict, still_open

__all__ = ["announced", "go_through", "limits", "read_checks", "secret_checks", "uploads", "writes"]

_FLAGS = {"writes": "it writes, which needs --write SOURCE_ID", "limits": "it exceeds a limit, which needs --limits"}


def announced(only: Collection[str]) -> list[str]:
    """What the questions write, in words."""
    return [settler.does for id_, settler in SETTLERS.items() if settler.does and (not only or id_ in only)]


def go_through(
    probe: Probe, effects: Collection[Effect], cassettes: Path, only: Collection[str] = ()
) -> Iterator[tuple[str, Verdict]]:
    """Ask the questions: first those that read, then those that write, at last those that exceed a limit.

    Args:
        probe: Makes the calls.
        effects: What may be done.
        cassettes: Where the answers are recorded.
        only: The questions to ask; all if empty.

    Yields:
        Each question and what came out.
    """
    wanted = {id_: SETTLERS.get(id_) for id_ in entries() if not only or id_ in only}
    for id_, settler in wanted.items():
        if settler is None:
            yield id_, still_open(f"no call settles it: {BY_HAND[id_]}")
        elif settler.effect not in effects:
            yield id_, still_open(_FLAGS[settler.effect])
    for effect in ("reads", "writes", "limits"):
        for id_, settler in SETTLERS.items():
            if id_ in wanted and settler.effect == effect and effect in effects:
                verdict = settle(settler, probe)
                probe.write(cassettes / f"{id_}.yaml")
                yield id_, verdict._replace(note=probe.private(verdict.note))


def settle(settler: Settler, probe: Probe) -> Verdict:
    """Settle one question; whatever comes, it is an outcome."""
    try:
        given = settler.calls(probe)
        for answer in given:
            if isinstance(answer, Answer) and (why := answer.useless(settler.takes)):
                return still_open(why)
        return settler.judge(*given)
    except MissingError as error:
        return still_open(str(error))
    except ImgixError as error:
        return still_open(f"no answer came: {type(error).__name__}")
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        return still_open(f"an answer has a shape that was not foreseen ({type(error).__name__})")
