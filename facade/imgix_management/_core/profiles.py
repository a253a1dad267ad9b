"""Profiles: API keys and settings in a file of the user, which `imgix login` writes."""

from __future__ import annotations

import os
import stat
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from .._i18n import Language
    from ..errors import ConfigurationError

OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Profile:
    """A stored API key, and the settings that go with it.

    Attributes:
        api_key: The API key; its repr leaves it out.
        base_url: The URL of the API, or None.
        account: The name of the account in whose name requests are counted, or None.
        language: The language, or None.
    """

    api_key: str = field(repr=False)
    base_url: str | None = None
    account: str | None = None
    language: str | None = None


def profiles_path(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the path of the file, whether it exists or not.

    Args:
        environ: The environment. An empty variable counts as unset.
    """
    folder = environ.get("APPDATA" if sys.platform == "win32" else "XDG_CONFIG_HOME")
    return (Path(folder) if folder else Path("~/.config").expanduser()) / "imgix-management" / "profiles.toml"


def load_profile(name: str, environ: Mapping[str, str] = os.environ, language: Language = "en+ja") -> Profile:
    """Return a profile by its name.

    Args:
        name: The name.
        environ: The environment.
        language: The language of errors.

    Raises:
        ConfigurationError: There is no such profile, or see `load_profiles`.
    """
    profiles = load_profiles(environ, language)
    if name not in profiles:
        known, path = ", ".join(profiles) or "-", profiles_path(environ)
        raise _error("profile_unknown", language, name=name, path=path, known=known)
    return profiles[name]


def load_profiles(environ: Mapping[str, str] = os.environ, language: Language = "en+ja") -> dict[str, Profile]:
    """Return all profiles by name; none if the file does not exist.

    Args:
        environ: The environment.
        language: The language of errors.

    Raises:
        ConfigurationError: Others can read the file (`profiles_exposed`), it cannot be read (`file_unreadable`), or it
            is not valid (`profiles_invalid`).
    """
    path = profiles_path(environ)
    try:
        with path.open("rb") as file:
            if sys.platform != "win32" and os.fstat(file.fileno()).st_mode & OTHERS:
                raise _error("profiles_exposed", language, path=path)
            document = tomllib.load(file)
        return {name: _profile(table) for name, table in document.items()}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise _error("file_unreadable", language, path=path) from error
    except (tomllib.TOMLDecodeError, UnicodeError, TypeError):
        # The cause may quote a line with a key.
        raise _error("profiles_invalid", language, path=path) from None


def _profile(table: dict[str, Any]) -> Profile:
    known = {each.name for each in fields(Profile)}
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise TypeError
    return Profile(**{name: value for name, value in table.items() if name in known and value})


def _error(code: str, language: Language, **values: Any) -> ConfigurationError:  # noqa: ANN401 - what messages name
    from ..errors import ConfigurationError  # noqa: PLC0415 - `imgix --help` does without it

    return ConfigurationError(code, language=language, **values)
