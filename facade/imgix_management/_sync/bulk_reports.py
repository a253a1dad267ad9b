# Derived from facade/imgix_management/_async/bulk_reports.py by `invoke sync`. Do not edit.
"""A job that downloads the Reports of a period."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar, Self

from ..bulk.items import Entry, Item
from ..bulk.report import ItemResult, JobMethod
from .bulk_work import Planner, Work
from .pipeline import Pipeline
from .reports import Reports


class DownloadWork(Work[Sequence[Path]]):
    """Downloads Reports. Files that are there are not fetched again."""

    method: ClassVar[JobMethod] = "download"

    def __init__(self, arguments: dict[str, Any], *, dry_run: bool = False, input_given: bool = True) -> None:
        super().__init__(arguments, checked_first=False, dry_run=dry_run)
        self.renews = input_given

    @classmethod
    def resume(cls, arguments: dict[str, Any]) -> Self:
        """Create the work from a journal, to continue with the Reports that were listed."""
        return cls(arguments, input_given=False)

    def plan(self, planner: Planner) -> None:
        """List the Reports."""
        journal, arguments = planner.journal, self.arguments
        if journal.planned:
            return
        pager = Reports(planner.api).list(
            period=arguments["period"],
            completed=arguments["completed"],
            report_type=arguments["report_type"],
            cursor=journal.cursor,
        )
        for page in pager.pages():
            cursor = None if page.next_cursor is None else str(page.next_cursor)
            planner.add([Entry(report.id) for report in page], cursor)
            planner.keep_pace()

    def perform(self, api: Pipeline, item: Item) -> ItemResult[Sequence[Path]]:
        """Get one Report, which renews its links, and download its files."""
        if self.dry_run:
            return ItemResult(item.key, "skipped", reason="dry run")
        reports = Reports(api)
        report = reports.get(item.key)
        paths = reports.download(report, self.arguments["directory"], join=self.arguments["join"])
        return ItemResult(item.key, "done", value=paths)
