# Derived from facade/imgix_management/_async/jobs.py by `invoke sync`. Do not edit.
"""Jobs that a journal holds: `client.jobs`."""

from __future__ import annotations

import os
from typing import Any

from ..bulk.report import JobProgress
from .bulk import Job
from .bulk_work import Work
from .pipeline import Pipeline


class Jobs:
    """Jobs of many calls that were begun earlier, as their journals know them.

    `imgix_management.bulk.read_journal` reads what a journal holds, without a client.
    """

    def __init__(self, api: Pipeline) -> None:
        self._api = api

    def resume(self, journal: str | os.PathLike[str], *, progress: JobProgress | None = None) -> Job[Any]:
        """Continue a job that was interrupted; do nothing if it is finished.

        What was done is not done again. What was in flight is looked up where the API can tell (is the Asset there,
        with this size?), done again where that does no harm, and otherwise reported as unknown.

        Permissions and rate-limit buckets are those of the method that began the job.

        Args:
            journal: The file of the journal.
            progress: Called with the `JobReport`.

        Returns:
            The job. It raises an InvalidInputError (`job_input_missing`) if the input was not read to its end, and only
            the program that began the job has it: then run the job again in the way it was begun.

        Raises:
            InvalidInputError: There is no such file, or it is no journal of this release.
            JournalError: It cannot be read.
        """
        return self._job(journal, progress)

    def retry(
        self, journal: str | os.PathLike[str], *, unknown: bool = False, progress: JobProgress | None = None
    ) -> Job[Any]:
        """Run the failed items of a job again, and what is still pending.

        Permissions and rate-limit buckets are those of the method that began the job.

        Args:
            journal: The file of the journal.
            unknown: Whether to run items of unknown outcome again, too, although they may have been processed.
            progress: Called with the `JobReport`.

        Raises:
            InvalidInputError: There is no such file, or it is no journal of this release.
            JournalError: It cannot be read.
        """
        return self._job(journal, progress, retry=True, unknown=unknown)

    def _job(
        self,
        journal: str | os.PathLike[str],
        progress: JobProgress | None,
        *,
        retry: bool = False,
        unknown: bool = False,
    ) -> Job[Any]:
        from ..bulk.reading import read_journal  # noqa: PLC0415 - and with it sqlite3

        with self._api.localized():
            info = read_journal(journal)
        work = _work_of(info.method, dict(info.arguments))
        return Job(self._api, work, journal=journal, progress=progress, retry=retry, unknown=unknown)


def _work_of(method: str, arguments: dict[str, Any]) -> Work[Any]:
    """Make the work of a journal, which has no input but what can be read again."""
    from .bulk_assets import AddWork, RefreshWork, UpdateWork  # noqa: PLC0415
    from .bulk_purges import PurgeSourceWork, PurgeWork  # noqa: PLC0415
    from .bulk_reports import DownloadWork  # noqa: PLC0415
    from .bulk_uploads import UploadWork  # noqa: PLC0415

    works: dict[str, type[Work[Any]]] = {
        "purge": PurgeSourceWork if "filters" in arguments else PurgeWork,
        "upload": UploadWork,
        "update": UpdateWork,
        "refresh": RefreshWork,
        "add": AddWork,
        "download": DownloadWork,
    }
    return works[method].resume(arguments)
