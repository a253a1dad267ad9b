"""Processes that are killed at random moments: nothing is lost, nothing is done twice, everything is reported.

`IMGIX_CRASHES=20` kills each kind of job twenty times; by default it is twice.
"""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest

from imgix_management import ImgixError, InvalidInputError, ManagementClient
from imgix_management.bulk import journal_items, read_journal

from .conftest import KEY

KILLS = int(os.environ.get("IMGIX_CRASHES", "2"))
WORKER = Path(__file__).with_name("crash_worker.py")
FAULTS = [
    {"fault": "latency seconds=0.03", "probability": 0.3},
    {"fault": "reset at=before", "probability": 0.02},
    {"fault": "reset at=after", "probability": 0.02},
    {"fault": "response status=503 retry_after=0", "probability": 0.02},
    {"fault": "response status=500 process=true", "probability": 0.01},
]
ONCE = {"upload": "uploadAsset", "update": "updateAsset"}
"""Kinds whose items must not be done twice, and the operation that does them."""


@pytest.fixture
def place(faulty, tmp_path):
    rules = [{**rule, "operations": OPERATIONS} for rule in FAULTS]
    sandbox = faulty(*rules)
    folder = tmp_path / "files"
    for number in range(80):
        (folder / f"{number % 3}").mkdir(parents=True, exist_ok=True)
        (folder / f"{number % 3}" / f"{number}.jpg").write_bytes(b"x" * (number + 1))
    return sandbox, folder


OPERATIONS = [
    "createPurge",
    "uploadAsset",
    "updateAsset",
    "getAsset",
    "listAssets",
    "addAsset",
    "refreshAsset",
    "getReport",
    "listReports",
]


def run(settings, kill_after):
    """Run the program; kill it after some seconds. Return its report, or None if it was killed."""
    process = subprocess.Popen(
        [sys.executable, WORKER, json.dumps(settings)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout.readline() == "ready\n", process.stderr.read()
        if kill_after is not None:
            time.sleep(kill_after)
            process.kill()
        output, errors = process.communicate(timeout=50)
    if process.returncode == -9:
        return None
    assert process.returncode == 0, errors
    return json.loads(output.splitlines()[-1])


SLOW = [pytest.param(name, marks=pytest.mark.slow) for name in ("source", "update", "add", "refresh", "download")]


@pytest.mark.timeout(60 + 20 * KILLS)
@pytest.mark.parametrize("what", ["purge", "upload", *SLOW])
def test_nothing_is_lost_or_done_twice(place, tmp_path, what, record_property):
    kind = what
    sandbox, folder = place
    if kind in ("update", "refresh", "source"):
        with ManagementClient(KEY, base_url=sandbox.url, rate_limits=None, max_retries=9) as client:
            while len(sandbox.state.assets) < 80:
                with contextlib.suppress(ImgixError):
                    path = f"{len(sandbox.state.assets)}.jpg"
                    client.uploads.upload(sandbox.source_id, path, b"x", overwrite=True)
    settings = {
        "kind": kind,
        "key": KEY,
        "url": sandbox.url,
        "source_id": sandbox.source_id,
        "folder": str(tmp_path / "reports" if kind == "download" else folder),
    }
    chance = random.Random(os.environ.get("IMGIX_CRASH_SEED"))
    kills = rounds = 0
    while kills < KILLS:
        rounds += 1
        journal = tmp_path / f"{kind}-{rounds}.journal"
        sandbox.requests.clear()
        while True:
            resume = is_resumable(journal) and chance.random() < 0.5
            more = {"journal": str(journal), "resume": resume, "asynchronous": chance.random() < 0.5, "round": rounds}
            report = run({**settings, **more}, chance.uniform(0, 1.0) if kills < KILLS else None)
            if report is not None:
                break
            kills += 1
        check(sandbox, kind, journal, report, settings["folder"])
    record_property("crashes", f"{kind}: killed {kills} times")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
@pytest.mark.parametrize("asynchronous", [False, True])
def test_ctrl_c_lets_what_is_in_flight_end(faulty, tmp_path, asynchronous):
    sandbox = faulty({"fault": "latency seconds=0.3", "operations": ["createPurge"]})
    journal = tmp_path / "a.journal"
    settings = {"kind": "purge", "key": KEY, "url": sandbox.url, "source_id": sandbox.source_id, "folder": ""}
    settings |= {"journal": str(journal), "resume": False, "asynchronous": asynchronous, "round": 1}
    with subprocess.Popen(
        [sys.executable, WORKER, json.dumps(settings)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "ready\n"
        while not sandbox.state.purges:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert "KeyboardInterrupt" in errors
    report = read_journal(journal).report
    assert (report.in_flight, report.failed, report.unknown) == (0, 0, 0), errors
    assert report.done == len(sandbox.state.purges) < 200
    assert not (tmp_path / "a.journal.lock").exists()


def is_resumable(journal):
    """Return whether the job can be resumed; a process that was killed at once left nothing to read."""
    try:
        return read_journal(journal).resumable
    except InvalidInputError:
        return False


def check(sandbox, kind, journal, report, folder):
    """Compare report, journal and sandbox."""
    recorded = {item.key: item for item in journal_items(journal)}
    states = Counter(item.state for item in recorded.values())
    assert report["finished"]
    assert report["total"] == len(recorded) == report["done"] + report["failed"] + report["unknown"] + report["skipped"]
    assert (report["pending"], report["in_flight"]) == (0, 0)
    assert all(states[name] == report[name] for name in ("done", "failed", "unknown", "skipped"))
    assert report["failed"] == 0, [item for item in recorded.values() if item.state == "failed"]
    done = {key for key, item in recorded.items() if item.state in ("done", "skipped")}
    if kind in ("purge", "source"):
        assert done == {purge.url for purge in sandbox.state.purges.values()}
        assert len(done) == (200 if kind == "purge" else 80)
    elif kind in ONCE:
        prefix = f"/api/v1/sources/{sandbox.source_id}/{'upload' if kind == 'upload' else 'assets'}/"
        processed = Counter(
            f"{sandbox.source_id}/{unquote(record.path.removeprefix(prefix))}"
            for record in sandbox.requests
            if record.operation == ONCE[kind] and record.processed
        )
        assert {key for key, number in processed.items() if number > 1} == set()
        assert done <= processed.keys() <= {key for key, item in recorded.items() if item.state in ("done", "unknown")}
        assert len(recorded) == 80
    elif kind == "download":
        assert len([path for path in Path(folder).iterdir() if path.suffix == ".csv"]) == len(recorded)
    else:
        assert len(done) == 80
