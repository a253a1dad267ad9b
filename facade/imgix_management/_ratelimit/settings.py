"""The public `RateLimits`: which limits a client keeps and where it counts. Arguments, then the environment."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Self, TypedDict, Unpack

from imgix_openapi.operations import OPERATIONS, RATE_LIMITS

from .._core import validation
from .._core.config import Config
from .._i18n import LANGUAGES, bilingual, gettext_noop
from .._models.base import FrozenDict
from ..errors import ConfigurationError, InvalidInputError
from .limits import BucketLimits, Limit, Limits, parse_limit_list, parse_limits
from .urls import MEMORY, redacted, store_url

DOCUMENTED_LIMITS: Final = {
    bucket: (Limit(bucket, limit.limit, limit.period),) for bucket, limit in RATE_LIMITS.items()
}

_SHARED_BY_ENDPOINTS: Final = "default"
_ACCOUNT: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")


class RateLimitOptions(TypedDict, total=False):
    """The settings of `RateLimits` beside the limits themselves."""

    store: str | None
    account: str | None
    margin: float | None
    strict: bool
    default_per_endpoint: bool
    on_store_failure: float | Literal["raise"] | None


@dataclass(frozen=True, init=False, repr=False)
class RateLimits:
    """The rate limits that a client keeps, and the store in which it counts requests. It cannot be changed.

    Example:
        rate_limits = RateLimits({"purge": "50/second"}, store="redis://redis.internal:6379/0")
        client = ManagementClient(rate_limits=rate_limits)

    Attributes:
        limits: Bucket -> its limits, all of which hold; every bucket has some.
        store: The URL of the store; the repr leaves out user name and password.
        account: The name of the account, or None.
        margin: Seconds added to each window, or None for the default.
        strict: Whether a request is counted when its response arrives.
        default_per_endpoint: Whether each operation of the bucket `default` has a separate limit.
        on_store_failure: "raise", or the share of each limit to use without the store.
    """

    limits: Mapping[str, Limits]
    store: str
    account: str | None
    margin: float | None
    strict: bool
    default_per_endpoint: bool
    on_store_failure: float | Literal["raise"]

    def __init__(
        self,
        limits: Mapping[str, str] | str | None = None,
        *,
        store: str | None = None,
        account: str | None = None,
        margin: float | None = None,
        strict: bool = False,
        default_per_endpoint: bool = False,
        on_store_failure: float | Literal["raise"] | None = None,
    ) -> None:
        """Check and keep the settings. What is not given is read from its environment variable now.

        Args:
            limits: Limits other than the documented ones, for premium accounts: {"purge": "50/second"}, or the text
                "purge=50/second, upload=10/s"; else the TOML file that `IMGIX_RATE_LIMITS_FILE` names, else the text
                in `IMGIX_RATE_LIMITS`. Units: second (s), minute, hour. Buckets: default, create-source,
                update-source, get-asset, refresh-asset, upload, purge.
            store: Where requests are counted, together with everyone who uses the same store: memory:// for the
                threads and tasks of this process, sqlite:///PATH for the processes of this machine, or
                redis://HOST:PORT/DB (also rediss://) for several machines; else `IMGIX_RATE_LIMIT_STORE`, else
                memory://.
            account: A name for the account, if several keys belong to it: the requests of its clients are counted
                together; else `IMGIX_ACCOUNT`. Without a name, each key is counted alone. Whether imgix counts by
                account or by key is not known.
            margin: Seconds added to each window to allow for varying network delays; by default 0.02, or 500 ppm of
                the window if that is more.
            strict: Count a request when its response arrives, not when it is sent: safe with any network delay, but
                slower.
            default_per_endpoint: Keep the limit `default` for each operation separately, not for all of them together.
                Which of the two imgix does is not known; together is the cautious reading.
            on_store_failure: What to do while the store is unavailable: "raise" a RateLimitStoreError, or continue in
                this process alone within a share of each limit, above 0 and at most 1, such as 0.1; else
                `IMGIX_ON_STORE_FAILURE`, else "raise".

        Raises:
            ConfigurationError: A setting is not valid.
            InvalidInputError: An argument has the wrong type.
        """
        with _in_language_of_environment():
            validation.boolean("strict", strict)
            validation.boolean("default_per_endpoint", default_per_endpoint)
            vars(self).update(
                limits=FrozenDict(_merge(limits)),
                store=store_url(_or_variable(store, "IMGIX_RATE_LIMIT_STORE", MEMORY)),
                account=_account(_or_variable(account, "IMGIX_ACCOUNT")),
                margin=None if margin is None else validation.seconds("margin", margin),
                strict=strict,
                default_per_endpoint=default_per_endpoint,
                on_store_failure=_on_store_failure(_or_variable(on_store_failure, "IMGIX_ON_STORE_FAILURE", "raise")),
            )

    @classmethod
    def from_file(cls, path: str | os.PathLike[str], **settings: Unpack[RateLimitOptions]) -> Self:
        """Read limits from a TOML file with a line such as `purge = "50/second"` for each bucket.

        Args:
            path: The file.
            **settings: The other settings, as for the class.

        Raises:
            ConfigurationError: The file cannot be read, or a setting is not valid.
            InvalidInputError: An argument has the wrong type.
        """
        with _in_language_of_environment():
            limits = _read_file(path)
        return cls(limits, **settings)

    def __repr__(self) -> str:
        values = {**vars(self), "store": redacted(self.store)}
        return f"RateLimits({', '.join(f'{name}={value!r}' for name, value in values.items())})"


@contextmanager
def _in_language_of_environment() -> Iterator[None]:
    """Let errors speak the language of `IMGIX_LANGUAGE`, else both: the language of the client is not known yet."""
    try:
        yield
    except InvalidInputError as error:
        language = os.environ.get("IMGIX_LANGUAGE")
        error.language = next((each for each in LANGUAGES if each == language), "en+ja")
        raise


def _or_variable(value: object, variable: str, default: object = None) -> object:
    return (os.environ.get(variable) or default) if value is None else value


def _merge(limits: object) -> dict[str, Limits]:
    """Return the limits of all buckets: the documented ones, except where others are given."""
    if limits is None:
        path = os.environ.get("IMGIX_RATE_LIMITS_FILE")
        limits = _read_file(path) if path else os.environ.get("IMGIX_RATE_LIMITS") or {}
    if isinstance(limits, str):
        limits = parse_limit_list(limits)
    if not isinstance(limits, Mapping):
        allowed = bilingual(gettext_noop('a mapping of buckets to limits, or text such as "purge=50/second"'))
        raise ConfigurationError("argument_invalid", name="limits", value=limits, allowed=allowed)
    for bucket in limits:
        if bucket not in DOCUMENTED_LIMITS:
            raise ConfigurationError("rate_limit_bucket_unknown", bucket=bucket, known=", ".join(DOCUMENTED_LIMITS))
    return DOCUMENTED_LIMITS | {bucket: parse_limits(bucket, text) for bucket, text in limits.items()}


def _read_file(path: str | os.PathLike[str]) -> dict[str, str]:
    import tomllib  # noqa: PLC0415 - few programs have such a file

    try:
        return tomllib.loads(Path(path).read_text("utf-8"))
    except FileNotFoundError as error:
        raise ConfigurationError("file_not_found", path=path) from error
    except (OSError, UnicodeError) as error:
        raise ConfigurationError("file_unreadable", path=path) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError("rate_limits_file_invalid", path=path, reason=error) from error


def _account(name: object) -> str | None:
    if name is None or (isinstance(name, str) and _ACCOUNT.fullmatch(name)):
        return name
    allowed = bilingual(gettext_noop("up to 64 letters (A to Z), digits, dots, hyphens and underscores"))
    raise ConfigurationError("argument_invalid", name="account", value=name, allowed=allowed)


def _on_store_failure(value: object) -> float | Literal["raise"]:
    if value == "raise":
        return "raise"
    share = 0.0
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        with suppress(ValueError):
            share = float(value)
    if 0 < share <= 1:
        return share
    allowed = bilingual(gettext_noop('"raise", or a share of each limit above 0 and at most 1, such as 0.1'))
    raise ConfigurationError("argument_invalid", name="on_store_failure", value=value, allowed=allowed)


def bucket_limits(rate_limits: RateLimits | None) -> dict[str, BucketLimits]:
    """Return the windows to keep for each bucket; for None there are none.

    If the limit `default` holds for each endpoint, there is a bucket `default:OPERATION` for each instead.
    """
    if rate_limits is None:
        return {bucket: BucketLimits(*limits, enforced=False) for bucket, limits in DOCUMENTED_LIMITS.items()}
    limits = dict(rate_limits.limits)
    if rate_limits.default_per_endpoint:
        shared = limits.pop(_SHARED_BY_ENDPOINTS)
        for operation in OPERATIONS.values():
            if operation.rate_limit.bucket == _SHARED_BY_ENDPOINTS:
                name = f"{_SHARED_BY_ENDPOINTS}:{operation.id}"
                limits[name] = tuple(Limit(name, limit.count, limit.period) for limit in shared)
    margin, strict = rate_limits.margin, rate_limits.strict
    return {bucket: BucketLimits(*each, margin=margin, strict=strict) for bucket, each in limits.items()}


def account_id(config: Config, account: str | None) -> str:
    """Return the hash by which a store knows an account: of its name, else of the API key, and of the base URL."""
    owner = config.api_key if account is None else f"account {account}"
    return hashlib.sha256(f"{owner}\n{config.base_url}".encode()).hexdigest()
