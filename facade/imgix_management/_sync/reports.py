# Derived from facade/imgix_management/_async/reports.py by `invoke generate`. Do not edit.
"""The verbs of Reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from imgix_openapi.api.reports import get_report, list_reports
from imgix_openapi.types import Request

from .. import checks
from ..derived.inputs import ReportQuery
from ..jsonapi import one
from ..pages import Position
from ..query import comma_list, parameters
from ..resources import Report
from .caller import Caller
from .pages import Pager


class Reports:
    """Reports: usage of imgix as CSV files, refreshed daily and kept for 90 days (documented)."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(self, *, start: int | None = None, **query: Unpack[ReportQuery]) -> Pager[Report]:
        """List Reports. Permission Analytics; each page takes one request of the bucket default.

        Args:
            start: The page to begin with, counted from 0.
            **query: Filters (all of them must match), `sort`, `fields` and `page_size`.
        """
        wire = parameters(query, resource_type="reports", page_size="page_size")

        def request(position: Position | None) -> Request:
            return list_reports.request(**wire, page_number=None if position is None else int(position))

        return Pager(self._caller, request, Report, start)

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
        report_id = self._caller.checked(checks.report_id, report_id)
        wanted = None if fields is None else comma_list(fields)
        answer = self._caller.call(get_report.request(report_id, fields_reports=wanted))
        return one(answer, Report, report_id)
