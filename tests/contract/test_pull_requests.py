"""Two pull requests from end to end, in a repository of their own: one that breaks programs, and one that does not."""

import os
import shutil
import subprocess
import sys

import pytest

from tools import release
from tools.changes import report, versions
from tools.changes.compare import Change
from tools.changes.extensions import BREAKING
from tools.changes.flat import Place
from tools.contract import ROOT

CONTRACT = "openapi/imgix-management.yaml"
NAME = '        name:\n          type: [string, "null"]\n          description: The name of the Source.\n'
ACCOUNT = """\
  /api/v1/account:
    get:
      operationId: getAccount
      tags: [reports]
      summary: Get the account
      x-summary-ja: アカウントの取得
      description: Returns the account of the key.
      x-description-ja: キーのアカウントを返します。
      security: [{ apiKey: [analytics] }]
      x-imgix-status: 200
      x-imgix-rate-limit: default
      x-imgix-confidence: inferred
      x-imgix-status: 200
      responses:
        "2XX":
          description: The account.
          content:
            application/vnd.api+json:
              schema: { $ref: "#/components/schemas/ReportDocument" }
        "401": { $ref: "#/components/responses/Unauthorized" }

"""
GENERATOR = ".venv-generator"
COPIED = ("facade", "generated", "openapi", "tools", "changelog.d", "CHANGELOG.md", "pyproject.toml", "redocly.yaml")
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not there")


class Repository:
    def __init__(self, root):
        self.root = root

    def git(self, *arguments):
        who = ("-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "init.defaultBranch=main")
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        subprocess.run(["git", *who, *arguments], cwd=self.root, env=environment, capture_output=True, check=True)

    def commit(self, message):
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def edit(self, path, old, new):
        text = (self.root / path).read_text("utf-8")
        assert text.count(old) == 1
        (self.root / path).write_text(text.replace(old, new), "utf-8")

    def python(self, module, *arguments):
        """Run a module of the tools, and return its exit code and its output."""
        environment = {**os.environ, "PYTHONPATH": "facade:generated:.", "PYTHONUTF8": "1"}
        ran = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=self.root,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return ran.returncode, ran.stdout + ran.stderr


@pytest.fixture
def repository(tmp_path):
    """The project at its release 0.1.0, with a branch begun."""
    project = Repository(tmp_path)
    ignore = shutil.ignore_patterns("__pycache__", "node_modules")
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name, **({"ignore": ignore} if copy is shutil.copytree else {}))
    for installed in (GENERATOR, "tools/redocly/node_modules"):
        if (ROOT / installed).exists():
            (tmp_path / installed).symlink_to(ROOT / installed)
    for fragment in (tmp_path / "changelog.d").glob("*.*.md"):
        fragment.unlink()
    (tmp_path / versions.VERSION).write_text('__version__ = "0.1.0"\n', "utf-8")
    (tmp_path / ".gitignore").write_text(f"{GENERATOR}\nnode_modules\n__pycache__\n", "utf-8")
    project.git("init", "--quiet")
    project.commit("Release")
    project.git("tag", "v0.1.0")
    project.git("checkout", "--quiet", "-b", "change")
    return project


def rename_the_name_of_a_source(repository):
    repository.edit(CONTRACT, NAME, NAME.replace("name:", "label:"))
    repository.commit("Rename a field")


def test_a_renamed_field_goes_red(repository):
    rename_the_name_of_a_source(repository)
    code, output = repository.python("tools.changes")
    assert code == 1
    assert (
        "    response field data[].attributes.name was renamed to label: programs that read source.name break.\n"
    ) in output
    assert "breaking: listSources, " in output
    assert (
        "→ breaking, needs 0.2.0 (in 0.x, a breaking change raises the second number); the version is 0.1.0" in output
    )
    assert "write changelog.d/+NAME.breaking.md" in output


@pytest.mark.slow
def test_before_the_first_release_nothing_has_to_follow(repository):
    repository.git("tag", "--delete", "v0.1.0")
    rename_the_name_of_a_source(repository)
    code, output = repository.python("tools.changes")
    assert code == 0, output
    assert "breaking: listSources" in output
    assert "nothing has been released yet" in output


def test_a_breaking_change_needs_both_a_version_and_a_word_in_the_changelog(repository):
    root = repository.root
    removed = Change(BREAKING, "property-removed", Place(("getSource",), "response", "2XX", "data.x", ""), "", {}, None)
    before = versions.base(root)
    repository.edit(versions.VERSION, "0.1.0", "0.1.1")
    (root / "changelog.d" / "+label.breaking.md").write_text("`source.name` is `source.label`.\n", "utf-8")
    valid, output = report.verdict([removed], before, root)
    assert (valid, "needs 0.2.0" in output, "does not mention" in output) == (False, True, False)
    repository.edit(versions.VERSION, "0.1.1", "0.2.0")
    assert report.verdict([removed], before, root)[0]
    (root / "changelog.d" / "+label.breaking.md").unlink()
    valid, output = report.verdict([removed], before, root)
    assert (valid, "needs 0.2.0" in output, "does not mention" in output) == (False, False, True)
    repository.edit("CHANGELOG.md", "<!-- towncrier -->", "## 0.2.0 - 2026-12-01\n\n- `source.label`.")
    assert report.verdict([removed], before, root)[0]
    # From 1.0 on it is the first number.
    assert not report.verdict([removed], before._replace(version=(1, 4, 0)), root)[0]
    assert versions.required(BREAKING, (1, 4, 0)) == (2, 0, 0)


@pytest.mark.slow
@pytest.mark.skipif(not (ROOT / GENERATOR).exists(), reason="`invoke generate` makes the generator's environment")
def test_generate_names_what_a_new_operation_lacks(repository):
    repository.edit(CONTRACT, "  /api/v1/reports/{report_id}:\n", ACCOUNT + "  /api/v1/reports/{report_id}:\n")
    code, output = repository.python("tools.generate")
    assert code == 0, output
    assert "\ngetAccount has no facade method: write one in facade/imgix_management/_async/" in output
    assert "\ngetReport has no facade method" not in output


@pytest.mark.slow
def test_an_optional_parameter_goes_green_with_a_minor_version_proposed(repository):
    parameter = (
        "        - name: filter[cost]\n          in: query\n          description: The cost.\n"
        "          x-description-ja: コストです。\n"
        "          x-imgix-confidence: documented\n          schema: { type: string }\n"
    )
    completed = "        - name: filter[completed]\n"
    repository.edit(CONTRACT, completed, parameter + completed)
    repository.commit("Add a filter")
    code, output = repository.python("tools.changes")
    assert code == 0, output
    assert "compatible: listReports\n    parameter query filter[cost] is new, and optional." in output
    assert "The next release should be 0.2.0 (minor)" in output


def test_what_is_compared_with(repository):
    root = repository.root
    assert versions.base(root).revision == "v0.1.0"
    repository.git("tag", "--delete", "v0.1.0")
    repository.git("commit", "--quiet", "--allow-empty", "--message", "On the branch")
    assert versions.base(root).name.startswith("where this branch left main (")
    repository.git("checkout", "--quiet", "main")
    repository.git("merge", "--quiet", "change")
    assert versions.base(root).name.startswith("the commit before (")
    assert versions.base(root, "HEAD").version == (0, 1, 0)
    with pytest.raises(SystemExit, match="none-such"):
        versions.base(root, "none-such")


def test_without_history_nothing_fails(repository):
    repository.git("tag", "--delete", "v0.1.0")
    repository.git("checkout", "--quiet", "main")
    for module in ("tools.changes", "tools.changes.surface"):
        code, output = repository.python(module)
        assert code == 0
        assert "there is no release" in output


@pytest.mark.slow
def test_a_method_that_takes_less_goes_red(repository):
    repository.edit("facade/imgix_management/_sync/sources.py", "def find_by_name(self, name: str)", "def find(self)")
    code, output = repository.python("tools.changes.surface")
    assert code == 1
    assert "`Sources.find_by_name`: *Public object was removed*" in output
    assert "needs 0.2.0; the version is 0.1.0" in output


def test_a_release_has_its_version_as_tag_and_a_dated_changelog_without_fragments(repository):
    root = repository.root
    changelog = root / "CHANGELOG.md"
    changelog.write_text("## 0.1.0 - unreleased\n", "utf-8")
    with pytest.raises(SystemExit, match=r"no dated section 0\.1\.0"):
        release.check_tag(root, "v0.1.0")
    changelog.write_text("## 0.1.0 - 2026-12-01\n", "utf-8")
    release.check_tag(root, "v0.1.0")
    with pytest.raises(SystemExit, match=r"the tag is v0\.2\.0, the version 0\.1\.0"):
        release.check_tag(root, "v0.2.0")
    (root / "changelog.d" / "+left.fixed.md").write_text("Left over.\n", "utf-8")
    with pytest.raises(SystemExit, match=r"left\.fixed\.md"):
        release.check_tag(root, "v0.1.0")
