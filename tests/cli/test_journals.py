"""Journals that cannot be used: nothing is sent, nothing is lost, and both languages say why."""

import os
import re
import shlex
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from imgix_cli.journals import KEPT, jobs_folder
from imgix_management import Source
from imgix_sandbox import Sandbox
from tests.cli.helpers import Imgix, environment, start

URL = "https://shop.imgix.net/a.jpg"


@pytest.fixture(autouse=True)
def rates(monkeypatch: pytest.MonkeyPatch, source: Source) -> None:
    monkeypatch.setenv("IMGIX_RATE_LIMITS", "purge=1000/s, default=1000/s")


@pytest.fixture
def journal(imgix: Imgix, tmp_path: Path) -> Path:
    """The journal of a job that purged one URL."""
    assert imgix("purge", URL, "--journal", tmp_path / "job").code == 0
    return tmp_path / "job"


def refused(imgix: Imgix, sandbox: Sandbox, *args: object) -> list[str]:
    """Run a command that sends nothing, and return its messages in both languages."""
    purges = len(sandbox.state.purges)
    results = [imgix(*args, "--language", language) for language in ("en", "ja")]
    assert len(sandbox.state.purges) == purges
    assert {(result.code, result.out) for result in results} == {(2, "")}
    assert all("jobs resume" not in result.err for result in results)
    return [result.err for result in results]


def test_a_file_that_is_no_journal(imgix: Imgix, sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("notes\n" * 100)
    english, japanese = refused(imgix, sandbox, "purge", URL, "--journal", tmp_path / "notes.txt")
    assert "is not a journal of a job" in english
    assert "ジョブのジャーナルではありません" in japanese
    assert (tmp_path / "notes.txt").read_text() == "notes\n" * 100


def test_another_version(imgix: Imgix, sandbox: Sandbox, journal: Path) -> None:
    with closing(sqlite3.connect(journal)) as connection:
        connection.execute("PRAGMA user_version = 7")
    english, japanese = refused(imgix, sandbox, "purge", URL, "--journal", journal)
    assert "has version 7 of the format" in english
    assert "7" in japanese


def test_another_account(imgix: Imgix, sandbox: Sandbox, journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMGIX_API_KEY", sandbox.keys["asset-purge"])
    english, japanese = refused(imgix, sandbox, "jobs", "resume", journal)
    assert "belongs to another account, API key or base URL" in english
    assert sandbox.keys["asset-purge"] not in english + japanese


def test_other_urls(imgix: Imgix, sandbox: Sandbox, journal: Path) -> None:
    english, _ = refused(imgix, sandbox, "purge", f"{URL}x", "--journal", journal)
    assert "what it began with has changed" in english


def test_another_job(imgix: Imgix, sandbox: Sandbox, source: Source, journal: Path) -> None:
    english, _ = refused(imgix, sandbox, "assets", "add", source.id, "a.jpg", "--journal", journal)
    assert "belongs to another job (purge)" in english


def test_two_processes(imgix: Imgix, sandbox: Sandbox, tmp_path: Path) -> None:
    urls = [f"https://shop.imgix.net/{number}.jpg" for number in range(40)]
    settings = {
        "IMGIX_BASE_URL": sandbox.url,
        "IMGIX_API_KEY": sandbox.key,
        "IMGIX_RATE_LIMITS": "purge=5/s",
        "XDG_STATE_HOME": str(tmp_path / "other"),
    }
    with start("purge", *urls, "-q", "--journal", str(tmp_path / "job"), **settings) as process:
        assert process.stdout is not None
        process.stdout.readline()
        result = imgix("purge", *urls, "--journal", tmp_path / "job")
        assert (result.code, result.out) == (2, "")
        assert "is in use" in result.err
        assert "running" in imgix("jobs", "show", tmp_path / "job").out
        process.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of the size of files")
def test_a_full_disk(imgix: Imgix, sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imgix_management._sync.bulk_purges.PurgeWork.pause", 0.0)
    (tmp_path / "urls.txt").write_text("".join(f"https://shop.imgix.net/{number}.jpg\n" for number in range(200)))
    command = ("purge", "-f", str(tmp_path / "urls.txt"), "--journal", str(tmp_path / "job"))
    settings = {"IMGIX_BASE_URL": sandbox.url, "IMGIX_API_KEY": sandbox.key, "IMGIX_RATE_LIMITS": "purge=1000/s"}
    limited = f"ulimit -f 300; exec {shlex.quote(sys.executable)} -m imgix_cli {shlex.join(command)}"
    ran = subprocess.run(
        ["bash", "-c", limited], env=environment(**settings), capture_output=True, text=True, check=False, timeout=30
    )
    assert ran.returncode == 1
    assert re.search(r"^Continue with: imgix jobs resume ", ran.stderr, re.MULTILINE)
    assert "Check the disk and its free space" in ran.stderr
    sent = len(sandbox.state.purges)
    assert sent < 200
    assert imgix(*command).code == 0
    assert len({purge.url for purge in sandbox.state.purges.values()}) == 200
    assert len(sandbox.state.purges) <= 200 + 20  # what was in flight is purged again


def test_old_jobs_are_removed_that_have_nothing_left_to_do(imgix: Imgix) -> None:
    assert imgix("purge", URL).code == 0
    (recent,) = jobs_folder().iterdir()
    old, named = jobs_folder() / "purge-20250131-120000.journal", jobs_folder() / "upload-public-1a2b3c.journal"
    for path in (old, named):
        path.write_bytes(recent.read_bytes())
        os.utime(path, (0, time.time() - KEPT - 60))
    assert imgix("purge", URL).code == 0
    names = {path.name for path in jobs_folder().iterdir()}
    assert len(names) == 3
    assert {recent.name, named.name} < names
