"""Reports with made-up content that never changes for a month."""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from imgix_contract.errors import ApiError
from imgix_sandbox import queries
from imgix_sandbox.context import Call, Reply, handles

FILES = "/_sandbox/reports"

_PARTS = {"cdn_logs": 2, "image_analytics": 1, "source_analytics": 1}
"""Number of files of a report, by type."""
_MONTHS = 3
_ROWS = 20


@dataclass(frozen=True)
class Report:
    """A report for one month."""

    type: str
    start: datetime
    end: datetime

    @property
    def key(self) -> str:
        """Its key, such as `source_analytics_20201130`."""
        return f"{self.type}_{self.end:%Y%m%d}"

    @property
    def id(self) -> str:
        """Its id."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:24]

    def paths(self) -> list[str]:
        """List the paths of its files on the sandbox."""
        return [f"{FILES}/{self.key}/part-{part}.csv" for part in range(_PARTS[self.type])]

    def attributes(self, call: Call) -> dict[str, Any]:
        """Return its attributes."""
        return {
            "completed": self.end.timestamp() < call.now,
            "files": [call.base_url + path for path in self.paths()],
            "period_end": int(self.end.timestamp()),
            "period_start": int(self.start.timestamp()),
            "report_key": self.key,
            "report_type": self.type,
        }


def reports(now: float) -> Iterator[Report]:
    """Yield the reports of the current, incomplete month and of the months before it, newest first."""
    end = _month(_month(datetime.fromtimestamp(now, UTC)) + timedelta(days=32))
    for _ in range(_MONTHS):
        start = _month(end - timedelta(days=1))
        for kind in sorted(_PARTS):
            yield Report(kind, start, end - timedelta(seconds=1))
        end = start


def _month(time: datetime) -> datetime:
    return time.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def content(now: float, path: str) -> bytes | None:
    """Return a CSV file by its path on the sandbox, or None. The columns of imgix's files are not known."""
    for report in reports(now):
        if path in report.paths():
            part = report.paths().index(path)
            text = io.StringIO()
            writer = csv.writer(text)
            writer.writerow(["date", "path", "requests", "bytes"])
            for row in range(part * _ROWS, (part + 1) * _ROWS):
                writer.writerow([report.start.date(), f"/image-{row:03}.jpg", 100 + row, 4096 * (row + 1)])
            return text.getvalue().encode()
    return None


def _resource(report: Report, call: Call) -> dict[str, Any]:
    attributes = queries.sparse(report.attributes(call), call.query.get("fields[reports]"))
    return {"attributes": attributes, "id": report.id, "type": "reports"}


@handles("listReports")
async def list_reports(call: Call) -> Reply:
    """List the reports."""

    def attributes(report: Report) -> dict[str, Any]:
        return report.attributes(call)

    matching = [report for report in reports(call.now) if queries.matches(attributes(report), call.query)]
    page, meta = queries.page_by_number(queries.sort(matching, call.query.get("sort"), attributes), call.query)
    return Reply([_resource(report, call) for report in page], meta)


@handles("getReport")
async def get_report(call: Call) -> Reply:
    """Return a report."""
    for report in reports(call.now):
        if report.id == call.path["report_id"]:
            return Reply(_resource(report, call))
    raise ApiError(HTTPStatus.NOT_FOUND)
