"""The client's settings: arguments, then the environment, then defaults."""

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
from .profiles import load_profile, profiles_path

DEFAULT_BASE_URL: Final = "https://api.imgix.com"

_PRINTABLE_ASCII: Final = re.compile(r"[!-~]+")
_USER_AGENT: Final = re.compile(r"[!-~](?:[ -~]*[!-~])?")


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Config:
    """Settings that have been checked.

    Attributes:
        api_key: The API key; its repr leaves it out.
        base_url: Where the API is, without a slash at the end.
        language: The language of `str(error)`.
        path_variants: Entry of openapi/UNCERTAIN.md -> variant, where another than the chosen one is wanted.
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


class _Given(NamedTuple):
    value: str
    setting: str  # the argument or the environment variable, for messages


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
    """Work out the settings of a client.

    Args:
        api_key: The API key; else `IMGIX_API_KEY`. It must be printable ASCII without spaces. Its form
            (`ak_` and 64 characters, seen in code) is not checked.
        base_url: Where the API is; else `IMGIX_BASE_URL`, else `https://api.imgix.com` (documented). It must
            be https; http is allowed for loopback hosts. A path is kept, slashes at its end are not.
        language: `en`, `ja` or `en+ja`; else `IMGIX_LANGUAGE`, else `en`.
        environ: The environment. An empty variable counts as unset.
        profile: The name of a profile that `imgix login` stored; else, without a key, `IMGIX_PROFILE`. What neither an
            argument nor the environment sets is taken from it.
        path_variants: Question about paths -> answer, such as {"publish-path": "root"}; else `IMGIX_PATH_VARIANTS`,
            such as `publish-path=root, session-paths=bare`.
        user_agent_suffix: What the header User-Agent ends with; printable ASCII on one line.

    Raises:
        ConfigurationError: A setting is missing or refused. The error speaks the language chosen, or both
            where none was chosen.
    """
    wanted = _given(language, "language", "IMGIX_LANGUAGE", environ)
    chosen = _language(wanted) if wanted else None
    told_in: Language = chosen or "en+ja"

    key = _given(api_key, "api_key", "IMGIX_API_KEY", environ)
    stored = None
    if key is not None:
        if profile is not None:
            raise ConfigurationError("profile_conflict", name=profile, setting=key.setting, language=told_in)
    else:
        name = profile or environ.get("IMGIX_PROFILE")
        if not name:
            raise ConfigurationError("api_key_missing", language=told_in)
        stored = load_profile(name, environ, told_in)
        file = str(profiles_path(environ))
        key = _Given(stored.api_key, file)
        if not wanted and stored.language:
            chosen = told_in = _language(_Given(stored.language, file))
    url = _given(base_url, "base_url", "IMGIX_BASE_URL", environ)
    if url is None and stored is not None and stored.base_url:
        url = _Given(stored.base_url, file)
    return Config(
        api_key=_api_key(key, told_in),
        base_url=_base_url(url, told_in) if url else DEFAULT_BASE_URL,
        language=chosen or DEFAULT_LANGUAGE,
        path_variants=_path_variants(path_variants, environ, told_in),
        user_agent_suffix=_user_agent_suffix(user_agent_suffix, told_in),
        account=None if stored is None else stored.account,
    )


def _given(argument: str | None, name: str, variable: str, environ: Mapping[str, str]) -> _Given | None:
    if argument is not None:
        return _Given(argument, f"{name}=...")
    value = environ.get(variable)
    return _Given(value, variable) if value else None


def _language(given: _Given) -> Language:
    for language in LANGUAGES:
        if given.value == language:
            return language
    raise ConfigurationError(
        "language_invalid",
        value=given.value,
        setting=given.setting,
        known=", ".join(LANGUAGES),
        language="en+ja",
    )


def _api_key(given: _Given, told_in: Language) -> str:
    if not given.value:
        raise ConfigurationError("api_key_empty", setting=given.setting, language=told_in)
    if not _is_printable_ascii(given.value):
        raise ConfigurationError("api_key_invalid", setting=given.setting, language=told_in)
    return given.value


def _base_url(given: _Given, told_in: Language) -> str:
    # The value is never shown: it may hold a password.
    refused = ConfigurationError("base_url_invalid", setting=given.setting, language=told_in)
    if not _is_printable_ascii(given.value) or set(given.value) & set("?#\\"):
        raise refused
    try:
        parts = urlsplit(given.value)
        host, _ = parts.hostname, parts.port  # reading the port checks it
    except ValueError:
        raise refused from None  # the cause quotes the value
    if parts.scheme not in ("https", "http") or not host or "@" in parts.netloc:
        raise refused
    if parts.scheme == "http" and not is_loopback(host):
        raise ConfigurationError("base_url_insecure", setting=given.setting, language=told_in)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def _path_variants(given: Mapping[str, str] | None, environ: Mapping[str, str], told_in: Language) -> Mapping[str, str]:
    setting, wanted = "path_variants=...", given
    if wanted is None:
        setting, text = "IMGIX_PATH_VARIANTS", environ.get("IMGIX_PATH_VARIANTS")
        pairs = [each.partition("=") for each in text.split(",")] if text else []
        wanted = {question.strip(): answer.strip() for question, _, answer in pairs}
    for question, answer in wanted.items():
        if answer not in PATH_VARIANTS.get(question, ()):
            known = ", ".join(f"{name}={each}" for name, answers in PATH_VARIANTS.items() for each in answers)
            value = f"{question}={answer}"
            raise ConfigurationError(
                "path_variant_unknown", value=value, setting=setting, known=known, language=told_in
            )
    return FrozenDict(wanted)


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
    """The error for an attempt to pickle or copy what holds the API key.

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
    """Whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
