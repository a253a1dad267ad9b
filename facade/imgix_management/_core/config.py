"""Resolve the client's settings: arguments first, then the environment, then defaults."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, NoReturn
from urllib.parse import urlsplit

from imgix_openapi.operations import PATH_VARIANTS

from .._i18n import DEFAULT_LANGUAGE, LANGUAGES, Language, bilingual, gettext, gettext_noop
from .._models.base import FrozenDict
from ..errors import ConfigurationError

DEFAULT_BASE_URL: Final = "https://api.imgix.com"

_PRINTABLE_ASCII: Final = re.compile(r"[!-~]+")
_USER_AGENT: Final = re.compile(r"[!-~](?:[ -~]*[!-~])?")


SANDBOX_KEY: Final = "ak_sandbox_"
"""How the keys begin that a sandbox makes. imgix would not accept them, so they may be sent over plain http."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Config:
    """Validated settings.

    Attributes:
        api_key: The API key; its repr leaves it out.
        base_url: Where the API is, without a slash at the end.
        language: The language of `str(error)`.
        path_variants: Entry of openapi/UNCERTAIN.md -> variant, where the default is not the right one.
        user_agent_suffix: What the header User-Agent ends with, or None.
        account: The account of the profile, or None.
    """

    api_key: str = field(repr=False)
    base_url: str = DEFAULT_BASE_URL
    language: Language = DEFAULT_LANGUAGE
    path_variants: Mapping[str, str] = field(default_factory=FrozenDict)
    user_agent_suffix: str | None = None
    account: str | None = None

    def __reduce__(self) -> NoReturn:
        raise not_picklable(self, self.language)


class _Setting(NamedTuple):
    value: str
    source: str  # the argument, the environment variable or the file, for messages


def resolve(
    api_key: str | None = None,
    base_url: str | None = None,
    language: str | None = None,
    environ: Mapping[str, str] = os.environ,
    *,
    profile: str | None = None,
    path_variants: Mapping[str, str] | None = None,
    user_agent_suffix: str | None = None,
) -> Config:
    """Resolve the settings of a client.

    Args:
        api_key: The API key; else `IMGIX_API_KEY`. It must be printable ASCII without spaces. Its form
            (`ak_` and 64 characters, seen in code) is not checked.
        base_url: Where the API is; else `IMGIX_BASE_URL`, else `https://api.imgix.com` (documented). It must
            be https; http is allowed for loopback hosts. A path is kept, slashes at its end are not.
        language: `en`, `ja` or `en+ja`; else `IMGIX_LANGUAGE`, else `en`.
        environ: The environment. An empty variable counts as unset.
        profile: The name of a profile that `imgix login` stored; else, without a key, `IMGIX_PROFILE`. What neither an
            argument nor the environment sets is taken from it.
        path_variants: Name -> variant, such as {"publish-path": "root"}; else `IMGIX_PATH_VARIANTS`,
            such as `publish-path=root, session-paths=bare`.
        user_agent_suffix: What the header User-Agent ends with; printable ASCII on one line.

    Raises:
        ConfigurationError: A setting is missing or refused. The error speaks the language chosen, or both
            where none was chosen.
    """
    requested = _find(language, "language", "IMGIX_LANGUAGE", environ)
    chosen = _language(requested) if requested else None
    message_language: Language = chosen or "en+ja"

    key = _find(api_key, "api_key", "IMGIX_API_KEY", environ)
    stored = None
    if key is not None:
        if profile is not None:
            raise ConfigurationError("profile_conflict", name=profile, setting=key.source, language=message_language)
    else:
        name = profile or environ.get("IMGIX_PROFILE")
        if not name:
            raise ConfigurationError("api_key_missing", language=message_language)
        from .profiles import load_profile, profiles_path  # noqa: PLC0415 - most programs have none

        stored = load_profile(name, environ, message_language)
        file = str(profiles_path(environ))
        key = _Setting(stored.api_key, file)
        if not requested and stored.language:
            chosen = message_language = _language(_Setting(stored.language, file))
    url = _find(base_url, "base_url", "IMGIX_BASE_URL", environ)
    if url is None and stored is not None and stored.base_url:
        url = _Setting(stored.base_url, file)
    return Config(
        api_key=_api_key(key, message_language),
        base_url=_base_url(url, key.value, message_language) if url else DEFAULT_BASE_URL,
        language=chosen or DEFAULT_LANGUAGE,
        path_variants=_path_variants(path_variants, environ, message_language),
        user_agent_suffix=_user_agent_suffix(user_agent_suffix, message_language),
        account=None if stored is None else stored.account,
    )


def _find(argument: str | None, name: str, variable: str, environ: Mapping[str, str]) -> _Setting | None:
    if argument is not None:
        return _Setting(argument, f"{name}=...")
    value = environ.get(variable)
    return _Setting(value, variable) if value else None


def _language(setting: _Setting) -> Language:
    for language in LANGUAGES:
        if setting.value == language:
            return language
    raise ConfigurationError(
        "language_invalid",
        value=setting.value,
        setting=setting.source,
        known=", ".join(LANGUAGES),
        language="en+ja",
    )


def _api_key(setting: _Setting, message_language: Language) -> str:
    if not setting.value:
        raise ConfigurationError("api_key_empty", setting=setting.source, language=message_language)
    if not _is_printable_ascii(setting.value):
        raise ConfigurationError("api_key_invalid", setting=setting.source, language=message_language)
    return setting.value


def _base_url(setting: _Setting, api_key: str, message_language: Language) -> str:
    # The value is never shown: it may hold a password.
    refused = ConfigurationError("base_url_invalid", setting=setting.source, language=message_language)
    if not _is_printable_ascii(setting.value) or set(setting.value) & set("?#\\"):
        raise refused
    try:
        parts = urlsplit(setting.value)
        host, _ = parts.hostname, parts.port  # reading the port checks it
    except ValueError:
        raise refused from None  # the cause quotes the value
    if parts.scheme not in ("https", "http") or not host or "@" in parts.netloc:
        raise refused
    if parts.scheme == "http" and not is_loopback(host) and not api_key.startswith(SANDBOX_KEY):
        raise ConfigurationError("base_url_insecure", setting=setting.source, language=message_language)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def _path_variants(
    variants: Mapping[str, str] | None, environ: Mapping[str, str], message_language: Language
) -> Mapping[str, str]:
    setting, chosen = "path_variants=...", variants
    if chosen is None:
        setting, text = "IMGIX_PATH_VARIANTS", environ.get("IMGIX_PATH_VARIANTS")
        pairs = [each.partition("=") for each in text.split(",")] if text else []
        chosen = {name.strip(): variant.strip() for name, _, variant in pairs}
    for name, variant in chosen.items():
        if variant not in PATH_VARIANTS.get(name, ()):
            known = ", ".join(f"{key}={each}" for key, variants in PATH_VARIANTS.items() for each in variants)
            value = f"{name}={variant}"
            raise ConfigurationError(
                "path_variant_unknown", value=value, setting=setting, known=known, language=message_language
            )
    return FrozenDict(chosen)


def _user_agent_suffix(value: str | None, language: Language) -> str | None:
    if value is None or (isinstance(value, str) and _USER_AGENT.fullmatch(value)):
        return value
    allowed = bilingual(gettext_noop("printable ASCII on one line, such as shop-backend/2.1"))
    raise ConfigurationError(
        "argument_invalid", name="user_agent_suffix", value=value, allowed=allowed, language=language
    )


def _is_printable_ascii(value: object) -> bool:
    return isinstance(value, str) and _PRINTABLE_ASCII.fullmatch(value) is not None


def not_picklable(thing: object, language: Language) -> TypeError:
    """Return the error for an attempt to pickle or copy an object that holds the API key.

    Args:
        thing: What it is.
        language: The client's language.
    """
    text = gettext_noop(
        "A {name} holds the API key, so it cannot be pickled or copied. Create a new one where it is needed."
    )
    languages: tuple[Language, ...] = ("en", "ja") if language == "en+ja" else (language,)
    return TypeError("\n".join(gettext(text, each, name=type(thing).__name__) for each in languages))


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
