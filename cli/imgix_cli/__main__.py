"""`python -m imgix_cli` is the same as `imgix`."""

from . import main

main()
