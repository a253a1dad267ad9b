"""Schemathesis drives the sandbox from the contract: no undocumented status, no schema violation, no 500.

All of its checks run on each response. `invoke contract.fuzz` does the same with more examples.
"""

import json
import os
import re

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, seed, settings
from schemathesis.specs.openapi.checks import allow_header_conformance, positive_data_acceptance, unsupported_method

from imgix_sandbox import Sandbox
from tests.sandbox.helpers import Api, connect
from tools.contract import load, operations

KEY = "key-for-schemathesis"
EXAMPLES = int(os.environ.get("IMGIX_FUZZ", "3"))
REFUSALS = re.compile(
    "is already in use|there is no such source|belongs? to|not the id|is not a cursor|neither a number nor a range"
    "|control characters are not allowed|'.' and '..' segments|not \"origin\" for webproxy|must be true for webproxy"
    "|The source is disabled|do not take upload|its credentials are missing|is already a file|The body is empty"
    "|Nothing was uploaded"
    "|session (was|is) (cancelled|closed)|more than 18 digits"
)
"""What the sandbox refuses with 400, for reasons that no schema can say."""


def listed():
    """The contract without `default`, which would excuse any status that it does not list."""
    document = json.loads(json.dumps(load()))
    for _, _, operation in operations(document):
        del operation["responses"]["default"]
    return document


schema = schemathesis.openapi.from_dict(listed())
schema.config.update(base_url="http://127.0.0.1")


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(key=KEY, rate_scale=1e6, deploy_seconds=0) as running:
        yield running
    assert running.problems == []


@pytest.fixture(scope="module")
def known(sandbox):
    """Path values that lead somewhere."""
    with connect(sandbox.url) as client:
        api = Api(client, KEY)
        source_id = api.create()["id"]
        api.upload(source_id, "a.png")
        session = api.ok("POST", f"/sources/{source_id}/upload-sessions/create/b.png")["data"]["id"]
        report = api.ok("GET", "/reports")["data"][0]["id"]
    return {"source_id": source_id, "origin_path": "a.png", "session_id": session, "report_id": report}


@pytest.fixture(scope="module")
def session():
    """One connection, and no look at the settings of proxies for each request."""
    with requests.Session() as connection:
        connection.trust_env = False
        yield connection


@schema.parametrize()
@seed(1)
@settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def test_the_sandbox_keeps_to_the_contract(case, sandbox, session, known):
    if case.meta.generation.mode.is_positive:
        case.path_parameters.update({name: known[name] for name in case.path_parameters if name != "origin_path"})
    response = case.call(base_url=sandbox.url, headers={"Authorization": f"Bearer {KEY}"}, session=session)
    excluded = []
    if response.status_code == 400 and REFUSALS.search(response.json()["errors"][0]["detail"]):
        excluded.append(positive_data_acceptance)
    if case.operation.definition.raw["operationId"] in ("addAsset", "refreshAsset"):
        # Their paths are also those of Assets `add/...` and `refresh/...`, since origin_path may hold "/".
        excluded += [unsupported_method, allow_header_conformance]
    case.validate_response(response, excluded_checks=excluded)
