"""The `imgix` command. The library never imports this package."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

from .exit_codes import EXIT_ERROR, missing_package
from .signals import leave_at_signals


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command and leave the program; the exit codes stand in `imgix --help`.

    Args:
        args: The arguments; None takes those of the process.

    Raises:
        SystemExit: Always.
    """
    leave_at_signals()
    try:
        from .app import run  # noqa: PLC0415 - click is an extra and may be missing
    except ModuleNotFoundError as error:
        # Without click there are no options yet that could choose a language.
        print(missing_package(error, "en+ja"), file=sys.stderr)
        sys.exit(EXIT_ERROR)
    sys.exit(run(args))
