"""Folders: which files are sent, where to, and which are left as they are."""

import os
import socket
import unicodedata

import pytest

from imgix_management import AssetExistsError, InvalidInputError
from imgix_management.bulk import folder_files, journal_items, read_journal
from imgix_management.bulk.folders import Folder

from .conftest import items, report, results

FILES = {"a.jpg": b"first", "img/b.png": b"second", "img/deep/c.txt": b"third", "猫.jpg": b"fourth"}


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "files"
    write(root, FILES)
    return root


def write(root, files):
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@pytest.fixture
def journal(tmp_path):
    return tmp_path / "upload.journal"


def stored(sandbox):
    return {
        asset.origin_path: sandbox.state.store.blob(asset.blob).read_bytes() for asset in sandbox.state.assets.values()
    }


def uploads(sandbox):
    return sum(record.operation == "uploadAsset" for record in sandbox.requests)


async def test_all_files_arrive_under_the_prefix(client, sandbox, source_id, folder):
    job = client.uploads.upload_folder(source_id, folder, prefix="shop/")
    outcomes = await results(job)
    assert stored(sandbox) == {f"shop/{name}": content for name, content in FILES.items()}
    assert all(outcome.value.file_size for outcome in outcomes)
    assert (job.report.done, job.report.successful) == (4, True)


@pytest.mark.parametrize("compare", ["size", "hash"])
async def test_the_second_time_nothing_is_sent(client, sandbox, source_id, folder, compare):
    journal = folder.with_name("upload.journal")
    first = await report(client.uploads.upload_folder(source_id, folder, compare=compare, journal=journal))
    sent = uploads(sandbox)
    write(folder, {"new.jpg": b"new"})
    second = await report(client.uploads.upload_folder(source_id, folder, compare=compare, journal=journal))
    assert (first.done, second.done, second.skipped_by) == (4, 1, {compare: 4})
    assert uploads(sandbox) == sent + 1
    without = await report(client.uploads.upload_folder(source_id, folder))
    assert without.skipped_by == {"size": 5}


async def test_what_differs_is_replaced_only_if_asked_for(client, sandbox, source_id, folder, journal):
    await report(client.uploads.upload_folder(source_id, folder, journal=journal))
    write(folder, {"a.jpg": b"FIRST", "img/b.png": b"longer than before"})
    refused = client.uploads.upload_folder(source_id, folder, journal=journal)
    failed = [outcome for outcome in await results(refused) if outcome.state == "failed"]
    assert {type(outcome.error) for outcome in failed} == {AssetExistsError}
    assert {outcome.key for outcome in failed} == {f"{source_id}/a.jpg", f"{source_id}/img/b.png"}
    outcome = await report(client.uploads.upload_folder(source_id, folder, overwrite=True))
    assert (outcome.done, outcome.skipped_by) == (1, {"size": 3})  # without the journal, the sizes are all there is
    other = journal.with_name("other.journal")
    journal.rename(other)
    with pytest.raises(InvalidInputError) as error:
        await report(client.uploads.upload_folder(source_id, folder, overwrite=True, journal=other))
    assert error.value.code == "journal_other_job"


async def test_the_hash_of_what_was_sent_is_compared(client, sandbox, source_id, folder, journal):
    def job(**settings):
        return client.uploads.upload_folder(source_id, folder, overwrite=True, journal=journal, **settings)

    await report(job())
    os.utime(folder / "img/b.png", (1, 1))  # another time, the same bytes
    write(folder, {"a.jpg": b"FIRST"})  # the same size, other bytes
    seen = await report(job(dry_run=True))
    assert seen.skipped_by == {"dry run": 1, "hash": 3}
    outcome = await report(job())
    assert [item.message for item in journal_items(journal, "failed")] == []
    assert (outcome.done, outcome.skipped_by) == (1, {"hash": 3})
    assert stored(sandbox)["a.jpg"] == b"FIRST"


async def test_always_sends_all(client, sandbox, source_id, folder):
    for _ in range(2):
        outcome = await report(client.uploads.upload_folder(source_id, folder, compare="always", overwrite=True))
        assert outcome.done == 4
    assert uploads(sandbox) == 8
    assert not any(record.operation in ("getAsset", "listAssets") for record in sandbox.requests)


async def test_assets_are_listed_or_looked_up_whichever_takes_fewer_requests(client, sandbox, source_id, folder):
    def requests(operation):
        return sum(record.operation == operation for record in sandbox.requests)

    await report(client.uploads.upload_folder(source_id, folder))
    assert (requests("listAssets"), requests("getAsset")) == (2, 0)  # a count and a page, instead of four
    single = folder / "img" / "deep"
    before = requests("listAssets")
    await report(client.uploads.upload_folder(source_id, single, prefix="img/deep/"))
    assert (requests("listAssets"), requests("getAsset")) == (before + 1, 1)


async def test_patterns_are_those_of_gitignore(client, sandbox, source_id, folder):
    write(folder, {".git/config": b"x", "drafts/x.jpg": b"x", "img/keep.jpg": b"x", "img/drop.jpg": b"x"})
    job = client.uploads.upload_folder(
        source_id, folder, include=["*.jpg"], exclude=["/drafts/", "img/*.jpg", "!img/keep.jpg"]
    )
    await report(job)
    assert set(stored(sandbox)) == {"a.jpg", "猫.jpg", "img/keep.jpg"}


async def test_names_are_compared_and_sent_in_nfc(client, sandbox, source_id, tmp_path):
    name = "がぞう.jpg"
    decomposed = unicodedata.normalize("NFD", name)
    root = tmp_path / "nfd"
    write(root, {decomposed: b"x", "other.jpg": b"y"})
    await report(client.uploads.upload_folder(source_id, root, include=[name]))
    assert set(stored(sandbox)) == {name}
    write(root, {name: b"z"})
    if len(os.listdir(root)) < 3:
        pytest.skip("this file system takes both names for one")
    with pytest.raises(InvalidInputError) as error:
        await report(client.uploads.upload_folder(source_id, root))
    assert error.value.code == "file_names_collide"
    assert {error.value.values["first"], error.value.values["second"]} == {name, decomposed}
    assert uploads(sandbox) == 1


async def test_links_and_special_files_are_skipped_and_reported(client, sandbox, source_id, folder):
    (folder / "link.jpg").symlink_to(folder / "a.jpg")
    (folder / "linked").symlink_to(folder / "img")
    os.mkfifo(folder / "pipe")
    job = client.uploads.upload_folder(source_id, folder)
    outcome = await report(job)
    assert (outcome.done, outcome.skipped_by) == (4, {"link": 2, "special": 1})
    assert {item.reason for item in await items(job, "skipped")} == {"link", "special"}
    assert folder_files(folder, exclude=["img/"]) == ["a.jpg", "猫.jpg"]
    assert socket.AF_UNIX  # sockets have no path that they could be opened by


async def test_what_cannot_be_sent_is_reported_before_anything_is(client, sandbox, source_id, folder, tmp_path):
    (tmp_path / "empty").mkdir()
    for root, settings, code in (
        (tmp_path / "empty", {}, "folder_without_files"),
        (folder, {"include": ["*.gif"]}, "folder_without_files"),
        (tmp_path / "missing", {}, "folder_not_found"),
        (folder / "a.jpg", {}, "folder_not_found"),
    ):
        with pytest.raises(InvalidInputError) as error:
            await report(client.uploads.upload_folder(source_id, root, **settings))
        assert error.value.code == code
    for settings in ({"compare": "mtime"}, {"prefix": "a//b/"}, {"include": ["!"]}):
        with pytest.raises(InvalidInputError):
            client.uploads.upload_folder(source_id, folder, **settings)
    with open(os.fsencode(folder) + b"/\xff.jpg", "wb"):
        pass
    with pytest.raises(InvalidInputError) as error:
        await report(client.uploads.upload_folder(source_id, folder))
    assert error.value.code == "file_name_invalid"
    assert uploads(sandbox) == 0


async def test_an_unreadable_file_is_reported_before_anything_is_sent(client, sandbox, source_id, folder, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("b.png"))
    with pytest.raises(InvalidInputError) as error:
        await report(client.uploads.upload_folder(source_id, folder))
    assert (error.value.code, error.value.values["path"]) == ("file_unreadable", str(folder / "img/b.png"))
    assert uploads(sandbox) == 0


async def test_a_file_that_changes_while_it_is_sent_fails_alone(faulty, open_client, folder):
    sandbox = faulty({"fault": "latency seconds=0.4", "operations": ["uploadAsset"]})
    async with open_client(sandbox.url) as client:
        job = client.uploads.upload_folder(sandbox.source_id, folder)

        def change(seen):
            if seen.in_flight and not changed:
                changed.append(True)
                write(folder, {"a.jpg": b"changed meanwhile"})

        changed = []
        job._progress = change
        outcomes = {outcome.key: outcome for outcome in await results(job)}
    assert {key for key, outcome in outcomes.items() if outcome.state == "failed"} <= {f"{sandbox.source_id}/a.jpg"}
    assert job.report.done + job.report.failed == 4
    if job.report.failed:
        assert outcomes[f"{sandbox.source_id}/a.jpg"].error.code == "file_changed"


async def test_a_file_that_vanishes_fails_alone(client, source_id, folder):
    job = client.uploads.upload_folder(source_id, folder)
    job._progress = lambda seen: (folder / "a.jpg").unlink(missing_ok=True) if seen.planned else None
    await results(job)
    assert job.report.done >= 3
    assert {item.code for item in await items(job, "failed")} <= {"file_not_found", "file_changed"}


async def test_an_upload_of_unknown_outcome_is_looked_up(faulty, open_client, folder, no_pauses):
    sandbox = faulty({"fault": "reset at=after", "operations": ["uploadAsset"], "every": 2, "times": 2})
    async with open_client(sandbox.url) as client:
        outcome = await report(client.uploads.upload_folder(sandbox.source_id, folder))
    assert (outcome.done, outcome.unknown, outcome.failed) == (4, 0, 0)
    assert uploads(sandbox) == 4  # none twice
    assert stored(sandbox) == FILES


async def test_a_changed_folder_is_planned_anew_and_a_resumed_job_goes_on(client, sandbox, source_id, folder, journal):
    def fail(seen):
        if seen.done:
            raise KeyboardInterrupt

    job = client.uploads.upload_folder(source_id, folder, journal=journal)
    job._progress = fail
    with pytest.raises(KeyboardInterrupt):
        await report(job)
    assert read_journal(journal).report.in_flight == 0
    write(folder, {"new.jpg": b"new"})
    outcome = await report(client.uploads.upload_folder(source_id, folder, journal=journal))
    assert outcome.successful
    assert outcome.total == 5
    assert stored(sandbox) == {**FILES, "new.jpg": b"new"}
    assert uploads(sandbox) == 5
    assert len(list(journal_items(journal))) == 5
    assert (await report(client.jobs.resume(journal))).total == 5


def test_a_large_folder_is_read_in_the_order_of_its_names(tmp_path):
    write(tmp_path, {f"{number % 7}/{number}.jpg": b"" for number in range(300)})
    names = [file.name for file in Folder(tmp_path)]
    assert names == sorted(names, key=lambda name: name.split("/"))
    assert len(names) == 300
