"""The examples of every help are run as they are printed, in a folder that has what they name."""

import io
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from imgix_cli.app import app
from imgix_management import ManagementClient, S3Deployment, Source
from imgix_sandbox import Sandbox
from tests.cli.helpers import Imgix, environment, start, until, write_image
from tests.cli.test_help import walk

ID = "5f2a1b3c4d5e6f7a8b9c0d1e"
EXAMPLES = sorted({example for _, command in walk(app) for example in command.examples})
SERVERS = [example for example in EXAMPLES if example.startswith("imgix sandbox")]
DEMO = "imgix demo"  # run by tests of its own; at the limits of imgix it takes long
SHELL = [example for example in EXAMPLES if not example.startswith("imgix")]


@pytest.fixture
def shop(client: ManagementClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Source:
    """The source Shop with its assets, and a folder with the files that the examples name."""
    monkeypatch.setenv("IMGIX_RATE_LIMITS", "default=1000/s, get-asset=1000/s, upload=1000/s, refresh-asset=1000/s")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "shop-folder"
    for name in ("public/tom.jpg", "public/drafts/a.jpg", "photos/cat.jpg", "tom.jpg"):
        write_image(folder / name, 8, 8)
    (folder / "urls.txt").write_text("https://shop.imgix.net/cats/tom.jpg\n")
    (folder / "key.txt").write_text("ak_key\n")
    (folder / "assets.csv").write_text("origin_path,name\ncats/tom.jpg,Tom\n")
    (folder / "shop.toml").write_text(
        'type = "s3"\nimgix_subdomains = ["shop-2"]\ns3_access_key = "a"\ns3_secret_key = "b"\ns3_bucket = "c"\n'
    )
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@example.com")
    for command in (("init", "-q"), ("add", "."), ("commit", "-qm", "first"), ("tag", "v1.2")):
        subprocess.run((*git, *command), cwd=folder, check=True)
    (folder / "public/tom.jpg").write_bytes(b"changed")
    monkeypatch.chdir(folder)
    deployment = S3Deployment(imgix_subdomains=["shop"], s3_access_key="a", s3_secret_key="b", s3_bucket="c")
    source = client.sources.create("Shop", deployment)
    client.uploads.upload(source.id, "cats/tom.jpg", b"x", content_type="image/jpeg")
    return source


@pytest.mark.parametrize("example", [each for each in EXAMPLES if each not in {*SERVERS, *SHELL, DEMO}])
def test_an_example(
    imgix: Imgix, shop: Source, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, *, example: str
) -> None:
    if "relaunch.journal" in example:
        assert imgix("purge", "https://shop.imgix.net/a.jpg", "--journal", "relaunch.journal").code == 0
    if "login" in example or "logout" in example:
        monkeypatch.setattr("sys.stdin", io.StringIO(sandbox.key))
        monkeypatch.delenv("IMGIX_API_KEY")
    if "logout" in example:
        for name in ("default", "shop"):
            monkeypatch.setattr("sys.stdin", io.StringIO(sandbox.key))
            assert imgix("login", "--profile", name).code == 0
    words = shlex.split(example.replace(ID, shop.id))
    for redirection in ("<", ">"):
        if redirection in words:
            words = words[: words.index(redirection)]
    result = imgix(*words[1:])
    assert result.code == 0, result.err


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("example", SERVERS)
def test_an_example_that_serves(example: str) -> None:
    words = shlex.split(example)[1:]
    with start(*words, *(() if "--port" in words else ("--port", "0"))) as process:
        assert "http://127.0.0.1:" in until(process, "http://")
        process.terminate()


@pytest.mark.skipif(shutil.which("bash") is None or os.name == "nt", reason="no bash")
@pytest.mark.parametrize("example", SHELL)
def test_an_example_for_the_shell(example: str) -> None:
    with_path = f'imgix() {{ {shlex.quote(sys.executable)} -m imgix_cli "$@"; }}; {example}; complete -p imgix'
    ran = subprocess.run(["bash", "-c", with_path], env=environment(), capture_output=True, text=True, check=True)
    assert "imgix" in ran.stdout
