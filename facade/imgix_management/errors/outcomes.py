"""What to look at where nobody can tell whether a call was carried out."""

from __future__ import annotations

from typing import Final

from .._i18n import gettext_noop

MAY_BE_DONE: Final = gettext_noop("The server may have carried out the call all the same.")

CHECKS: Final[dict[str, str]] = {
    "createSource": gettext_noop("List the sources and look for one with this name before you create it again."),
    "updateSource": gettext_noop("Get the source and compare it with what was to be changed."),
    "updateAsset": gettext_noop("Get the asset and compare it with what was to be changed."),
    "addAsset": gettext_noop("Get the asset: it may be there already, or come in a moment."),
    "refreshAsset": gettext_noop("Get the asset and compare it with the file in the origin."),
    "publishAsset": gettext_noop("Look at the asset in the imgix dashboard."),
    "unpublishAsset": gettext_noop("Look at the asset in the imgix dashboard."),
    "uploadAsset": gettext_noop(
        "Get the asset with this origin_path and compare it with the file before you upload it again."
    ),
    "openUploadSession": gettext_noop(
        "If a session was opened, it holds no file, and nothing here knows its id; open another one."
    ),
    "closeUploadSession": gettext_noop("Get the session with uploads.session() and look at its status."),
    "cancelUploadSession": gettext_noop("Get the session with uploads.session() and look at its status."),
    "createPurge": gettext_noop("Purge again; leave at least 10 s between purges of one URL."),
}
"""Operation -> what to do. Those that only read have none."""
