"""The rules about the contract catch what they are there for; `invoke contract.lint` holds it to them."""

import copy
import json

import pytest

from tests.contract.mutations import JSON_API, fields, operation, parameter
from tools.changes.redocly import redocly
from tools.contract import ROOT, load


@pytest.fixture
def problems(tmp_path):
    """Lint a changed contract; return the exit code and the rules that it breaks, with the places."""

    def lint(document):
        path = tmp_path / "contract.json"
        path.write_text(json.dumps(document), "utf-8")
        result = redocly("lint", path, "--format", "json", "--max-problems", "1000", cwd=ROOT, capture=True)
        reported = json.loads(result.stdout)["problems"]
        return result.returncode, sorted((each["ruleId"], each["location"][0]["pointer"]) for each in reported)

    return lint


def test_each_rule_catches_its_fault(problems):
    document = copy.deepcopy(load())
    bare = operation(document, "listSources")
    for word in ("summary", "x-imgix-rate-limit", "security"):
        del bare[word]
    bare.update({"x-summary-ja": "List", "x-imgix-confidence": "surely"})
    del bare["responses"]["404"], bare["responses"]["default"]
    del parameter(document, "listSources", "filter[name]")["x-imgix-confidence"]
    wrong = operation(document, "createSource")
    wrong.update({"x-imgix-rate-limit": "none-such", "security": [{"apiKey": ["none-such"]}]})
    fields(document, "AssetUpdateAttributes")["colors"] = {"$ref": "#/components/schemas/Colors"}
    del document["info"]["x-imgix-evidence-date"], document["info"]["contact"]
    fields(document, "S3Fields")["s3_prefix"]["default"] = ""
    del document["components"]["schemas"]["GCSDeployment"]["example"]
    document["components"]["schemas"]["PurgeCreateDocument"]["example"]["data"]["type"] = "assets"
    not_found = document["components"]["responses"]["NotFound"]["content"][JSON_API]
    not_found["example"]["errors"] = "none"
    code, reported = problems(document)
    assert [rule for rule, _ in reported] == [
        "contract/confidence",
        "contract/confidence",
        "contract/examples",
        "contract/known-names",
        "contract/known-names",
        "contract/no-defaults",
        "contract/roles",
        "contract/split-schemas",
        "no-invalid-media-type-examples",
        "no-invalid-schema-examples",
        "operation-summary",
        "rule/bucket",
        "rule/contact",
        "rule/errors",
        "rule/evidence",
        "rule/japanese-summary",
        "security-defined",
    ]
    assert code == 1


LANGUAGES = {
    "the document": lambda d: d["info"],
    "a tag": lambda d: d["tags"][0],
    "a link": lambda d: d["externalDocs"],
    "an operation": lambda d: operation(d, "getSource"),
    "a parameter of an operation": lambda d: parameter(d, "listReports", "sort"),
    "a shared parameter": lambda d: d["components"]["parameters"]["PageSize"],
    "a response": lambda d: operation(d, "getSource")["responses"]["200"],
    "a shared response": lambda d: d["components"]["responses"]["Error"],
    "a header": lambda d: d["components"]["headers"]["RequestId"],
    "the API key": lambda d: d["components"]["securitySchemes"]["apiKey"],
    "a schema": lambda d: d["components"]["schemas"]["Cursor"],
    "a field of a response": lambda d: fields(d, "ReportAttributes")["files"],
    "a field of a request": lambda d: fields(d, "S3Fields")["s3_bucket"],
    "a field within a field": lambda d: fields(d, "PublishDocument")["data"]["properties"]["type"],
}


def test_everything_is_described_in_both_languages(problems):
    changed = copy.deepcopy(load())
    for number, find in enumerate(LANGUAGES.values()):
        find(changed).update({"description": ""} if number % 2 else {"x-description-ja": "English"})
    _, reported = problems(changed)
    nodes = [at(changed, pointer) for rule, pointer in reported if rule == "contract/both-languages"]
    assert [name for name, find in LANGUAGES.items() if find(changed) not in nodes] == []


def at(document, pointer):
    node = document
    for key in (step.replace("~1", "/").replace("~0", "~") for step in pointer.removeprefix("#/").split("/")):
        node = node[int(key)] if isinstance(node, list) else node[key]
    return node


def test_an_operation_grades_each_part_that_there_is(problems):
    document = copy.deepcopy(load())
    operation(document, "updateAsset")["x-imgix-confidence"] = {"path": "documented", "response": "captured"}
    operation(document, "getAsset")["x-imgix-confidence"] = {"path": "documented", "response": "surely"}
    _, reported = problems(document)
    assert [rule for rule, _ in reported] == ["contract/confidence"] * 2


def test_a_shared_part_has_a_grade(problems):
    document = copy.deepcopy(load())
    places = [("headers", "RetryAfter"), ("parameters", "PageSize"), ("responses", "Error"), ("schemas", "Meta")]
    for group, name in places:
        del document["components"][group][name]["x-imgix-confidence"]
    _, reported = problems(document)
    assert {pointer for _, pointer in reported} == {f"#/components/{group}/{name}" for group, name in places}
    assert {rule for rule, _ in reported} == {"contract/confidence"}
