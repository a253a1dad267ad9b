"""What all commands have in common that run jobs: results, progress, interruptions, exit codes, and `imgix jobs`."""

import csv
import io
import json
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import chain, count, islice
from pathlib import Path
from typing import Any, ClassVar

import pytest

from imgix_cli.jobs import progress_line, run_job
from imgix_cli.journals import jobs_folder
from imgix_cli.output import Output
from imgix_cli.progress import StatusLine
from imgix_cli.settings import Settings
from imgix_management import ManagementClient, S3Deployment, Source
from imgix_management.bulk import ItemResult, JobReport, read_journal
from imgix_management.bulk.report import DONE, PENDING
from imgix_management.bulk.tempo import Tempo
from imgix_management.errors import ItemInterruptedError
from imgix_sandbox import Sandbox
from tests.cli.helpers import Imgix, start

URLS = [f"https://shop.imgix.net/{number}.jpg" for number in range(12)]
FAST = "purge=1000/s, default=1000/s, get-asset=1000/s, upload=1000/s"


@pytest.fixture(autouse=True)
def rates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMGIX_RATE_LIMITS", FAST)


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Sandbox]]:
    """Start a sandbox that injects faults, with a source, and let the environment point to it."""
    with ExitStack() as stack:

        def start_sandbox(**rule: Any) -> Sandbox:
            sandbox = stack.enter_context(Sandbox(faults={"rules": [rule]}, rate_scale=1000, deploy_seconds=0))
            with ManagementClient(sandbox.keys["account-admin"], base_url=sandbox.url) as client:
                deployment = S3Deployment(
                    imgix_subdomains=["shop"], s3_access_key="a", s3_secret_key="b", s3_bucket="c"
                )
                client.sources.create("Shop", deployment)
            monkeypatch.setenv("IMGIX_BASE_URL", sandbox.url)
            monkeypatch.setenv("IMGIX_API_KEY", sandbox.key)
            return sandbox

        yield start_sandbox


def started(sandbox: Sandbox, *args: str, **env: str) -> "subprocess.Popen[str]":
    settings = {"IMGIX_BASE_URL": sandbox.url, "IMGIX_API_KEY": sandbox.key, "IMGIX_RATE_LIMITS": "purge=20/s"}
    return start(*args, **settings, **env)


class TestResults:
    def test_a_person_sees_the_counts_only(self, imgix: Imgix, source: Source) -> None:
        result = imgix("purge", *URLS, URLS[0])
        assert (result.code, result.out) == (0, "")
        assert re.fullmatch(r"12 done, 1 given more than once; took 0:0\d\.\n", result.err)
        japanese = imgix("purge", *URLS, "--language", "ja").err
        assert re.fullmatch(r"完了 12（うち重複 12）。所要時間 0:0\d。\n", japanese)

    def test_as_data(self, imgix: Imgix, source: Source) -> None:
        lines = imgix("purge", *URLS, "--ndjson").out.splitlines()
        records = [json.loads(line) for line in lines]
        assert {record["key"] for record in records} == set(URLS)
        assert {record["state"] for record in records} == {"done"}
        assert records[0]["value"]["type"] == "purges"
        assert len(json.loads(imgix("purge", *URLS, "--json").out)) == 12
        rows = list(csv.DictReader(io.StringIO(imgix("purge", *URLS, "--csv", "--fields", "key,state").out)))
        assert Counter(row["state"] for row in rows) == {"done": 12}
        assert set(imgix("purge", *URLS, "-q").out.splitlines()) == set(URLS)

    def test_nobody_reads_them(self, sandbox: Sandbox, source: Source) -> None:
        with started(sandbox, "purge", *URLS, "-q") as process:
            assert process.stdout is not None
            process.stdout.close()
            assert process.stderr is not None
            assert process.stderr.read() == ""
        assert process.returncode == 141

    def test_failed_items_are_shown_and_run_again(
        self, imgix: Imgix, faulty: Callable[..., Sandbox], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        faulty(fault="response status=400", operations=["createPurge"], times=11)
        result = imgix("purge", *URLS)
        assert (result.code, result.out) == (7, "")
        assert sum(line.startswith("https://") for line in result.err.splitlines()) == 10
        assert "More are not shown here.\n1 done, 11 failed; took" in result.err
        (show,) = re.findall(r"^Show them: imgix (.+)$", result.err, re.MULTILINE)
        assert len(json.loads(imgix(*show.split(), "--json").out)) == 11
        (retry,) = re.findall(r"^Run them again: imgix (.+)$", result.err, re.MULTILINE)
        monkeypatch.setattr("imgix_management._sync.bulk_purges.PurgeWork.pause", 0.0)
        assert imgix(*retry.split()).code == 0
        assert imgix("jobs", "list", "--csv").out.splitlines()[1].endswith("finished,12,0,0,0,0")

    def test_an_unknown_outcome(self, imgix: Imgix, tmp_path: Path) -> None:
        job: Any = FakeJob([ItemResult("a", "done"), ItemResult("b", "unknown", error=ItemInterruptedError(key="b"))])
        assert run_job(Output(Settings(chosen="en")), lambda journal: job, tmp_path / "a.journal") == 8


class FakeJob:
    """A job with results as they are given."""

    def __init__(self, results: list[ItemResult[Any]]) -> None:
        self.results = results
        states = Counter(result.state for result in results)
        self.report = JobReport("update", finished=True, planned=True, done=states["done"], unknown=states["unknown"])

    def __iter__(self) -> Iterator[ItemResult[Any]]:
        yield from self.results


@pytest.mark.skipif(sys.platform == "win32", reason="no signals of this kind")
class TestInterruption:
    def test_what_is_in_flight_ends_and_the_job_goes_on_later(
        self, imgix: Imgix, sandbox: Sandbox, source: Source
    ) -> None:
        urls = [f"https://shop.imgix.net/{number}.jpg" for number in range(60)]
        with started(sandbox, "purge", *urls, "--ndjson") as process:
            assert process.stdout is not None
            process.stdout.readline()
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=10)
        assert process.returncode == 130
        (resume,) = re.findall(r"^Continue with: imgix (.+)$", err, re.MULTILINE)
        info = read_journal(jobs_folder() / f"{resume.split()[-1]}.journal")
        assert (info.report.in_flight, info.running) == (0, False)
        assert 0 < info.report.done == len(sandbox.state.purges) < 60
        result = imgix(*resume.split(), "--language", "ja")
        assert result.code == 0
        assert "完了 60" in result.err
        assert Counter(purge.url for purge in sandbox.state.purges.values()) == Counter(urls)

    def test_a_second_one_stops_at_once(self, imgix: Imgix, faulty: Callable[..., Sandbox]) -> None:
        sandbox = faulty(fault="stall seconds=30 at=before", operations=["createPurge"], times=1)
        with started(sandbox, "purge", *URLS, "-q") as process:
            assert process.stdout is not None
            process.stdout.readline()
            process.send_signal(signal.SIGINT)
            assert process.stderr is not None
            assert re.match(r"Stopping: \d+ in flight. Ctrl-C again stops at once.", process.stderr.readline())
            process.send_signal(signal.SIGINT)
            rest = process.stderr.read()
        assert process.returncode == 130
        assert re.fullmatch(r"Stopped.\nContinue with: imgix jobs resume purge-[\d-]+\n", rest)
        assert imgix("jobs", "list", "--json", "--fields", "status,open").code == 0

    def test_a_killed_job_goes_on(
        self, imgix: Imgix, sandbox: Sandbox, source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "urls.txt"
        file.write_text("# relaunch\n" + "\n".join(f"https://shop.imgix.net/{number}.jpg" for number in range(60)))
        journal = tmp_path / "a b.journal"
        with started(sandbox, "purge", "-f", str(file), "-q", "--journal", str(journal)) as process:
            assert process.stdout is not None
            process.stdout.readline()
            process.kill()
        assert json.loads(imgix("jobs", "show", journal, "--json").out)["status"] == "interrupted"
        monkeypatch.setattr("imgix_management._sync.bulk_purges.PurgeWork.pause", 0.0)
        result = imgix("jobs", "resume", journal, "-q")
        assert result.code == 0
        assert len({purge.url for purge in sandbox.state.purges.values()}) == 60


class TestProgress:
    def report(self, **counts: Any) -> JobReport:
        return JobReport("purge", **counts)

    def test_it_says_everything_on_one_line(self) -> None:
        report = self.report(
            planned=True, total=12345, pending=10000, in_flight=12, done=2330, failed=2, unknown=1, rate=9.96,
            eta=1005.2,
            waiting_for="purge",
        )  # fmt: skip
        output = Output(Settings(chosen="en"))
        line = progress_line(report, "en", None, output)
        assert line == "Purging  2,333/12,345  10.0/s  2 failed  1 of unknown outcome  16:45 left  waiting for purge"
        assert "残り 16:45" in progress_line(report, "ja", None, Output(Settings(chosen="ja")))

    def test_a_total_that_the_job_does_not_know_yet(self) -> None:
        report = self.report(total=1000, pending=900, done=100, rate=10.0)
        output = Output(Settings(chosen="en"))
        assert progress_line(report, "en", 5000, output) == "Purging  100/5,000  10.0/s  8:10 left"
        assert progress_line(report, "en", None, output) == "Purging  100  10.0/s"

    def test_without_a_terminal_there_is_a_line_every_30_seconds(self, capsys: pytest.CaptureFixture[str]) -> None:
        now = [0.0]
        line = StatusLine(is_terminal=False, clock=lambda: now[0])
        for second in range(0, 100, 5):
            now[0] = second
            line.show(f"at {second}")
        line.clear()
        assert capsys.readouterr().err == "at 30\nat 60\nat 90\n"


def bursts(size: int, every: float) -> Iterator[float]:
    """Items that a limit of so many in so many seconds lets through."""
    return (number // size * every + number % size * 0.01 for number in count())


PATTERNS = {
    "10 a second": lambda: (number / 10 for number in count()),
    "2 a second, slow to start": lambda: (25 + number / 2 for number in count()),
    "10 a minute": lambda: bursts(10, 60.0),
    "60 an hour": lambda: bursts(1, 60.0),
    "nothing to do at first": lambda: chain((number / 1000 for number in range(400)), (1 + n / 2 for n in count())),
    "slower after a while": lambda: chain((number / 10 for number in range(50)), (5 + n / 5 for n in count())),
}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_time_of_arrival_is_right_within_10_percent_after_a_minute(pattern: str) -> None:
    times = list(islice(PATTERNS[pattern](), 1000))
    now = [0.0]
    journal = FakeJournal()
    tempo = Tempo(journal, clock=lambda: now[0])  # type: ignore[arg-type]
    arrival, worst = times[-1], 0.0
    for number, ended in enumerate(times):
        now[0] = ended
        journal.completed = number + 1
        tempo.count(journal)  # type: ignore[arg-type]
        for later in (0.0, 0.4, 4.9):
            now[0] = ended + later
            left = arrival - now[0]
            if (
                now[0] > max(times[0], 1) + 62
                and left > 600
                and (number + 1 == len(times) or times[number + 1] > now[0])
            ):
                eta = tempo.report(journal, "purge", None).eta  # type: ignore[arg-type]
                assert eta is not None
                worst = max(worst, abs(eta - left) / left)
    assert worst < 0.1, worst


class FakeJournal:
    """A journal of 1,000 items, as far as `Tempo` reads it."""

    total, planned, ended, path, duplicates, repeated = 1000, True, None, None, 0, 0
    skipped_by: ClassVar[dict[str, int]] = {}
    completed = 0

    @property
    def open(self) -> int:
        return self.total - self.completed

    @property
    def counts(self) -> Counter[int]:
        return Counter({DONE: self.completed, PENDING: self.open})
