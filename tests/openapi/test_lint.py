"""The rules about the contract catch what they are there for; `invoke contract.lint` holds it to them."""

import copy
import json

from tests.contract.mutations import JSON_API, fields, operation, parameter
from tools.changes.redocly import redocly
from tools.contract import ROOT, load


def test_each_rule_catches_its_fault(tmp_path):
    document = copy.deepcopy(load())
    bare = operation(document, "listSources")
    for word in ("summary", "description", "x-description-ja", "x-imgix-rate-limit"):
        del bare[word]
    bare.update({"x-summary-ja": "List", "x-imgix-permission": [], "x-imgix-confidence": "surely"})
    del bare["responses"]["404"]
    del parameter(document, "listSources", "sort")["description"]
    del parameter(document, "listSources", "filter[name]")["x-imgix-confidence"]
    wrong = operation(document, "createSource")
    wrong.update({"x-imgix-rate-limit": "none-such", "x-imgix-permission": ["none-such"]})
    wrong["requestBody"]["content"][JSON_API]["example"]["data"]["type"] = "assets"
    fields(document, "AssetUpdateAttributes")["colors"] = {"$ref": "#/components/schemas/Colors"}
    path = tmp_path / "contract.json"
    path.write_text(json.dumps(document), "utf-8")
    result = redocly("lint", path, "--format", "json", cwd=ROOT, capture=True)
    found = sorted(problem["ruleId"] for problem in json.loads(result.stdout)["problems"])
    assert found == [
        "contract/known-names",
        "contract/known-names",
        "contract/split-schemas",
        "no-invalid-media-type-examples",
        "operation-description",
        "operation-summary",
        "rule/bucket",
        "rule/confidence",
        "rule/errors",
        "rule/japanese-description",
        "rule/japanese-summary",
        "rule/parameter-confidence",
        "rule/parameter-description",
        "rule/permission",
    ]
    assert result.returncode == 1
