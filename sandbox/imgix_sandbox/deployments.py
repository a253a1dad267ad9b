"""Deployments of sources: what each type takes, what is answered, what is kept. All of it from the contract."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

from imgix_contract.contract import Contract
from imgix_contract.errors import ApiError
from imgix_contract.variants import Variants

_NOT_WRITABLE = {"webfolder", "webproxy"}
"""Types whose origin imgix cannot write to (documented for uploads)."""


class Deployment(NamedTuple):
    """A deployment as it is kept and answered, and the names of the secrets that were set with it."""

    fields: dict[str, Any]
    secrets: list[str]


class Deployments:
    """Makes deployments out of what clients send."""

    def __init__(self, contract: Contract, variants: Variants) -> None:
        self._contract = contract
        self._variants = variants
        attributes = contract.document["components"]["schemas"]["SourceCreateAttributes"]
        self._names: dict[str, str] = {}
        for branch in attributes["properties"]["deployment"]["oneOf"]:
            schema = contract.resolve(branch)
            self._names[schema["properties"]["type"]["const"]] = branch["$ref"].rpartition("/")[2]

    def _schema(self, kind: str) -> Mapping[str, Any]:
        schema: Mapping[str, Any] = self._contract.document["components"]["schemas"][self._names[kind]]
        return schema

    def _properties(self, kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        schema = self._schema(kind)
        for part in schema.get("allOf", ()):
            yield from self._contract.resolve(part)["properties"].items()
        yield from schema["properties"].items()

    def _sendable(self, kind: str) -> set[str]:
        return {"type", *(name for name, _ in self._properties(kind))}

    def _secrets(self, kind: str) -> set[str]:
        return {name for name, schema in self._properties(kind) if schema.get("writeOnly")}

    def create(self, given: Mapping[str, Any]) -> Deployment:
        """Make a deployment out of a checked request."""
        kind = given["type"]
        secrets = self._secrets(kind)
        self._check(given)
        fields = {
            **self._defaults(kind),
            **{name: value for name, value in given.items() if name not in secrets},
            "allows_upload": kind not in _NOT_WRITABLE,
        }
        if "password" in secrets:
            fields["password_set"] = "password" in given
        return Deployment(fields, sorted(secrets & given.keys()))

    def replace(self, old: Deployment, given: Mapping[str, Any]) -> Deployment:
        """Make a deployment out of an update: it takes the place of the old one, but secrets left out are kept.

        Whether imgix replaces or merges is not known; nor whether the type may change: here it may not.

        Raises:
            ApiError: 400 if the result lacks something that its type needs.
        """
        kind = old.fields["type"]
        if given["type"] != kind:
            raise ApiError(HTTPStatus.BAD_REQUEST, "data.attributes.deployment.type: the type cannot be changed.")
        wanted = dict(given)
        if self._variants["deployment-merge"] == "merged":
            wanted = {name: value for name, value in old.fields.items() if name in self._sendable(kind)} | wanted
        needs = self._schema(kind).get("dependentRequired", {})
        kept = [
            name for name in old.secrets if name not in wanted and all(peer in wanted for peer in needs.get(name, ()))
        ]
        wanted.update(dict.fromkeys(kept, "kept"))
        self._contract.check_component(self._names[kind], wanted, "data.attributes.deployment")
        return self.create(wanted)

    def _defaults(self, kind: str) -> dict[str, Any]:
        """Fill in what is left out."""
        defaults: dict[str, Any] = {"annotation": "New deployment created for source by imgix sandbox"}
        defaults.update({name: schema["default"] for name, schema in self._properties(kind) if "default" in schema})
        return defaults

    def _check(self, given: Mapping[str, Any]) -> None:
        """Refuse what no schema of the contract can say."""
        if given["type"] == "webproxy" and given.get("robots.txt") == "origin":
            raise _refused('robots.txt: not "origin" for webproxy')
        secure = given.get("secure_url_enabled") or self._variants["webproxy-secure-url"] == "optional"
        if given["type"] == "webproxy" and not secure:
            raise _refused("secure_url_enabled: must be true for webproxy")
        least = int(self._variants["cache-ttl-minimum"])
        if given.get("cache_ttl_value", least) < least:
            raise _refused(f"cache_ttl_value: at least {least}")


def _refused(reason: str) -> ApiError:
    return ApiError(HTTPStatus.BAD_REQUEST, f"data.attributes.deployment.{reason}.")
