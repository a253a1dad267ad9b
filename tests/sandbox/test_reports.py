import csv
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from imgix_sandbox import Sandbox
from tests.sandbox.helpers import Api, Clock

Start = Callable[..., tuple[Sandbox, Api]]


@pytest.mark.parametrize("moment", [datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC)])
def test_reports_cover_full_months_and_only_the_current_is_open(start: Start, clock: Clock, moment: datetime) -> None:
    clock.now = moment.timestamp()
    _, api = start()
    reports = [report["attributes"] for report in api.ok("GET", "/reports")["data"]]
    for report in reports:
        begin, end = (datetime.fromtimestamp(report[name], UTC) for name in ("period_start", "period_end"))
        assert (begin.day, begin.hour) == (1, 0)
        assert datetime.fromtimestamp(report["period_end"] + 1, UTC).day == 1
        assert 28 <= (end - begin).days + 1 <= 31
        assert report["completed"] is (end < moment)
        assert report["report_key"] == f"{report['report_type']}_{end:%Y%m%d}"
    assert {report["completed"] for report in reports} == {True, False}


def test_reports_are_filtered_sorted_and_fetched(api: Api) -> None:
    listing = api.ok("GET", "/reports", params={"filter[report_type]": "cdn_logs", "filter[completed]": "true"})
    assert listing["data"]
    assert all(report["attributes"]["report_type"] == "cdn_logs" for report in listing["data"])
    assert all(report["attributes"]["completed"] for report in listing["data"])
    by_start = api.ok("GET", "/reports", params={"sort": "period_start,-report_key", "page[size]": "4"})
    starts = [report["attributes"]["period_start"] for report in by_start["data"]]
    assert starts == sorted(starts)
    assert by_start["meta"]["pagination"]["hasNextPage"] is True
    report = listing["data"][0]
    assert api.ok("GET", f"/reports/{report['id']}")["data"] == report
    sparse = api.ok("GET", f"/reports/{report['id']}", params={"fields[reports]": "report_key"})["data"]
    assert sparse["attributes"] == {"report_key": report["attributes"]["report_key"]}
    api.error(404, "GET", "/reports/nothing")


def test_the_files_are_served_without_a_key_and_not_with_one(sandbox: Sandbox, api: Api) -> None:
    report = api.ok("GET", "/reports", params={"filter[report_type]": "cdn_logs"})["data"][0]["attributes"]
    parts = []
    for url in report["files"]:
        assert url.startswith(sandbox.url)
        response = api.http.get(url)
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/csv")
        assert int(response.headers["content-length"]) == len(response.content)
        parts.append(list(csv.reader(response.text.splitlines())))
        with_key = api.http.get(url, headers={"Authorization": f"Bearer {api.key}"})
        assert with_key.status_code == 400
        assert api.key not in with_key.text
    assert len(parts) == 2
    assert parts[0][0] == parts[1][0]
    assert parts[0][1:] != parts[1][1:]
    assert api.http.get(report["files"][0].replace("part-0", "part-9")).status_code == 404
