"""What to look at where nobody can tell whether a call was carried out."""

from __future__ import annotations

from typing import Final

from .._i18n import mark

MAY_BE_DONE: Final = mark("The server may have carried out the call all the same.")

CHECKS: Final[dict[str, str]] = {
    "createSource": mark("List the sources and look for one with this name before you create it again."),
    "updateSource": mark("Get the source and compare it with what was to be changed."),
    "updateAsset": mark("Get the asset and compare it with what was to be changed."),
    "addAsset": mark("Get the asset: it may be there already, or come in a moment."),
    "refreshAsset": mark("Get the asset and compare it with the file in the origin."),
    "publishAsset": mark("Look at the asset in the imgix dashboard."),
    "unpublishAsset": mark("Look at the asset in the imgix dashboard."),
    "uploadAsset": mark("Get the asset with this origin_path and compare it with the file before you upload it again."),
    "openUploadSession": mark(
        "If a session was opened, it holds no file, and nothing here knows its id; open another one."
    ),
    "closeUploadSession": mark("Get the session with uploads.session() and look at its status."),
    "cancelUploadSession": mark("Get the session with uploads.session() and look at its status."),
    "createPurge": mark("Purge again; leave at least 10 s between purges of one URL."),
}
"""Operation -> what to do. Those that only read have none."""
