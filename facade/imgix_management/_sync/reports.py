# Derived from facade/imgix_management/_async/reports.py by `invoke sync`. Do not edit.
"""Reports: `client.reports`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from imgix_openapi.api.reports import get_report, list_reports

from .._core.blocking import call_directly
from .._core.jsonapi import parse_resource
from .._core.pages import Cursor
from .._core.periods import Period, Span, span
from .._core.query import comma_list, list_arguments
from .._files import downloads
from .._files.downloads import DownloadProgress
from .._models._generated.literals import ReportSort, ReportType
from .._models.resources import Report
from ..bulk.report import JobProgress
from ..errors import InvalidInputError
from .bulk import Job
from .pagination import Pager
from .pipeline import Pipeline
from .storage import fetch_file


class Reports:
    """Reports: usage of imgix as CSV files.

    They are finalized at 00:00 UTC, available by 04:00 UTC, and kept for 90 days after that (documented). Links to the
    files expire; get the Report again to renew them.
    """

    def __init__(self, api: Pipeline) -> None:
        self._api = api

    def list(
        self,
        *,
        period: Period | None = None,
        cursor: Cursor | None = None,
        # Keywords of listReports, by `invoke generate`:
        page_size: int | None = None,
        fields: str | Sequence[str] | None = None,
        sort: ReportSort | str | Sequence[ReportSort | str] | None = None,
        completed: bool | None = None,
        report_type: ReportType | str | None = None,
        # End of keywords
    ) -> Pager[Report]:
        """List Reports. Permission Analytics; each page takes one request of the bucket default.

        Args:
            period: Only Reports that overlap this period: a date, a datetime, or text such as `2026-10`. imgix has no
                such filter, so all pages are read and other Reports left out.
            cursor: The page to begin with: its number, counted from 0, or `next_cursor` of an earlier page.
            page_size: The number of resources on a page. The maximum is not known. imgix's default: 20.
            fields: A sparse fieldset: one name or several.
            sort: period_end, period_start, report_key, report_type, or several of these; with a leading "-" in
                descending order.
            completed: Whether the period is over and the report is final.
            report_type: The type of report. Known values: cdn_logs, image_analytics, mild_errors, source_analytics,
                credit_analytics_daily, credit_analytics_mtd.

        Raises:
            InvalidInputError: `period` is not a period, or `cursor` is not a page number.
        """
        arguments = list_arguments(
            "reports",
            # Keywords of listReports, by `invoke generate`:
            page_size=page_size,
            fields=fields,
            sort=sort,
            completed=completed,
            report_type=report_type,
            # End of keywords
        )
        with self._api.localized():
            keep = None if period is None else partial(_overlaps, span(period))
        request = partial(list_reports.request, **arguments)
        return Pager(self._api, request, Report, cursor=cursor, page_size=page_size, keep=keep)

    def get(self, report_id: str, *, fields: str | Sequence[str] | None = None) -> Report:
        """Get one Report. Permission Analytics; bucket default.

        Args:
            report_id: The id of the Report.
            fields: A sparse fieldset: the attributes to return, one name or several. That Reports take one is inferred.

        Raises:
            InvalidInputError: `report_id` is not a valid id.
            NotFoundError: The Report does not exist.
            ImgixError: The call failed.
        """
        fieldset = None if fields is None else comma_list(fields)
        request = self._api.request(get_report.request, report_id, fields_reports=fieldset)
        return parse_resource(self._api.call(request), Report, report_id)

    def download(
        self,
        report: Report,
        directory: str | os.PathLike[str],
        *,
        join: bool = False,
        progress: DownloadProgress | None = None,
    ) -> Sequence[Path]:
        """Download the CSV files of a Report. They come from storage, without the API key; no rate limit is known.

        Files are written atomically: each is streamed to a temporary file and renamed, by the Report's key and id, when
        it is complete. Existing files are not downloaded again, except those of a Report that is not yet completed,
        whose names end in `.incomplete`.

        Example:
            for report in client.reports.list(period="2026-10", completed=True):
                print(client.reports.download(report, "reports", join=True))

        Args:
            report: The Report.
            directory: The folder to write to; created if it is missing.
            join: Whether to join all parts into one file with one header, and remove the parts.
            progress: Called with the bytes of the current file received so far, and its size in bytes or None.

        Returns:
            The paths, in the order of the parts; with `join` one path; none if the Report has no files.

        Raises:
            InvalidInputError: The directory cannot be written (`folder_unwritable`), or `report` is no Report.
            UnsafeURLError: A URL of the Report is not https.
            TransferError: A file could not be downloaded completely.
            APIConnectionError: The connection failed.
        """
        with self._api.localized():
            downloads.check_report(report)
            folder = call_directly(downloads.folder, directory)
        joined = folder / f"{downloads.file_stem(report)}.csv"
        if join and report.completed and joined.is_file():
            return [joined]
        paths = [folder / name for name in downloads.names(report)]
        if not paths:
            return []
        try:
            for path, url in zip(paths, downloads.urls(report), strict=True):
                if not (report.completed and path.is_file()):
                    with downloads.atomic_file(path) as file:
                        fetch_file(self._api, str(url), file, "getReport", progress)
            if join:
                call_directly(downloads.join, paths, joined)
        except OSError as error:
            raise self._api.stamp(InvalidInputError("folder_unwritable", path=str(folder))) from error
        if not join:
            return paths
        for path in paths:
            call_directly(path.unlink)
        return [joined]

    def download_many(
        self,
        directory: str | os.PathLike[str],
        *,
        period: Period | None = None,
        report_type: ReportType | str | None = None,
        completed: bool | None = True,
        join: bool = True,
        journal: str | os.PathLike[str] | None = None,
        progress: JobProgress | None = None,
        dry_run: bool = False,
    ) -> Job[Sequence[Path]]:
        """Download the files of many Reports, see `download`. Permission Analytics; bucket default.

        Each Report takes one request, which renews the links to its files, and those of the list. Files that are there
        are not fetched again, so the job can be run again at any time; it then downloads what is new.

        Example:
            for result in client.reports.download_many("reports", period="2026-10"):
                print(result.key, result.value)

        Args:
            directory: The folder to write to; created if it is missing.
            period: Only Reports that overlap this period, see `list`.
            report_type: Only Reports of this type.
            completed: Only those that are completed, or only others; None for both.
            join: Whether to join the parts of each Report into one file with one header.
            journal: A file in which the job is recorded, see `client.purges.create_many`.
            progress: Called with the `JobReport`.
            dry_run: Whether to list the Reports only.

        Raises:
            InvalidInputError: `period` is not a period. All other errors are raised by the job.
        """
        from .bulk_reports import DownloadWork  # noqa: PLC0415 - it imports this module

        with self._api.localized():
            if period is not None:
                span(period)
        arguments = {
            "directory": str(Path(directory).absolute()),
            "period": None if period is None else str(period),
            "report_type": report_type,
            "completed": completed,
            "join": join,
        }
        work = DownloadWork(arguments, dry_run=dry_run)
        return Job(self._api, work, journal=journal, progress=progress)


def _overlaps(requested: Span, report: Report) -> bool:
    """Return whether the period of a Report has an instant in common with the one that was requested."""
    start, end = report.period_start_at, report.period_end_at
    return start is not None and end is not None and requested.overlaps(start.timestamp(), end.timestamp())
