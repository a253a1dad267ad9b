"""Run the command with `python -m imgix_cli`."""

from . import main

main()
