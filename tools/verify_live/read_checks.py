"""Questions that a read settles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from imgix_openapi.operations import SECRET_FLAGS
from tools.contract import load
from tools.verify_live.client import Probe
from tools.verify_live.verdicts import Answer, Edit, MissingError, Verdict, confirmed, refuted, settles, still_open

LARGE_PAGE: Final = 1001
ENOUGH: Final = 50
"""Assets that have to be seen before what none of them shows counts as not there."""
_SCALE: Final = range(1, 6)


def _sources(probe: Probe, type_: str, fields: str) -> list[Answer]:
    return [probe.call("listSources", page_size=20, filter_deployment_type=type_, fields_sources=fields)]


def _deployments(listed: Answer) -> list[dict[str, Any]]:
    return [attributes.get("deployment") or {} for attributes in listed.resources]


# ------------------------------------------------------------------------------------------------------------- lists
@settles("total-records", lambda probe: [probe.assets(page_limit=1), probe.call("listSources", page_size=1)])
def total_records(assets: Answer, sources: Answer) -> Verdict:
    """How the totals are written."""
    cursor = assets.document["meta"]["cursor"]["totalRecords"]
    pagination = sources.document["meta"]["pagination"]["totalRecords"]
    note = f"a {_type(cursor)} in `meta.cursor`, a {_type(pagination)} in `meta.pagination`"
    if isinstance(cursor, str) and isinstance(pagination, int):
        return confirmed(note, then="Leave one type to each `totalRecords`.")
    return refuted(note, then="Leave one type to each `totalRecords`.")


def _type(value: object) -> str:
    return {str: "string", int: "number", type(None): "null"}.get(type(value), type(value).__name__)


@settles("max-page-size", lambda probe: [probe.call("listSources", page_size=LARGE_PAGE)], takes=(400,))
def max_page_size(listed: Answer) -> Verdict:
    """Whether a large page is refused, cut down or taken."""
    if listed.status == 400:  # noqa: PLR2004
        return refuted(f"{LARGE_PAGE} is refused: {listed.said}", then="Give page[size] the maximum named there.")
    size = listed.document["meta"]["pagination"]["pageSize"]
    if int(size) < LARGE_PAGE:
        old, new = _maximum(int(size))
        return refuted(f"{LARGE_PAGE} is cut down to {size}", Edit(None, old, new))
    return confirmed(
        f"{LARGE_PAGE} is taken for Sources; whether a page is filled so far shows in a larger account only"
    )


def _maximum(size: int) -> tuple[str, str]:
    head = (
        "    PageSize:\n      name: page[size]\n      in: query\n      description: The number of resources on a page. "
    )
    ja = "      x-description-ja: 1 ページあたりの件数です。"
    return (
        f"{head}The maximum is not known.\n{ja}最大値は不明です。\n",
        f"{head}More than {size} are reduced to {size}.\n{ja}{size} より大きい値は {size} とみなされます。\n",
    )


@settles("asset-pagination", lambda probe: [probe.assets(query={"page[number]": "1", "page[size]": "1"})], takes=(400,))
def asset_pagination(listed: Answer) -> Verdict:
    """Whether page numbers work for Assets."""
    if not listed.ok:
        return confirmed(f"page numbers are refused: {listed.said}")
    current = str(listed.document["meta"]["cursor"]["current"])
    if current == "1":
        return refuted("page numbers work for Assets", then="Add page[number] and page[size] to listAssets.")
    return confirmed("page numbers are ignored") if current == "0" else still_open(f"the cursor is {current!r}")


def _last_page(probe: Probe) -> Sequence[Any]:
    first = probe.assets(page_limit=1)
    total = int(first.document["meta"]["cursor"]["totalRecords"]) if first.ok else 0
    return [probe.assets(page_limit=1, page_cursor=str(max(total - 1, 0)))]


@settles("cursor-end", _last_page, takes=(400,))
def cursor_end(last: Answer) -> Verdict:
    """What the last page says of the next one."""
    if not last.ok:
        return still_open(f"a number of Assets is no cursor: {last.said}; walk the list to its end")
    cursor = last.document["meta"]["cursor"]
    note = f"on the last page, hasMore is {cursor.get('hasMore')} and next is {cursor.get('next', 'absent')!r}"
    if cursor.get("hasMore") is False and cursor.get("next") is None:
        return confirmed(f"{note}; an offset works as a cursor")
    return refuted(note, then="Say in the schema Cursor what `next` holds on the last page.")


@settles(
    "include-values",
    lambda probe: [probe.call("getSource", source_id=probe.source_id, query={"include": "account"})],
    takes=(400,),
)
def include_values(source: Answer) -> Verdict:
    """Whether `include` puts something into `included`."""
    if not source.ok:
        return confirmed(f"`include` is refused: {source.said}")
    if source.document.get("included"):
        return refuted("`include=account` fills `included`", then="Add the parameter `include`.")
    return still_open("`include=account` puts nothing into `included`; other values were not tried")


@settles(
    "fields-reports",
    lambda probe: [probe.call("listReports", page_size=1, fields_reports="report_key")],
    takes=(400,),
)
def fields_reports(listed: Answer) -> Verdict:
    """Whether Reports take a sparse fieldset."""
    if not listed.ok:
        return refuted(f"it is refused: {listed.said}", then="Take fields[reports] out of listReports and getReport.")
    if not listed.data:
        return still_open("there is no Report")
    names = sorted(listed.resources[0])
    if names == ["report_key"]:
        return confirmed("only `report_key` came", Edit(None, _INFERRED, _INFERRED.replace("inferred", "captured")))
    return refuted(f"it is ignored: {', '.join(names)} came", then="Take fields[reports] out of the contract.")


_INFERRED: Final = (
    "      x-description-ja: 取得する属性をカンマで区切って指定します。\n      x-imgix-confidence: inferred\n"
)


# ------------------------------------------------------------------------------------------------- filters and sorts
def _part_of_a_name(probe: Probe) -> Sequence[Any]:
    name = str(probe.source.attributes["name"])
    if len(name) < 2:  # noqa: PLR2004
        raise MissingError("it needs a Source whose name has more than one letter")
    return [probe.call("listSources", page_size=1, filter_name=name[:-1]), name]


@settles("name-filter", _part_of_a_name)
def name_filter(listed: Answer, name: str) -> Verdict:
    """Whether a part of a name is enough."""
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
    unknown = "The name of the Source. Whether the full name or a part of it must match is not known."
    unknown_ja = "ソースの名前です。完全一致と部分一致のどちらであるかは不明です。"
    return [Edit("listSources", unknown, en), Edit("listSources", unknown_ja, ja)]


def _word(probe: Probe) -> Sequence[Any]:
    word = probe.origin_path.rpartition("/")[2].rpartition(".")[0] or probe.origin_path
    return [probe.assets(page_limit=1, filter_or_keywords=word, filter_or_origin_path="no-such-path")]


@settles("or-filters", _word, takes=(400,))
def or_filters(listed: Answer) -> Verdict:
    """Whether the plural works, and by OR."""
    if not listed.ok:
        return refuted(f"it is refused: {listed.said}", then="Spell filter[or:keyword] as the answer says.")
    if listed.data:
        return confirmed("`or:keywords` matches, and by OR")
    return still_open("nothing matched; the word may be no keyword of the Asset")


@settles("asset-sort-keys", lambda probe: [probe.assets(page_limit=1, sort="no_such_key")], takes=(400,))
def asset_sort_keys(listed: Answer) -> Verdict:
    """Whether the answer names the keys."""
    if not listed.ok and all(key in listed.detail for key in ("date_created", "date_modified", "file_size")):
        return confirmed(f"the answer names them: {listed.said}", then="Add any other key that it names.")
    return still_open(f"a wrong key was answered with {listed.said}, which does not name the right ones")


@settles(
    "asset-filters",
    lambda probe: [probe.assets(query={"filter[uploaded_by]": "nobody"}, page_limit=1), probe.origin_path],
    takes=(400,),
)
def asset_filters(listed: Answer, _there_is_an_asset: str) -> Verdict:
    """Whether a filter exists that the contract does not have."""
    if not listed.ok:
        return confirmed(f"unknown filters are refused: {listed.said}")
    if listed.data:
        return confirmed("unknown filters are ignored; filter[uploaded_by] does not exist")
    return refuted("filter[uploaded_by] exists", then="Add filter[uploaded_by] to listAssets, and try the others.")


@settles("media-kind", lambda probe: [probe.assets(filter_media_kind="video", page_limit=1)], takes=(400,))
def media_kind(listed: Answer) -> Verdict:
    """Whether there is a kind for videos."""
    if not listed.ok:
        return still_open(f"`video` is refused: {listed.said}")
    if not listed.data:
        return still_open("there is no video in the Source")
    kind, known = listed.resources[0]["media_kind"], "x-extensible-enum: [IMAGE, ANIMATION, DOCUMENT, VECTOR]"
    edit = Edit("listAssets", known, known.replace("]", f", {kind}]"))
    return refuted(f"a video has the kind {kind}, and letter case does not matter in the filter", edit)


# ----------------------------------------------------------------------------------------------------------- Sources
@settles("robots-key", lambda probe: [probe.call("listSources", page_size=20, fields_sources="deployment")])
def robots_key(listed: Answer) -> Verdict:
    """How the setting is spelt."""
    names = {name for deployment in _deployments(listed) for name in deployment if "robots" in name}
    if not names:
        return still_open("no Source has such a setting")
    if names == {"robots.txt"}:
        return confirmed("`robots.txt` is there")
    return refuted(f"it is spelt {', '.join(sorted(names))}", then="Rename `robots.txt` in DeploymentSettings.")


@settles("r2-provider", lambda probe: _sources(probe, "s3_compatible", "name,deployment.storage_provider"))
def r2_provider(listed: Answer) -> Verdict:
    """What the provider of an R2 Source is called."""
    found = {deployment.get("storage_provider") for deployment in _deployments(listed)} if listed.data else set()
    others = sorted(str(name) for name in found - {None, "DigitalOcean", "Linode", "Wasabi"})
    if not others:
        return still_open("no Source has a provider beside the known ones")
    return refuted(f"there is {', '.join(others)}", then=f"Add {', '.join(others)} to storage_provider.")


@settles("azure-sas-echo", lambda probe: _sources(probe, "azure", "deployment"))
def azure_sas_echo(listed: Answer) -> Verdict:
    """Whether the secret comes back. It is never shown."""
    if not listed.data:
        return still_open("there is no Azure Source")
    if any("azure_sas_string" in deployment for deployment in _deployments(listed)):
        return refuted("`azure_sas_string` is answered", then="Make azure_sas_string readable in DeploymentFields.")
    return confirmed("`azure_sas_string` is not answered")


@settles(
    "never-deployed",
    lambda probe: [probe.call("listSources", sort="date_deployed", page_size=1)],
)
def never_deployed(listed: Answer) -> Verdict:
    """What stands for a deployment that never was."""
    date = listed.resources[0].get("date_deployed", "absent") if listed.data else None
    if not listed.data or date not in (None, 0, "absent"):
        return still_open("every Source has been deployed; try again right after one was created")
    if date is None:
        return confirmed("it is null")
    return refuted(f"it is {date}", *_never(date))


def _never(date: object) -> list[Edit]:
    unknown, unknown_ja = "That it is null before the first deployment is inferred.", "null であることは推定です。"
    known_ja = "省略されます。" if date == "absent" else f"{date} です。"
    return [Edit(None, unknown, f"It is {date} before the first deployment."), Edit(None, unknown_ja, known_ja)]


@settles("origin-authentication", lambda probe: [probe.call("listSources", page_size=20, fields_sources="deployment")])
def origin_authentication(listed: Answer) -> Verdict:
    """What the attributes behind the flags of a deployment are called. Their values are not shown."""
    flags = {name for name, secret in SECRET_FLAGS.items() if secret is None}
    marked = [deployment for deployment in _deployments(listed) if any(map(deployment.get, flags))]
    if not marked:
        return still_open("no Source has such a setting")
    return _unknown(marked)


@settles("s3-compatible-prefix", lambda probe: _sources(probe, "s3_compatible", "deployment"))
def s3_compatible_prefix(listed: Answer) -> Verdict:
    """What the prefix is called."""
    return _unknown(_deployments(listed)) if listed.data else still_open("there is no such Source")


def _unknown(deployments: list[dict[str, Any]]) -> Verdict:
    known = load()["components"]["schemas"]["Deployment"]["properties"]
    names = sorted({name for deployment in deployments for name in deployment} - known.keys())
    if not names:
        return still_open("the deployments have no attribute that the contract does not have")
    return refuted(f"there is {', '.join(names)}", then=f"Add {', '.join(names)} to the deployments.")


@settles("request-id", lambda probe: [probe.call("getSource", source_id="0" * 24)], takes=(404,))
def request_id(missing: Answer) -> Verdict:
    """Whether an error has the header, with the id of the error. Neither is shown."""
    if missing.ok:
        return still_open("there is such a Source")
    header, id_ = missing.headers.get("x-request-id"), missing.document["errors"][0].get("id")
    if header is None:
        return confirmed("an error has no header x-request-id")
    then = "Say in the header RequestId that it is the id of the error."
    return refuted("the header is the id of the error", then=then) if header == id_ else confirmed("they differ")


# ------------------------------------------------------------------------------------------------------------ Assets
@settles("asset-nulls", lambda probe: [probe.assets(page_limit=100)])
def asset_nulls(listed: Answer) -> Verdict:
    """Whether something is null that nobody has seen so."""
    schemas = load()["components"]["schemas"]["AssetAttributes"]["properties"]
    nulls = {name for attributes in listed.resources for name, value in attributes.items() if value is None}
    surprising = sorted(name for name in nulls if schemas.get(name, {}).get("x-imgix-never-null"))
    seen = f"{len(listed.data)} Assets were looked at; null in {', '.join(sorted(nulls)) or 'none'}"
    if surprising:
        return refuted(seen, then=f"Take x-imgix-never-null from {', '.join(surprising)}.")
    return confirmed(seen) if len(listed.data) >= ENOUGH else still_open(f"{seen}; that is too few")


_WARNINGS: Final = ("adult", "medical", "racy", "spoof", "violence")


@settles(
    "warning-scale",
    lambda probe: [probe.assets(page_limit=100, fields_assets=",".join(f"warning_{name}" for name in _WARNINGS))],
)
def warning_scale(listed: Answer) -> Verdict:
    """Which values the warnings have."""
    values = {value for attributes in listed.resources for value in attributes.values() if value is not None}
    if not values:
        return still_open("no Asset was analysed for warnings")
    note = f"from {min(values)} to {max(values)}"
    if not values <= set(_SCALE):
        return refuted(note, then="Change the scale in the descriptions of the warnings.")
    return confirmed(note) if {1, 5} <= values else still_open(f"{note}; the ends of the scale were not seen")


@settles("tags-shape", lambda probe: [probe.assets(page_limit=20, fields_assets="analyzed_tags,tags")])
def tags_shape(listed: Answer) -> Verdict:
    """Whether tags have scores."""
    found = [tags for attributes in listed.resources if (tags := attributes.get("tags"))]
    if not found:
        return still_open("no Asset has tags")
    if all(isinstance(tags, dict) for tags in found):
        return confirmed("an object of scores")
    return refuted("a list came", then="Let Tags be a list of labels as well.")


@settles("uploaded-by-shape", lambda probe: [probe.assets(page_limit=20, fields_assets="uploaded_by,uploaded_by_api")])
def uploaded_by_shape(listed: Answer) -> Verdict:
    """Which type it has. Whom it names is not shown."""
    types = {type(value).__name__ for each in listed.resources if (value := each.get("uploaded_by")) is not None}
    if not types:
        return still_open("it is null everywhere")
    then = f"Leave one type to uploaded_by: {', '.join(sorted(types))}."
    return confirmed(f"seen as {', '.join(sorted(types))}", then=then) if types <= {"str", "dict"} else refuted(then)


@settles(
    "forbidden-body", lambda probe: [probe.call("listReports", key="KEY_WITHOUT_ANALYTICS", page_size=1)], takes=(403,)
)
def forbidden_body(refusal: Answer) -> Verdict:
    """Whether a refusal names the permission."""
    if refusal.ok:
        return still_open("the key has the permission")
    if "analytics" in str(refusal.document["errors"]).lower():
        return refuted(f"it names it: {refusal.said}", then="Say so in the response Forbidden.")
    return confirmed(f"it names nothing: {refusal.said}")
