"""The base of the typed deployments of a new Source. No I/O."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Final

from imgix_openapi.operations import DEPLOYMENT_ATTRIBUTES, DEPLOYMENT_SECRETS, SECRET_FLAGS

from ..errors import InvalidInputError
from ._generated.attributes import Deployment
from .base import as_mapping, mask


class DeploymentInput(Mapping[str, Any]):
    """A deployment to create a Source with: one class for each type, derived from the contract.

    An immutable mapping of its fields, named as on the wire. Its repr masks secrets.
    """

    __slots__ = ("_fields",)

    type: ClassVar[str]
    _required: ClassVar[tuple[str, ...]]
    _secret: ClassVar[frozenset[str]]
    _wire: ClassVar[Mapping[str, str]]

    def __init__(self, **fields: Any) -> None:  # noqa: ANN401 - each subclass types them
        """Create a deployment from its fields.

        Raises:
            InvalidInputError: A required field is missing (`deployment_field_missing`).
        """
        missing = [name for name in self._required if fields.get(name) is None]
        if missing:
            raise InvalidInputError(
                "deployment_field_missing", deployment=type(self).__name__, fields=", ".join(missing)
            )
        sent = {self._wire.get(name, name): value for name, value in fields.items() if name != "type"}
        self._fields = {"type": self.type, **sent}

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401
        return self._fields[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in mask(self._fields, self._secret).items())
        return f"{type(self).__name__}({shown})"


def deployment_attributes(
    deployment: Mapping[str, Any] | Deployment, extra_attributes: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Return the attributes of a deployment to send, without those that only imgix sets.

    Args:
        deployment: The deployment. That of a response may have attributes newer than this release.
        extra_attributes: Attributes to send besides, whatever their names.

    Raises:
        InvalidInputError: A mapping has an attribute that deployments of its type are not known to have
            (`deployment_attribute_unknown`).
    """
    extra = as_mapping(extra_attributes or {})
    sent = {name: value for name, value in as_mapping(deployment).items() if name not in Deployment._read_only}
    known = DEPLOYMENT_ATTRIBUTES.get(str(sent.get("type")))
    unknown = [str(name) for name in sent if known and name not in known and name not in extra]
    if unknown and not isinstance(deployment, Deployment):
        raise InvalidInputError("deployment_attribute_unknown", type=sent["type"], names=", ".join(unknown))
    return sent | extra


def refuse_secret_loss(deployment: Mapping[str, Any] | Deployment, attributes: Mapping[str, Any]) -> None:
    """Refuse an update of a deployment that may lose a secret: imgix returns none, and may not keep one left out.

    Args:
        deployment: The deployment as the caller gave it, with the flags of a response if it has them.
        attributes: What would be sent.

    Raises:
        InvalidInputError: No secret is sent, and none may be stored (`deployment_secret_missing`); or one is stored
            that cannot be sent, since the attribute for it is not known (`deployment_secret_unsendable`), or may be
            stored, since the flag for it is missing (`deployment_secret_unknown`).
    """
    flags = {flag: deployment[flag] for flag in SECRET_FLAGS if flag in deployment}
    unsendable = [flag for flag, secret in SECRET_FLAGS.items() if secret is None]
    stored = [flag for flag in unsendable if flags.get(flag)]
    if stored:
        raise InvalidInputError("deployment_secret_unsendable", flags=", ".join(stored))
    not_stored = {SECRET_FLAGS[flag] for flag, value in flags.items() if value is False}
    secrets = [name for name in DEPLOYMENT_SECRETS.get(str(attributes.get("type")), _SECRETS) if name not in not_stored]
    sent = [name for name in secrets if attributes.get(name) is not None]
    if secrets and not sent:
        raise InvalidInputError("deployment_secret_missing", secrets=", ".join(secrets))
    unknown = [flag for flag in unsendable if flags.get(flag) is not False]
    if unknown and _FLAGGED.issuperset(sent):
        raise InvalidInputError("deployment_secret_unknown", flags=", ".join(unknown))


_SECRETS: Final = tuple(dict.fromkeys(name for names in DEPLOYMENT_SECRETS.values() for name in names))
"""Of a type that is not known: any of all secrets."""
_FLAGGED: Final = frozenset(filter(None, SECRET_FLAGS.values()))
"""Secrets of the types that can have others beside them, whose attributes are not known."""
