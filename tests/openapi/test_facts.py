"""What is known of the API, written down a second time on purpose: a slip in the contract shows here."""

import inspect

import pytest

from imgix_management import ManagementClient, Pager
from tools.contract import load, operations

DOCUMENT = load()
OPERATIONS = {operation["operationId"]: (method, path, operation) for method, path, operation in operations(DOCUMENT)}
SCHEMAS = DOCUMENT["components"]["schemas"]

# operation, method, path below /api/v1, permissions, bucket, how sure
INDEX = """
listSources         GET    /sources  sources  default
createSource        POST   /sources  sources  create-source
getSource           GET    /sources/{source_id}  sources  default
updateSource        PATCH  /sources/{source_id}  sources  update-source
listAssets          GET    /sources/{source_id}/assets  asset-browse  default
getAsset            GET    /sources/{source_id}/assets/{origin_path}  asset-browse  get-asset
updateAsset         PATCH  /sources/{source_id}/assets/{origin_path}  asset-edit  default
publishAsset        POST   /sources/{source_id}/publish  asset-purge  default
unpublishAsset      POST   /sources/{source_id}/unpublish  asset-purge  default
uploadAsset         POST   /sources/{source_id}/upload/{origin_path}  asset-edit  upload
openUploadSession   POST   /sources/{source_id}/upload-sessions/create/{origin_path}  asset-edit  default
getUploadSession    GET    /sources/{source_id}/upload-sessions/status/{session_id}  asset-browse  default
closeUploadSession  POST   /sources/{source_id}/upload-sessions/{session_id}  asset-edit  default
cancelUploadSession DELETE /sources/{source_id}/upload-sessions/cancel/{session_id}  asset-edit  default
addAsset            POST   /sources/{source_id}/assets/add/{origin_path}  asset-edit  default
refreshAsset        POST   /sources/{source_id}/assets/refresh/{origin_path}  asset-edit,asset-purge  refresh-asset
createPurge         POST   /purge  asset-purge  purge
listReports         GET    /reports  analytics  default
getReport           GET    /reports/{report_id}  analytics  default
"""

QUERIES = {
    "listSources": """page[number] page[size] fields[sources] sort filter[deployment.azure_bucket]
        filter[deployment.bucket_name] filter[deployment.custom_domains] filter[deployment.gcs_bucket]
        filter[deployment.imgix_subdomains] filter[deployment.region] filter[deployment.s3_bucket]
        filter[deployment.storage_provider] filter[deployment.type] filter[deployment.webfolder_base_url]
        filter[enabled] filter[name]""",
    "listAssets": """page[cursor] page[limit] fields[assets] sort filter[categories] filter[colors] filter[custom:KEY]
        filter[face_count] filter[has_frames] filter[keyword] filter[media_kind] filter[origin_path] filter[tags]
        filter[warning_adult] filter[warning_medical] filter[warning_racy] filter[warning_spoof]
        filter[warning_violence] filter[or:categories] filter[or:keywords] filter[or:origin_path]""",
    "listReports": "page[number] page[size] fields[reports] sort filter[completed] filter[report_type]",
    "getSource": "fields[sources]",
    "getAsset": "fields[assets]",
    "getReport": "fields[reports]",
    "uploadAsset": "overwrite",
}

SORT_KEYS = {
    "listSources": "date_deployed|enabled|name",
    "listAssets": "date_created|date_modified|file_size",
    "listReports": "period_end|period_start|report_key|report_type",
}

ATTRIBUTES = {
    "SourceAttributes": "date_deployed deployment deployment_status enabled name secure_url_token",
    "Deployment": """type imgix_subdomains allows_upload annotation cache_ttl_behavior cache_ttl_error cache_ttl_value
        crossdomain_xml_enabled custom_domains default_params image_error image_error_append_qs image_missing
        image_missing_append_qs secure_url_enabled robots.txt password_set request_handshake_set
        request_signing_key_set s3_access_key s3_bucket s3_prefix access_key_id bucket_name endpoint_url region
        storage_provider gcs_access_key gcs_bucket gcs_prefix azure_account azure_bucket azure_prefix
        azure_service_type webfolder_base_url username""",
    "AssetAttributes": """analyzed_content_warnings analyzed_faces analyzed_tags categories color_model color_profile
        colors content_type custom_fields date_created date_modified description dpi_height dpi_width face_count
        file_size has_frames media_height media_kind media_width name origin_path source_id tags uploaded_by
        uploaded_by_api warning_adult warning_medical warning_racy warning_spoof warning_violence""",
    "UploadSessionAttributes": "id origin_path source_id status date_created date_modified date_expires url",
    "PurgeAttributes": "purge_id",
    "PublicationAttributes": "publish_id unpublish_id",
    "ReportAttributes": "completed files period_start period_end report_key report_type",
    "Pagination": "currentPage hasNextPage hasPreviousPage nextPage pageSize previousPage totalPages totalRecords",
    "Cursor": "current hasMore next totalRecords",
    "ErrorObject": "detail id meta status title",
    "AssetUpdateAttributes": "categories custom_fields description name tags",
    "PurgeCreateAttributes": "url sub_image source_id",
    "DeploymentSettings": """imgix_subdomains annotation cache_ttl_behavior cache_ttl_error cache_ttl_value
        crossdomain_xml_enabled custom_domains default_params image_error image_error_append_qs image_missing
        image_missing_append_qs secure_url_enabled robots.txt""",
}

REQUIRED = {
    "S3Deployment": ("s3", "s3_access_key s3_secret_key s3_bucket"),
    "S3CompatibleDeployment": (
        "s3_compatible",
        "access_key_id secret_key bucket_name endpoint_url storage_provider",
    ),
    "GCSDeployment": ("gcs", "gcs_access_key gcs_secret_key gcs_bucket"),
    "AzureDeployment": ("azure", "azure_account azure_bucket azure_sas_string"),
    "WebFolderDeployment": ("webfolder", "webfolder_base_url"),
    "WebProxyDeployment": ("webproxy", "secure_url_enabled"),
}


@pytest.mark.parametrize("row", INDEX.strip().splitlines(), ids=lambda row: row.split()[0])
def test_operation(row):
    name, method, path, permissions, bucket = row.split()
    found_method, found_path, operation = OPERATIONS[name]
    assert (found_method.upper(), found_path) == (method, f"/api/v1{path}")
    assert operation["security"] == [{"apiKey": permissions.split(",")}]
    assert operation["x-imgix-rate-limit"] == bucket


def test_there_are_no_others():
    assert OPERATIONS.keys() == {row.split()[0] for row in INDEX.strip().splitlines()}


def test_overwriting_needs_one_more_permission():
    (overwrite,) = [p for p in OPERATIONS["uploadAsset"][2]["parameters"] if p["name"] == "overwrite"]
    assert overwrite["x-imgix-permission"] == ["asset-purge"]


@pytest.mark.parametrize("name", OPERATIONS)
def test_query_parameters(name):
    names = [p["name"] for p in OPERATIONS[name][2]["parameters"] if p["in"] == "query"]
    assert sorted(names) == sorted(QUERIES.get(name, "").split())


@pytest.mark.parametrize("name", SORT_KEYS)
def test_sort_keys(name):
    (sort,) = [p for p in OPERATIONS[name][2]["parameters"] if p["name"] == "sort"]
    keys = SORT_KEYS[name]
    assert sort["schema"]["pattern"] == f"^-?({keys})(,-?({keys}))*$"


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_attributes(name):
    assert sorted(SCHEMAS[name]["properties"]) == sorted(ATTRIBUTES[name].split())


@pytest.mark.parametrize("name", REQUIRED)
def test_what_a_deployment_requires(name):
    kind, required = REQUIRED[name]
    assert SCHEMAS[name]["properties"]["type"]["const"] == kind
    assert sorted(SCHEMAS[name]["required"]) == sorted(["type", "imgix_subdomains", *required.split()])


def test_known_values():
    assert SCHEMAS["SourceAttributes"]["properties"]["deployment_status"]["x-extensible-enum"] == [
        "deploying",
        "deployed",
        "disabled",
        "deleted",
    ]
    assert OPERATIONS["uploadAsset"][2]["x-imgix-max-bytes"] == 30_000_000
    ttl = SCHEMAS["DeploymentSettings"]["properties"]["cache_ttl_value"]
    assert (ttl["minimum"], ttl["maximum"], ttl["x-imgix-default"]) == (1, 31536000, 31536000)
    assert SCHEMAS["DeploymentSettings"]["properties"]["cache_ttl_error"]["x-imgix-default"] == 300


def test_pages_are_counted_from_zero_and_hold_twenty():
    parameters = DOCUMENT["components"]["parameters"]
    assert parameters["PageNumber"]["schema"] == {"type": "integer", "minimum": 0, "x-imgix-default": 0}
    assert parameters["PageSize"]["schema"] == {"type": "integer", "minimum": 1, "x-imgix-default": 20}
    assert parameters["PageCursor"]["schema"]["x-imgix-default"] == "0"
    assert parameters["PageLimit"]["schema"]["x-imgix-default"] == 20


STATEMENTS = {
    "updateSource": (
        ["a secret that is left out may be lost", "can be changed at any time"],
        ["省略すると失われる可能性があり", "いつでも変更でき"],
        ManagementClient.sources.update,
        ["may be lost", "shows in no response"],
    ),
    "listAssets": (["The total stops at 10,000"], ["10,000 件で頭打ち"], Pager.count, ["10,000", "at_least"]),
    "addAsset": (
        ["The response has no body", "refused with 409", "50,000 a month by default"],
        ["応答に本文はありません", "409 が返ります", "月 50,000 件"],
        ManagementClient.assets.add,
        ["A 409 is not an error", "50,000"],
    ),
    "refreshAsset": (
        ["only when the ETag of the file has changed"],
        ["ETag が変わった場合にのみ"],
        ManagementClient.assets.refresh,
        ["only if the ETag of the file has changed"],
    ),
    "uploadAsset": (
        ["An upload to an existing name fails", "Web Folder and Web Proxy Sources take no uploads"],
        ["既存の名前へのアップロードは失敗します", "Web フォルダーと Web プロキシでは利用できません"],
        ManagementClient.uploads.upload,
        ["an upload to an existing name fails"],
    ),
    "openUploadSession": (
        ["up to 5 GB", "4.99 GB on Cloudflare R2", "Azure Sources have no upload sessions", "valid for 8 hours"],
        ["上限は 5 GB", "Cloudflare R2 では 4.99 GB", "Azure", "8 時間"],
        ManagementClient.uploads.sessions.create,
        ["5 GB", "4.99 GB", "Azure Sources have no sessions", "8 hours"],
    ),
    "createPurge": (
        ["A purge that repeats a recent one succeeds"],
        ["パージは成功します"],
        ManagementClient.purges.create,
        ["still succeeds", "parent image, not of `url`", "`mark` or `blend`", "percent-encoded"],
    ),
    "listReports": (
        ["finalized at 00:00 UTC, available by 04:00 UTC, and kept for 90 days"],
        ["00:00 UTC に確定し、04:00 UTC までに", "90 日間"],
        ManagementClient.reports,
        ["finalized at 00:00 UTC, available by 04:00 UTC, and kept for 90 days"],
    ),
    "getReport": (["Links to its files expire"], ["有効期限"], ManagementClient.reports, ["files expire"]),
}


@pytest.mark.parametrize("name", STATEMENTS)
def test_what_is_known_is_stated_in_both_languages_and_by_the_client(name):
    english, japanese, documented, docstring = STATEMENTS[name]
    operation = OPERATIONS[name][2]
    for text, statements in (
        (operation["description"], english),
        (operation["x-description-ja"], japanese),
        (inspect.getdoc(documented), docstring),
    ):
        words = " ".join(text.split())
        assert [statement for statement in statements if statement not in words] == []


def test_a_purge_says_whose_source_it_means():
    fields = SCHEMAS["PurgeCreateAttributes"]["properties"]
    assert "parent image" in fields["source_id"]["description"]
    assert "親画像" in fields["source_id"]["x-description-ja"]
    assert "mark or blend" in fields["sub_image"]["description"] + fields["url"]["description"]
    assert "percent-encoded" in fields["url"]["description"]


def test_the_largest_uploads():
    small, large = {"max-bytes": 30_000_000}, {"max-bytes": 30_000_000, "session-max-bytes": 5_000_000_000}
    assert DOCUMENT["x-imgix-uploads"] == {
        "s3": large,
        "gcs": large,
        "azure": small,
        "s3_compatible": {**large, "providers": {"Cloudflare R2": {"session-max-bytes": 4_990_000_000}}},
        "webfolder": {},
        "webproxy": {},
    }


def test_only_what_was_captured_has_the_highest_grade():
    grades = {name: operation["x-imgix-confidence"] for name, (_, _, operation) in OPERATIONS.items()}
    assert [name for name, grade in grades.items() if "captured" in str(grade)] == ["addAsset"]
    responses = DOCUMENT["components"]["responses"]
    captured = {name for name, response in responses.items() if response["x-imgix-confidence"] == "captured"}
    assert captured == {"Unauthorized", "NotFound", "AlreadyAdded"}
