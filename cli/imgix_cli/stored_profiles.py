"""Write the file of profiles, which the library reads."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from imgix_management._core.profiles import Profile, profiles_path


def save_profiles(profiles: Mapping[str, Profile]) -> Path:
    """Replace the file of profiles in one step. Nobody else can read it at any moment.

    Args:
        profiles: All profiles, by name.

    Returns:
        The path of the file.

    Raises:
        OSError: It cannot be written.
    """
    path = profiles_path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # `mkstemp` creates the file with mode 0600 and fails if the name is taken.
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".profiles-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write("# API keys of the imgix Management API. Written by `imgix login`.\n")
            for each, profile in profiles.items():
                file.write(f"\n[{json.dumps(each)}]\n")
                # A JSON string is one of TOML, if it is ASCII or printable.
                values = {key: value for key, value in asdict(profile).items() if value is not None}
                file.writelines(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path
