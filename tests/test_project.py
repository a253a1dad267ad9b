"""The promises of the README, and what the project says of itself."""

import inspect
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from imgix_management import ManagementClient, S3Deployment, __version__
from imgix_management import errors as errors_package
from imgix_management._core.options import DEFAULT_TIMEOUT
from imgix_openapi.operations import RATE_LIMITS
from imgix_sandbox import Sandbox

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
README_JA = (ROOT / "README.ja.md").read_text("utf-8")
DOCS = {path.stem: path.read_text("utf-8") for path in (ROOT / "docs").glob("*.md")}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
BLOCKS = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_both_languages_print_the_same_commands_and_program():
    assert BLOCKS.findall(README) == BLOCKS.findall(README_JA)


def test_ci_runs_the_test_command_of_the_readme():
    (command,) = [body.strip() for kind, body in BLOCKS.findall(README) if kind == "sh" and "invoke check" in body]
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    result = subprocess.run(
        ["bash", "-c", re.search(r"\$\((grep .*)\)", script)[1]], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == command


def test_the_first_program_is_that_of_the_readme_and_runs(tmp_path):
    program = ROOT / "examples" / "first_program.py"
    printed = next(body for kind, body in BLOCKS.findall(README) if kind == "python")
    assert program.read_text("utf-8").split('"""\n', 1)[1].strip() == printed.strip()
    with Sandbox() as sandbox:
        with ManagementClient(sandbox.key, base_url=sandbox.url) as client:
            deployment = S3Deployment(imgix_subdomains=["shop"], s3_access_key="a", s3_secret_key="b", s3_bucket="c")
            source = client.sources.create("Shop", deployment)
        shutil.copy(ROOT / "examples" / "images" / "風景.jpg", tmp_path / "tom.jpg")
        environment = {**os.environ, "IMGIX_API_KEY": sandbox.key, "IMGIX_BASE_URL": sandbox.url, "PYTHONUTF8": "1"}
        command = [sys.executable, "-W", "error", program]
        ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    assert ran.stdout == f"{source.id} /cats/tom.jpg 960 False\n"


def test_the_limits_and_defaults_are_those_of_the_contract_and_the_client():
    rows = re.findall(r"^\| `([a-z-]+)` \| (\d+ per \w+) \|", DOCS["rate-limits"], re.MULTILINE)
    assert dict(rows) == {name: f"{limit.limit} per {limit.unit}" for name, limit in RATE_LIMITS.items()}
    assert f"| {DEFAULT_TIMEOUT:.0f} seconds each" in DOCS["settings"]


def test_every_error_and_every_setting_has_its_row():
    errors = {name for name in errors_package.__all__ if name.endswith("Error")} - {"ImgixError"}
    assert errors == set(re.findall(r"^\| `(\w+Error)` \|", DOCS["errors"], re.MULTILINE))
    arguments = set(inspect.signature(ManagementClient).parameters)
    assert arguments == set(re.findall(r"^\| `(\w+)` \|", DOCS["settings"], re.MULTILINE))


@pytest.mark.parametrize("text", [README, README_JA])
def test_it_says_that_it_is_no_imgix_product(text):
    assert re.search("not an imgix product|imgix の製品ではなく", text)


def test_every_link_within_the_project_leads_somewhere():
    names = ("README.md", "README.ja.md", "CONTRIBUTING.md", "SECURITY.md", "SECURITY.ja.md")
    for page in (*(ROOT / name for name in names), *(ROOT / "docs").glob("*.md")):
        for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", page.read_text("utf-8")):
            linked = page.parent / target if target else page
            assert linked.exists(), f"{page.name}: {target}"
            if anchor:
                assert anchor in anchors(linked), f"{page.name}: {target}#{anchor}"


def anchors(page):
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_version_is_in_the_changelog_or_will_be():
    fragments = list((ROOT / "changelog.d").glob("*.*.md"))
    assert fragments or f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_dependency_has_both_bounds():
    extras = PROJECT["optional-dependencies"].values()
    for requirement in [*PROJECT["dependencies"], *(row for extra in extras for row in extra)]:
        if not requirement.startswith("imgix-management["):
            assert ("==" in requirement) or (">=" in requirement and "<" in requirement), requirement
