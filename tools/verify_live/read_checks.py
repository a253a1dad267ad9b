"""Check what a read can settle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from imgix_openapi.operations import SECRET_FLAGS
from tools.contract import load
from tools.verify_live.client import LiveClient
from tools.verify_live.verdicts import (
    Edit,
    MissingPrerequisiteError,
    Response,
    Verdict,
    check,
    confirmed,
    refuted,
    still_open,
)

LARGE_PAGE: Final = 1001
ENOUGH: Final = 50
"""The least number of Assets to conclude from that an attribute is never null."""
_SCALE: Final = range(1, 6)


def _sources(client: LiveClient, type_: str, fields: str) -> list[Response]:
    return [client.call("listSources", page_size=20, filter_deployment_type=type_, fields_sources=fields)]


def _deployments(listed: Response) -> list[dict[str, Any]]:
    return [attributes.get("deployment") or {} for attributes in listed.resources]


# ------------------------------------------------------------------------------------------------------------- lists
@check("total-records", lambda client: [client.assets(page_limit=1), client.call("listSources", page_size=1)])
def total_records(assets: Response, sources: Response) -> Verdict:
    """Find out how the totals are written."""
    cursor = assets.document["meta"]["cursor"]["totalRecords"]
    pagination = sources.document["meta"]["pagination"]["totalRecords"]
    note = f"a {_type(cursor)} in `meta.cursor`, a {_type(pagination)} in `meta.pagination`"
    if isinstance(cursor, str) and isinstance(pagination, int):
        return confirmed(note, then="Leave one type to each `totalRecords`.")
    return refuted(note, then="Leave one type to each `totalRecords`.")


def _type(value: object) -> str:
    return {str: "string", int: "number", type(None): "null"}.get(type(value), type(value).__name__)


@check("max-page-size", lambda client: [client.call("listSources", page_size=LARGE_PAGE)], expected=(400,))
def max_page_size(listed: Response) -> Verdict:
    """Check whether a large page is refused, reduced or accepted."""
    if listed.status == 400:  # noqa: PLR2004
        return refuted(f"{LARGE_PAGE} is refused: {listed.summary}", then="Give page[size] the maximum named there.")
    size = listed.document["meta"]["pagination"]["pageSize"]
    if int(size) < LARGE_PAGE:
        return refuted(f"{LARGE_PAGE} is reduced to {size}", *_maximum(int(size)))
    return confirmed(
        f"{LARGE_PAGE} is accepted for Sources; whether a page holds that many can be seen in a larger account only"
    )


def _maximum(size: int) -> list[Edit]:
    place = "components/parameters/PageSize"
    ja = f"1 ページあたりの件数です。{size} より大きい値は {size} とみなされます。"
    return [
        Edit(f"{place}/description", f"The number of resources on a page. More than {size} are reduced to {size}."),
        Edit(f"{place}/x-description-ja", ja),
    ]


@check(
    "asset-pagination", lambda client: [client.assets(query={"page[number]": "1", "page[size]": "1"})], expected=(400,)
)
def asset_pagination(listed: Response) -> Verdict:
    """Check whether page numbers work for Assets."""
    if not listed.ok:
        return confirmed(f"page numbers are refused: {listed.summary}")
    current = str(listed.document["meta"]["cursor"]["current"])
    if current == "1":
        return refuted("page numbers work for Assets", then="Add page[number] and page[size] to listAssets.")
    return confirmed("page numbers are ignored") if current == "0" else still_open(f"the cursor is {current!r}")


def _last_page(client: LiveClient) -> Sequence[Any]:
    first = client.assets(page_limit=1)
    total = int(first.document["meta"]["cursor"]["totalRecords"]) if first.ok else 0
    return [client.assets(page_limit=1, page_cursor=str(max(total - 1, 0)))]


@check("cursor-end", _last_page, expected=(400,))
def cursor_end(last: Response) -> Verdict:
    """Find out what the last page says about the next one."""
    if not last.ok:
        return still_open(f"a number of Assets is not a cursor: {last.summary}; walk the list to its end")
    cursor = last.document["meta"]["cursor"]
    note = f"on the last page, hasMore is {cursor.get('hasMore')} and next is {cursor.get('next', 'absent')!r}"
    if cursor.get("hasMore") is False and cursor.get("next") is None:
        return confirmed(f"{note}; an offset works as a cursor")
    return refuted(note, then="Say in the schema Cursor what `next` holds on the last page.")


@check(
    "include-values",
    lambda client: [client.call("getSource", source_id=client.source_id, query={"include": "account"})],
    expected=(400,),
)
def include_values(source: Response) -> Verdict:
    """Check whether `include` puts something into `included`."""
    if not source.ok:
        return confirmed(f"`include` is refused: {source.summary}")
    if source.document.get("included"):
        return refuted("`include=account` fills `included`", then="Add the parameter `include`.")
    return still_open("`include=account` puts nothing into `included`; other values were not tried")


@check(
    "fields-reports",
    lambda client: [client.call("listReports", page_size=1, fields_reports="report_key")],
    expected=(400,),
)
def fields_reports(listed: Response) -> Verdict:
    """Check whether Reports accept a sparse fieldset."""
    if not listed.ok:
        return refuted(
            f"it is refused: {listed.summary}", then="Take fields[reports] out of listReports and getReport."
        )
    if not listed.data:
        return still_open("there is no Report")
    names = sorted(listed.resources[0])
    if names == ["report_key"]:
        return confirmed(
            "only `report_key` came", Edit("components/parameters/FieldsReports/x-imgix-confidence", "captured")
        )
    return refuted(f"it is ignored: {', '.join(names)} came", then="Take fields[reports] out of the contract.")


# ------------------------------------------------------------------------------------------------- filters and sorts
def _part_of_a_name(client: LiveClient) -> Sequence[Any]:
    name = str(client.source.attributes["name"])
    if len(name) < 2:  # noqa: PLR2004
        raise MissingPrerequisiteError("it needs a Source whose name has more than one letter")
    return [client.call("listSources", page_size=1, filter_name=name[:-1]), name]


@check("name-filter", _part_of_a_name)
def name_filter(listed: Response, name: str) -> Verdict:
    """Check whether a part of a name is enough."""
    if any(attributes.get("name") == name for attributes in listed.resources):
        return refuted(
            "a part of the name is enough", *_name("A part of the name of the Source.", "ソースの名前の一部です。")
        )
    if listed.data:
        return still_open("other Sources match the part that was asked for")
    return confirmed(
        "the full name has to match", *_name("The full name of the Source.", "ソースの名前（完全一致）です。")
    )


def _name(en: str, ja: str) -> list[Edit]:
    place = "listSources/parameters/filter[name]"
    return [Edit(f"{place}/description", en), Edit(f"{place}/x-description-ja", ja)]


def _word(client: LiveClient) -> Sequence[Any]:
    word = client.origin_path.rpartition("/")[2].rpartition(".")[0] or client.origin_path
    return [client.assets(page_limit=1, filter_or_keywords=word, filter_or_origin_path="no-such-path")]


@check("or-filters", _word, expected=(400,))
def or_filters(listed: Response) -> Verdict:
    """Check whether the plural works, combined by OR."""
    if not listed.ok:
        return refuted(f"it is refused: {listed.summary}", then="Spell filter[or:keyword] as the response says.")
    if listed.data:
        return confirmed("`or:keywords` matches, and by OR")
    return still_open("nothing matched; the word may not be a keyword of the Asset")


@check("asset-sort-keys", lambda client: [client.assets(page_limit=1, sort="no_such_key")], expected=(400,))
def asset_sort_keys(listed: Response) -> Verdict:
    """Check whether the response names the keys."""
    if not listed.ok and all(key in listed.detail for key in ("date_created", "date_modified", "file_size")):
        return confirmed(f"the response names them: {listed.summary}", then="Add any other key that it names.")
    return still_open(f"a wrong key returned {listed.summary}, which does not name the right ones")


@check(
    "asset-filters",
    lambda client: [client.assets(query={"filter[uploaded_by]": "nobody"}, page_limit=1), client.origin_path],
    expected=(400,),
)
def asset_filters(listed: Response, _there_is_an_asset: str) -> Verdict:
    """Check whether a filter exists that the contract does not have."""
    if not listed.ok:
        return confirmed(f"unknown filters are refused: {listed.summary}")
    if listed.data:
        return confirmed("unknown filters are ignored; filter[uploaded_by] does not exist")
    return refuted("filter[uploaded_by] exists", then="Add filter[uploaded_by] to listAssets, and try the others.")


_KINDS: Final = "[IMAGE, ANIMATION, DOCUMENT, VECTOR]"


@check("media-kind", lambda client: [client.assets(filter_media_kind="video", page_limit=1)], expected=(400,))
def media_kind(listed: Response) -> Verdict:
    """Check whether there is a kind for videos."""
    if not listed.ok:
        return still_open(f"`video` is refused: {listed.summary}")
    if not listed.data:
        return still_open("there is no video in the Source")
    kind = listed.resources[0]["media_kind"]
    edit = Edit("listAssets/parameters/filter[media_kind]/schema/x-extensible-enum", f"{_KINDS[:-1]}, {kind}]")
    return refuted(f"a video has the kind {kind}, and letter case does not matter in the filter", edit)


# ----------------------------------------------------------------------------------------------------------- Sources
@check("robots-key", lambda client: [client.call("listSources", page_size=20, fields_sources="deployment")])
def robots_key(listed: Response) -> Verdict:
    """Find out how the setting is spelled."""
    names = {name for deployment in _deployments(listed) for name in deployment if "robots" in name}
    if not names:
        return still_open("no Source has such a setting")
    if names == {"robots.txt"}:
        return confirmed("`robots.txt` is there")
    return refuted(f"it is spelled {', '.join(sorted(names))}", then="Rename `robots.txt` in DeploymentSettings.")


@check("r2-provider", lambda client: _sources(client, "s3_compatible", "name,deployment.storage_provider"))
def r2_provider(listed: Response) -> Verdict:
    """Find out what the provider of an R2 Source is called."""
    providers = {deployment.get("storage_provider") for deployment in _deployments(listed)} if listed.data else set()
    others = sorted(str(name) for name in providers - {None, "DigitalOcean", "Linode", "Wasabi"})
    if not others:
        return still_open("no Source has a provider beside the known ones")
    return refuted(f"there is {', '.join(others)}", then=f"Add {', '.join(others)} to storage_provider.")


@check("azure-sas-echo", lambda client: _sources(client, "azure", "deployment"))
def azure_sas_echo(listed: Response) -> Verdict:
    """Check whether the secret is returned. It is never shown."""
    if not listed.data:
        return still_open("there is no Azure Source")
    if any("azure_sas_string" in deployment for deployment in _deployments(listed)):
        return refuted("`azure_sas_string` is returned", then="Make azure_sas_string readable in DeploymentFields.")
    return confirmed("`azure_sas_string` is not returned")


@check(
    "never-deployed",
    lambda client: [client.call("listSources", sort="date_deployed", page_size=1)],
)
def never_deployed(listed: Response) -> Verdict:
    """Find out which value a Source has that was never deployed."""
    date = listed.resources[0].get("date_deployed", "absent") if listed.data else None
    if not listed.data or date not in (None, 0, "absent"):
        return still_open("every Source has been deployed; try again right after one was created")
    if date is None:
        return confirmed("it is null")
    return refuted(f"it is {date}", *_never(date))


def _never(date: object) -> list[Edit]:
    place = "components/schemas/SourceAttributes/properties/date_deployed"
    ja = "省略されます。" if date == "absent" else f"{date} です。"
    return [
        Edit(f"{place}/description", f"When the Source was last deployed. It is {date} before the first deployment."),
        Edit(f"{place}/x-description-ja", f"最後にデプロイされた日時です。初回のデプロイ前は{ja}"),
    ]


@check("origin-authentication", lambda client: [client.call("listSources", page_size=20, fields_sources="deployment")])
def origin_authentication(listed: Response) -> Verdict:
    """Find out what the attributes behind the flags of a deployment are called. Their values are not shown."""
    flags = {name for name, secret in SECRET_FLAGS.items() if secret is None}
    marked = [deployment for deployment in _deployments(listed) if any(map(deployment.get, flags))]
    if not marked:
        return still_open("no Source has such a setting")
    return _unknown(marked)


@check("s3-compatible-prefix", lambda client: _sources(client, "s3_compatible", "deployment"))
def s3_compatible_prefix(listed: Response) -> Verdict:
    """Find out what the prefix is called."""
    return _unknown(_deployments(listed)) if listed.data else still_open("there is no such Source")


def _unknown(deployments: list[dict[str, Any]]) -> Verdict:
    known = load()["components"]["schemas"]["Deployment"]["properties"]
    names = sorted({name for deployment in deployments for name in deployment} - known.keys())
    if not names:
        return still_open("the deployments have no attribute that the contract does not have")
    return refuted(f"there is {', '.join(names)}", then=f"Add {', '.join(names)} to the deployments.")


@check("request-id", lambda client: [client.call("getSource", source_id="0" * 24)], expected=(404,))
def request_id(missing: Response) -> Verdict:
    """Check whether an error has the header, with the id of the error. Neither is shown."""
    if missing.ok:
        return still_open("there is such a Source")
    header, id_ = missing.headers.get("x-request-id"), missing.document["errors"][0].get("id")
    if header is None:
        return confirmed("an error has no header x-request-id")
    then = "Say in the header RequestId that it is the id of the error."
    return refuted("the header is the id of the error", then=then) if header == id_ else confirmed("they differ")


# ------------------------------------------------------------------------------------------------------------ Assets
@check("asset-nulls", lambda client: [client.assets(page_limit=100)])
def asset_nulls(listed: Response) -> Verdict:
    """Check whether an attribute is null that was never seen to be."""
    schemas = load()["components"]["schemas"]["AssetAttributes"]["properties"]
    nulls = {name for attributes in listed.resources for name, value in attributes.items() if value is None}
    surprising = sorted(name for name in nulls if schemas.get(name, {}).get("x-imgix-never-null"))
    seen = f"{len(listed.data)} Assets were looked at; null in {', '.join(sorted(nulls)) or 'none'}"
    if surprising:
        return refuted(seen, then=f"Take x-imgix-never-null from {', '.join(surprising)}.")
    return confirmed(seen) if len(listed.data) >= ENOUGH else still_open(f"{seen}; that is too few")


_WARNINGS: Final = ("adult", "medical", "racy", "spoof", "violence")


@check(
    "warning-scale",
    lambda client: [client.assets(page_limit=100, fields_assets=",".join(f"warning_{name}" for name in _WARNINGS))],
)
def warning_scale(listed: Response) -> Verdict:
    """Find out which values the warnings have."""
    values = {value for attributes in listed.resources for value in attributes.values() if value is not None}
    if not values:
        return still_open("no Asset was analysed for warnings")
    note = f"from {min(values)} to {max(values)}"
    if not values <= set(_SCALE):
        return refuted(note, then="Change the scale in the descriptions of the warnings.")
    return confirmed(note) if {1, 5} <= values else still_open(f"{note}; the ends of the scale were not seen")


@check("tags-shape", lambda client: [client.assets(page_limit=20, fields_assets="analyzed_tags,tags")])
def tags_shape(listed: Response) -> Verdict:
    """Check whether tags have scores."""
    values = [tags for attributes in listed.resources if (tags := attributes.get("tags"))]
    if not values:
        return still_open("no Asset has tags")
    if all(isinstance(tags, dict) for tags in values):
        return confirmed("an object of scores")
    return refuted("a list came", then="Let Tags be a list of labels as well.")


@check("uploaded-by-shape", lambda client: [client.assets(page_limit=20, fields_assets="uploaded_by,uploaded_by_api")])
def uploaded_by_shape(listed: Response) -> Verdict:
    """Find out which type it has. Whom it names is not shown."""
    types = {type(value).__name__ for each in listed.resources if (value := each.get("uploaded_by")) is not None}
    if not types:
        return still_open("it is null everywhere")
    then = f"Leave one type to uploaded_by: {', '.join(sorted(types))}."
    return confirmed(f"seen as {', '.join(sorted(types))}", then=then) if types <= {"str", "dict"} else refuted(then)


@check(
    "forbidden-body",
    lambda client: [client.call("listReports", key="KEY_WITHOUT_ANALYTICS", page_size=1)],
    expected=(403,),
)
def forbidden_body(refusal: Response) -> Verdict:
    """Check whether a refusal names the permission."""
    if refusal.ok:
        return still_open("the key has the permission")
    if "analytics" in str(refusal.document["errors"]).lower():
        return refuted(f"it names it: {refusal.summary}", then="Say so in the response Forbidden.")
    return confirmed(f"it names nothing: {refusal.summary}")
