"""What holds for every job: journals, interruptions, retries, limits, memory."""

import asyncio
import itertools
import sqlite3
import threading
import time
import tracemalloc

import pytest

from imgix_management import InvalidInputError, JournalError, ManagementClient, RateLimits
from imgix_management._i18n import LANGUAGES
from imgix_management.bulk import journal_items, read_journal
from imgix_management.bulk.locking import file_system
from imgix_management.bulk.schema import VERSION

from .conftest import DOMAIN, KEY, items, purged, report, results

URLS = [f"https://{DOMAIN}/{number}.jpg" for number in range(40)]
MANY = [f"https://{DOMAIN}/{number}.jpg" for number in range(300)]


@pytest.fixture
def journal(tmp_path):
    return tmp_path / "a job.journal"


async def take(job, number):
    """Take so many results, and leave the iteration."""
    taken = []
    if hasattr(job, "__aiter__"):
        iterator = job.__aiter__()
        while len(taken) < number:
            taken.append(await anext(iterator))
        await iterator.aclose()
    else:
        iterator = iter(job)
        taken = [next(iterator) for _ in range(number)]
        iterator.close()
    return taken


async def test_a_job_that_was_left_goes_on_where_it_was(client, sandbox, journal):
    await take(client.purges.create_many(MANY, journal=journal), 5)
    info = read_journal(journal)
    assert 5 <= info.report.done < 300
    assert info.report.in_flight == 0  # what was in flight has ended
    job = client.purges.create_many(MANY, journal=journal)
    outcomes = await results(job)
    assert len(outcomes) == 300 - info.report.done
    assert job.report.done == 300
    assert sorted(purged(sandbox)) == sorted(MANY)


async def test_without_a_journal_the_same_job_goes_on(client, sandbox):
    job = client.purges.create_many(URLS)
    await take(job, 5)
    await report(job)
    assert sorted(purged(sandbox)) == sorted(URLS)
    assert await results(job) == []
    assert len(await items(job, "done")) == 40


async def test_a_finished_job_is_not_run_again(client, sandbox, journal):
    await report(client.purges.create_many(URLS, journal=journal))
    again = await report(client.purges.create_many(URLS, journal=journal))
    resumed = await report(client.jobs.resume(journal))
    assert (again.done, resumed.done, len(purged(sandbox))) == (40, 40, 40)


async def test_failed_items_are_run_again_alone(faulty, open_client, journal):
    sandbox = faulty({"fault": "response status=400", "operations": ["createPurge"], "every": 4, "times": 10})
    async with open_client(sandbox.url) as client:
        first = await report(client.purges.create_many(URLS, journal=journal))
        assert (first.done, first.failed, first.successful) == (30, 10, False)
        failed = {item.key for item in journal_items(journal, "failed")}
        waits = client.jobs.retry(journal)
        waits._work.pause = 0
        outcomes = await results(waits)
        assert {outcome.key for outcome in outcomes} == failed
    assert (waits.report.done, waits.report.failed) == (40, 0)
    assert len(purged(sandbox)) == 40


async def test_what_passes_is_tried_again(faulty, open_client, no_pauses):
    sandbox = faulty({"fault": "reset at=after", "operations": ["createPurge"], "every": 3, "times": 8})
    async with open_client(sandbox.url) as client:
        job = client.purges.create_many(URLS)
        job._work.pause = 0
        outcome = await report(job)
    assert (outcome.done, outcome.failed) == (40, 0)
    assert set(purged(sandbox)) == set(URLS)
    assert 1 <= outcome.duplicate <= 8  # they had been processed


async def test_what_does_not_pass_fails_in_the_end(faulty, open_client, no_pauses):
    sandbox = faulty({"fault": "response status=503", "operations": ["createPurge"]})
    async with open_client(sandbox.url) as client:
        job = client.purges.create_many(URLS[:3])
        job._work.pause = 0
        await report(job)
        failed = await items(job, "failed")
    assert [(item.attempts, item.status_code) for item in failed] == [(5, 503)] * 3


async def test_changed_input_is_reported_before_anything_is_sent(client, sandbox, journal):
    await take(client.purges.create_many(URLS, journal=journal), 1)
    done = len(purged(sandbox))
    for changed in (["https://shop.imgix.net/new.jpg", *URLS], URLS[:-1], [*URLS, "https://shop.imgix.net/new.jpg"]):
        with pytest.raises(InvalidInputError) as error:
            await report(client.purges.create_many(changed, journal=journal))
        assert error.value.code == "job_input_changed"
    assert len(purged(sandbox)) == done
    assert (await report(client.jobs.resume(journal))).done == 40


async def test_an_input_that_was_not_read_to_its_end_is_needed_again(client, sandbox, journal):
    def broken():
        yield from URLS[:10]
        raise OSError("the line is down")

    with pytest.raises(OSError, match="the line is down"):
        await report(client.purges.create_many(broken(), journal=journal))
    assert read_journal(journal).resumable is False
    with pytest.raises(InvalidInputError) as error:
        await report(client.jobs.resume(journal))
    assert error.value.code == "job_input_missing"
    outcome = await report(client.purges.create_many(iter(URLS), journal=journal))
    assert (outcome.done, sorted(purged(sandbox))) == (40, sorted(URLS))


async def test_a_journal_belongs_to_one_job_and_one_account(client, sandbox, journal, open_client):
    await report(client.purges.create_many(URLS[:2], journal=journal))
    with pytest.raises(InvalidInputError) as error:
        await report(client.purges.create_many(URLS[:2], journal=journal, domains=[DOMAIN]))
    assert error.value.code == "journal_other_job"
    async with open_client(sandbox.url, rate_limits=RateLimits(account="other")) as other:
        with pytest.raises(InvalidInputError) as error:
            await report(other.purges.create_many(URLS[:2], journal=journal))
    assert error.value.code == "journal_other_account"
    assert KEY not in journal.read_bytes().decode("latin-1")


async def test_what_is_no_journal_is_left_as_it_is(client, sandbox, tmp_path):
    text, database, newer = tmp_path / "urls.txt", tmp_path / "other.sqlite", tmp_path / "newer.journal"
    text.write_text("https://shop.imgix.net/a.jpg\n" * 100)
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE shop (id)")
    connection.close()
    await report(client.purges.create_many(URLS[:1], journal=newer))
    with sqlite3.connect(newer) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    for path, code in (text, "journal_invalid"), (database, "journal_invalid"), (newer, "journal_other_version"):
        before = path.read_bytes()
        for use in (lambda path: report(client.purges.create_many(URLS, journal=path)), _read):
            with pytest.raises(InvalidInputError) as error:
                await use(path)
            assert error.value.code == code
            assert all(error.value.message(language) for language in LANGUAGES)
        assert path.read_bytes() == before
    assert len(purged(sandbox)) == 1


async def _read(path):
    read_journal(path)


async def test_two_jobs_never_share_a_journal(client, journal):
    job = client.purges.create_many(URLS, journal=journal)
    if hasattr(job, "__aiter__"):
        iterator = job.__aiter__()
        await anext(iterator)
    else:
        iterator = iter(job)
        next(iterator)
    assert read_journal(journal).running
    with pytest.raises(InvalidInputError) as error:
        await report(client.purges.create_many(URLS, journal=journal))
    assert error.value.code == "journal_in_use"
    await iterator.aclose() if hasattr(iterator, "aclose") else iterator.close()
    assert not read_journal(journal).running
    assert (await report(client.jobs.resume(journal))).pending == 0


async def test_a_journal_that_cannot_be_written_stops_the_job(client, sandbox, journal, tmp_path, no_pauses):
    with pytest.raises(JournalError) as error:
        await report(client.purges.create_many(URLS, journal=tmp_path / "nowhere" / "a.journal"))
    assert error.value.call is None
    job = client.purges.create_many(MANY[:60], journal=journal)

    def fill(seen):
        if seen.done and job._journal is not None:
            job._journal._connection.execute(
                "CREATE TEMP TRIGGER IF NOT EXISTS full BEFORE UPDATE ON main.item BEGIN "
                "SELECT RAISE(FAIL, 'database or disk is full'); END"
            )

    job._progress = fill
    with pytest.raises(JournalError, match="disk is full"):
        await report(job)
    outcome = await report(client.jobs.resume(journal))
    assert (outcome.done, outcome.pending, outcome.in_flight) == (60, 0, 0)
    assert set(purged(sandbox)) == set(MANY[:60])


@pytest.mark.parametrize("line", ["server:/x {point} nfs4 rw 0 0", "//host/share {point} cifs rw 0 0"])
def test_network_file_systems_are_known(tmp_path, line):
    mounts = tmp_path / "mounts"
    point = tmp_path / "a b"
    point.mkdir()
    written = str(point).replace(" ", "\\040")
    mounts.write_text(f"/dev/root / ext4 rw 0 0\n{line.format(point=written)}\n")
    assert file_system(point, mounts) == line.split()[2]
    assert file_system(tmp_path, mounts) == "ext4"
    assert file_system(tmp_path, tmp_path / "missing") is None


async def test_progress_sees_every_item(client):
    seen = []
    await report(client.purges.create_many(URLS, progress=seen.append))
    assert [each.done for each in seen] == sorted(each.done for each in seen)
    assert seen[-1].finished
    assert seen[-1].done == 40


async def test_the_rate_limit_is_filled_and_few_calls_wait(faulty, open_client, kind):
    sandbox = faulty({"fault": "latency seconds=0.3", "operations": ["createPurge"]})
    async with open_client(sandbox.url, rate_limits=RateLimits({"purge": "40/second"})) as client:
        job = client.purges.create_many([f"https://{DOMAIN}/{number}.jpg" for number in range(120)])
        in_flight = []
        job._progress = lambda seen: in_flight.append(seen.in_flight)
        outcome = await report(job)
    assert outcome.done == 120
    assert outcome.seconds < 12  # on a busy machine; 2.3 s at the limit, 36 s one after the other
    assert max(in_flight) <= 100


async def test_no_more_calls_wait_than_keep_the_limit_filled(sandbox, source_id, open_client):
    async with open_client(sandbox.url, rate_limits=RateLimits({"purge": "2/second"})) as client:
        job = client.purges.create_many(URLS[:5])
        seen = []
        job._progress = seen.append
        await report(job)
    assert max(each.in_flight for each in seen) <= 4
    assert {each.waiting_for for each in seen} <= {None, "purge"}
    assert "purge" in {each.waiting_for for each in seen}
    assert any(each.eta for each in seen)


async def test_a_slow_source_of_items_is_not_waited_for(client, sandbox):
    released = threading.Event()

    def slow():
        yield URLS[0]
        released.wait(10)
        yield URLS[1]

    job = client.purges.create_many(slow())
    seen = []

    def progress(outcome):
        if outcome.done == 1:
            seen.append(purged(sandbox))
            released.set()

    job._progress = progress
    outcome = await report(job)
    assert (seen[0], outcome.done) == ([URLS[0]], 2)


async def test_a_fast_source_is_not_read_far_ahead(faulty, open_client):
    sandbox = faulty()
    async with open_client(sandbox.url, rate_limits=RateLimits({"purge": "20/second"})) as client:
        counter = itertools.count()
        job = client.purges.create_many(f"https://{DOMAIN}/{number}.jpg" for number in counter)
        await take(job, 5)
    assert next(counter) < 3000


async def test_cancelling_lets_what_is_in_flight_end(faulty, tmp_path):
    from imgix_management import AsyncManagementClient

    sandbox = faulty({"fault": "latency seconds=0.3", "operations": ["createPurge"]})
    async with AsyncManagementClient(
        KEY, base_url=sandbox.url, rate_limits=RateLimits({"purge": "5/second"})
    ) as client:
        job = client.purges.create_many(URLS, journal=tmp_path / "a.journal")
        task = asyncio.ensure_future(job.run())
        await asyncio.sleep(0.25)
        task.cancel()
        began = time.monotonic()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert time.monotonic() - began < 1.0  # those that wait for the limit are not waited for
    assert job.report.done == len(purged(sandbox)) == 5
    assert (job.report.in_flight, job.report.pending) == (0, 35)


def test_memory_does_not_grow_with_the_number_of_items(sandbox, source_id):
    def peak(number):
        with ManagementClient(KEY, base_url=sandbox.url, rate_limits=None) as client:
            job = client.purges.create_many((f"https://{DOMAIN}/{each}" for each in range(number)), dry_run=True)
            tracemalloc.start()
            job.run()
            size = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return size

    peak(100)
    assert peak(2000) < peak(200) + 300_000
