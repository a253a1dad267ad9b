"""`imgix profiles`."""

from __future__ import annotations

from typing import Final

import click

from imgix_management._core.profiles import load_profiles, profiles_path
from imgix_management._i18n import gettext_noop

from ..client import chosen_profile
from ..framework import Command
from ..options import records
from ..output import Output
from ..records import write_all
from ..settings import Settings
from ..table import Column

COLUMNS: Final = {
    "name": Column(gettext_noop("Name")),
    "used": Column(gettext_noop("Used")),
    "base_url": Column(gettext_noop("Base URL")),
    "account": Column(gettext_noop("Account")),
    "language": Column(gettext_noop("Language")),
}


@click.command(cls=Command, examples=("imgix profiles", "imgix profiles --json"))
@records
@click.pass_obj
def command(settings: Settings) -> None:
    """List the stored profiles, without their keys.

    They are stored by 'imgix login'. The one that is used is marked: that
    of --profile or IMGIX_PROFILE, else 'default'; none if IMGIX_API_KEY is set.
    """
    output = Output(settings)
    used = chosen_profile(settings.profile)
    profiles = [
        {
            "name": name,
            "used": "*" if name == used else None,
            "base_url": profile.base_url,
            "account": profile.account,
            "language": profile.language,
        }
        for name, profile in load_profiles(language=output.language).items()
    ]
    write_all(output, profiles, COLUMNS, "name")
    if profiles:
        output.note(gettext_noop("Stored in {path}"), path=str(profiles_path()))
