"""`python -m tools.verify_live`: see `invoke verify-live` in CONTRIBUTING.md."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from imgix_management import ConfigurationError
from imgix_management._core.config import resolve
from tools.cassettes import REAL
from tools.verify_live.client import KEYS, Probe
from tools.verify_live.report import entries, write
from tools.verify_live.run import announced, go_through
from tools.verify_live.verdicts import Effect, Verdict


def main(arguments: Sequence[str] | None = None, **settings: Any) -> int:  # noqa: ANN401 - those of the probe
    """Ask the open questions, and write what came out.

    Args:
        arguments: Those of the command line.
        **settings: Further ones of the `Probe`; for tests.

    Returns:
        The exit code: 0 if nothing was refuted, 1 if something was, 2 if nothing could be asked.
    """
    given = _parser().parse_args(arguments)
    only = [id_ for id_ in given.only.split(",") if id_]
    unknown = sorted(set(only) - entries().keys())
    if unknown:
        return _refuse(f"there is no entry {', '.join(unknown)} in openapi/UNCERTAIN.md")
    try:
        config = resolve()
    except ConfigurationError as error:
        return _refuse(error.message("en"))
    asked: dict[Effect, bool] = {"reads": True, "writes": bool(given.write), "limits": given.limits}
    effects = [effect for effect, wanted in asked.items() if wanted]
    if given.write and not (given.yes or _agreed(config.base_url, given.write, announced(only))):
        return _refuse("nothing was asked")
    probe = Probe(
        config.api_key,
        base_url=config.base_url,
        source=given.write or given.source or None,
        throw_away=given.throw_away or None,
        **settings,
    )
    verdicts: dict[str, Verdict] = {}
    try:
        for id_, verdict in go_through(probe, effects, given.out / "cassettes", only):
            verdicts[id_] = verdict
            print(f"{verdict.outcome:9} {id_}: {verdict.note}", flush=True)
    finally:
        for source_id in probe.clean_up():
            print(f"The Source {source_id}, made for the purpose, could not be disabled.", file=sys.stderr)
        probe.close()
        place = REAL if config.base_url == "https://api.imgix.com" else "another server than the real API"
        write(given.out, verdicts, place)
    print(f"\nThe report is {given.out / 'report.md'}; what to change, as far as a program can tell: proposal.diff.")
    return int(any(verdict.outcome == "refuted" for verdict in verdicts.values()))


def _parser() -> argparse.ArgumentParser:
    more = ", ".join(f"${key}" for key in KEYS)
    parser = argparse.ArgumentParser(
        prog="invoke verify-live",
        description="Settle the questions of openapi/UNCERTAIN.md by calls, with the key in IMGIX_API_KEY.",
        epilog=f"Some questions need a further key: {more}.",
    )
    parser.add_argument(
        "--write", default="", metavar="SOURCE_ID", help="a Source made for it, where things may change"
    )
    parser.add_argument(
        "--throw-away", default="", metavar="SOURCE_ID", help="a Source with uploads that may lose its secrets"
    )
    parser.add_argument("--source", default="", metavar="SOURCE_ID", help="the Source to read; else the first enabled")
    parser.add_argument("--limits", action="store_true", help="at last, send a few requests more than the limits allow")
    parser.add_argument("--only", default="", metavar="ENTRY,...", help="ask these entries only")
    parser.add_argument("--out", type=Path, default=Path("verify-live"), help="the folder for report and cassettes")
    parser.add_argument("--yes", action="store_true", help="do not ask before writing")
    return parser


def _agreed(base_url: str, source_id: str, does: Sequence[str]) -> bool:
    print(f"This writes to {base_url}, with the Source {source_id}. It")
    print("".join(f"  - {each}\n" for each in does) + "Go on? [y/N] ", end="", flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _refuse(reason: str) -> int:
    print(f"verify-live: {reason}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    raise SystemExit(main())
