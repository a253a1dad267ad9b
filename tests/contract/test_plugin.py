"""`pytest --imgix-contract`, run on projects that have cassettes of their own."""

import gzip
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

# Loaded here: what a run of pytester loads first is thrown away with it, which compiled modules don't like.
from imgix_management.pytest_plugin import items
from imgix_openapi import __file__ as generated

pytest_plugins = ["pytester"]
REAL = "https://api.imgix.com"
JSON_API = "application/vnd.api+json"
SOURCE = {"data": {"id": "x", "type": "sources", "attributes": {"name": "Shop"}}}


@pytest.fixture
def run(pytester, monkeypatch):
    """Runs pytest with the option in a project of its own; the other plugins of this machine stay out of it."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.delenv("IMGIX_LANGUAGE", raising=False)
    assert items

    def begin(*arguments):
        return pytester.runpytest_inprocess(
            "-p", "imgix_management.pytest_plugin", "-p", "no:cacheprovider", "--imgix-contract", *arguments
        )

    return begin


def interaction(
    path="/api/v1/sources/x", method="GET", *, sent=None, status=200, response_body=SOURCE, base=REAL, **headers
):
    content_type = {"content-type": [JSON_API]}
    return {
        "request": {
            "method": method,
            "uri": base + path,
            "body": None if sent is None else json.dumps(sent),
            "headers": {} if sent is None else content_type,
        },
        "response": {
            "status": {"code": status, "message": ""},
            "headers": content_type | headers,
            "body": {"string": response_body if isinstance(response_body, bytes) else json.dumps(response_body)},
        },
    }


def write(pytester, name, *interactions):
    path = pytester.path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    document = {"version": 1, "interactions": list(interactions)}
    path.write_text(json.dumps(document) if path.suffix == ".json" else yaml.safe_dump(document), "utf-8")


RENAMED = {"data": {"id": "x", "type": "sources", "attributes": {"title": "Shop"}}}


def test_each_call_is_a_test_and_what_is_not_imgix_is_none(pytester, run):
    elsewhere = interaction(base="https://example.com", response_body=b"<html>")
    write(
        pytester, "cassettes/a.yaml", interaction(), elsewhere, interaction("/api/v1/reports/r", response_body=SOURCE)
    )
    write(pytester, "cassettes/deep/b.json", interaction("/api/v1/sources", response_body={"data": []}))
    write(pytester, "cassettes/c.yaml", elsewhere)
    result = run("-v")
    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines_random(
        [
            "cassettes/a.yaml::1 GET /api/v1/sources/x PASSED*",
            "cassettes/a.yaml::3 GET /api/v1/reports/r PASSED*",
            "cassettes/deep/b.json::1 GET /api/v1/sources PASSED*",
        ]
    )


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (interaction("/api/v1/shops"), ("No operation of the contract has this path", "このパスの操作は API 定義に")),
        (interaction("/api/v1/sources/%FF"), ("The path does not match the contract", "パスが API 定義に合いません")),
        (interaction(method="DELETE"), ("but not this method", "このメソッドでは呼び出せません")),
        (
            interaction("/api/v1/sources?page=2"),
            ('the contract has no parameter "page"', 'パラメーター "page" は API 定義に'),
        ),
        (
            interaction("/api/v1/sources?sort=colour"),
            (
                "The query does not match the contract: sort: the value",
                "クエリが API 定義に合いません: sort: the value",
            ),
        ),
        (
            interaction(method="PATCH", sent=RENAMED),
            (
                'data.attributes: the contract has no member "title"',
                'data.attributes: メンバー "title" は API 定義に',
            ),
        ),
        (
            interaction(method="PATCH", sent={}),
            ('the document: the member "data" is missing', 'ドキュメント全体: メンバー "data" が'),
        ),
        (
            interaction(response_body={"data": 1}),
            ("does not match the contract: data", "応答が API 定義に合いません: data"),
        ),
        (
            interaction(response_body=b"<html>"),
            ("The body of the response cannot be read", "応答の本文を読み取れません"),
        ),
        (interaction(status=418), ("does not list the status 418", "ステータス 418 は API 定義に")),
    ],
)
def test_a_broken_call_is_reported_in_both_languages(pytester, run, monkeypatch, call, expected):
    monkeypatch.setenv("IMGIX_LANGUAGE", "en+ja")
    write(pytester, "cassettes/a.yaml", interaction(), call)
    result = run()
    result.assert_outcomes(passed=1, failed=1)
    text = result.stdout.str()
    assert expected[0] in text
    assert expected[1] in text
    assert call["request"]["uri"].removeprefix(REAL) in text
    assert "Traceback" not in text


def test_a_refused_call_may_be_wrong(pytester, run):
    refused = {"errors": [{"status": "400"}]}
    write(
        pytester,
        "cassettes/a.yaml",
        interaction("/api/v1/sources?sort=colour", status=400, response_body=refused),
        interaction("/api/v1/shops", status=404, response_body=refused),
    )
    run().assert_outcomes(passed=2)


def test_a_client_takes_more_than_the_contract_lists_but_not_if_strict(pytester, run):
    proxy = [interaction(status=status, response_body=b"<html>") for status in (500, 502)]
    write(pytester, "cassettes/a.yaml", interaction(response_body=RENAMED), *proxy)
    run().assert_outcomes(passed=3)
    strict = run("--imgix-contract-strict")
    strict.assert_outcomes(failed=3)
    assert 'has no member "title"' in strict.stdout.str()
    assert "status 502" in strict.stdout.str()


def test_the_tests_of_the_project_run_too_and_a_marker_chooses(pytester, run):
    write(pytester, "tests/cassettes/a.yaml", interaction())
    pytester.makepyfile("def test_of_the_project(): pass")
    run().assert_outcomes(passed=2)
    run("-m", "imgix_contract", "--strict-markers").assert_outcomes(passed=1, deselected=1)


def test_without_the_option_nothing_happens_and_nothing_heavy_is_loaded(pytester):
    write(pytester, "cassettes/a.yaml", interaction(status=418))
    pytester.makepyfile("def test_of_the_project(): pass")
    program = (
        "import sys, pytest\n"
        "code = pytest.main(['-q', '-p', 'imgix_management.pytest_plugin', '-p', 'no:cacheprovider'])\n"
        "print(int(code), [m for m in ('yaml', 'jsonschema_rs', 'imgix_sandbox', 'httpx') if m in sys.modules])\n"
    )
    roots = [str(Path(items.__file__).parents[2]), str(Path(generated).parents[1])]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {roots!r}\n{program}"],
        env={"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "1 passed" in done.stdout
    assert done.stdout.endswith("0 []\n")


def test_pytest_finds_the_plugin_once_the_package_is_installed():
    project = tomllib.loads((Path(__file__).resolve().parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["entry-points"]["pytest11"] == {"imgix_contract": items.__package__}


def test_where_cassettes_are_looked_for(pytester, run):
    write(pytester, "recordings/a.yaml", interaction())
    write(pytester, "node_modules/b.yaml", interaction())
    write(pytester, "other/c.yml", interaction())
    (pytester.path / "compose.yaml").write_text("services: {proxy: {url: 'https://api.imgix.com'}}\n")
    run().assert_outcomes(passed=2)  # everywhere, where there is none of the usual places
    run("--imgix-contract-cassettes", "recordings").assert_outcomes(passed=1)
    write(pytester, "tests/cassettes/d.yaml", interaction(), interaction(), interaction())
    run().assert_outcomes(passed=3)


def test_another_base_url(pytester, run):
    proxy = "http://proxy.test:8080/imgix"
    storage = interaction("/_sandbox/uploads/x", "PUT", base=proxy)
    write(pytester, "cassettes/a.yaml", interaction(base=proxy), interaction("/api/v1/no", base=proxy), storage)
    assert run().ret == pytest.ExitCode.USAGE_ERROR
    run("--imgix-contract-base-url", f"{proxy}/").assert_outcomes(passed=1, failed=1)


def test_a_compressed_response_is_read(pytester, run):
    packed = gzip.compress(json.dumps(SOURCE).encode())
    write(
        pytester,
        "cassettes/a.yaml",
        interaction(response_body=packed, **{"content-encoding": ["gzip"]}),
        interaction(response_body=packed, **{"content-encoding": ["br"]}),
    )
    result = run()
    result.assert_outcomes(passed=1, failed=1)
    assert "Content-Encoding: br" in result.stdout.str()


@pytest.mark.parametrize(
    ("arguments", "text", "expected"),
    [
        ([], None, "found no recorded calls to https://api.imgix.com"),
        (["--imgix-contract-cassettes", "nowhere"], None, "The directory *nowhere does not exist."),
        ([], "interactions: [ # https://api.imgix.com", "*a.yaml cannot be read: *"),
        ([], "interactions: [{request: {uri: 'https://api.imgix.com/api/v1/x'}}]", "*a.yaml cannot be read: KeyError*"),
        ([], "interactions: !!python/name:os.system # api.imgix.com", "*a.yaml cannot be read: ConstructorError*"),
    ],
)
def test_what_cannot_be_used_is_refused(pytester, run, arguments, text, expected):
    if text is not None:
        (pytester.path / "cassettes").mkdir()
        (pytester.path / "cassettes/a.yaml").write_text(text)
    result = run(*arguments)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*{expected}*"])


def test_the_help_speaks_japanese(pytester, run, monkeypatch):
    monkeypatch.setenv("IMGIX_LANGUAGE", "ja")
    result = run("--help")
    result.stdout.fnmatch_lines(["*imgix マネージメント API の呼び出し*"])


def test_a_missing_package_is_named(pytester, run, monkeypatch):
    monkeypatch.setitem(sys.modules, "imgix_management.pytest_plugin.items", None)
    result = run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*pip install 'imgix-management?pytest?'*"])
