"""The promises of the README, and what the project says of itself."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from imgix_cli.exit_codes import EXITS
from imgix_management import ManagementClient, S3Deployment, __version__
from imgix_management._core.options import DEFAULT_TIMEOUT
from imgix_openapi.operations import RATE_LIMITS
from imgix_sandbox import Sandbox

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
README_JA = (ROOT / "README.ja.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
BLOCKS = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_both_languages_print_the_same_commands_and_program():
    assert BLOCKS.findall(README) == BLOCKS.findall(README_JA)


@pytest.mark.skipif(sys.platform == "win32", reason="bash there need not see the same files")
def test_ci_runs_the_test_command_of_the_readme():
    (command,) = [body.strip() for kind, body in BLOCKS.findall(README) if kind == "sh" and "invoke check" in body]
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    found = subprocess.run(
        ["bash", "-c", re.search(r"\$\((grep .*)\)", script)[1]], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == command


def test_the_first_program_is_that_of_the_readme_and_runs():
    program = ROOT / "examples" / "first_program.py"
    printed = next(body for kind, body in BLOCKS.findall(README) if kind == "python")
    assert program.read_text("utf-8").split('"""\n', 1)[1].strip() == printed.strip()
    with Sandbox() as sandbox:
        with ManagementClient(sandbox.key, base_url=sandbox.url) as client:
            deployment = S3Deployment(imgix_subdomains=["a"], s3_access_key="a", s3_secret_key="b", s3_bucket="c")
            source = client.sources.create("Shop images", deployment)
            client.uploads.upload(source.id, "風景.jpg", ROOT / "examples" / "images" / "風景.jpg")
        environment = {**os.environ, "IMGIX_API_KEY": sandbox.key, "IMGIX_BASE_URL": sandbox.url, "PYTHONUTF8": "1"}
        ran = subprocess.run(
            [sys.executable, "-W", "error", program], env=environment, capture_output=True, text=True, check=False
        )
    assert ran.stderr == ""
    assert "Shop images" in ran.stdout
    assert "/風景.jpg 960 640" in ran.stdout
    assert "Not found (404)" in ran.stdout
    assert "見つかりません" in ran.stdout


@pytest.mark.parametrize("text", [README, README_JA])
def test_the_table_of_rate_limits_is_that_of_the_contract(text):
    for limit in RATE_LIMITS.values():
        unit = {"second": "秒間", "minute": "分毎に", "hour": "時間毎に"}[limit.unit]
        row = re.search(rf"^\| `{limit.bucket}` \| (.*?) \|", text, re.MULTILINE)
        assert row[1] in (f"{limit.limit} per {limit.unit}", f"{unit} {limit.limit} 回")
    assert str(int(DEFAULT_TIMEOUT)) in text


def test_the_exit_codes_are_those_of_the_command():
    assert re.findall(r"^\| (\d+) \| (.*?) \|$", README, re.MULTILINE) == [(str(e.code), e.meaning) for e in EXITS]
    assert re.findall(r"^\| (\d+) \|", README_JA, re.MULTILINE) == [str(e.code) for e in EXITS]


@pytest.mark.parametrize("text", [README, README_JA])
def test_it_says_that_it_is_no_imgix_product(text):
    assert re.search("not an imgix product|imgix の製品ではなく", text)


def test_every_link_within_the_project_leads_somewhere():
    for text in (README, README_JA, (ROOT / "CONTRIBUTING.md").read_text("utf-8")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            assert (ROOT / target).exists(), target


def test_the_version_is_in_the_changelog_or_will_be():
    fragments = list((ROOT / "changelog.d").glob("*.*.md"))
    assert fragments or f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_dependency_has_both_bounds():
    extras = PROJECT["optional-dependencies"].values()
    for requirement in [*PROJECT["dependencies"], *(row for extra in extras for row in extra)]:
        if not requirement.startswith("imgix-management["):
            assert ("==" in requirement) or (">=" in requirement and "<" in requirement), requirement


def test_what_a_workflow_uses_is_pinned_by_a_commit_and_tells_its_version():
    workflows = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    used = [line.strip() for path in workflows for line in path.read_text("utf-8").splitlines() if "uses:" in line]
    assert used
    assert [line for line in used if not re.fullmatch(r"- uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v[\d.]+", line)] == []


def test_what_a_project_asks_for_is_locked():
    locked = {re.split("[=;]", line)[0] for line in (ROOT / "requirements-dev.txt").read_text("utf-8").splitlines()}
    asked = [
        *PROJECT["dependencies"],
        *PROJECT["optional-dependencies"]["dev"],
        *PROJECT["optional-dependencies"]["bench"],
    ]
    names = {re.match(r"[\w.-]+", line)[0].lower() for line in asked} - {"imgix-management"}
    assert sorted(names - locked) == [], "run `invoke lock`"
