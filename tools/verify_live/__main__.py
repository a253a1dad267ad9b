"""Settle the open questions: `python -m tools.verify_live`, see `invoke verify-live` in CONTRIBUTING.md."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from imgix_management import ConfigurationError
from imgix_management._core.config import resolve
from tools.cassettes import REAL
from tools.verify_live.client import KEYS, LiveClient
from tools.verify_live.report import entries, write
from tools.verify_live.run import planned_writes, run_checks
from tools.verify_live.verdicts import Effect, Verdict


def main(arguments: Sequence[str] | None = None, **settings: Any) -> int:  # noqa: ANN401 - those of the client
    """Run the checks and write the report.

    Args:
        arguments: The command line.
        **settings: Settings of `LiveClient`, for tests.

    Returns:
        The exit code: 0 if nothing was refuted, 1 if something was, 2 if no check was run.
    """
    options = _parser().parse_args(arguments)
    only = [id_ for id_ in options.only.split(",") if id_]
    unknown = sorted(set(only) - entries().keys())
    if unknown:
        return _refuse(f"there is no entry {', '.join(unknown)} in openapi/UNCERTAIN.md")
    try:
        config = resolve()
    except ConfigurationError as error:
        return _refuse(error.message("en"))
    allowed: dict[Effect, bool] = {"reads": True, "writes": bool(options.write), "limits": options.limits}
    effects = [effect for effect, is_allowed in allowed.items() if is_allowed]
    if options.write and not (options.yes or _is_confirmed(config.base_url, options.write, planned_writes(only))):
        return _refuse("no check was run")
    client = LiveClient(
        config.api_key,
        base_url=config.base_url,
        source=options.write or options.source or None,
        throw_away=options.throw_away or None,
        **settings,
    )
    verdicts: dict[str, Verdict] = {}
    try:
        for id_, verdict in run_checks(client, effects, options.out / "cassettes", only):
            verdicts[id_] = verdict
            print(f"{verdict.outcome:9} {id_}: {verdict.note}", flush=True)
    finally:
        for source_id in client.clean_up():
            print(f"The Source {source_id}, which was created for the checks, could not be disabled.", file=sys.stderr)
        client.close()
        place = REAL if config.base_url == "https://api.imgix.com" else "another server than the real API"
        write(options.out, verdicts, place)
    print(f"\nThe report, with what to change, is {options.out / 'report.md'}.")
    return int(any(verdict.outcome == "refuted" for verdict in verdicts.values()))


def _parser() -> argparse.ArgumentParser:
    more = ", ".join(f"${key}" for key in KEYS)
    parser = argparse.ArgumentParser(
        prog="invoke verify-live",
        description="Settle the questions of openapi/UNCERTAIN.md by calls, with the key in IMGIX_API_KEY.",
        epilog=f"Some questions need a further key: {more}.",
    )
    parser.add_argument("--write", default="", metavar="SOURCE_ID", help="a Source for tests, which may be changed")
    parser.add_argument(
        "--throw-away", default="", metavar="SOURCE_ID", help="a Source with uploads that may lose its secrets"
    )
    parser.add_argument(
        "--source", default="", metavar="SOURCE_ID", help="the Source to read; by default the first that is enabled"
    )
    parser.add_argument("--limits", action="store_true", help="finally, send a few requests more than the limits allow")
    parser.add_argument("--only", default="", metavar="ENTRY,...", help="ask these entries only")
    parser.add_argument("--out", type=Path, default=Path("verify-live"), help="the folder for report and cassettes")
    parser.add_argument("--yes", action="store_true", help="do not ask before writing")
    return parser


def _is_confirmed(base_url: str, source_id: str, actions: Sequence[str]) -> bool:
    print(f"This writes to {base_url}, with the Source {source_id}. It")
    print("".join(f"  - {each}\n" for each in actions) + "Continue? [y/N] ", end="", flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _refuse(reason: str) -> int:
    print(f"verify-live: {reason}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    raise SystemExit(main())
