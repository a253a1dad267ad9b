"""`imgix reports`."""

import json
import re
from pathlib import Path

import pytest

from imgix_management import ManagementClient, Report
from imgix_sandbox import Sandbox
from tests.cli.helpers import Imgix


@pytest.fixture(autouse=True)
def rates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMGIX_RATE_LIMITS", "default=1000/s")


def test_list(imgix: Imgix, client: ManagementClient, sandbox: Sandbox) -> None:
    reports = list(client.reports.list())
    assert imgix("reports", "list", "-q").out.split() == [report.id for report in reports]
    completed = json.loads(imgix("reports", "list", "--completed", "--json").out)
    assert {report["completed"] for report in completed} == {True}
    assert 0 < len(completed) < len(reports)
    assert "確定" in imgix("reports", "list", "--language", "ja").out
    refused = imgix("reports", "list", "--period", "never")
    assert (refused.code, refused.out) == (2, "")


def test_download_again_what_is_new(imgix: Imgix, client: ManagementClient, sandbox: Sandbox, tmp_path: Path) -> None:
    command = ("reports", "download", tmp_path / "reports")
    expected: list[Report] = list(client.reports.list(completed=True))
    plan = imgix(*command, "--dry-run")
    assert plan.out.split() == [report.id for report in expected]
    assert not (tmp_path / "reports").exists()
    first = imgix(*command)
    assert (first.code, first.out) == (0, "")
    assert re.match(rf"{len(expected)} done;", first.err)
    files = {path: path.stat().st_mtime_ns for path in (tmp_path / "reports").iterdir()}
    assert 0 < len(files) <= len(expected)
    assert imgix(*command).code == 0
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "reports").iterdir()} == files
