"""`python -m imgix_management.cli` is the same as `imgix`."""

from . import main

main()
