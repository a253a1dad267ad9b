"""Build the JSON:API documents for data and errors, as captured from imgix."""

import secrets
from collections.abc import Mapping
from http.client import responses
from typing import Any

from imgix_contract.contract import Contract
from imgix_contract.errors import ApiError
from imgix_openapi.operations import Operation

_OWNER = "sandbox@example.test"


def _meta(*, authorized: bool) -> dict[str, Any]:
    return {
        "authentication": {
            "authorized": authorized,
            "clientId": None,
            "mode": "PUBLIC_APIKEY",
            "modeTitle": "Public API Key",
            "tag": _OWNER if authorized else None,
            "user": None,
        },
        "server": {
            "commit": "sandbox",
            "status": {"healthy": True, "read_only": False, "tombstone": False},
            "version": "0.0.0",
        },
    }


def build_document(data: object, meta: Mapping[str, Any]) -> dict[str, Any]:
    """Wrap data.

    Args:
        data: A resource, a list of them, or None.
        meta: Members of `meta` besides the usual ones, such as `cursor`.
    """
    return {
        "data": data,
        "included": [],
        "jsonapi": {"version": "1.0"},
        "meta": {**_meta(authorized=True), **meta},
    }


def build_error_document(
    contract: Contract, error: ApiError, *, authorized: bool, operation: Operation | None = None
) -> dict[str, Any]:
    """Wrap an error; texts that were captured or documented stand in the contract's examples."""
    sample = contract.sample_error(operation, error.status)
    title = sample.get("title", responses.get(error.status, "Server Error"))
    return {
        "errors": [
            {
                "detail": error.detail or sample.get("detail", title),
                "id": secrets.token_hex(16),
                "meta": {},
                "status": str(error.status),
                "title": title,
            }
        ],
        "jsonapi": {"version": "1.0"},
        "meta": _meta(authorized=authorized),
    }
