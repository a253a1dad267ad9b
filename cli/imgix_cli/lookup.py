"""Find what a user names: a source by its id or its name, the domains of sources, the lines of standard input."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Final

from imgix_management._i18n import gettext_noop

from .exit_codes import CommandError

if TYPE_CHECKING:
    from imgix_management import ManagementClient, Source

_ID: Final = re.compile(r"[0-9a-f]{24}")


def source_id(client: ManagementClient, name: str) -> str:
    """Return the id of a source. Nothing is requested if it is one already.

    Args:
        client: The client.
        name: The id, or the name.

    Raises:
        CommandError: No source has this name, or several have it.
    """
    if _ID.fullmatch(name):
        return name
    return find_source(client, name, fields="name").id


def find_source(client: ManagementClient, name: str, fields: str | None = None) -> Source:
    """Return a source by its id or its name. Bucket default.

    Args:
        client: The client.
        name: The id, or the name.
        fields: The attributes that are needed; None for all.

    Raises:
        CommandError: No source has this name, or several have it.
    """
    if _ID.fullmatch(name):
        return client.sources.get(name, fields=fields)
    # Whether imgix looks for the complete name, or for a part of it, is not known.
    matches = [source for source in client.sources.list(name=name, fields=fields) if source.name == name]
    if not matches:
        raise CommandError(gettext_noop("No source is called {name}. See: imgix sources list"), name=name)
    if len(matches) > 1:
        text = gettext_noop("Several sources are called {name}. Use an id: {ids}")
        raise CommandError(text, name=name, ids=", ".join(source.id for source in matches))
    return matches[0]


def domains_of(source: Source) -> list[str]:
    """Return the domains of a source: its imgix subdomains, then its custom domains."""
    deployment = source.deployment.to_dict()
    subdomains = [f"{name}.imgix.net" for name in deployment.get("imgix_subdomains") or ()]
    return [*subdomains, *(deployment.get("custom_domains") or ())]


def all_domains(client: ManagementClient) -> list[str] | None:
    """Return the domains of all sources of the account; None if the API key may not list them. Bucket default."""
    from imgix_management import PermissionDeniedError  # noqa: PLC0415 - for a quick start

    try:
        sources = list(client.sources.list(fields="deployment", page_size=100))
    except PermissionDeniedError:
        return None
    return [domain for source in sources for domain in domains_of(source)]


def lines_of_stdin() -> list[str]:
    """Read the items of standard input: one on each line, without empty lines and comments.

    All are read first, so that they can be checked, and the job continued without them.

    Raises:
        CommandError: It is not in UTF-8.
    """
    try:
        lines = sys.stdin.buffer.read().decode("utf-8-sig").splitlines()
    except UnicodeError as error:
        raise CommandError(gettext_noop("Standard input is not in UTF-8.")) from error
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
