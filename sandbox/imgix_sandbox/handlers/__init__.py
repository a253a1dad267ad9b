"""The handlers of all operations, registered by importing this package."""

from imgix_sandbox.handlers import assets, publications, purges, reports, sources, uploads

__all__ = ["assets", "publications", "purges", "reports", "sources", "uploads"]
