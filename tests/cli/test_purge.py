"""`imgix purge`: the ways to say what to purge."""

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from imgix_management import ManagementClient, Source
from imgix_sandbox import Sandbox
from tests.cli.helpers import Imgix


@pytest.fixture(autouse=True)
def source(client: ManagementClient, source: Source, monkeypatch: pytest.MonkeyPatch) -> Source:
    monkeypatch.setenv("IMGIX_RATE_LIMITS", "purge=1000/s, default=1000/s, upload=1000/s")
    return client.sources.update(source.id, name="Shop")


@pytest.fixture
def purged(sandbox: Sandbox) -> Callable[[], list[str]]:
    return lambda: sorted(purge.url for purge in sandbox.state.purges.values())


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A git repository with a commit, after which one image changed, one was added and one removed."""
    folder = tmp_path / "repository"
    for name in ("public/img/tom.jpg", "public/img/tim.jpg", "public/img/tam.jpg", "src/main.py"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@example.com")
    for command in (("init", "-q"), ("add", "."), ("commit", "-qm", "first"), ("tag", "v1")):
        subprocess.run((*git, *command), cwd=folder, check=True)
    (folder / "public/img/tom.jpg").write_text("changed")
    (folder / "public/img/new 猫.jpg").write_text("new")
    (folder / "public/img/tam.jpg").unlink()
    (folder / "src/main.py").write_text("changed")
    for command in (("add", "."), ("commit", "-qm", "second")):
        subprocess.run((*git, *command), cwd=folder, check=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("name", ["urls.txt", "-"])
def test_a_file_or_standard_input(
    imgix: Imgix, purged: Callable[[], list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, name: str
) -> None:
    text = "\ufeff# relaunch\nhttps://shop.imgix.net/a.jpg?w=10\r\n\nhttps://shop.imgix.net/a.jpg\n"
    (tmp_path / "urls.txt").write_bytes(text.encode())
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    monkeypatch.chdir(tmp_path)
    assert imgix("purge", "--file", name).err.startswith("1 done, 1 given more than once;")
    assert purged() == ["https://shop.imgix.net/a.jpg"]


def test_what_changed_since_a_revision(imgix: Imgix, purged: Callable[[], list[str]], repository: Path) -> None:
    command = ("purge", "--changed-since", "v1", "--folder", "public", "--source", "Shop")
    expected = [f"https://shop.imgix.net/img/{name}.jpg" for name in ("new%20%E7%8C%AB", "tam", "tom")]
    plan = imgix(*command, "--dry-run", "-q")
    assert sorted(plan.out.split()) == expected
    assert purged() == []
    assert imgix(*command).code == 0
    assert purged() == expected
    prefixed = imgix(*command, "--prefix", "/a b/", "--dry-run", "-q").out
    assert "https://shop.imgix.net/a%20b/img/tom.jpg" in prefixed.split()
    assert imgix("purge", "--changed-since", "HEAD", "--source", "Shop").err == "Nothing has changed since HEAD.\n"
    assert len(imgix("jobs", "list", "-q").out.split()) == 1
    assert imgix("purge", "--changed-since", "v1", "--base-url", "https://shop.imgix.net/x/", "-q").code == 0
    assert "https://shop.imgix.net/x/src/main.py" in purged()


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["v9", "--source", "Shop"], "v9"),
        (["v1", "--source", "Shop", "--folder", "docs"], "4 files changed since v1, but none of them is in docs."),
        (["v1", "--base-url", "https://shop.imgix.net/", "--prefix", "x"], "Write the prefix into --base-url."),
        (["v1"], "--changed-since needs --source or --base-url."),
        (["v1", "--base-url", "https://other.example/"], "other.example"),
    ],
)
def test_revisions_and_folders_that_are_wrong(
    imgix: Imgix, purged: Callable[[], list[str]], *, arguments: list[str], message: str
) -> None:
    result = imgix("purge", "--changed-since", *arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert purged() == []


def test_a_source(imgix: Imgix, client: ManagementClient, source: Source, purged: Callable[[], list[str]]) -> None:
    for name in ("a.jpg", "cats/b c.jpg"):
        client.uploads.upload(source.id, name, b"x", content_type="image/jpeg")
    refused = imgix("purge", "--source", "Shop")
    assert refused.code == 2
    assert "--yes" in refused.err
    assert purged() == []
    result = imgix("purge", "--source", "Shop", "--yes")
    assert f"Purging 2 assets of source {source.id} (Shop) on shop.imgix.net." in result.err
    assert purged() == ["https://shop.imgix.net/a.jpg", "https://shop.imgix.net/cats/b%20c.jpg"]


def test_an_image_within_others(imgix: Imgix, sandbox: Sandbox, source: Source) -> None:
    url = "https://shop.imgix.net/a.jpg?mark=b.png"
    assert imgix("purge", url, "--sub-image", "--source", "Shop", "-q").out == f"{url}\n"
    (purge,) = sandbox.state.purges.values()
    assert (purge.sub_image, purge.source_id) == (True, source.id)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Say what to purge"),
        (["https://shop.imgix.net/a.jpg", "--file", "-"], "only one of them"),
        (["https://shop.imgix.net/a.jpg", "--sub-image"], "--sub-image needs URLs, and --source"),
        (["https://shop.imgix.net/a.jpg", "--folder", "x"], "--folder, --prefix and --base-url need --changed-since."),
        (["https://other.imgix.net/a.jpg"], "other.imgix.net"),
        (["shop.imgix.net/a.jpg"], "shop.imgix.net/a.jpg"),
        (["--source", "Shoe"], "No source is called Shoe."),
        (["--file", "missing.txt"], "missing.txt"),
    ],
)
def test_what_cannot_be_purged(
    imgix: Imgix, purged: Callable[[], list[str]], *, arguments: list[str], message: str
) -> None:
    results = [imgix("purge", *arguments, "--language", language) for language in ("en", "ja")]
    assert {(result.code, result.out) for result in results} == {(2, "")}
    assert message in results[0].err
    assert purged() == []
    assert imgix("jobs", "list", "-q").out == ""
