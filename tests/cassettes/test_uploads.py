"""Uploads that are refused, and upload sessions, recorded."""

import httpx
import pytest

from imgix_management import AssetExistsError, NotFoundError, UploadSessionError

pytestmark = [pytest.mark.vcr, pytest.mark.block_network, pytest.mark.writes]
MISSING = "0" * 24


async def test_upload_over_a_file_that_is_there(client, source):
    await client.uploads.upload(source.id, "a.txt", b"one")
    with pytest.raises(AssetExistsError):
        await client.uploads.upload(source.id, "a.txt", b"two")


async def test_upload_to_a_missing_source(client):
    with pytest.raises(NotFoundError):
        await client.uploads.upload(MISSING, "a.txt", b"one")


async def test_session(client, source, poll_interval):
    session = await client.uploads.sessions.create(source.id, "large/film.bin")
    assert (session.status, session.origin_path) == ("PENDING", "/large/film.bin")
    assert session.date_expires > session.date_created
    assert session.url not in repr(session)
    httpx.put(session.url, content=b"many bytes", headers={"content-type": "video/mp4"}).raise_for_status()
    closed = await client.uploads.sessions.close(source.id, session.id)
    assert closed.status in ("CLOSED", "COMPLETE")
    done = await client.uploads.sessions.wait_until_complete(source.id, session.id, poll_interval=poll_interval)
    assert (done.id, done.status, done.url) == (session.id, "COMPLETE", None)
    assert (await client.assets.get(source.id, "large/film.bin")).file_size == 10


async def test_session_cancelled(client, source, poll_interval):
    session = await client.uploads.sessions.create(source.id, "film.bin")
    await client.uploads.sessions.cancel(source.id, session.id)
    with pytest.raises(UploadSessionError) as caught:
        await client.uploads.sessions.wait_until_complete(source.id, session.id, poll_interval=poll_interval)
    assert caught.value.session_id == session.id


async def test_session_missing(client, source):
    for method in (client.uploads.sessions.get, client.uploads.sessions.close, client.uploads.sessions.cancel):
        with pytest.raises(NotFoundError):
            await method(source.id, MISSING)
    with pytest.raises(NotFoundError):
        await client.uploads.sessions.create(MISSING, "film.bin")
