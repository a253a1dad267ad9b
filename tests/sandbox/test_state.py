import errno
import gc
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from imgix_sandbox import Sandbox
from tests.sandbox.helpers import Api, Clock, connect, png, s3

Start = Callable[..., tuple[Sandbox, Api]]


def test_everything_survives_a_restart(start: Start, clock: Clock, tmp_path: Path) -> None:
    sandbox, api = start(state=tmp_path, deploy_seconds=50)
    source = api.create(s3("kept"))
    second = api.create(s3("second"), name="Second")
    api.upload(source["id"], "a.png", png(7, 8))
    api.upload(source["id"], "b.png")
    api.ok("POST", f"/sources/{source['id']}/assets/add/later.png")
    session = api.ok("POST", f"/sources/{source['id']}/upload-sessions/create/s.png")["data"]["attributes"]
    api.http.put(session["url"], content=png(3, 4)).raise_for_status()
    api.ok("POST", f"/sources/{source['id']}/upload-sessions/{session['id']}")
    api.purge("https://kept.imgix.net/a.png")
    api.update(source["id"], name="Renamed").raise_for_status()
    before = api.ok("GET", "/sources")["data"]
    sandbox.stop()

    _, again = start(state=tmp_path, deploy_seconds=50)
    assert again.ok("GET", "/sources")["data"] == before
    assert [item["id"] for item in before] == [source["id"], second["id"]]
    assert again.assets(source["id"]) == ["a.png", "b.png"]
    assert again.purge("https://kept.imgix.net/a.png").status_code == 409
    clock.advance(50)
    assert again.get(source["id"])["deployment_status"] == "deployed"
    assert sorted(again.assets(source["id"])) == ["a.png", "b.png", "later.png", "s.png"]
    path = f"/sources/{source['id']}/assets/refresh/a.png"
    assert again.ok("POST", path)["data"]["attributes"]["media_width"] == 7


def test_no_secret_is_on_the_disk(start: Start, tmp_path: Path) -> None:
    sandbox, api = start(state=tmp_path)
    api.create(s3(secure_url_enabled=True))
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert files
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert "MARKED-SECRET" not in text
        assert sandbox.key not in text
    (record,) = (tmp_path / "sources").iterdir()
    assert json.loads(record.read_text(encoding="utf-8"))["value"]["secrets"] == ["s3_secret_key"]


def test_what_a_kill_leaves_behind_is_removed_and_nothing_else(start: Start, tmp_path: Path) -> None:
    sandbox, api = start(state=tmp_path)
    source_id = api.create()["id"]
    api.upload(source_id, "a.png")
    sandbox.stop()
    (record,) = (tmp_path / "sources").iterdir()
    (blob,) = (tmp_path / "blobs").iterdir()
    left = [
        record.with_suffix(".tmp"),
        blob.with_name("0" * 32),
        blob.with_name("0" * 32 + ".tmp"),
    ]
    other_content = [
        tmp_path / "precious.jpg",
        tmp_path / "sources" / "notes.tmp",
        tmp_path / "blobs" / "precious.jpg",
        tmp_path / "blobs" / "notes.tmp",
        tmp_path / "other" / blob.name,
        tmp_path / "other" / "notes.tmp",
    ]
    (tmp_path / "other").mkdir()
    for file in left + other_content:
        file.write_text("half", encoding="utf-8")
    _, again = start(state=tmp_path)
    assert again.assets(source_id) == ["a.png"]
    assert [file for file in left if file.exists()] == []
    assert [file for file in [record, blob, *other_content] if not file.exists()] == []


def tree(directory: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["precious.jpg", "blobs/precious.jpg", "blobs/" + "0" * 32, "sources/a.tmp"])
def test_a_directory_that_no_sandbox_made_is_refused_and_left_alone(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.touch()
    before = tree(tmp_path)
    with pytest.raises(ValueError, match="not empty"):
        Sandbox(state=tmp_path)
    assert tree(tmp_path) == before


def test_a_directory_of_another_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    Sandbox(state=tmp_path).stop()
    (marker,) = tmp_path.glob("*.json")
    marker.write_text('{"format": 2}\n', encoding="utf-8")
    before = tree(tmp_path)
    with pytest.raises(ValueError, match="this version"):
        Sandbox(state=tmp_path)
    assert tree(tmp_path) == before


def test_a_sandbox_killed_at_its_very_beginning_can_begin_again(tmp_path: Path) -> None:
    (tmp_path / "imgix-sandbox.json").touch()
    Sandbox(state=tmp_path).stop()
    Sandbox(state=tmp_path).stop()


def test_an_unreadable_record_is_reported_and_the_directory_released(tmp_path: Path) -> None:
    Sandbox(state=tmp_path).stop()
    record = tmp_path / "sources" / "x.json"
    record.parent.mkdir()
    record.write_text("[]", encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.json") as caught:
        Sandbox(state=tmp_path)
    record.unlink()
    Sandbox(state=tmp_path).stop()
    assert caught.traceback  # what was raised is still held, and with it all that it refers to


def test_replaced_and_cancelled_bytes_are_forgotten(start: Start, tmp_path: Path) -> None:
    _, api = start(state=tmp_path)
    source_id = api.create()["id"]
    api.upload(source_id, "a.png", png(1, 1))
    api.upload(source_id, "a.png", png(2, 2), params={"overwrite": "true"})
    api.error(400, "POST", f"/sources/{source_id}/upload/a.png", content=png())
    session = api.ok("POST", f"/sources/{source_id}/upload-sessions/create/s.png")["data"]["attributes"]
    for _ in range(2):
        api.http.put(session["url"], content=png()).raise_for_status()
    api.ok("DELETE", f"/sources/{source_id}/upload-sessions/cancel/{session['id']}")
    assert len(list((tmp_path / "blobs").iterdir())) == 1


SERVING = """
import sys
from imgix_sandbox import Sandbox, serve
made = Sandbox(key="k", rate_scale=1e6, state=sys.argv[1])
serve(made, lambda sandbox: print(sandbox.url, flush=True))
print("stopped", flush=True)
"""


@contextmanager
def serving(directory: Path, program: str = SERVING) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-c", program, str(directory)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def url_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_killed_sandbox_has_lost_nothing_that_it_confirmed(tmp_path: Path) -> None:
    with serving(tmp_path) as process, connect(url_of(process)) as client:  # it is killed at the end
        api = Api(client, "k")
        source_id = api.create()["id"]
        for number in range(5):
            api.upload(source_id, f"{number}.png")
    with Sandbox(state=tmp_path, key="k") as sandbox, connect(sandbox.url) as client:
        assert Api(client, "k").assets(source_id) == [f"{number}.png" for number in range(5)]


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is locked there")
def test_a_second_sandbox_on_a_directory_is_refused(start: Start, tmp_path: Path) -> None:
    with serving(tmp_path) as process, connect(url_of(process)) as client:
        api = Api(client, "k")
        source_id = api.create()["id"]
        api.upload(source_id, "a.png")
        before = tree(tmp_path)
        with pytest.raises(OSError, match="Another sandbox") as caught:
            Sandbox(state=tmp_path)
        assert caught.value.errno == errno.EBUSY
        assert tree(tmp_path) == before
    first, again = start(state=tmp_path)
    assert again.assets(source_id) == ["a.png"]
    with pytest.raises(OSError, match="Another sandbox"):
        Sandbox(state=tmp_path)
    first.stop()
    Sandbox(state=tmp_path).stop()


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is locked there")
def test_a_sandbox_that_is_dropped_gives_its_directory_back(tmp_path: Path) -> None:
    sandbox = Sandbox(state=tmp_path)
    del sandbox
    gc.collect()
    Sandbox(state=tmp_path).stop()


KILLED_WHILE_WRITING = """
import resource, signal, sys
from imgix_sandbox import Sandbox, serve

def announce(sandbox):
    # The system ends the process in the middle of the first file that grows beyond 20 kB.
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
    print(sandbox.url, flush=True)

serve(Sandbox(key="k", rate_scale=1e6, state=sys.argv[1]), announce)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of the system")
def test_a_sandbox_killed_while_it_writes_leaves_the_record_as_it_was(start: Start, tmp_path: Path) -> None:
    with serving(tmp_path, KILLED_WHILE_WRITING) as process, connect(url_of(process)) as client:
        api = Api(client, "k")
        source_id = api.create(name="Before")["id"]
        with pytest.raises(httpx.TransportError):
            api.update(source_id, name="After" * 20_000)
        assert process.wait(timeout=10) == -signal.SIGXFSZ
    _, again = start(state=tmp_path)
    assert again.get(source_id)["name"] == "Before"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serving_ends_cleanly_on_a_signal(tmp_path: Path, number: signal.Signals) -> None:
    with serving(tmp_path) as process, connect(url_of(process)) as client:
        Api(client, "k").ok("GET", "/sources")  # and the connection stays open
        process.send_signal(number)
        output, errors = process.communicate(timeout=10)
    assert output == "stopped\n"
    assert errors == ""
    assert process.returncode == 0


def _ended(sandbox: Sandbox, operation: str) -> bool:
    latest = sandbox.requests[-1]
    return latest.operation == operation and latest.ended is not None


def test_an_upload_that_breaks_off_leaves_nothing(start: Start, tmp_path: Path) -> None:
    sandbox, api = start(state=tmp_path)
    source_id = api.create()["id"]

    def broken() -> object:
        yield bytes(1000)
        raise OSError("planted")

    with pytest.raises(OSError, match="planted"):
        api.call("POST", f"/sources/{source_id}/upload/a.png", content=broken())
    deadline = time.monotonic() + 5
    while not _ended(sandbox, "uploadAsset") and time.monotonic() < deadline:
        time.sleep(0.01)
    assert _ended(sandbox, "uploadAsset")
    assert sandbox.requests[-1].status is None
    assert list((tmp_path / "blobs").iterdir()) == []
    assert api.assets(source_id) == []


def test_stopping_twice_and_starting_twice() -> None:
    sandbox = Sandbox()
    with sandbox, pytest.raises(RuntimeError, match="once"):
        sandbox.start()
    sandbox.stop()
    unused = Sandbox()
    unused.stop()
    with pytest.raises(RuntimeError, match="once"):
        unused.start()
    with pytest.raises(httpx.ConnectError):
        connect(sandbox.url).get("/")


def test_a_taken_port_is_reported() -> None:
    with Sandbox() as sandbox:
        port = httpx.URL(sandbox.url).port
        assert port is not None
        with pytest.raises(OSError, match="in use"):
            Sandbox(port=port).start()


@pytest.mark.parametrize("key", ["", "a b", "a\n", "キー"])
def test_a_key_that_no_header_can_carry_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="key"):
        Sandbox(key=key)


def test_keys_follow_from_the_main_one() -> None:
    sandbox = Sandbox(key="mine")
    assert sandbox.key == "mine"
    assert sandbox.keys["sources"] == "mine-sources"
    assert len(Sandbox().key) == len("ak_") + 64
    assert Sandbox().key != Sandbox().key
