"""The Reports of a period: downloaded, joined, and not twice."""

from datetime import UTC, datetime

import pytest

from imgix_management import InvalidInputError
from imgix_management.bulk import read_journal

from .conftest import report, results

NOW = datetime(2026, 11, 20, tzinfo=UTC).timestamp()


async def test_the_reports_of_a_period_arrive_joined(faulty, open_client, tmp_path):
    sandbox = faulty(clock=lambda: NOW)
    target, journal = tmp_path / "reports", tmp_path / "a.journal"
    async with open_client(sandbox.url) as client:
        outcomes = await results(client.reports.download_many(target, period="2026-10", journal=journal))
        assert len(outcomes) == 3
        files = {path for outcome in outcomes for path in outcome.value}
        assert files == set(target.iterdir())
        assert all(path.suffix == ".csv" and "part" not in path.name for path in files)
        before = {path: path.stat().st_ino for path in files}
        again = await report(client.reports.download_many(target, period="2026-10", journal=journal))
        assert again.done == 3
        assert {path: path.stat().st_ino for path in target.iterdir()} == before
        one = client.reports.download_many(target, period="2026-10", report_type="cdn_logs", join=False)
        [outcome] = await results(one)
        assert len(outcome.value) == 2
        with pytest.raises(InvalidInputError):
            client.reports.download_many(target, period="yesterday or so")


async def test_what_broke_is_fetched_again_alone(faulty, open_client, tmp_path):
    sandbox = faulty(
        {"fault": "response status=403", "operations": ["reportFile"], "every": 2, "times": 1}, clock=lambda: NOW
    )
    target, journal = tmp_path / "reports", tmp_path / "a.journal"
    async with open_client(sandbox.url) as client:
        first = await report(client.reports.download_many(target, period="2026-10", journal=journal))
        assert (first.done, first.failed) == (2, 1)
        assert read_journal(journal).resumable
        second = await report(client.jobs.retry(journal))
    assert (second.done, second.failed) == (3, 0)
    assert len(list(target.iterdir())) == 3
