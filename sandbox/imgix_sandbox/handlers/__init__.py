"""What each operation does. Importing this package registers all handlers."""

from imgix_sandbox.handlers import assets, publications, purges, reports, sources, uploads

__all__ = ["assets", "publications", "purges", "reports", "sources", "uploads"]
