"""`imgix assets`: lists, and jobs on the assets of a source."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from imgix_management import ManagementClient, Source
from imgix_sandbox import Sandbox
from tests.cli.helpers import Imgix

PATHS = ["/a.jpg", "/cats/tim.jpg", "/cats/tom.jpg"]


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMGIX_RATE_LIMITS", "default=1000/s, get-asset=1000/s, upload=1000/s, refresh-asset=1000/s")


@pytest.fixture
def assets(client: ManagementClient, source: Source) -> None:
    for number, path in enumerate(PATHS):
        client.uploads.upload(source.id, path, b"x" * (number + 1), content_type="image/jpeg")


@pytest.mark.usefixtures("assets")
class TestReading:
    def test_list_names_the_source_by_name_or_id(self, imgix: Imgix, source: Source) -> None:
        for name in (source.id, source.name):
            assert imgix("assets", "list", name, "-q").out.split() == PATHS
        assert imgix("assets", "list", source.id, "--sort", "-file_size", "--limit", 1, "-q").out == "/cats/tom.jpg\n"
        assert imgix("assets", "list", source.id, "--path", "/a.jpg", "-q").out == "/a.jpg\n"
        table = imgix("assets", "list", source.id, "--language", "ja")
        assert "パス" in table.out
        assert len(table.out.splitlines()) == 4

    def test_a_source_that_does_not_exist(self, imgix: Imgix) -> None:
        result = imgix("assets", "list", "Shoe")
        assert (result.code, result.out) == (2, "")
        assert "No source is called Shoe." in result.err

    def test_get(self, imgix: Imgix, source: Source) -> None:
        assert json.loads(imgix("assets", "get", source.id, "a.jpg", "--json").out)["origin_path"] == "/a.jpg"
        assert imgix("assets", "get", source.id, "b.jpg").code == 4

    def test_export(self, imgix: Imgix, source: Source, tmp_path: Path) -> None:
        command = ("assets", "export", source.id)
        rows = list(csv.DictReader(io.StringIO(imgix(*command).out)))
        assert [row["origin_path"] for row in rows] == PATHS
        lines = imgix(*command, "--ndjson", "--fields", "origin_path,file_size").out.splitlines()
        assert [json.loads(line)["file_size"] for line in lines] == [1, 2, 3]
        assert imgix(*command, "-o", tmp_path / "assets.csv").out == ""
        assert len((tmp_path / "assets.csv").read_text().splitlines()) == 4
        assert imgix(*command, "--json").code == 2


@pytest.mark.usefixtures("assets")
class TestChanging:
    def test_import_shows_the_differences_first(
        self, imgix: Imgix, client: ManagementClient, source: Source, tmp_path: Path
    ) -> None:
        table = tmp_path / "assets.csv"
        table.write_text("origin_path;name;custom.shelf\na.jpg;A;B2\n/cats/tom.jpg;Tom;\n", encoding="utf-8-sig")
        command = ("assets", "import", source.id, table)
        plan = imgix(*command, "--dry-run")
        assert f'{source.id}/a.jpg\n  ~ name  null -> "A"\n  ~ custom.shelf  null -> "B2"\n' in plan.out
        assert plan.err.endswith("Nothing was sent: this was a dry run.\n")
        assert client.assets.get(source.id, "a.jpg").name is None
        assert re.match("2 done;", imgix(*command).err)
        assert client.assets.get(source.id, "a.jpg").custom_fields == {"shelf": "B2"}
        assert re.match(r"0 done, 2 skipped \(2 unchanged\);", imgix(*command).err)

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("path,name\na.jpg,A\n", "origin_path"),
            ("origin_path,name\na.jpg,A\n/a.jpg,B\n", "/a.jpg"),
            ("origin_path,shelf\na.jpg,A\n", "shelf"),
        ],
    )
    def test_a_table_that_is_refused(
        self, imgix: Imgix, sandbox: Sandbox, source: Source, tmp_path: Path, *, text: str, message: str
    ) -> None:
        table = tmp_path / "assets.csv"
        table.write_text(text)
        sent = len(sandbox.requests)
        for language in ("en", "ja"):
            result = imgix("assets", "import", source.id, table, "--language", language)
            assert (result.code, result.out) == (2, "")
            assert message in result.err
        assert len(sandbox.requests) == sent
        assert imgix("jobs", "list", "-q").out == ""

    def test_set(self, imgix: Imgix, client: ManagementClient, source: Source) -> None:
        command = ("assets", "set", source.id, "a.jpg", "cats/tom.jpg")
        changes = ("--name", "Tom", "--custom", "shelf=B2", "--custom", "room=1", "--categories", "pet,cat")
        assert "~ custom.shelf" in imgix(*command, *changes, "--dry-run").out
        assert client.assets.get(source.id, "a.jpg").name is None
        assert re.match("2 done;", imgix(*command, *changes).err)
        asset = client.assets.get(source.id, "cats/tom.jpg")
        assert (asset.name, asset.categories) == ("Tom", ("pet", "cat"))
        assert imgix(*command, "--name", "", "--custom", "room=").code == 0
        asset = client.assets.get(source.id, "cats/tom.jpg")
        assert (asset.name, asset.custom_fields) == (None, {"shelf": "B2"})

    @pytest.mark.parametrize("arguments", [[], ["--custom", "shelf"], ["--custom", "=B2"]])
    def test_what_cannot_be_set(self, imgix: Imgix, sandbox: Sandbox, source: Source, arguments: list[str]) -> None:
        sent = len(sandbox.requests)
        result = imgix("assets", "set", source.id, "a.jpg", *arguments)
        assert (result.code, result.out, len(sandbox.requests)) == (2, "", sent)

    def test_add_and_refresh(
        self, imgix: Imgix, client: ManagementClient, source: Source, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert re.match(r"2 done \(1 of them repetitions\);", imgix("assets", "add", source.id, "new.jpg", "a.jpg").err)
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"a.jpg\n# a comment\n\ncats/tom.jpg\n")))
        result = imgix("assets", "refresh", source.id, "-", "-q")
        assert (result.code, set(result.out.split())) == (0, {f"{source.id}/a.jpg", f"{source.id}/cats/tom.jpg"})
        assert imgix("assets", "refresh", source.id, "none.jpg").code == 7

    def test_publish_and_unpublish(self, imgix: Imgix, sandbox: Sandbox, source: Source) -> None:
        urls = ["https://shop.imgix.net/a.jpg", "https://shop.imgix.net/cats/tom.jpg"]
        sent = len(sandbox.requests)
        assert imgix("assets", "unpublish", source.id, *urls).code == 2  # nobody can be asked
        assert imgix("assets", "unpublish", source.id, *urls, "--dry-run", "-q").out.split() == urls
        assert len(sandbox.requests) == sent
        assert imgix("assets", "unpublish", source.id, *urls, "--yes", "-q").out.split() == urls
        assert imgix("assets", "publish", source.id, urls[0], "--json").code == 0
        operations = [request.operation for request in sandbox.requests][sent:]
        assert operations == ["unpublishAsset", "unpublishAsset", "publishAsset"]
