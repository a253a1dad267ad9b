"""Reports, recorded."""

import pytest

from imgix_management import NotFoundError

pytestmark = [pytest.mark.vcr, pytest.mark.block_network]


async def test_list_and_get(client):
    reports = [report async for report in client.reports.list(sort="-period_start", completed=True, page_size=50)]
    assert reports
    assert all(report.completed for report in reports)
    starts = [report.period_start for report in reports]
    assert starts == sorted(starts, reverse=True)
    assert all(report.files for report in reports)
    assert await client.reports.get(reports[0].id) == reports[0]


async def test_list_by_period(client):
    every = [report async for report in client.reports.list()]
    month = every[0].period_start_at.strftime("%Y-%m")
    reports = [report async for report in client.reports.list(period=month)]
    assert reports
    assert all(report in every for report in reports)
    assert [report async for report in client.reports.list(period="1999")] == []


async def test_pages_and_fields(client):
    pages = [page async for page in client.reports.list(cursor=1, page_size=4, fields=["report_key"]).pages()]
    assert [len(page) for page in pages] == [4, 1]
    first = next(iter(pages[0]))
    report = await client.reports.get(first.id, fields="report_key")
    assert report.report_key == first.report_key


async def test_download(client, tmp_path):
    report = await client.reports.list(completed=True, report_type="source_analytics").first()
    parts = await client.reports.download(report, tmp_path / "parts")
    assert len(parts) == len(report.files)
    (joined,) = await client.reports.download(report, tmp_path / "joined", join=True)
    lines = joined.read_text("utf-8").splitlines()
    header = parts[0].read_text("utf-8").splitlines()[0]
    assert (lines[0], lines.count(header)) == (header, 1)
    assert len(lines) == 1 + sum(len(part.read_text("utf-8").splitlines()) - 1 for part in parts)


async def test_get_missing(client):
    with pytest.raises(NotFoundError):
        await client.reports.get("0" * 24)
