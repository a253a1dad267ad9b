"""Changes of the contract, one of each kind, with what `invoke contract.diff` has to report of them.

`python -m tests.contract.mutations` makes one after the other and prints the reports.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from tools.changes.compare import Change, compare
from tools.changes.extensions import BREAKING, COMPATIBLE, INTERNAL
from tools.changes.messages import describe
from tools.contract import METHODS, Json, load, roles

JSON_API = "application/vnd.api+json"


class Mutation(NamedTuple):
    name: str
    rating: str
    operation: str
    """One of the operations concerned; none for the contract in general."""
    matches: str
    """A part of the report."""
    change: Callable[[Json], Any]

    def find_change(self, changes: Iterable[Change]) -> Change | None:
        for change in changes:
            concerned = self.operation in change.place.operations or not self.operation
            if change.rating == self.rating and concerned and self.matches in describe(change):
                return change
        return None


def mutated(mutations: Iterable[Mutation]) -> Json:
    """The contract with all these changes."""
    document: Json = copy.deepcopy(load())
    for mutation in mutations:
        mutation.change(document)
    return document


def operation(document: Json, operation_id: str) -> Json:
    for item in document["paths"].values():
        for method in METHODS:
            if item.get(method, {}).get("operationId") == operation_id:
                definition: Json = item[method]
                return definition
    raise KeyError(operation_id)


def parameter(document: Json, of: str, name: str) -> Json:
    return next(facts for facts in operation(document, of)["parameters"] if facts.get("name") == name)


def fields(document: Json, schema: str) -> Json:
    definition: Json = document["components"]["schemas"][schema]["properties"]
    return definition


def rename_path(document: Json, old: str, new: str) -> None:
    document["paths"] = {new if path == old else path: item for path, item in document["paths"].items()}


def rename_report_id(document: Json) -> None:
    rename_path(document, "/api/v1/reports/{report_id}", "/api/v1/reports/{id}")
    document["paths"]["/api/v1/reports/{id}"]["parameters"][0]["name"] = "id"


def rename_key(node: Json, old: str, new: str) -> None:
    node[new] = node.pop(old)


def add_operation(document: Json) -> None:
    path = copy.deepcopy(document["paths"]["/api/v1/reports/{report_id}"])
    path["get"]["operationId"] = "getAccount"
    path["get"]["parameters"] = []
    path["parameters"] = []
    document["paths"]["/api/v1/account"] = path


BREAKS = [
    Mutation(
        "a field of a response is renamed",
        BREAKING,
        "listSources",
        "response field data[].attributes.name was renamed to label: programs that read source.name",
        lambda d: rename_key(fields(d, "SourceAttributes"), "name", "label"),
    ),
    Mutation(
        "a field of a response gets a name that resembles the old one",
        BREAKING,
        "getAsset",
        "data[].attributes.media_kind was renamed to media_type: programs that read asset.media_kind",
        lambda d: rename_key(fields(d, "AssetAttributes"), "media_kind", "media_type"),
    ),
    Mutation(
        "a field to send gets a name that resembles the old one",
        BREAKING,
        "createPurge",
        "data.attributes.source_id was renamed to source_ids: programs that send source_id break",
        lambda d: rename_key(fields(d, "PurgeCreateAttributes"), "source_id", "source_ids"),
    ),
    Mutation(
        "a field of a response is removed",
        BREAKING,
        "getAsset",
        "response field data[].attributes.media_width was removed",
        lambda d: fields(d, "AssetAttributes").pop("media_width"),
    ),
    Mutation(
        "the type of a field of a response changes",
        BREAKING,
        "getReport",
        "the type of response field data[].attributes.completed changed from boolean, null to string, null",
        lambda d: fields(d, "ReportAttributes")["completed"].update(type=["string", "null"]),
    ),
    Mutation(
        "a field of a response may be null",
        BREAKING,
        "getAsset",
        "whether response field data[].attributes.origin_path may be null changed",
        lambda d: fields(d, "AssetAttributes")["origin_path"].pop("x-imgix-never-null"),
    ),
    Mutation(
        "a known value of a response is removed",
        BREAKING,
        "getUploadSession",
        "data.attributes.status changed: nothing added, COMPLETE removed",
        lambda d: fields(d, "UploadSessionAttributes")["status"]["x-extensible-enum"].remove("COMPLETE"),
    ),
    Mutation(
        "the unit of a field changes",
        BREAKING,
        "getReport",
        "x-imgix-unit of response field data[].attributes.period_start changed from unix-seconds to seconds",
        lambda d: fields(d, "ReportAttributes")["period_start"].update({"x-imgix-unit": "seconds"}),
    ),
    Mutation(
        "a value that could be sent is refused",
        BREAKING,
        "createSource",
        "cache_ttl_behavior no longer accepts enforce_minimum",
        lambda d: fields(d, "DeploymentSettings")["cache_ttl_behavior"]["enum"].remove("enforce_minimum"),
    ),
    Mutation(
        "a field to send becomes required",
        BREAKING,
        "createSource",
        "must contain s3_prefix",
        lambda d: d["components"]["schemas"]["S3Deployment"]["required"].append("s3_prefix"),
    ),
    Mutation(
        "a field to send goes",
        BREAKING,
        "updateAsset",
        "request field data.attributes.categories was removed: programs that send categories break",
        lambda d: fields(d, "AssetUpdateAttributes").pop("categories"),
    ),
    Mutation(
        "a field of a deployment to send goes",
        BREAKING,
        "createSource",
        "deployment.gcs_prefix was removed: programs that send gcs_prefix break",
        lambda d: fields(d, "GCSFields").pop("gcs_prefix"),
    ),
    Mutation(
        "a field to send gets a limit",
        BREAKING,
        "updateSource",
        "maxLength of request field data.attributes.name changed from nothing to 20",
        lambda d: fields(d, "SourceUpdateAttributes")["name"].update(maxLength=20),
    ),
    Mutation(
        "a parameter becomes required",
        BREAKING,
        "listReports",
        "parameter query sort is required",
        lambda d: parameter(d, "listReports", "sort").update(required=True),
    ),
    Mutation(
        "a parameter goes",
        BREAKING,
        "listSources",
        "parameter query filter[name] was removed",
        lambda d: operation(d, "listSources")["parameters"].remove(parameter(d, "listSources", "filter[name]")),
    ),
    Mutation(
        "a parameter of a path is renamed",
        BREAKING,
        "getReport",
        "parameter path id was renamed from report_id",
        rename_report_id,
    ),
    Mutation(
        "the slashes of a path parameter are no longer kept",
        BREAKING,
        "updateAsset",
        "x-imgix-segments of parameter path origin_path",
        lambda d: d["components"]["parameters"]["OriginPath"].pop("x-imgix-segments"),
    ),
    Mutation(
        "a path changes",
        BREAKING,
        "createPurge",
        "the path changed from /api/v1/purge to /api/v1/purges",
        lambda d: rename_path(d, "/api/v1/purge", "/api/v1/purges"),
    ),
    Mutation(
        "an operation goes",
        BREAKING,
        "cancelUploadSession",
        "was removed: programs that call it break",
        lambda d: d["paths"].pop("/api/v1/sources/{source_id}/upload-sessions/cancel/{session_id}"),
    ),
    Mutation(
        "an operation is renamed",
        BREAKING,
        "addAsset2",
        "the operation was renamed from addAsset",
        lambda d: operation(d, "addAsset").update(operationId="addAsset2"),
    ),
    Mutation(
        "an error goes",
        BREAKING,
        "refreshAsset",
        "the error 404 was removed",
        lambda d: operation(d, "refreshAsset")["responses"].pop("404"),
    ),
    Mutation(
        "an operation asks for a body",
        BREAKING,
        "openUploadSession",
        "the request needs a body",
        lambda d: operation(d, "openUploadSession").update(requestBody=operation(d, "publishAsset")["requestBody"]),
    ),
    Mutation(
        "a form of a field to send goes",
        BREAKING,
        "createSource",
        "the schemas of request field data.attributes.deployment changed: WebProxyDeployment removed",
        lambda d: fields(d, "SourceCreateAttributes")["deployment"]["oneOf"].pop(),
    ),
    Mutation(
        "a field of error responses is removed",
        BREAKING,
        "closeUploadSession",
        "field errors[].title of error responses was removed",
        lambda d: fields(d, "ErrorObject").pop("title"),
    ),
    Mutation(
        "a response is of another media type",
        BREAKING,
        "closeUploadSession",
        "the response no longer has the media type application/vnd.api+json",
        lambda d: rename_key(
            operation(d, "closeUploadSession")["responses"]["2XX"]["content"], JSON_API, "application/json"
        ),
    ),
    Mutation(
        "an operation needs one more permission",
        BREAKING,
        "getAsset",
        "the permissions that the operation needs changed from asset-browse to asset-browse, analytics",
        lambda d: roles(operation(d, "getAsset")).append("analytics"),
    ),
    Mutation(
        "a permission includes less",
        BREAKING,
        "updateAsset",
        "what the permission asset-edit includes changed from asset-browse to nothing",
        lambda d: d["x-imgix-permissions"]["asset-edit"].pop("implies"),
    ),
    Mutation(
        "a rate limit is lowered",
        BREAKING,
        "refreshAsset",
        "the rate limit refresh-asset changed from 10/minute to 5/minute",
        lambda d: d["x-imgix-rate-limits"]["refresh-asset"].update(limit=5),
    ),
    Mutation(
        "an operation counts in another rate limit",
        BREAKING,
        "uploadAsset",
        "it counts in the rate limit default instead of upload",
        lambda d: operation(d, "uploadAsset").update({"x-imgix-rate-limit": "default"}),
    ),
    Mutation(
        "the largest body shrinks",
        BREAKING,
        "uploadAsset",
        "x-imgix-max-bytes of the operation changed from 30000000 to 20000000",
        lambda d: operation(d, "uploadAsset").update({"x-imgix-max-bytes": 20000000}),
    ),
    Mutation(
        "the largest upload to a storage provider shrinks",
        BREAKING,
        "",
        "the largest upload in bytes (s3_compatible, Cloudflare R2, session-max-bytes) changed from 4990000000 to 1",
        lambda d: d["x-imgix-uploads"]["s3_compatible"]["providers"]["Cloudflare R2"].update({"session-max-bytes": 1}),
    ),
    Mutation(
        "a success has a body no longer",
        BREAKING,
        "openUploadSession",
        "x-imgix-empty of the response changed from nothing to text/html",
        lambda d: operation(d, "openUploadSession")["responses"]["2XX"].update({"x-imgix-empty": "text/html"}),
    ),
    Mutation(
        "a repetition is no longer distinguished",
        BREAKING,
        "createPurge",
        "x-imgix-duplicate of the error 409 changed from true to nothing",
        lambda d: d["components"]["responses"]["DuplicatePurge"].pop("x-imgix-duplicate"),
    ),
    Mutation(
        "a list stops counting earlier",
        BREAKING,
        "listAssets",
        "x-imgix-count-limit of the operation changed from 10000 to 1000",
        lambda d: operation(d, "listAssets").update({"x-imgix-count-limit": 1000}),
    ),
    Mutation(
        "a list pages otherwise",
        BREAKING,
        "listAssets",
        "x-imgix-pagination of the operation changed from cursor to page-number",
        lambda d: operation(d, "listAssets").update({"x-imgix-pagination": "page-number"}),
    ),
    Mutation(
        "the server moves",
        BREAKING,
        "",
        "the server changed from https://api.imgix.com to https://api.imgix.example",
        lambda d: d["servers"][0].update(url="https://api.imgix.example"),
    ),
]
PASSES = [
    Mutation(
        "an optional parameter comes",
        COMPATIBLE,
        "listReports",
        "parameter query filter[cost] is new, and optional",
        lambda d: operation(d, "listReports")["parameters"].append(
            {"name": "filter[cost]", "in": "query", "description": "The cost.", "schema": {"type": "string"}}
        ),
    ),
    Mutation(
        "a field of a response comes",
        COMPATIBLE,
        "getSource",
        "response field data[].attributes.colour is new",
        lambda d: fields(d, "SourceAttributes").update(colour={"type": ["string", "null"]}),
    ),
    Mutation(
        "a field to send comes",
        COMPATIBLE,
        "updateAsset",
        "request field data.attributes.title is new",
        lambda d: fields(d, "AssetUpdateAttributes").update(title={"type": "string"}),
    ),
    Mutation(
        "an error comes",
        COMPATIBLE,
        "updateSource",
        "the error 409 is new",
        lambda d: operation(d, "updateSource")["responses"].update(
            {"409": {"$ref": "#/components/responses/DuplicatePurge"}}
        ),
    ),
    Mutation("an operation comes", COMPATIBLE, "getAccount", "the operation is new", add_operation),
    Mutation(
        "a known value of a response comes",
        COMPATIBLE,
        "getUploadSession",
        "data.attributes.status changed: GONE added, nothing removed",
        lambda d: fields(d, "UploadSessionAttributes")["status"]["x-extensible-enum"].append("GONE"),
    ),
    Mutation(
        "a rate limit is raised",
        COMPATIBLE,
        "createPurge",
        "the rate limit purge changed from 10/second to 20/second",
        lambda d: d["x-imgix-rate-limits"]["purge"].update(limit=20),
    ),
    Mutation(
        "an operation needs one permission less",
        COMPATIBLE,
        "refreshAsset",
        "the permissions that the operation needs changed from asset-edit, asset-purge to asset-edit",
        lambda d: roles(operation(d, "refreshAsset")).remove("asset-purge"),
    ),
    Mutation(
        "the largest body grows",
        COMPATIBLE,
        "uploadAsset",
        "x-imgix-max-bytes of the operation changed from 30000000 to 50000000",
        lambda d: operation(d, "uploadAsset").update({"x-imgix-max-bytes": 50000000}),
    ),
    Mutation(
        "one more value may be sent",
        COMPATIBLE,
        "createSource",
        "enum of request field data.attributes.deployment.cache_ttl_behavior changed",
        lambda d: fields(d, "DeploymentSettings")["cache_ttl_behavior"]["enum"].append("ignore"),
    ),
    Mutation(
        "a limit of a field to send is loosened",
        COMPATIBLE,
        "createSource",
        "maximum of request field data.attributes.deployment.cache_ttl_error",
        lambda d: fields(d, "DeploymentSettings")["cache_ttl_error"].update(maximum=63072000),
    ),
    Mutation(
        "a text changes",
        INTERNAL,
        "getSource",
        "texts or examples changed",
        lambda d: operation(d, "getSource").update(description="Another text."),
    ),
    Mutation(
        "a Japanese text changes",
        INTERNAL,
        "getReport",
        "texts or examples changed",
        lambda d: operation(d, "getReport").update({"x-summary-ja": "レポートを得る"}),
    ),
    Mutation(
        "a fact is confirmed",
        INTERNAL,
        "openUploadSession",
        "the confidence of the operation changed from seen-in-code to captured",
        lambda d: operation(d, "openUploadSession").update({"x-imgix-confidence": "captured"}),
    ),
    Mutation(
        "a success status is settled",
        INTERNAL,
        "createSource",
        "the success status changed from 2XX to 201",
        lambda d: rename_key(operation(d, "createSource")["responses"], "2XX", "201"),
    ),
]


def main() -> None:
    for mutation in BREAKS + PASSES:
        changes = compare(load(), mutated([mutation]))
        first = mutation.find_change(changes)
        worse = [change for change in changes if mutation.rating != BREAKING == change.rating]
        print(f"{'MISSED' if first is None or worse else 'ok    '} {mutation.rating:<10} {mutation.name}")
        for change in changes:
            print(f"           {change.rating}: {', '.join(change.place.operations[:3])}: {describe(change)}")


if __name__ == "__main__":
    main()
