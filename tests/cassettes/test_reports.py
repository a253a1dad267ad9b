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


async def test_get_missing(client):
    with pytest.raises(NotFoundError):
        await client.reports.get("0" * 24)
