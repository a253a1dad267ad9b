"""`imgix upload`: a folder as a job, and single files."""

import json
import os
import re
from pathlib import Path

import pytest

from imgix_management import ManagementClient, Source
from tests.cli.helpers import Imgix, write_image


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, source: Source) -> None:
    monkeypatch.setenv("IMGIX_RATE_LIMITS", "default=1000/s, get-asset=1000/s, upload=1000/s")


@pytest.fixture
def images(tmp_path: Path) -> Path:
    for name in ("a.png", "cats/tom.png", "drafts/b.png"):
        write_image(tmp_path / "public" / name, 8, 8)
    return tmp_path / "public"


def test_a_second_run_sends_nothing_and_a_later_one_what_changed(
    imgix: Imgix, client: ManagementClient, source: Source, images: Path
) -> None:
    command = ("upload", images, "--source", source.id, "--prefix", "img/")
    first = imgix(*command)
    assert (first.code, first.out) == (0, "")
    assert re.fullmatch(r"3 done; took 0:\d\d\.\n", first.err)
    paths = sorted(str(asset.origin_path) for asset in client.assets.list(source.id))
    assert paths == ["/img/a.png", "/img/cats/tom.png", "/img/drafts/b.png"]
    assert re.fullmatch(r"0 done, 3 skipped \(3 sent before\); took 0:\d\d\.\n", imgix(*command).err)
    write_image(images / "a.png", 80, 90)
    refused = imgix(*command)
    assert refused.code == 7
    assert "--overwrite" in refused.err
    assert imgix(*command, "--overwrite", "-q").out == f"{source.id}/img/a.png\n"
    assert client.assets.get(source.id, "img/a.png").file_size == (images / "a.png").stat().st_size


def test_patterns_and_a_dry_run(imgix: Imgix, client: ManagementClient, source: Source, images: Path) -> None:
    result = imgix("upload", images, "--source", source.id, "--exclude", "drafts/", "--include", "*.png", "--dry-run")
    assert result.code == 0
    assert sorted(result.out.split()) == [f"{source.id}/a.png", f"{source.id}/cats/tom.png"]
    assert result.err.endswith("Nothing was sent: this was a dry run.\n")
    assert list(client.assets.list(source.id)) == []
    assert imgix("jobs", "list", "-q").out == ""


def test_files(imgix: Imgix, client: ManagementClient, source: Source, images: Path) -> None:
    command = ("upload", images / "a.png", images / "cats/tom.png", "--source", source.id, "--prefix", "x/")
    assert imgix(*command, "--dry-run", "-q").out == "/x/a.png\n/x/tom.png\n"
    assert list(client.assets.list(source.id)) == []
    assets = json.loads(imgix(*command, "--json").out)
    assert [asset["origin_path"] for asset in assets] == ["/x/a.png", "/x/tom.png"]
    again = imgix(*command, "--language", "ja")
    assert again.code == 1
    assert "--overwrite" in again.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["public", "public/a.png"], "Name one folder, or files."),
        (["public/a.png", "--compare", "size"], "--include, --exclude, --compare and --journal need a folder."),
        (["missing"], "'missing' does not exist."),
        ([], "Missing argument"),
    ],
)
def test_what_cannot_be_uploaded(
    imgix: Imgix, source: Source, images: Path, monkeypatch: pytest.MonkeyPatch, *, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(images.parent)
    result = imgix("upload", *arguments, "--source", source.id)
    assert result.code == 2
    assert message in " ".join(result.err.split())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_an_empty_folder_and_what_is_no_file(imgix: Imgix, source: Source, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    result = imgix("upload", empty, "--source", source.id)
    assert result.code == 2
    assert "include" in result.err
    os.mkfifo(empty / "pipe")
    assert "1 special files" in imgix("upload", empty, "--source", source.id).err
