"""A program that runs a job, for `test_crashes`, which kills it. Arguments: settings as JSON."""

import asyncio
import json
import sys

from imgix_management import AsyncManagementClient, ManagementClient, RateLimits
from imgix_management._async import bulk as async_bulk
from imgix_management._async import bulk_purges as async_purges
from imgix_management._sync import bulk as sync_bulk
from imgix_management._sync import bulk_purges as sync_purges

RATES = {
    "purge": "200/s",
    "upload": "100/s",
    "default": "200/s",
    "get-asset": "200/s",
    "refresh-asset": "100/s",
}


def job_of(client, settings):  # noqa: PLR0911 - one for each kind
    """Begin the job, or go on with it."""
    kind, source_id, journal = settings["kind"], settings["source_id"], settings["journal"]
    if settings["resume"]:
        return client.jobs.resume(journal)
    if kind == "purge":
        return client.purges.create_many([f"https://shop.imgix.net/{n}.jpg" for n in range(200)], journal=journal)
    if kind == "source":
        return client.purges.create_for_source(source_id, journal=journal)
    if kind == "upload":
        return client.uploads.upload_folder(
            source_id, settings["folder"], prefix=f"{settings['round']}/", journal=journal
        )
    names = [f"{n}.jpg" for n in range(80)]
    if kind == "update":
        rows = [{"origin_path": name, "name": f"{settings['round']} {name}", "custom.n": "1"} for name in names]
        return client.assets.update_many(rows, source_id=source_id, journal=journal)
    if kind == "add":
        return client.assets.add_many(source_id, [f"{settings['round']}/{name}" for name in names], journal=journal)
    if kind == "refresh":
        return client.assets.refresh_many(source_id, names, journal=journal)
    return client.reports.download_many(settings["folder"], journal=journal)


def show(report):
    """Print the report for the test."""
    counts = ("total", "done", "failed", "unknown", "skipped", "pending", "in_flight", "duplicate")
    print(json.dumps({name: getattr(report, name) for name in counts} | {"finished": report.finished}), flush=True)


async def run_async(settings, options):
    """Run the job of the async client."""
    async with AsyncManagementClient(**options) as client:
        show(await job_of(client, settings).run())


def main():
    """Run the job."""
    settings = json.loads(sys.argv[1])
    for module in (async_bulk, sync_bulk):
        module.RETRY_PAUSES, module.SETTLE = (0.3, 0.3, 0.5, 0.5), 0.5
    async_purges.AsyncPurgeWork.pause = sync_purges.PurgeWork.pause = 0.2
    options = {
        "api_key": settings["key"],
        "base_url": settings["url"],
        "rate_limits": RateLimits(RATES),
        "max_retries": 1,
    }
    print("ready", flush=True)
    if settings["asynchronous"]:
        asyncio.run(run_async(settings, options))
    else:
        with ManagementClient(**options) as client:
            show(job_of(client, settings).run())


main()
