"""`invoke generate` ends by telling which pieces of the facade no longer fit, by operation and field."""

import copy
import shutil

import pytest

from tests.contract.mutations import fields
from tools import attributes, fit
from tools.contract import ROOT, load
from tools.generate import FACADE

GONE = "which the contract doesn't have any more"


@pytest.fixture
def tree(tmp_path):
    """The sources of the facade and of the generated functions."""
    ignore = shutil.ignore_patterns("__pycache__", "models", "*.mo", "*.po", "*.pot", "_sync")
    for folder in ("facade", "generated", "cli"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignore)
    return tmp_path


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_facade_fits():
    assert fit.misfits(ROOT, load()) == []


def test_arguments_that_the_generated_functions_no_longer_take(tree):
    api = tree / "generated" / "imgix_openapi" / "api"
    edit(api / "sources" / "update_source.py", "def request(\n    source_id: str,\n)", "def request() ")
    edit(api / "assets" / "get_asset.py", "fields_assets: ", "only: ")
    edit(
        api / "assets" / "refresh_asset.py", "source_id: str,\n    origin_path: str", "origin_path: str, source_id: str"
    )
    edit(api / "purges" / "create_purge.py", "def request()", "def request(account: str)")
    (api / "reports" / "get_report.py").unlink()
    (api / "reports" / "get_invoice.py").write_text("def request() -> None: ...\n", "utf-8")
    assert sorted(fit.misfits(tree, load())) == [
        "createPurge: the facade's purges.create does not give the parameter account, which the contract now requires",
        f"getAsset: the facade's assets.get uses the parameter fields_assets, {GONE}",
        "getInvoice: no verb of the facade calls it yet",
        "getReport: facade/imgix_management/_async/reports.py asks for it, but the contract has no such operation",
        "refreshAsset: the facade's assets.refresh does not give the parameter source_id, "
        "which the contract now requires",
        "refreshAsset: the facade's assets.refresh passes source_id where the contract now has origin_path",
        f"updateSource: the facade's sources.update uses the parameter source_id, {GONE}",
    ]


def test_fields_that_the_contract_no_longer_has(tree):
    document = copy.deepcopy(load())
    fields(document, "SourceAttributes").pop("name")
    fields(document, "ReportAttributes").pop("period_end")
    fields(document, "Deployment").pop("custom_domains")
    fields(document, "PublicationRequest").pop("url")
    document["components"]["schemas"]["PublicationRequest"]["required"] = ["source_id"]
    derived = tree / FACADE.relative_to(ROOT) / "_models" / "_generated"
    (derived / "attributes.py").write_text(attributes.render(document), "utf-8")
    edit(derived / "params.py", "    face_count: ", "    faces: ")
    found = fit.misfits(tree, document)
    sources = "listSources, createSource, getSource, updateSource"
    assert f"{sources}: the facade's sources.find_by_name reads source.name, {GONE}" in found
    assert f"listReports, getReport: the facade's reports._overlaps reads report.period_end_at, {GONE}" in found
    assert any(line.endswith(f"reads deployment.custom_domains, {GONE}") for line in found)
    assert f"publishAsset: the facade's assets.publish sends the attribute url, {GONE}" in found
    assert f"query.py converts the filter face_count, {GONE}" in found
