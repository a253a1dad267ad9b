"""The `imgix` command. The library never imports this package."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from .exit_codes import EXIT_ERROR, missing_package
from .signals import leave_at_signals


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command and exit; the exit codes are listed in `imgix --help`.

    Args:
        args: The arguments; None for those of the process.

    Raises:
        SystemExit: Always.
    """
    leave_at_signals()
    _open_standard_streams()
    try:
        from .app import run  # noqa: PLC0415 - click is an extra and may be missing
    except ModuleNotFoundError as error:
        # Without click there is no option yet that could choose a language.
        print(missing_package(error, "en+ja"), file=sys.stderr)
        sys.exit(EXIT_ERROR)
    sys.exit(run(sys.argv[1:] if args is None else args))


def _open_standard_streams() -> None:
    """Open what the parent closed (`2>&-`), or else a file or connection gets the number of standard error."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, os.O_RDWR)
            if descriptor != number:
                os.dup2(descriptor, number)
                os.close(descriptor)
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115 - until the end
