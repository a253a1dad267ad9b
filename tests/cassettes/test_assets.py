"""Assets and uploads, recorded."""

from pathlib import Path

import pytest

from imgix_management import BadRequestError, NotFoundError

pytestmark = [pytest.mark.vcr, pytest.mark.block_network, pytest.mark.writes]
IMAGES = Path(__file__).resolve().parents[2] / "examples" / "images"


async def test_upload_and_get(client, source):
    sent = []
    uploaded = await client.uploads.upload(
        source.id,
        "自然/風景.jpg",
        IMAGES / "風景.jpg",
        progress=lambda done, size: sent.append((done, size)),
    )
    size = (IMAGES / "風景.jpg").stat().st_size
    assert sent[-1] == (size, size)
    assert uploaded.content_type == "image/jpeg"
    assert uploaded.file_size == size
    asset = await client.assets.get(source.id, uploaded.origin_path)
    assert asset.id == f"{source.id}/自然/風景.jpg"
    assert (asset.media_width, asset.media_height, asset.media_kind) == (960, 640, "IMAGE")
    assert asset == await client.assets.get(source.id, "自然/風景.jpg")


async def test_update(client, source):
    await client.uploads.upload(source.id, "a.svg", IMAGES / "paper-boat.svg")
    changed = await client.assets.update(
        source.id, "a.svg", custom_fields={"shelf": "B2", "rank": 3}, categories=["paper"], description=None
    )
    assert changed.custom_fields == {"shelf": "B2", "rank": 3}
    assert changed.categories == ("paper",)
    assert changed.description is None


async def test_list_pages_and_filters(client, source):
    for number in range(3):
        await client.uploads.upload(source.id, f"boats/{number}.svg", IMAGES / "paper-boat.svg")
    await client.assets.update(source.id, "boats/1.svg", custom_fields={"shelf": "B2"})
    paths = [a.origin_path async for a in client.assets.list(source.id, sort="date_created", page_size=2)]
    assert sorted(paths) == [f"/boats/{number}.svg" for number in range(3)]
    pages = [page async for page in client.assets.list(source.id, page_size=2).pages()]
    assert [page.total for page in pages] == [3, 3]
    assert pages[0].next_cursor == "2"
    for custom in ({"shelf": "B2"}, {"shelf": None}):
        assert [a.id async for a in client.assets.list(source.id, custom=custom)] == [f"{source.id}/boats/1.svg"]
    first = await client.assets.list(source.id, fields=["origin_path"], keyword="boats").first()
    assert first.origin_path.startswith("/boats/")
    assert not hasattr(first, "file_size")


async def test_list_by_each_filter(client, source):
    boat = await client.uploads.upload(source.id, "boats/a.svg", IMAGES / "paper-boat.svg")
    await client.assets.update(source.id, "boats/a.svg", categories=["paper"], tags={"boat": 0.9})
    assets = [
        {"categories": ["paper"]},
        {"has_frames": False},
        {"media_kind": boat.media_kind},
        {"origin_path": "boats/a.svg"},
        {"tags": "boat"},
        {"or_categories": "paper", "or_keywords": "nothing", "or_origin_path": "nowhere"},
    ]
    for query in assets:
        assert [asset.id async for asset in client.assets.list(source.id, **query)] == [boat.id], query
    warnings = [{f"warning_{name}": 4} for name in ("adult", "medical", "racy", "spoof", "violence")]
    for query in ({"colors": "#8ca091"}, {"face_count": (1, 3)}, *warnings):
        assert [asset async for asset in client.assets.list(source.id, **query)] == [], query


async def test_get_with_fields(client, source):
    await client.uploads.upload(source.id, "a.svg", IMAGES / "paper-boat.svg")
    asset = await client.assets.get(source.id, "a.svg", fields=["file_size"])
    assert asset.file_size
    assert not hasattr(asset, "media_width")


async def test_get_missing(client, source):
    with pytest.raises(NotFoundError) as caught:
        await client.assets.get(source.id, "no/such.png")
    assert caught.value.operation == "getAsset"


async def test_upload_twice(client, source):
    await client.uploads.upload(source.id, "a.txt", b"one", content_type="text/plain")
    replaced = await client.uploads.upload(source.id, "a.txt", b"three", content_type="text/plain", overwrite=True)
    assert replaced.file_size == 5


async def test_update_refuses_an_unknown_attribute(client, source):
    resource = {"id": f"{source.id}/a.txt", "type": "assets", "attributes": {"shelf": "B2"}}
    body = {"data": resource, "jsonapi": {"version": "1.0"}}
    with pytest.raises(BadRequestError):
        await client.operation("updateAsset", source_id=source.id, origin_path="a.txt", body=body)


async def test_update_custom_fields(client, source):
    await client.uploads.upload(source.id, "a.svg", IMAGES / "paper-boat.svg")
    await client.assets.update_custom_fields(source.id, "a.svg", {"shelf": "B2", "rank": 3, "gone": "x"})
    changed = await client.assets.update_custom_fields(source.id, "a.svg", {"rank": 4, "gone": None})
    assert changed.custom_fields == {"shelf": "B2", "rank": 4}


async def test_add(client, source):
    added = await client.assets.add(source.id, "from/origin.jpg")
    assert (added.duplicate, added.response_info.status_code) == (False, 202)
    assert (added.source_id, added.origin_path) == (source.id, "from/origin.jpg")
    assert added.id == f"{source.id}/from/origin.jpg"


async def test_add_what_is_there(client, source):
    await client.uploads.upload(source.id, "a.svg", IMAGES / "paper-boat.svg")
    assert (await client.assets.add(source.id, "a.svg")).duplicate


async def test_refresh(client, source):
    await client.uploads.upload(source.id, "a.svg", IMAGES / "paper-boat.svg")
    assert (await client.assets.refresh(source.id, "a.svg")).media_width == 320
    with pytest.raises(NotFoundError):
        await client.assets.refresh(source.id, "b.svg")


async def test_unpublish_and_publish(client, source):
    await client.uploads.upload(source.id, "a.svg", IMAGES / "paper-boat.svg")
    url = f"https://{source.deployment.imgix_subdomains[0]}.imgix.net/a.svg"
    assert (await client.assets.unpublish(source.id, url)).unpublish_id
    assert (await client.assets.publish(source.id, url)).publish_id
    for method in (client.assets.publish, client.assets.unpublish):
        with pytest.raises(BadRequestError):
            await method(source.id, "https://elsewhere.example/a.svg")


async def test_list_of_a_missing_source(client):
    with pytest.raises(NotFoundError) as caught:
        await client.assets.list("0" * 24).first()
    assert caught.value.operation == "listAssets"
