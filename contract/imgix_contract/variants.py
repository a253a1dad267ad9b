"""Variants of the API, where it is not known what imgix does, for the sandbox to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final

from imgix_contract.errors import ApiError, SchemaError
from imgix_openapi.operations import PATH_VARIANTS, Operation

VARIANTS: Final[Mapping[str, tuple[str, ...]]] = {
    "default-limit-scope": ("together", "endpoint"),
    "limit-owner": ("account", "key"),
    **PATH_VARIANTS,
    "asset-filters": ("refused", "ignored"),
    "asset-pagination": ("cursor", "number"),
    "cache-ttl-minimum": ("1", "1800"),
    "create-status": ("201", "200"),
    "deployment-merge": ("replaced", "merged"),
    "disabled-edits": ("refused", "taken"),
    "enabled-on-create": ("taken", "ignored"),
    "fields-reports": ("taken", "ignored", "refused"),
    "max-page-size": ("unlimited", "cut", "refused"),
    "name-filter": ("whole", "part"),
    "never-deployed": ("null", "absent", "0"),
    "purge-conflict": ("409", "200"),
    "secret-loss": ("lost", "kept"),
    "success-statuses": ("200", "201", "202"),
    "too-large-status": ("400", "413"),
    "total-records": ("string", "number"),
    "upload-exists": ("400", "409"),
    "upload-limit": ("30-mb", "50-mb"),
    "validation-errors": ("400", "422"),
}
"""Name of a variant, a heading in `openapi/UNCERTAIN.md` -> its values, the default first."""

_LARGEST_PAGE = 1000
_LARGEST_UPLOAD = 50_000_000


class Variants:
    """The chosen variants.

    Args:
        choices: Name -> value, for the variants that are not to have their default.

    Attributes:
        overridden: Whether any variant differs from its default, so that responses may violate the contract.

    Raises:
        ValueError: There is no such variant or value.
    """

    def __init__(self, choices: Mapping[str, str] | None = None) -> None:
        for name, value in (choices or {}).items():
            if name not in VARIANTS:
                raise ValueError(f"there is no variant {name!r}, but: {', '.join(VARIANTS)}")
            if value not in VARIANTS[name]:
                raise ValueError(f"the variant {name!r} can be {' or '.join(VARIANTS[name])}, not {value!r}")
        defaults = {name: values[0] for name, values in VARIANTS.items()}
        self._choices = {**defaults, **(choices or {})}
        self.overridden = self._choices != defaults

    def __getitem__(self, name: str) -> str:
        return self._choices[name]

    def path(self, operation: Operation) -> str:
        """Return the path of an operation in the chosen variant."""
        known = operation.variants
        return operation.path if known is None else known.paths.get(self[known.name], operation.path)

    def status(self, operation: Operation, expected: int) -> int:
        """Return the status of a success, where it is in doubt."""
        if operation.tag == "uploads" or operation.id in {"publishAsset", "unpublishAsset"}:
            return int(self["success-statuses"])
        return int(self["create-status"]) if operation.id == "createSource" else expected

    def max_bytes(self, operation: Operation) -> int | None:
        """Return the maximum size of an operation's body, where it is known."""
        if operation.id == "uploadAsset" and self["upload-limit"] == "50-mb":
            return _LARGEST_UPLOAD
        return operation.max_bytes

    def error(self, error: ApiError) -> int:
        """Return the status of an error."""
        unprocessable = isinstance(error, SchemaError) and self["validation-errors"] == "422"
        return HTTPStatus.UNPROCESSABLE_ENTITY if unprocessable else error.status

    def parameters(self, operation: Operation, query: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Translate the query parameters of a request into those of the contract.

        Raises:
            ApiError: 400 for a parameter that does not exist in the chosen variant.
        """
        pairs = dict(query) if operation.id == "listAssets" and self["asset-pagination"] == "number" else None
        if pairs is not None and {"page[number]", "page[size]"} & pairs.keys():
            number, size = int(pairs.pop("page[number]", "0")), int(pairs.pop("page[size]", "20"))
            pairs.update({"page[cursor]": str(number), "page[limit]": str(size)})
        for name, value in query if pairs is None else pairs.items():
            if name != "fields[reports]" or self["fields-reports"] == "taken":
                yield name, value
            elif self["fields-reports"] == "refused":
                raise ApiError(HTTPStatus.BAD_REQUEST, "The query parameter fields[reports] is not known.")

    def page(self, query: dict[str, Any]) -> None:
        """Reduce or reject a page size that is too large.

        Raises:
            ApiError: 400.
        """
        for name in {"page[size]", "page[limit]"} & query.keys():
            if self["max-page-size"] != "unlimited" and query[name] > _LARGEST_PAGE:
                if self["max-page-size"] == "refused":
                    raise ApiError(HTTPStatus.BAD_REQUEST, f"{name}: at most {_LARGEST_PAGE}.")
                query[name] = _LARGEST_PAGE

    def document(self, document: dict[str, Any]) -> None:
        """Adapt the document of a success to the chosen variants."""
        data, cursor = document["data"], document["meta"].get("cursor")
        if self["never-deployed"] != "null":
            for resource in data if isinstance(data, list) else [data or {}]:
                _never_deployed(resource.get("attributes", {}), self["never-deployed"])
        if self["total-records"] == "number" and cursor:
            cursor["totalRecords"] = int(cursor["totalRecords"])


def _never_deployed(attributes: dict[str, Any], value: str) -> None:
    if attributes.get("date_deployed", 0) is None:
        del attributes["date_deployed"]
        if value == "0":
            attributes["date_deployed"] = 0
