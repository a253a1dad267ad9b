"""Metadata from tables, and tables from Assets."""

import csv
import io
import json

import pytest

from imgix_management import InvalidInputError, ManagementClient
from imgix_management._i18n import LANGUAGES
from imgix_management.bulk import AssetTable

from .conftest import KEY, items, report, results

NAMES = [f"cats/{number}.jpg" for number in range(5)]


@pytest.fixture
def assets(sandbox, source_id):
    """Five Assets; the first has metadata."""
    with ManagementClient(KEY, base_url=sandbox.url, rate_limits=None) as client:
        for name in NAMES:
            client.uploads.upload(source_id, name, b"bytes")
        client.assets.update(
            source_id,
            NAMES[0],
            name="Tom",
            description="A cat",
            categories=["pets"],
            custom_fields={"shelf": "A1", "count": 3, "sold": True},
        )
    return lambda number: sandbox.state.assets[f"{source_id}/{NAMES[number]}"].attributes


@pytest.fixture
def table(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "assets.csv"
        path.write_bytes(text.encode(encoding))
        return AssetTable(path)

    return write


def writes(sandbox):
    return sum(record.method == "PATCH" for record in sandbox.requests)


@pytest.mark.parametrize("form", [",utf-8", ";utf-8-sig", "\tutf-8"])
async def test_a_table_changes_what_it_says(client, source_id, assets, table, form):
    delimiter, encoding = form[0], form[1:]
    rows = [
        ["origin_path", "name", "description", "tags", "categories", "custom.shelf", "custom.count", "file_size"],
        [NAMES[0], "", "(clear)", "cat, 猫", '["a", "b"]', "B2", "", "1"],
        [f"/{NAMES[1]}", "Tim", "", '{"cat": 0.5}', "pets, new", "", "7", ""],
    ]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    job = client.assets.update_many(table(text.getvalue(), encoding), source_id=source_id)
    outcome = await report(job)
    assert outcome.done == 2
    first, second = assets(0), assets(1)
    assert (first["name"], first["description"], first["categories"]) == ("Tom", None, ["a", "b"])
    assert first["tags"] == {"cat": 1.0, "猫": 1.0}
    assert first["custom_fields"] == {"shelf": "B2", "count": 3, "sold": True}
    assert (second["name"], second["tags"], second["categories"]) == ("Tim", {"cat": 0.5}, ["pets", "new"])
    assert second["custom_fields"] == {"count": "7"}


async def test_the_difference_is_shown_and_a_dry_run_changes_nothing(client, sandbox, source_id, assets):
    rows = [
        {"origin_path": NAMES[0], "name": "Tom", "description": None, "custom.shelf": None, "custom.count": "3"},
        {"origin_path": NAMES[1], "name": "", "custom_fields": {"shelf": "C3"}},
        {"origin_path": NAMES[0][:-1] + "g2", "name": "no such"},
        {"origin_path": NAMES[2], "name": None},
    ]
    before = writes(sandbox)
    tried = {
        outcome.key: outcome
        for outcome in await results(client.assets.update_many(rows, source_id=source_id, dry_run=True))
    }
    assert writes(sandbox) == before
    changed = {"description": ("A cat", None), "custom.shelf": ("A1", None)}
    assert tried[f"{source_id}/{NAMES[0]}"].changes == changed
    assert tried[f"{source_id}/{NAMES[2]}"].reason == "unchanged"
    job = client.assets.update_many(rows, source_id=source_id)
    outcomes = {outcome.key: outcome for outcome in await results(job)}
    assert outcomes[f"{source_id}/{NAMES[0]}"].changes == changed
    assert assets(0)["custom_fields"] == {"count": 3, "sold": True}
    assert (job.report.done, job.report.failed, job.report.skipped_by) == (2, 1, {"unchanged": 1})
    again = await report(client.assets.update_many(rows, source_id=source_id))
    assert again.skipped_by == {"unchanged": 3}


async def test_custom_fields_are_replaced_if_asked_for(client, source_id, assets):
    rows = [{"origin_path": NAMES[0], "custom.new": "1"}]
    await report(client.assets.update_many(rows, source_id=source_id, replace_custom_fields=True))
    assert assets(0)["custom_fields"] == {"new": "1"}
    await report(client.assets.update_many([{"origin_path": NAMES[0], "custom_fields": None}], source_id=source_id))
    assert not assets(0)["custom_fields"]


BAD = [
    ("path,name\na.jpg,x\n", "table_columns_missing"),
    ("origin_path\na.jpg\n", "table_columns_missing"),
    ("", "table_columns_missing"),
    ("origin_path,name,nmae\na.jpg,x,y\n", "table_columns_unknown"),
    ("origin_path,name,name\na.jpg,x,y\n", "table_columns_unknown"),
    ("origin_path,name\na.jpg,x\nb.jpg\n", "table_row_length"),
    ("origin_path,name\na.jpg,x,y\n", "table_row_length"),
    ("origin_path,name\na.jpg,x\n,y\n", "table_value_invalid"),
    ('origin_path,tags\na.jpg,"{""a"": ""b""}"\n', "table_value_invalid"),
    ("origin_path,categories\na.jpg,[1]\n", "table_value_invalid"),
    ("origin_path,custom_fields\na.jpg,x\n", "table_value_invalid"),
    ("origin_path,name\na.jpg,x\n/a.jpg,y\n", "table_row_repeated"),
    ('origin_path,name\na.jpg,"x\n', "table_unreadable"),
]


@pytest.mark.parametrize("bad", BAD, ids=str)
async def test_a_bad_table_is_reported_before_anything_is_sent(client, sandbox, source_id, table, bad):
    text, code = bad
    before = len(sandbox.requests)
    with pytest.raises(InvalidInputError) as error:
        await report(client.assets.update_many(table(text), source_id=source_id))
    assert error.value.code == code
    assert all(error.value.message(language) for language in LANGUAGES)
    assert len(sandbox.requests) == before


async def test_a_table_in_another_encoding_or_that_is_missing(client, source_id, table, tmp_path):
    for rows, code in (
        (table("origin_path,name\na.jpg,日本語\n", "shift_jis"), "table_unreadable"),
        (AssetTable(tmp_path / "missing.csv"), "file_not_found"),
    ):
        with pytest.raises(InvalidInputError) as error:
            await report(client.assets.update_many(rows, source_id=source_id))
        assert error.value.code == code


async def test_an_update_of_unknown_outcome_is_looked_up(faulty, open_client, no_pauses):
    sandbox = faulty({"fault": "reset at=after", "operations": ["updateAsset"], "times": 2})
    with ManagementClient(KEY, base_url=sandbox.url, rate_limits=None) as client:
        for name in NAMES:
            client.uploads.upload(sandbox.source_id, name, b"bytes")
    rows = [{"origin_path": name, "name": name} for name in NAMES]
    async with open_client(sandbox.url) as client:
        outcome = await report(client.assets.update_many(rows, source_id=sandbox.source_id))
    assert (outcome.done, outcome.skipped, outcome.unknown) == (5, 0, 0)
    assert writes(sandbox) == 5


async def test_many_are_refreshed_and_added(client, sandbox, source_id, assets):
    refreshed = await report(client.assets.refresh_many(source_id, [*NAMES, NAMES[0], "missing.jpg"]))
    assert (refreshed.done, refreshed.failed, refreshed.repeated) == (5, 1, 1)
    added = client.assets.add_many(source_id, ["new.jpg", *NAMES[:2]])
    await report(added)
    assert (added.report.done, added.report.duplicate) == (3, 2)
    assert {item.key for item in await items(added, "done") if item.duplicate} == {
        f"{source_id}/{n}" for n in NAMES[:2]
    }
    for paths in ([*NAMES, "a//b.jpg"], [""]):
        with pytest.raises(InvalidInputError) as error:
            await report(client.assets.add_many(source_id, paths))
        assert error.value.code == "origin_path_invalid"


async def run(outcome):
    return await outcome if hasattr(outcome, "__await__") else outcome


async def test_an_export_can_be_read_again(client, sandbox, source_id, assets, tmp_path):
    path = tmp_path / "assets.csv"
    seen = []
    assert await run(client.assets.export(source_id, path, progress=seen.append)) == 5
    assert seen == [5]
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
    assert [row["origin_path"] for row in rows] == [f"/{name}" for name in NAMES]
    assert json.loads(rows[0]["custom_fields"]) == {"shelf": "A1", "count": 3, "sold": True}
    before = writes(sandbox)
    outcome = await report(client.assets.update_many(AssetTable(path)))
    assert (outcome.skipped_by, writes(sandbox)) == ({"unchanged": 5}, before)


async def test_lines_of_json_and_chosen_columns(client, source_id, assets, tmp_path):
    text = io.StringIO()
    fields = ["origin_path", "name"]
    assert await run(client.assets.export(source_id, text, format="ndjson", fields=fields, sort="date_created")) == 5
    lines = [json.loads(line) for line in text.getvalue().splitlines()]
    assert lines[0] == {"origin_path": "/cats/0.jpg", "name": "Tom"}
    text = io.StringIO()
    await run(client.assets.export(source_id, text, fields="name,origin_path", categories="pets"))
    assert text.getvalue() == "name,origin_path\nTom,/cats/0.jpg\n"
    for target, settings in ((tmp_path / "no" / "a.csv", {}), (text, {"format": "xml"})):
        with pytest.raises(InvalidInputError):
            await run(client.assets.export(source_id, target, **settings))


async def test_an_export_that_fails_leaves_the_file_as_it_was(faulty, open_client, tmp_path):
    sandbox = faulty({"fault": "response status=500", "operations": ["listAssets"]})
    path = tmp_path / "assets.csv"
    path.write_text("before")
    async with open_client(sandbox.url) as client:
        with pytest.raises(Exception, match="500"):
            await run(client.assets.export(sandbox.source_id, path))
    assert path.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["assets.csv"]
