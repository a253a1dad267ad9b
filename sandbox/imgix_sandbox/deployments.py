"""Deployments of sources, validated and stored as the contract describes each type."""

import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

from imgix_contract.contract import Contract
from imgix_contract.errors import ApiError
from imgix_contract.variants import Variants
from imgix_openapi.operations import SECRET_FLAGS, UPLOAD_LIMITS
from imgix_sandbox.state import Source

_NOT_WRITABLE = {limit.type for limit in UPLOAD_LIMITS if limit.max_bytes is None}
"""Types whose origin imgix cannot write to."""
_STAYS_WITH_ANOTHER_TYPE = re.compile("imgix_subdomains|custom_domains|default_params|image_|cache_ttl_")
"""Domains, default parameters, default images and cache TTLs (documented)."""


class Deployment(NamedTuple):
    """A deployment as it is stored and returned, and the names of the secrets that were set."""

    fields: dict[str, Any]
    secrets: list[str]


class Deployments:
    """Build deployments from the attributes that clients send."""

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

    @property
    def secrets(self) -> frozenset[str]:
        """The names of the secrets of all kinds of deployments."""
        return frozenset().union(*map(self._secrets, self._names))

    def create(self, attributes: Mapping[str, Any]) -> Deployment:
        """Build a deployment from a validated request; attributes that the contract doesn't know are dropped."""
        kind = attributes["type"]
        secrets = self._secrets(kind)
        self._check(attributes)
        fields = {
            **self._defaults(kind),
            **{name: value for name, value in attributes.items() if name in self._sendable(kind) - secrets},
            "allows_upload": kind not in _NOT_WRITABLE,
        }
        if "password" in secrets:
            fields |= {flag: secret in attributes for flag, secret in SECRET_FLAGS.items()}
        return Deployment(fields, sorted(secrets & attributes.keys()))

    def replace(self, old: Deployment, attributes: Mapping[str, Any]) -> Deployment:
        """Build a deployment from an update: it replaces the old one, and secrets that are left out are lost.

        Whether imgix replaces or merges, and whether it keeps secrets, is not known.

        Raises:
            ApiError: 400 if another attribute that the type requires is missing.
        """
        kind = attributes["type"]
        requested = dict(attributes)
        if kind != old.fields["type"]:
            stays = {name: value for name, value in old.fields.items() if _STAYS_WITH_ANOTHER_TYPE.match(name)}
            requested = stays | requested
        elif self._variants["deployment-merge"] == "merged":
            requested = {name: value for name, value in old.fields.items() if name in self._sendable(kind)} | requested
        needs = self._schema(kind).get("dependentRequired", {})
        same = set(self._schema(kind)["required"]).union(old.secrets) if kind == old.fields["type"] else set()
        left_out = [
            name
            for name in self._secrets(kind) & same - requested.keys()
            if all(peer in requested for peer in needs.get(name, ()))
        ]
        complete = {**requested, **dict.fromkeys(left_out, "left out")}
        self._contract.check_component(self._names[kind], complete, "data.attributes.deployment")
        return self.create(complete if self._variants["secret-loss"] == "kept" else requested)

    def refuse_without_secret(self, source: Source) -> None:
        """Reject a request that needs the origin if the secret for it is lost. How imgix rejects it is not known.

        Raises:
            ApiError: 400.
        """
        kind = source.deployment["type"]
        if self._secrets(kind) & set(self._schema(kind)["required"]) - set(source.secrets):
            raise ApiError(HTTPStatus.BAD_REQUEST, "imgix has no access to the origin: its credentials are missing.")

    def _defaults(self, kind: str) -> dict[str, Any]:
        """Return the defaults of optional attributes."""
        defaults: dict[str, Any] = {"annotation": "New deployment created for source by imgix sandbox"}
        properties = self._properties(kind)
        defaults |= {name: field["x-imgix-default"] for name, field in properties if "x-imgix-default" in field}
        return defaults

    def _check(self, attributes: Mapping[str, Any]) -> None:
        """Reject what no schema of the contract can express."""
        if attributes["type"] == "webproxy" and attributes.get("robots.txt") == "origin":
            raise _refused('robots.txt: not "origin" for webproxy')
        if attributes["type"] == "webproxy" and not attributes["secure_url_enabled"]:
            raise _refused("secure_url_enabled: must be true for webproxy")
        minimum = int(self._variants["cache-ttl-minimum"])
        if attributes.get("cache_ttl_value", minimum) < minimum:
            raise _refused(f"cache_ttl_value: at least {minimum}")


def _refused(reason: str) -> ApiError:
    return ApiError(HTTPStatus.BAD_REQUEST, f"data.attributes.deployment.{reason}.")
