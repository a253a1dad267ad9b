"""Many purges: which URLs, how often, and what comes of them."""

import subprocess

import pytest

from imgix_management import AuthenticationError, InvalidInputError
from imgix_management._async.bulk_purges import AsyncPurgeWork
from imgix_management._sync.bulk_purges import PurgeWork
from imgix_management.bulk import URLFile, changed_files, map_urls, read_journal

from .conftest import DOMAIN, KEY, items, purged, report, results

URLS = [f"https://{DOMAIN}/cats/{number}.jpg" for number in range(30)]


async def test_each_url_is_purged_once_and_its_outcome_comes(client, sandbox):
    job = client.purges.create_many(URLS)
    outcomes = await results(job)
    assert sorted(outcome.key for outcome in outcomes) == sorted(URLS)
    assert {outcome.state for outcome in outcomes} == {"done"}
    assert all(outcome.value.purge_id for outcome in outcomes)
    assert sorted(purged(sandbox)) == sorted(URLS)
    assert (job.report.done, job.report.total, job.report.finished, job.report.successful) == (30, 30, True, True)


async def test_one_form_of_a_url_is_purged_once(client, sandbox):
    forms = ["https://shop.imgix.net/a.jpg", "https://shop.imgix.net/a.jpg?w=100", "HTTPS://SHOP.imgix.net/a.jpg#top"]
    outcome = await report(client.purges.create_many([*forms, "https://shop.imgix.net/猫.jpg"]))
    assert sorted(purged(sandbox)) == ["https://shop.imgix.net/%E7%8C%AB.jpg", "https://shop.imgix.net/a.jpg"]
    assert (outcome.total, outcome.done, outcome.repeated) == (2, 2, 2)


async def test_the_query_of_a_sub_image_matters(client, sandbox, source_id):
    urls = [f"https://shop.imgix.net/a.jpg?mark={number}" for number in range(2)]
    outcome = await report(client.purges.create_many(urls, sub_image=True, source_id=source_id))
    assert outcome.done == 2
    assert all(purge.sub_image and purge.source_id == source_id for purge in sandbox.state.purges.values())


async def test_a_409_counts_as_done(client):
    await report(client.purges.create_many(URLS[:3]))
    job = client.purges.create_many(URLS[:5])
    outcomes = await results(job)
    assert sorted(outcome.key for outcome in outcomes if outcome.duplicate) == URLS[:3]
    assert (job.report.done, job.report.duplicate) == (5, 3)


async def test_a_list_is_checked_before_anything_is_sent(client, sandbox):
    for urls, code in ([*URLS, "cats/tom.jpg"], "url_invalid"), (["https://elsewhere.example/a.jpg"], "url_foreign"):
        with pytest.raises(InvalidInputError) as error:
            await report(client.purges.create_many(urls, domains=[DOMAIN]))
        assert error.value.code == code
    assert purged(sandbox) == []


async def test_of_an_iterator_an_invalid_url_fails_alone(client, sandbox):
    job = client.purges.create_many(iter([URLS[0], "cats/tom.jpg", URLS[1]]))
    outcomes = {outcome.key: outcome for outcome in await results(job)}
    assert outcomes["cats/tom.jpg"].error.code == "url_invalid"
    assert sorted(purged(sandbox)) == URLS[:2]
    assert (job.report.done, job.report.failed, job.report.successful) == (2, 1, False)


async def test_what_the_server_refuses_fails_with_its_error(client):
    job = client.purges.create_many(["https://elsewhere.example/a.jpg", URLS[0]])
    await report(job)
    [failed] = await items(job, "failed")
    assert (failed.key, failed.code, failed.status_code) == ("https://elsewhere.example/a.jpg", "bad_request", 400)
    assert failed.request_id
    assert "domain" in failed.message
    assert job.report.done == 1


async def test_a_dry_run_sends_nothing_and_makes_no_journal(client, sandbox, tmp_path):
    journal = tmp_path / "purge.journal"
    outcome = await report(client.purges.create_many([*URLS, URLS[0]], dry_run=True, journal=journal))
    assert purged(sandbox) == []
    assert (outcome.skipped, outcome.skipped_by, outcome.repeated) == (30, {"dry run": 30}, 1)
    assert not journal.exists()


async def test_the_assets_of_a_source_on_each_of_its_domains(client, sandbox, source_id, kind):
    for name in ("cats/tom & tim.jpg", "猫.jpg", "dogs/rex.jpg"):
        outcome = client.uploads.upload(source_id, name, b"bytes")
        _ = await outcome if kind == "async" else outcome
    with_listing = client.purges.create_for_source(source_id, domains=["shop.imgix.net", "img.shop.example"])
    outcomes = await results(with_listing)
    assert {outcome.key for outcome in outcomes} == {
        f"https://{domain}/{path}"
        for domain in ("shop.imgix.net", "img.shop.example")
        for path in ("cats/tom%20&%20tim.jpg", "%E7%8C%AB.jpg", "dogs/rex.jpg")
    }
    own = await report(client.purges.create_for_source(source_id, origin_path="/dogs/rex.jpg"))
    assert own.total == own.done == 1


async def test_a_key_that_is_refused_stops_the_job_and_nothing_is_lost(faulty, open_client, tmp_path):
    sandbox = faulty({"fault": "response status=401", "operations": ["createPurge"], "every": 10, "times": 1})
    journal = tmp_path / "purge.journal"
    async with open_client(sandbox.url) as client:
        with pytest.raises(AuthenticationError):
            await report(client.purges.create_many(URLS, journal=journal))
        info = read_journal(journal)
        assert (info.report.failed, info.report.in_flight, info.running, info.resumable) == (0, 0, False, True)
        assert info.report.pending >= 1
        outcome = await report(client.jobs.resume(journal))
    assert (outcome.done, outcome.failed, sorted(purged(sandbox))) == (30, 0, sorted(URLS))


async def test_ten_seconds_are_between_two_attempts(kind):
    assert (AsyncPurgeWork if kind == "async" else PurgeWork).pause == 10.0


def test_urls_of_changed_files(tmp_path):
    def git(*arguments):
        subprocess.run(["git", "-C", tmp_path, *arguments], check=True, capture_output=True)

    git("init", "-q")
    git("config", "user.email", "a@example.test")
    git("config", "user.name", "a")
    for name in ("public/猫.jpg", "public/img/old.jpg", "src/main.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    git("add", ".")
    git("commit", "-qm", "first")
    (tmp_path / "public/猫.jpg").write_text("changed")
    (tmp_path / "public/img/old.jpg").unlink()
    changed = changed_files("HEAD", repository=tmp_path)
    assert sorted(changed) == ["public/img/old.jpg", "public/猫.jpg"]
    prefixes = {"public/": "https://shop.imgix.net/", "public/img/": "https://img.shop.example/"}
    assert sorted(map_urls([*changed, "src/main.py"], prefixes)) == [
        "https://img.shop.example/old.jpg",
        "https://shop.imgix.net/%E7%8C%AB.jpg",
    ]
    for revision, repository in ("no-such", tmp_path), ("--output=x", tmp_path), ("HEAD", tmp_path / "nowhere"):
        with pytest.raises(InvalidInputError) as error:
            changed_files(revision, repository=repository)
        assert error.value.code == "git_failed"


def test_a_file_of_urls_is_read_each_time_from_its_beginning(tmp_path):
    path = tmp_path / "urls.txt"
    path.write_bytes(b"\xef\xbb\xbfhttps://shop.imgix.net/a.jpg\r\n\n# later\nhttps://shop.imgix.net/b.jpg")
    urls = URLFile(path)
    assert list(urls) == list(urls) == ["https://shop.imgix.net/a.jpg", "https://shop.imgix.net/b.jpg"]
    path.write_bytes("https://shop.imgix.net/猫".encode("utf-16"))
    with pytest.raises(InvalidInputError) as error:
        list(urls)
    assert error.value.code == "file_unreadable"
    assert KEY not in str(error.value)
