# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
"""Errors that an operation raises."""


class UnexpectedStatus(Exception):
    """A status that the document does not have."""

    def __init__(self, status_code: int, content: bytes) -> None:
        self.status_code = status_code
        self.content = content
        super().__init__(f"unexpected status {status_code}: {content[:200].decode(errors='replace')}")


class UnexpectedContent(Exception):
    """A response that is not JSON."""

    def __init__(self, status_code: int, content: bytes) -> None:
        self.status_code = status_code
        self.content = content
        super().__init__(
            f"status {status_code} with a body that is not JSON: {content[:200].decode(errors='replace')}"
        )


__all__ = ["UnexpectedContent", "UnexpectedStatus"]
