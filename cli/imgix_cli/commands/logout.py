"""`imgix logout`."""

from __future__ import annotations

import click

from imgix_management._core.profiles import load_profile, load_profiles
from imgix_management._i18n import gettext_noop

from ..client import DEFAULT_PROFILE
from ..framework import Command
from ..options import shared
from ..output import Output
from ..settings import Settings
from ..stored_profiles import save_profiles


@click.command(cls=Command, examples=("imgix logout", "imgix logout --profile shop"))
@shared
@click.pass_obj
def command(settings: Settings) -> None:
    """Remove a stored API key.

    It is that of --profile, by default that of 'default'. The key stays valid; it is
    revoked in the API Keys view of the imgix dashboard.
    """
    output = Output(settings)
    name = settings.profile or DEFAULT_PROFILE
    load_profile(name, language=output.language)
    path = save_profiles({key: value for key, value in load_profiles().items() if key != name})
    output.note(gettext_noop("Profile {name} is removed from {path}"), name=name, path=str(path))
