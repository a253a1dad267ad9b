"""Standard streams that are closed, full, or read by nobody; and files that are none."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from imgix_management import ManagementClient, Source
from imgix_sandbox import Sandbox
from tests.cli.helpers import environment, start, until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="devices and descriptors")


def shell(command: str, **env: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["bash", "-c", command.replace("imgix ", f"{sys.executable} -m imgix_cli ", 1)],
        capture_output=True,
        text=True,
        env=environment(**env),
        check=False,
        timeout=30,
    )


@pytest.fixture
def settings(sandbox: Sandbox) -> dict[str, str]:
    return {"IMGIX_BASE_URL": sandbox.url, "IMGIX_API_KEY": sandbox.key}


@pytest.mark.parametrize("command", ["--help", "version", "sources list --json", "sources list --csv", "limits"])
def test_a_full_disk_is_an_error(settings: dict[str, str], source: Source, command: str) -> None:
    ran = shell(f"imgix {command} > /dev/full", **settings)
    assert ran.returncode == 1
    assert ran.stderr == "Error: The output cannot be written: No space left on device\n"


def test_a_reader_that_has_seen_enough(settings: dict[str, str], client: ManagementClient, source: Source) -> None:
    ran = shell("set -o pipefail; imgix sources list -q | true", **settings)
    assert (ran.returncode, ran.stderr) == (141, "")


@pytest.mark.parametrize("closed", ["2>&-", "2>&- <&-", "<&-"])
def test_no_log_gets_into_the_result_where_standard_error_is_closed(
    settings: dict[str, str], source: Source, closed: str
) -> None:
    ran = shell(f"imgix sources list --json --debug {closed}", **settings)
    assert ran.returncode == 0
    assert json.loads(ran.stdout)[0]["id"] == source.id


@pytest.mark.parametrize("number", ["9" * 27, "1"])
def test_a_limit_of_any_size(settings: dict[str, str], source: Source, number: str) -> None:
    assert shell(f"imgix sources list -q --limit {number}", **settings).stdout == source.id + "\n"


def test_a_pipe_named_like_an_image_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "image.png")
    ran = shell(f"imgix demo {tmp_path}")
    assert ran.returncode == 2
    assert "image.png" in ran.stderr


def test_a_closed_terminal_leaves_no_temporary_files(tmp_path: Path) -> None:
    # It waits long before its second upload, and so has not ended when the signal comes.
    process = start("demo", TMPDIR=str(tmp_path), IMGIX_RATE_LIMITS="upload=1/minute")
    with process:
        until(process, "3/7 ")
        process.send_signal(signal.SIGHUP)
        process.communicate(timeout=30)
    # Python itself ends with the signal, if it came while a class was made from text, as attrs does.
    assert process.returncode in {130, -signal.SIGINT}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("context", ["interruptible()", "drained(str)"])
def test_an_interrupt_that_is_swallowed_comes_again(context: str) -> None:
    script = f"""
import signal, time
from imgix_cli.signals import drained, interruptible, leave_at_signals

class Finalized:
    def __del__(self):
        signal.raise_signal(signal.SIGTERM)

leave_at_signals()
with {context}:
    try:
        Finalized()
        time.sleep(20)
    except KeyboardInterrupt:
        print("interrupted")
"""
    command = [sys.executable, "-c", script]
    ran = subprocess.run(command, capture_output=True, text=True, env=environment(), check=False, timeout=15)
    assert (ran.stdout, ran.stderr, ran.returncode) == ("interrupted\n", "", 0)


def test_a_long_wait_is_announced(settings: dict[str, str]) -> None:
    faults = {"rules": [{"fault": "response status=429 retry_after=3", "times": 1}]}
    with Sandbox(faults=faults) as strict:
        ran = shell(
            "imgix sources list --language en+ja",
            IMGIX_BASE_URL=strict.url,
            IMGIX_API_KEY=strict.key,
            IMGIX_RATE_LIMIT_STORE="memory://",
        )
    assert ran.returncode == 0
    assert "Waiting 0:03 before another attempt (rate_limited). Ctrl-C stops.\n" in ran.stderr
    assert "（rate_limited）" in ran.stderr
