import json
import re
import signal
import sys
import time
import unicodedata
from pathlib import Path

import pytest

from imgix_management import ManagementClient, Source
from imgix_sandbox import Sandbox
from tests.cli.helpers import Imgix, on_terminal, start, until, write_image


def columns(line: str) -> int:
    """How wide a line is on a terminal."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


class TestOnASandbox:
    @pytest.mark.parametrize(
        ("language", "steps"),
        [
            ("en", ["1/7 Create a source", "7/7 Ask for a source that does not exist"]),
            ("ja", ["1/7 ソースを作成する", "7/7 存在しないソースを取得する"]),
        ],
    )
    def test_all_steps(self, imgix: Imgix, folder: Path, scratch: Path, language: str, steps: list[str]) -> None:
        code, out, err = imgix("demo", folder, "--language", language)
        assert (code, err) == (0, "")
        assert "\x1b" not in out
        for step in steps:
            assert step in out.splitlines()
        rows = [line.split("  ") for line in out.splitlines() if "image/" in line]
        document = [[cell.strip() for cell in row if cell.strip()][:4] for row in rows]
        assert document == [
            ["b [bold].png", "image/png", "31", "17"],
            ["写真/夜景.jpg", "image/jpeg", "45", "1203"],
        ]
        assert len({columns(line.rstrip()) for line in out.splitlines() if "image/" in line}) == 1
        assert "imgix_demo" in out
        assert ".imgix.net/b%20%5Bbold%5D.png" in out
        # Two uploads, within two a second.
        assert re.search(r"^    upload\b.*(2 per second|秒間 2 回) +2 +[0-2] +\S", out, re.MULTILINE)
        # The error in both languages, whatever the language.
        assert "Not found (404)." in out
        assert "見つかりません（404）。" in out
        assert not list(scratch.iterdir())

    def test_as_json(self, folder: Path) -> None:
        (folder / "写真").rename(folder / "é")
        settings = {
            "HTTP_PROXY": "http://127.0.0.1:9",  # nothing to do with a server on this machine
            "LC_ALL": "C",  # in which Python reads no such name
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
        }
        process = start("demo", str(folder), "--json", "--language", "en+ja", **settings)
        out, err = process.communicate(timeout=10)
        document = json.loads(out)
        assert process.returncode == 0
        assert document["ok"] is True
        assert document["live"] is False
        assert document["source"]["deployment_status"] == "deployed"
        assert document["uploaded"] == ["b [bold].png", "é/夜景.jpg"]
        assert {asset["origin_path"]: asset["media_height"] for asset in document["assets"]} == {
            "/b [bold].png": 17,
            "/é/夜景.jpg": 1203,
        }
        assert document["changed"]["custom_fields"] == {"imgix_demo": "hello"}
        assert document["purge"]["url"].endswith(".imgix.net/b%20%5Bbold%5D.png")
        assert document["error"]["code"] == "not_found"
        assert "見つかりません" in document["error"]["message"]["ja"]
        sent = {bucket: used["sent"] for bucket, used in document["rate_limits"].items()}
        assert sent.pop("default") >= 4
        assert sent == {
            "create-source": 1,
            "upload": 2,
            "purge": 1,
            **dict.fromkeys(("update-source", "get-asset", "refresh-asset"), 0),
        }
        assert r"3/7 Upload the images / \u753b\u50cf" in err  # what goes on is told apart from the result

    def test_the_images_that_come_with_the_program(self, scratch: Path) -> None:
        # In a process of its own, to be interrupted: nine images take four seconds.
        process = start("demo")
        with process:
            out = until(process, "3/7")
            while not any(scratch.iterdir()):  # the sandbox keeps files there
                assert process.poll() is None
                time.sleep(0.01)
            process.send_signal(signal.SIGINT)
            out = until(process, "The demo stopped early.")
            process.send_signal(signal.SIGTERM)  # a second one stops neither the telling nor the removing
            assert process.stdout is not None
            assert process.stderr is not None
            out, err = out + process.stdout.read(), process.stderr.read()
        assert process.returncode == 130
        assert not list(scratch.iterdir())
        assert err.strip() == "Interrupted."
        assert re.search(r"The demo stopped early. Created or changed so far:\n    source [0-9a-f]{24}\n", out)
        assert re.search(r"\n    \d+ of \d+ images uploaded to source [0-9a-f]{24}\n", out)
        assert "The sandbox stops now" in out
        assert "Traceback" not in out + err

    def test_interrupted_while_the_sandbox_stops(
        self, imgix: Imgix, folder: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stop = Sandbox.stop
        folders: list[Path] = []

        def interrupted(sandbox: Sandbox) -> None:
            if not folders:
                folders.extend(scratch.iterdir())
                signal.raise_signal(signal.SIGINT)
            stop(sandbox)

        def broken(*_: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(Sandbox, "stop", interrupted)
        monkeypatch.setattr("imgix_cli.report.assets", broken)
        assert imgix("demo", folder).code == 130
        assert folders
        assert not list(scratch.iterdir())

    @pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
    def test_on_a_terminal(self, folder: Path) -> None:
        write_image(folder / "c.png", 2, 2)
        written = on_terminal("demo", str(folder))
        assert "2/3" in written  # the bar moves
        assert "3/3" in written
        assert "\x1b[1m" in written


class TestTheFolder:
    @pytest.fixture(autouse=True)
    def no_sandbox(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def start(_: Sandbox) -> None:
            pytest.fail("something was started before the folder was checked")

        monkeypatch.setattr(Sandbox, "start", start)

    def refused(self, imgix: Imgix, folder: Path) -> str:
        result = imgix("demo", folder, "--language", "en+ja")
        assert (result.code, result.out) == (2, "")
        english, japanese = result.err.splitlines()
        assert english.startswith("Error: ")
        assert japanese.startswith("エラー: ")
        return english

    @pytest.mark.parametrize("name", ["nowhere", "\udcff"])
    def test_missing(self, imgix: Imgix, tmp_path: Path, name: str) -> None:
        assert "The folder" in self.refused(imgix, tmp_path / name)

    def test_a_file(self, imgix: Imgix, tmp_path: Path) -> None:
        assert "The folder" in self.refused(imgix, write_image(tmp_path / "a.png", 1, 1))

    def test_empty(self, imgix: Imgix, tmp_path: Path) -> None:
        assert "contains no image" in self.refused(imgix, tmp_path)

    def test_without_images(self, imgix: Imgix, tmp_path: Path) -> None:
        (tmp_path / "notes.txt").write_text("hello")
        write_image(tmp_path / ".thumbnails" / "a.png", 1, 1)
        assert "contains no image" in self.refused(imgix, tmp_path)

    @pytest.mark.parametrize("fraction", [0, 4, 0.5, 0.9])
    @pytest.mark.parametrize("suffix", ["png", "jpg", "gif", "webp"])
    def test_a_broken_image(self, imgix: Imgix, folder: Path, suffix: str, fraction: float) -> None:
        image = write_image(folder / "sub" / f"z.{suffix}", 300, 200)
        data = image.read_bytes()
        image.write_bytes(data[: fraction if isinstance(fraction, int) else int(fraction * len(data))])
        assert f"z.{suffix}' is not a complete image" in self.refused(imgix, folder)

    def test_text_in_the_place_of_an_image(self, imgix: Imgix, folder: Path) -> None:
        (folder / "壊れた.png").write_text("<html></html>")
        assert "壊れた.png' is not a complete image" in self.refused(imgix, folder)

    def test_too_large(self, imgix: Imgix, folder: Path) -> None:
        with (folder / "large.png").open("wb") as file:
            file.truncate(30_000_001)
        assert "large.png' is too large" in self.refused(imgix, folder)

    @pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
    @pytest.mark.parametrize("name", [b"line\nbreak.png", b"no-utf8-\xff.png"])
    def test_a_name_that_cannot_be_an_origin_path(self, imgix: Imgix, folder: Path, name: bytes) -> None:
        import os

        write_image(folder / "a.png", 1, 1).rename(folder / os.fsdecode(name))
        assert "is not a valid origin_path" in self.refused(imgix, folder)

    def test_a_link_to_nowhere(self, imgix: Imgix, folder: Path) -> None:
        (folder / "link.png").symlink_to(folder / "gone.png")
        assert "does not exist" in self.refused(imgix, folder)


class TestLive:
    def test_needs_a_source(self, imgix: Imgix, sandbox: Sandbox, folder: Path) -> None:
        before = len(sandbox.requests)
        result = imgix("demo", folder, "--live")
        assert result.code == 2
        assert "--source" in result.err
        assert imgix("demo", folder, "--source", "x").code == 2
        assert len(sandbox.requests) == before

    def test_needs_a_key(self, imgix: Imgix, folder: Path) -> None:
        assert imgix("demo", folder, "--live", "--source", "x").code == 3

    def test_it_is_reported_at_sigterm(self, sandbox: Sandbox, folder: Path, source: Source) -> None:
        for number in range(4):
            write_image(folder / f"{number}.png", 1, 1)
        settings = {"IMGIX_BASE_URL": sandbox.url, "IMGIX_API_KEY": sandbox.key}
        process = start("demo", str(folder), "--live", "--source", source.id, "--yes", "--json", **settings)
        with process:
            while not sandbox.state.assets:
                assert process.poll() is None
                time.sleep(0.01)
            process.terminate()
            out, err = process.communicate(timeout=10)
        document = json.loads(out)
        assert process.returncode == 130
        assert document["stopped_by"] == {"code": "interrupted"}
        assert {*document["uploaded"], document["in_doubt"]} >= {
            asset.origin_path.lstrip("/") for asset in sandbox.state.assets.values()
        }
        assert "Nothing is deleted" in err

    def test_all_steps(
        self, imgix: Imgix, sandbox: Sandbox, folder: Path, source: Source, client: ManagementClient
    ) -> None:
        before = len(sandbox.state.sources)
        code, out, err = imgix("demo", folder, "--live", "--source", source.id, "--yes")
        assert (code, err) == (0, "")
        assert "this demo uploads 2 images" in out
        assert "Nothing is deleted" in out
        assert len(sandbox.state.sources) == before
        assert client.assets.get(source.id, "b [bold].png").custom_fields == {"imgix_demo": "hello"}
        assert client.assets.get(source.id, "写真/夜景.jpg").media_height == 1203

    def test_it_asks_first(
        self, imgix: Imgix, sandbox: Sandbox, folder: Path, source: Source, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sys.stdin", open("/dev/null"))  # noqa: SIM115 - nobody answers
        result = imgix("demo", folder, "--live", "--source", source.id)
        sys.stdin.close()
        assert result.code == 130
        assert "Continue?" in result.err
        assert "Created or changed so far" not in result.out
        assert not [asset for asset in sandbox.state.assets.values() if asset.source_id == source.id]

    def test_what_was_created_before_an_error_is_reported(
        self, imgix: Imgix, sandbox: Sandbox, folder: Path, source: Source, client: ManagementClient
    ) -> None:
        client.uploads.upload(source.id, "写真/夜景.jpg", b"already there")
        result = imgix("demo", folder, "--live", "--source", source.id, "--yes", "--language", "ja")
        assert result.code == 1
        assert "デモは途中で停止しました。" in result.out
        assert f"ソース {source.id} に画像 2 個中 1 個をアップロード\n        b [bold].png\n" in result.out
        assert "不明" not in result.out  # a refused upload is no doubt
        assert "そのまま残ります" in result.out
        refused = "エラー: uploadAsset 写真/夜景.jpg: '写真/夜景.jpg' にはすでにファイルがあります。"
        assert result.err.startswith(refused)

    def test_the_same_as_json(
        self, imgix: Imgix, sandbox: Sandbox, folder: Path, source: Source, client: ManagementClient
    ) -> None:
        client.uploads.upload(source.id, "写真/夜景.jpg", b"already there")
        document = json.loads(imgix("demo", folder, "--live", "--source", source.id, "--yes", "--json").out)
        assert document["ok"] is False
        assert document["uploaded"] == ["b [bold].png"]
        assert document["stopped_by"]["code"] == "asset_exists"

    def test_a_source_that_takes_no_uploads(
        self, imgix: Imgix, sandbox: Sandbox, folder: Path, client: ManagementClient
    ) -> None:
        source = client.sources.create(
            "folder",
            {"type": "webfolder", "webfolder_base_url": "https://example.com/", "imgix_subdomains": ["no-uploads"]},
        )
        result = imgix("demo", folder, "--live", "--source", source.id, "--yes")
        assert result.code == 2
        assert "does not accept uploads" in result.err

    def test_a_source_that_is_not_there(self, imgix: Imgix, sandbox: Sandbox, folder: Path) -> None:
        assert imgix("demo", folder, "--live", "--source", "0" * 24, "--yes").code == 4
