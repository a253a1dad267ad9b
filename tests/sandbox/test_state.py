import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
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
    assert [one["id"] for one in before] == [source["id"], second["id"]]
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
    assert json.loads(files[0].read_text(encoding="utf-8"))["value"]["secrets"] == ["s3_secret_key"]


def test_what_a_kill_leaves_behind_is_ignored(start: Start, tmp_path: Path) -> None:
    sandbox, api = start(state=tmp_path)
    source_id = api.create()["id"]
    api.upload(source_id, "a.png")
    sandbox.stop()
    (tmp_path / "sources" / "half.tmp").write_text('{"key": "x", "val', encoding="utf-8")
    (tmp_path / "blobs" / "half.tmp").write_bytes(b"half")
    (tmp_path / "blobs" / "0000").write_bytes(b"of no asset")
    _, again = start(state=tmp_path)
    assert again.assets(source_id) == ["a.png"]
    assert len(list((tmp_path / "blobs").iterdir())) == 1
    assert len(list((tmp_path / "sources").iterdir())) == 1


def test_a_foreign_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "x.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.json"):
        Sandbox(state=tmp_path)


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
from imgix_sandbox import serve
serve(lambda sandbox: print(sandbox.url, flush=True), port=0, key="k", rate_scale=1e6, state=sys.argv[1])
print("stopped", flush=True)
"""


def serving(directory: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", SERVING, str(directory)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )


def url_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_killed_sandbox_has_lost_nothing_that_it_confirmed(tmp_path: Path) -> None:
    with serving(tmp_path) as process, connect(url_of(process)) as client:
        api = Api(client, "k")
        source_id = api.create()["id"]
        for number in range(5):
            api.upload(source_id, f"{number}.png")
        process.kill()
    with Sandbox(state=tmp_path, key="k") as sandbox, connect(sandbox.url) as client:
        assert Api(client, "k").assets(source_id) == [f"{number}.png" for number in range(5)]


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
    with pytest.raises(httpx.ConnectError):
        connect(sandbox.url).get("/")


def test_a_taken_port_is_told() -> None:
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
