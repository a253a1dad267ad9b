# Derived from facade/imgix_management/_async/reports.py by `invoke sync`. Do not edit.
"""The verbs of Reports."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Unpack

from imgix_openapi.api.reports import get_report, list_reports
from imgix_openapi.types import Request

from .._core import validation
from .._core.concurrency import call_directly
from .._core.jsonapi import parse_resource
from .._core.pages import Position
from .._core.periods import Period, span
from .._core.query import comma_list, parameters
from .._files import downloads
from .._models._generated.params import ReportListParams
from .._models.resources import Report
from ..errors import InvalidInputError
from .pagination import Pager
from .pipeline import Pipeline
from .storage import fetch_file


class Reports:
    """Reports: usage of imgix as CSV files, refreshed daily and kept for 90 days (documented)."""

    def __init__(self, caller: Pipeline) -> None:
        self._caller = caller

    def list(
        self, *, period: Period | None = None, start: int | str | None = None, **query: Unpack[ReportListParams]
    ) -> Pager[Report]:
        """List Reports. Permission Analytics; each page takes one request of the bucket default.

        Args:
            period: Only Reports whose period has a moment in common with this one: a date, a datetime, or text such as
                `2026-10`. imgix has no such filter, so all pages are read and the others left out.
            start: The page to begin with, counted from 0.
            **query: Filters (all of them must match), `sort`, `fields` and `page_size`.

        Raises:
            InvalidInputError: `period` is no period.
        """
        wire = parameters(query, resource_type="reports", page_size="page_size")
        wanted = None if period is None else self._caller.checked(span, period)

        def request(position: Position | None) -> Request:
            return list_reports.request(**wire, page_number=None if position is None else int(position))

        def keep(report: Report) -> bool:
            if wanted is None:
                return True
            start, end = report.period_start_at, report.period_end_at
            return start is not None and end is not None and wanted.overlaps(start.timestamp(), end.timestamp())

        return Pager(self._caller, request, Report, start, keep)

    def get(self, report_id: str, *, fields: str | Sequence[str] | None = None) -> Report:
        """Get one Report. Permission Analytics; bucket default.

        Args:
            report_id: The id of the Report.
            fields: A sparse fieldset: the attributes wanted. That reports take one is inferred.

        Raises:
            InvalidInputError: The id cannot be one.
            NotFoundError: There is no such Report.
            ImgixError: The call failed.
        """
        report_id = self._caller.checked(validation.report_id, report_id)
        wanted = None if fields is None else comma_list(fields)
        answer = self._caller.call(get_report.request(report_id, fields_reports=wanted))
        return parse_resource(answer, Report, report_id)

    def download(
        self,
        report: Report,
        directory: str | os.PathLike[str],
        *,
        join: bool = False,
        progress: Callable[[int, int | None], object] | None = None,
    ) -> Sequence[Path]:
        """Download the CSV files of a Report. They come from storage, without the API key; no rate limit is known.

        Each file is streamed to a temporary name and gets its own, made of the Report's key and id, when it is whole.
        What is there under its own name is not fetched again. A Report that is not completed is: its files are named
        `.incomplete`.

        Example:
            for report in client.reports.list(period="2026-10", completed=True):
                print(client.reports.download(report, "reports", join=True))

        Args:
            report: The Report.
            directory: Where to; made if it is missing.
            join: Whether to make one file of all parts, with one header; the parts are removed.
            progress: Called with the bytes of the current file so far, and its size in bytes or None.

        Returns:
            The paths, in the order of the parts; one path with `join`; none if the Report has no files.

        Raises:
            InvalidInputError: The directory cannot be written (`folder_unwritable`).
            UnsafeURLError: A URL of the Report is not https.
            TransferError: The storage did not give a file whole.
            APIConnectionError: The connection failed.
        """
        folder = call_directly(self._caller.checked, downloads.folder, directory)
        joined = folder / f"{downloads.file_stem(report)}.csv"
        if join and report.completed and joined.is_file():
            return [joined]
        paths = [folder / name for name in downloads.names(report)]
        if not paths:
            return []
        try:
            for path, url in zip(paths, downloads.urls(report), strict=True):
                if not (report.completed and path.is_file()):
                    with downloads.whole_file(path) as file:
                        fetch_file(self._caller, str(url), file, "getReport", progress)
            if join:
                call_directly(downloads.join, paths, joined)
        except OSError as error:
            raise InvalidInputError(
                "folder_unwritable", path=str(folder), language=self._caller.config.language
            ) from error
        if not join:
            return paths
        for path in paths:
            call_directly(path.unlink)
        return [joined]
