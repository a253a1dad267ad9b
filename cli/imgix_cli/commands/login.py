"""`imgix login`."""

from __future__ import annotations

import re
import sys

import click

from imgix_management._core.profiles import Profile, load_profiles
from imgix_management._i18n import LANGUAGES, gettext_noop

from ..client import DEFAULT_PROFILE, start_logging
from ..exit_codes import CommandError
from ..framework import Command, option
from ..options import shared
from ..output import Output
from ..settings import Settings
from ..stored_profiles import save_profiles

NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")


@click.command(cls=Command, examples=("imgix login", "imgix login --profile shop --account shop < key.txt"))
@shared
@option("--base-url", metavar="URL", help="The URL of the API, if it is not imgix's own.")
@option("--account", metavar="NAME", help="A name for the account, if several of its keys are used: they share limits.")
@option("--default-language", type=click.Choice(LANGUAGES), help="The language that goes with this profile.")
@click.pass_obj
def command(settings: Settings, *, base_url: str | None, account: str | None, default_language: str | None) -> None:
    """Store an API key for later commands.

    The key is asked for, or read from standard input if that is no terminal; imgix is asked whether it is valid. It is
    stored as a profile, 'default' or that of --profile, in a file that only you can read.
    """
    output = Output(settings)
    name = settings.profile or DEFAULT_PROFILE
    if not NAME.fullmatch(name):
        raise CommandError(
            gettext_noop("{name} is not the name of a profile: use letters, digits, dots, hyphens and underscores."),
            name=repr(name),
        )
    profiles = load_profiles(language=output.language)
    profile = Profile(_key(output), base_url, account, default_language)
    _check(output, profile)
    path = save_profiles({**profiles, name: profile})
    output.note(gettext_noop("Profile {name} is stored in {path}"), name=name, path=str(path))


def _key(output: Output) -> str:
    if sys.stdin.isatty():
        return str(click.prompt(output.name(gettext_noop("API key")), hide_input=True, err=True)).strip()
    return sys.stdin.readline().strip()


def _check(output: Output, profile: Profile) -> None:
    from imgix_management import ManagementClient, RateLimits  # noqa: PLC0415 - for a quick start
    from imgix_management.errors import ConfigurationError  # noqa: PLC0415

    start_logging(output)
    if not profile.api_key:
        raise ConfigurationError("api_key_missing", language=output.language)
    with ManagementClient(
        profile.api_key,
        base_url=profile.base_url,
        language=output.language,
        rate_limits=RateLimits(store="memory://", account=profile.account),
        max_retries=0,
    ) as client:
        client.check_access()
