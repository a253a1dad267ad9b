"""How a client keeps the rate limits: arguments, then the environment, then defaults."""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

import attrs

from imgix_openapi.operations import OPERATIONS, RATE_LIMITS

from .._core import validation
from .._core.config import Config
from .._i18n import bilingual, gettext_noop
from ..errors import ConfigurationError
from .limits import Limit, limits, parse_quotas
from .tickets import BucketLimits
from .urls import MEMORY, store_url

DOCUMENTED_LIMITS: Final = {
    bucket: (Limit(bucket, limit.limit, limit.period),) for bucket, limit in RATE_LIMITS.items()
}

LOCAL_SHARE: Final = 0.1
"""The part of each limit that a process keeps to by itself when its store is gone, unless another is stated."""

_SHARED_BY_ENDPOINTS: Final = "default"
_ACCOUNT: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_LOCAL: Final = re.compile(r"local(?::(0?\.[0-9]+|1(?:\.0*)?))?")

Quotas = Mapping[str, str] | str | os.PathLike[str]
"""Bucket -> limits, or the path of a TOML file of them."""

OnStoreFailure = Literal["raise", "local"] | str


@attrs.frozen(kw_only=True)
class QuotaSettings:
    """Settings that have been checked.

    Attributes:
        budgets: Bucket -> the windows to keep. Where the default limit holds for each endpoint, there is a bucket
            `default:OPERATION` for each.
        store: The URL of the store; its repr leaves it out, since it may hold a password.
        account: A hash that tells accounts apart.
        local_share: The part of each limit to keep to by itself when the store is gone; None to raise an error.
    """

    budgets: Mapping[str, BucketLimits]
    store: str = attrs.field(repr=False)
    account: str
    local_share: float | None


def resolve(
    config: Config,
    *,
    quotas: Quotas | None = None,
    quota_store: str | None = None,
    account: str | None = None,
    on_store_failure: OnStoreFailure | None = None,
    quota_margin: float | None = None,
    strict_quotas: bool = False,
    default_per_endpoint: bool = False,
    environ: Mapping[str, str] = os.environ,
) -> QuotaSettings:
    """Work out how a client keeps the rate limits. The arguments are those of the client.

    Raises:
        ConfigurationError: A setting is refused.
    """
    validation.boolean("strict_quotas", strict_quotas)
    validation.boolean("default_per_endpoint", default_per_endpoint)
    kept = limits(_stated(quotas, environ), DOCUMENTED_LIMITS)
    if default_per_endpoint:
        each = kept.pop(_SHARED_BY_ENDPOINTS)
        for operation in OPERATIONS.values():
            if operation.rate_limit.bucket == _SHARED_BY_ENDPOINTS:
                name = f"{_SHARED_BY_ENDPOINTS}:{operation.id}"
                kept[name] = tuple(Limit(name, limit.count, limit.period) for limit in each)
    margin = None if quota_margin is None else validation.seconds("quota_margin", quota_margin)

    def given(argument: str | None, variable: str, default: str | None = None) -> str | None:
        return argument if argument is not None else environ.get(variable) or default

    return QuotaSettings(
        budgets={name: BucketLimits(*each, margin=margin, strict=strict_quotas) for name, each in kept.items()},
        store=store_url(given(quota_store, "IMGIX_RATE_LIMIT_STORE", MEMORY)),
        account=_account(config, given(account, "IMGIX_ACCOUNT")),
        local_share=_share(given(on_store_failure, "IMGIX_ON_STORE_FAILURE", "raise")),
    )


def _stated(quotas: Quotas | None, environ: Mapping[str, str]) -> Mapping[str, str] | None:
    if isinstance(quotas, Mapping):
        return quotas
    if isinstance(quotas, str | os.PathLike):
        return _file(quotas)
    if quotas is not None:
        allowed = bilingual(gettext_noop("a mapping of buckets to limits, or the path of a file"))
        raise ConfigurationError("argument_invalid", name="quotas", value=quotas, allowed=allowed)
    if path := environ.get("IMGIX_RATE_LIMITS_FILE"):
        return _file(path)
    text = environ.get("IMGIX_RATE_LIMITS")
    return parse_quotas(text) if text else None


def _file(path: str | os.PathLike[str]) -> dict[str, str]:
    """The limits in a TOML file, a line for each bucket: `purge = "50/second"`."""
    try:
        return {str(bucket): limit for bucket, limit in tomllib.loads(Path(path).read_text("utf-8")).items()}
    except FileNotFoundError as error:
        raise ConfigurationError("file_not_found", path=path) from error
    except (OSError, UnicodeError) as error:
        raise ConfigurationError("file_unreadable", path=path) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError("rate_limits_file_invalid", path=path, reason=error) from error


def _account(config: Config, name: str | None) -> str:
    if name is None:
        owner = config.api_key
    elif isinstance(name, str) and _ACCOUNT.fullmatch(name):
        owner = f"account {name}"
    else:
        allowed = bilingual(gettext_noop("up to 64 letters (A to Z), digits, dots, hyphens and underscores"))
        raise ConfigurationError("argument_invalid", name="account", value=name, allowed=allowed)
    return hashlib.sha256(f"{owner}\n{config.base_url}".encode()).hexdigest()


def _share(on_store_failure: OnStoreFailure | None) -> float | None:
    if on_store_failure == "raise":
        return None
    found = _LOCAL.fullmatch(on_store_failure) if isinstance(on_store_failure, str) else None
    share = float(found[1] or LOCAL_SHARE) if found else 0.0
    if not share > 0:
        allowed = bilingual(gettext_noop("raise, local, or local: and a share, such as local:0.25"))
        raise ConfigurationError("argument_invalid", name="on_store_failure", value=on_store_failure, allowed=allowed)
    return share
